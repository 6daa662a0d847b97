/** Makes one scene's film and its truth in a folder: each whole or absent, also after a kill in mid-frame. */
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { frameMs as cityFrameMs, heightPx, type Scene, widthPx } from '../scene/scene.ts';
import { openFilm } from './encode.ts';
import { eventsOf } from './events.ts';
import { renderScene } from './render.ts';
import { motText, type Truth, type TruthEvent, type TruthFrame } from './truth.ts';

export type FilmFiles = { readonly filmPath: string; readonly truthPath: string; readonly motPath: string };

export function filmFiles(directory: string, sceneId: string): FilmFiles {
  return {
    filmPath: join(directory, `${sceneId}.mp4`),
    truthPath: join(directory, `${sceneId}.truth.json`),
    motPath: join(directory, `${sceneId}.mot.txt`),
  };
}

/**
 * Draws and encodes the whole loop. The film is renamed into place last, so where it is, its truth is too.
 * @param onProgress told the share that is done, 0..1.
 */
export async function makeFilm(
  scene: Scene,
  at: {
    readonly directory: string;
    readonly seed: number;
    readonly onProgress?: (share: number) => void;
    readonly frames?: number;
    /** What truly happens, where the scene's maker knows it; worked out of the frames by default. */
    readonly events?: readonly TruthEvent[];
  },
): Promise<FilmFiles> {
  const files = filmFiles(at.directory, scene.id);
  const part = join(at.directory, `${scene.id}.${process.pid}.part`);
  const frameMs = scene.frameMs ?? cityFrameMs;
  const framesPerSecond = 1000 / frameMs;
  const count = at.frames ?? Math.floor(scene.durationMs / frameMs);
  const frames: TruthFrame[] = [];
  try {
    const film = await openFilm(`${part}.mp4`, { widthPx, heightPx, framesPerSecond });
    for await (const frame of renderScene(scene, at.seed, count)) {
      film.write(frame.yuv);
      frames.push(frame.truth);
      if (frame.truth.index % 20 === 0) at.onProgress?.(frame.truth.index / count);
    }
    film.close();
    const truth: Truth = {
      scene: scene.id,
      seed: at.seed,
      isSimulated: true,
      widthPx,
      heightPx,
      framesPerSecond,
      frames,
      events: at.events ?? eventsOf(scene.zones, frames),
    };
    await place(`${part}.json`, files.truthPath, JSON.stringify(truth));
    await place(`${part}.txt`, files.motPath, motText(truth));
    await settle(`${part}.mp4`, files.filmPath);
  } catch (cause) {
    await Promise.all(['mp4', 'json', 'txt'].map((ending) => rm(`${part}.${ending}`, { force: true })));
    throw new Error(`${scene.name}: the simulated film could not be made in ${at.directory}`, { cause });
  }
  at.onProgress?.(1);
  return files;
}

async function place(part: string, path: string, text: string): Promise<void> {
  const file = await open(part, 'w');
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
  await settle(part, path);
}

/** On the disk first, then under its name. */
async function settle(part: string, path: string): Promise<void> {
  const file = await open(part, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
}

/** Removes what killed runs left half-written; the files of running ones stay. */
export async function removeLeftovers(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const pid = Number(/\.(\d+)\.part\./.exec(name)?.[1]);
    if (pid && !isRunning(pid)) await rm(join(directory, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
