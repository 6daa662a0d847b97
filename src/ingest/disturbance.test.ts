/** Weather and light on films drawn and coded here, through the real source, analysis and scene. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { makeFilm } from '../../test/film/make-film.ts';
import { cameraWith } from '../../test/support/scene-world.ts';
import type { CameraSignal } from '../core/camera-signal.ts';
import { Analysis } from './analysis.ts';
import { CameraScene } from './camera-scene.ts';
import { DetectionWait } from './detection-wait.ts';
import { openSource } from './source.ts';
import { AnalysisPace } from './source-pace.ts';
import { StageClock } from './stage-clock.ts';

const widthPx = 320;
const heightPx = 180;
const filmFps = 10;
const seconds = 32;

let folder = '';
before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-weather-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

function randomOf(seed: number): () => number {
  let state = (seed + 1) * 2654435761;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

type Luma = Float32Array;

/** Houses above, a street below. */
const place: Luma = Float32Array.from({ length: widthPx * heightPx }, (_, i) => {
  const x = i % widthPx;
  const y = Math.floor(i / widthPx);
  if (y < 70) return (x * 7 + (y >> 4) * 31) % 83 < 34 && y % 30 < 18 ? 60 : 150;
  return 100 + ((x >> 5) + (y >> 4)) * 3 + ((x * 13 + y * 29) % 17);
});

function rectangle(on: Luma, box: { x: number; y: number; w: number; h: number }, luma: number): void {
  for (let y = Math.max(0, box.y | 0); y < Math.min(heightPx, box.y + box.h); y++) {
    for (let x = Math.max(0, box.x | 0); x < Math.min(widthPx, box.x + box.w); x++)
      on[y * widthPx + x] = luma + ((x - (box.x | 0)) % 9);
  }
}

/** Two dozen vehicles in four lanes and a dozen walkers: nobody of them is detected, which is the harder case. */
function street(on: Luma, index: number): void {
  for (let i = 0; i < 24; i++) {
    const lane = i % 4;
    const pace = (lane < 2 ? 1 : -1) * (6 + 3 * (i % 3));
    const x = (((i * 61 + pace * index) % 420) + 420) % 420;
    rectangle(on, { x: x - 60, y: 84 + lane * 20, w: 34, h: 14 }, i % 2 === 0 ? 40 : 210);
  }
  for (let i = 0; i < 12; i++) {
    const x = (i * 47 + index * (i % 2 === 0 ? 0.9 : -0.8) + 3_200) % 320;
    rectangle(on, { x, y: 158, w: 6, h: 18 }, 50 + 9 * i);
  }
}

/** Leaves over the left half of the picture, to and fro by up to four pixels, in gusts. */
function tree(on: Luma, index: number): void {
  const t = index / filmFps;
  const gust = 2.5 * Math.sin(2 * Math.PI * 0.7 * t) + 1.5 * Math.sin(2 * Math.PI * 1.9 * t + 1);
  for (let y = 10; y < 130; y++) {
    for (let x = 5; x < 155; x++) {
      if ((x - 80) ** 2 / 5_600 + (y - 70) ** 2 / 3_600 > 1) continue;
      const leaf = Math.round(x + gust * (1 + (y % 7) / 7)) >> 2;
      on[y * widthPx + x] = 50 + ((leaf * 37 + (y >> 2) * 59) % 61);
    }
  }
}

function rain(on: Luma, random: () => number): void {
  for (let drop = 0; drop < 700; drop++) {
    const x = Math.floor(random() * widthPx);
    const top = Math.floor(random() * heightPx);
    const wide = random() < 0.3 ? 2 : 1;
    for (let y = top; y < Math.min(heightPx, top + 14); y++) {
      for (let d = 0; d < wide && x + d < widthPx; d++) on[y * widthPx + x + d]! += 70;
    }
  }
}

/** Four hundred walkers, in all directions, over the whole picture. */
function crowd(on: Luma, index: number): void {
  for (let i = 0; i < 400; i++) {
    const angle = i * 2.4;
    const at = (start: number, pace: number, span: number) => (((start + pace * index) % span) + span) % span;
    const x = at(i * 53, Math.cos(angle), widthPx) - 4;
    const y = at(i * 31, 0.6 * Math.sin(angle), heightPx) - 8;
    rectangle(on, { x, y, w: 7, h: 16 }, 40 + ((i * 67) % 150));
  }
}

