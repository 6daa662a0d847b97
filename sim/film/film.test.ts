import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { scenes } from '../scene/index.ts';
import { plantedScene } from '../scene/planted.ts';
import { type FilmFiles, filmFiles, makeFilm, removeLeftovers } from './film.ts';
import { renderScene } from './render.ts';
import { motText, type Truth } from './truth.ts';

Log.setLevel(AV_LOG_QUIET);

const square = scenes.find(({ id }) => id === 'demo-square')!;
let directory = '';
let files: FilmFiles;

before(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'lamplighter-sim-'));
  files = await makeFilm(square, { directory, seed: 5, frames: 12 });
});
after(() => rm(directory, { recursive: true, force: true }));

async function digestOf(scene: (typeof scenes)[number], seed: number): Promise<string> {
  const digest = createHash('sha256');
  for await (const frame of renderScene(scene, seed, 6)) {
    digest.update(frame.yuv).update(JSON.stringify(frame.truth));
  }
  return digest.digest('hex');
}

test('the same seed draws the same frames and the same truth, another seed others', async () => {
  for (const scene of scenes) {
    const first = await digestOf(scene, 9);
    assert.equal(await digestOf(scene, 9), first, scene.id);
    assert.notEqual(await digestOf(scene, 10), first, scene.id);
  }
});

test('two frames of a still scene differ by sensor noise, as those of a live camera do', async () => {
  const empty = { ...square, world: () => ({ step: () => [] }) };
  const shots: Uint8Array[] = [];
  for await (const { yuv } of renderScene(empty, 1, 2)) shots.push(yuv.slice(0, 640 * 360));
  let sum = 0;
  for (let i = 0; i < shots[0]!.length; i++) sum += Math.abs(shots[0]![i]! - shots[1]![i]!);
  const mean = sum / shots[0]!.length;
  assert.ok(mean > 0.5 && mean < 4, `mean difference ${mean}`);
});

test('a finished film has its truth beside it and leaves nothing else', async () => {
  assert.deepEqual((await readdir(directory)).sort(), [
    'demo-square.mot.txt',
    'demo-square.mp4',
    'demo-square.truth.json',
  ]);
  const truth = JSON.parse(await readFile(files.truthPath, 'utf8')) as Truth;
  assert.equal(truth.frames.length, 12);
  assert.equal(truth.isSimulated, true);
  const film = await readFile(files.filmPath);
  assert.equal(film.toString('latin1', 4, 8), 'ftyp');
});

test('truth boxes lie in the picture, and MOT text counts frames from 1', async () => {
  const truth = JSON.parse(await readFile(files.truthPath, 'utf8')) as Truth;
  for (const { box, visible } of truth.frames.flatMap(({ boxes }) => boxes)) {
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.w <= 640.01 && box.y + box.h <= 360.01);
    assert.ok(visible >= 0 && visible <= 1);
  }
  const first = motText(truth).split('\n')[0]!.split(',');
  assert.equal(first[0], '1');
  assert.equal(first.length, 9);
});

test('a film killed in mid-frame is not there, and its remains go at the next start', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lamplighter-sim-'));
  try {
    const worker = fileURLToPath(new URL('./worker.ts', import.meta.url));
    const child = fork(worker, [folder, '3', 'demo-motorway'], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'close');
    const remains = await readdir(folder);
    assert.ok(!remains.includes(path.basename(filmFiles(folder, 'demo-motorway').filmPath)));
    assert.ok(remains.some((name) => name.includes('.part.')));
    await writeFile(path.join(folder, `demo-square.${process.pid}.part.mp4`), 'of a running process');
    await removeLeftovers(folder);
    assert.deepEqual(await readdir(folder), [`demo-square.${process.pid}.part.mp4`]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a planted pattern is legible on the chest in the clear frames', async () => {
  const pattern = [
    [1, 0, 1, 0],
    [0, 1, 0, 1],
    [1, 1, 0, 0],
    [0, 0, 1, 1],
  ];
  const scene = plantedScene(pattern);
  for await (const { yuv, truth } of renderScene(scene, 1, 1)) {
    const { box } = truth.boxes[0]!;
    // The block code's chest: the third of the figure under its head, the middle half of its width.
    let [dark, bright] = [0, 0];
    for (let y = Math.round(box.y + box.h * 0.2); y < box.y + box.h * 0.42; y++) {
      for (let x = Math.round(box.x + box.w * 0.3); x < box.x + box.w * 0.7; x++) {
        if (yuv[y * 640 + x]! < 50) dark++;
        else if (yuv[y * 640 + x]! > 150) bright++;
      }
    }
    assert.ok(dark > 60 && bright > 60, `${dark} dark and ${bright} bright pixels`);
  }
});
