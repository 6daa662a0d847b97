import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { makeFilm } from '../../sim/film/film.ts';
import { scenes } from '../../sim/scene/index.ts';
import { framesPerSecond, type Scene } from '../../sim/scene/scene.ts';

Log.setLevel(AV_LOG_QUIET);

export type StreetFilm = { readonly path: string; readonly scene: Scene; remove(): Promise<void> };

/** The first seconds of one of the simulated city's films: people who walk, drawn by us, so no test lacks footage. */
export async function makeStreetFilm(wanted: {
  readonly seconds: number;
  readonly sceneId?: string;
}): Promise<StreetFilm> {
  const scene = scenes.find(({ id }) => id === (wanted.sceneId ?? 'demo-square'));
  if (!scene)
    throw new Error(`no scene ${wanted.sceneId}; there are ${scenes.map(({ id }) => id).join(', ')}`);
  const directory = await mkdtemp(path.join(os.tmpdir(), 'lamplighter-film-'));
  const { filmPath } = await makeFilm(scene, {
    directory,
    seed: 7,
    frames: wanted.seconds * framesPerSecond,
  });
  return { path: filmPath, scene, remove: () => rm(directory, { recursive: true, force: true }) };
}