type Weather = (on: Luma, index: number, random: () => number) => void;

/** @returns what was told of the camera, and the figures once a second. */
async function watch(
  name: string,
  weather: Weather,
  noise = 5,
): Promise<{ told: string[]; signals: CameraSignal[] }> {
  const file = path.join(folder, `${name}.mp4`);
  const on = new Float32Array(place.length);
  await makeFilm(file, {
    widthPx,
    heightPx,
    fps: filmFps,
    frames: seconds * filmFps,
    gop: 2 * filmFps,
    draw(rgb, index) {
      const random = randomOf(index);
      on.set(place);
      weather(on, index, random);
      for (let i = 0; i < on.length; i++) {
        const luma = Math.min(255, Math.max(0, on[i]! + (random() + random() - 1) * noise));
        rgb.fill(luma, 3 * i, 3 * i + 3);
      }
    },
  });
  const camera = cameraWith([]);
  const analysis = new Analysis({
    camera,
    wait: new DetectionWait(async () => [], Number.POSITIVE_INFINITY),
    countScore: { person: 0.3, bicycle: 0.3, vehicle: 0.3 },
    stages: new StageClock(),
    droppedShare: () => 0,
    clockErrorMs: () => null,
    tickMs: () => 0,
  });
  const scene = new CameraScene(camera);
  const pace = new AnalysisPace(5);
  const told: string[] = [];
  const signals: CameraSignal[] = [];
  const stop = new AbortController();
  const source = openSource({
    url: file,
    analysisFps: Number.POSITIVE_INFINITY,
    isLooped: false,
    signal: stop.signal,
  });
  for await (const picture of source) {
    if (pace.isDue(picture.atMs)) {
      const analysed = await analysis.take(picture);
      if (analysed.signal !== null) signals.push(analysed.signal);
      const { situations } = scene.advance(analysed);
      told.push(...situations.map(({ phase, situation }) => `${phase} ${situation.kind}`));
    }
    picture.free();
  }
  return { told, signals };
}

const most = (signals: readonly CameraSignal[], of: 'restlessShare' | 'swingsPerS') =>
  Math.max(...signals.map((signal) => signal[of]));

test('rain over a street disturbs the picture, and is told', async () => {
  const { told, signals } = await watch('rain', (on, index, random) => {
    street(on, index);
    rain(on, random);
  });
  assert.deepEqual(told, ['began camera-disturbed'], `${most(signals, 'restlessShare')}`);
});

test('a lamp that flickers twice a second disturbs the picture, and is told', async () => {
  const { told, signals } = await watch('flicker', (on, index) => {
    if (Math.sin((2 * Math.PI * 2 * index) / filmFps + 0.1) > 0)
      for (let i = 0; i < on.length; i++) on[i]! *= 0.6;
  });
  assert.deepEqual(told, ['began camera-disturbed'], `${most(signals, 'swingsPerS')}`);
});

test('a busy street under a noisy sensor disturbs nothing', async () => {
  const { told, signals } = await watch('street', street, 24);
  assert.deepEqual(told, []);
  assert.ok(most(signals, 'restlessShare') < 0.02, `${most(signals, 'restlessShare')}`);
  assert.ok(most(signals, 'swingsPerS') < 0.3, `${most(signals, 'swingsPerS')}`);
});

test('a tree that sways disturbs nothing', async () => {
  const { told, signals } = await watch('tree', tree);
  assert.deepEqual(told, []);
  assert.ok(most(signals, 'restlessShare') < 0.02, `${most(signals, 'restlessShare')}`);
});

test('a dense crowd on the move disturbs nothing: that is when it must be measured', async () => {
  const { told, signals } = await watch('crowd', crowd);
  assert.deepEqual(told, []);
  assert.ok(most(signals, 'restlessShare') < 0.03, `${most(signals, 'restlessShare')}`);
});
