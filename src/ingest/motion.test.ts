import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advanceMotion, createMotion, type Motion, markAnalysed } from './motion.ts';
import type { Yuv420 } from './picture.ts';

const size = { widthPx: 640, heightPx: 360 };

/** A small generator, so that noise is the same in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

type Patch = { x: number; y: number; w: number; h: number; luma: number };
type Look = {
  lift?: number;
  shiftPx?: number;
  noise?: number;
  patches?: readonly Patch[];
  random: () => number;
};

/** A street-like view with soft shading and some edges. */
function draw({ lift = 0, shiftPx = 0, noise = 6, patches = [], random }: Look): Yuv420 {
  const y = new Uint8Array(size.widthPx * size.heightPx);
  for (let row = 0; row < size.heightPx; row++) {
    for (let column = 0; column < size.widthPx; column++) {
      const x = column + shiftPx;
      const window = x % 80 < 30 && row % 60 < 30 ? -40 : 0;
      const value = 110 + row / 12 + 10 * Math.sin(x / 40) + window + lift + (random() - 0.5) * 2 * noise;
      y[row * size.widthPx + column] = Math.max(0, Math.min(255, value));
    }
  }
  for (const patch of patches) {
    for (let row = patch.y; row < patch.y + patch.h; row++) {
      y.fill(patch.luma, row * size.widthPx + patch.x, row * size.widthPx + patch.x + patch.w);
    }
  }
  const chroma = () => new Uint8Array((size.widthPx * size.heightPx) / 4).fill(128);
  return { ...size, y, u: chroma(), v: chroma() };
}

const person = (x: number): Patch => ({ x, y: 150, w: 30, h: 80, luma: 60 });

function share(motion: Motion, box: Patch): number {
  const { cellPx, columns } = motion.grid;
  let moving = 0;
  let all = 0;
  for (let y = box.y + cellPx / 2; y < box.y + box.h; y += cellPx) {
    for (let x = box.x + cellPx / 2; x < box.x + box.w; x += cellPx) {
      all++;
      if (motion.moving[Math.floor(y / cellPx) * columns + Math.floor(x / cellPx)]! > 0) moving++;
    }
  }
  return moving / all;
}

/** A model that has watched the empty view for eight seconds. */
function learned(random: () => number) {
  const model = createMotion(size);
  let atMs = 0;
  let last: Motion | null = null;
  for (; atMs < 8_000; atMs += 200) last = advanceMotion(model, draw({ random }), atMs);
  return { model, atMs, last: last! };
}

test('an empty view with sensor noise shows no motion and is trusted', () => {
  const { last } = learned(randomOf(1));
  assert.equal(last.isUnsure, false);
  assert.equal(
    last.moving.some((cell) => cell > 0),
    false,
  );
  assert.ok(last.changedShare > 0 && last.changedShare < 0.001, String(last.changedShare));
});

test('a young model says that it is not sure', () => {
  const model = createMotion(size);
  assert.equal(advanceMotion(model, draw({ random: randomOf(1) }), 0).isUnsure, true);
});

test('what walks in is seen in its first picture, whole', () => {
  const random = randomOf(2);
  const { model, atMs } = learned(random);
  const motion = advanceMotion(model, draw({ random, patches: [person(300)] }), atMs);
  assert.equal(share(motion, person(300)), 1);
});

test('a person who stands still for a minute is still seen', () => {
  const random = randomOf(3);
  const { model, atMs } = learned(random);
  let motion: Motion | null = null;
  for (let t = 0; t <= 60_000; t += 500) {
    motion = advanceMotion(model, draw({ random, patches: [person(300)] }), atMs + t);
  }
  assert.equal(share(motion!, person(300)), 1);
});

test('somebody in clothes like the ground who stands still for two minutes is still seen', () => {
  const random = randomOf(5);
  const { model, atMs } = learned(random);
  const faint = { ...person(300), luma: 165 };
  let motion: Motion | null = null;
  for (let t = 0; t <= 120_000; t += 500) {
    motion = advanceMotion(model, draw({ random, patches: [faint] }), atMs + t);
  }
  assert.equal(share(motion!, faint), 1);
});

test('under a held box nothing is absorbed, however long it stands', () => {
  const random = randomOf(4);
  const { model, atMs } = learned(random);
  const still = draw({ random, patches: [person(300)] });
  let motion: Motion | null = null;
  for (let t = 0; t <= 3_600_000; t += 2_000) {
    motion = advanceMotion(model, still, atMs + t, [person(300)]);
  }
  assert.equal(share(motion!, person(300)), 1);
});

test('where a crowd stands nothing is absorbed for half an hour, nor by swaying, but all of it in the end', () => {
  const random = randomOf(9);
  const { model, atMs } = learned(random);
  const { columns, rows, cellPx } = model.grid;
  const crowd = { x: 200, y: 150, w: 160, h: 80, luma: 35 };
  const indices = Array.from({ length: columns * rows }, (_, i) => i).filter((i) => {
    const [x, y] = [((i % columns) + 0.5) * cellPx, (Math.floor(i / columns) + 0.5) * cellPx];
    return x > crowd.x && x < crowd.x + crowd.w && y > crowd.y && y < crowd.y + crowd.h;
  });
  const swaying = [crowd, { ...crowd, luma: 45 }].map((patch) => draw({ random, patches: [patch] }));
  const shareIn = (motion: Motion) => {
    const on = indices.filter((i) => model.foreground[i] === 1).length;
    return motion.isUnsure ? null : on / indices.length;
  };
  const wait = (forMs: number, fromMs: number) => {
    let motion: Motion | null = null;
    for (let t = fromMs; t <= fromMs + forMs; t += 2_000) {
      const picture = swaying[(t / 2_000) % 2]!;
      motion = advanceMotion(model, picture, atMs + t, [], [{ columns, rows, indices }]);
    }
    return shareIn(motion!);
  };
  const after = wait(1_800_000, 2_000);
  assert.ok(after !== null && after > 0.98, String(after));
  const inTheEnd = wait(12 * 3_600_000, 1_804_000);
  assert.ok(inTheEnd !== null && inTheEnd < 0.02, `a stall is no crowd for ever: ${inTheEnd}`);
});

test('a slow change of light is no motion', () => {
  const random = randomOf(5);
  const { model, atMs } = learned(random);
  for (let t = 0; t <= 60_000; t += 500) {
    const motion = advanceMotion(model, draw({ random, lift: t / 2_000 }), atMs + t);
    assert.ok(motion.movingShare < 0.002, `share ${motion.movingShare} after ${t} ms`);
  }
});

test('a camera that shakes by a pixel shows almost no motion', () => {
  const random = randomOf(6);
  const { model, atMs } = learned(random);
  for (let i = 0; i < 20; i++) {
    const motion = advanceMotion(model, draw({ random, shiftPx: i % 2 }), atMs + i * 200);
    assert.ok(motion.movingShare < 0.01, String(motion.movingShare));
  }
});

test('a view that changes everywhere is not to be trusted until it has been steady', () => {
  const random = randomOf(7);
  const { model, atMs } = learned(random);
  const turned = (t: number) => {
    const picture = draw({ random });
    for (let i = 0; i < picture.y.length; i++) picture.y[i] = (i % 640) % 255;
    return advanceMotion(model, picture, atMs + t);
  };
  assert.equal(turned(200).isUnsure, true);
  let steady: Motion | null = null;
  for (let t = 400; t <= 6_000; t += 200) steady = turned(t);
  assert.equal(steady!.isUnsure, false);
  assert.ok(steady!.movingShare < 0.01);
});

test('a change everywhere that leaves half of the view changed does not hide the picture for ever', () => {
  const random = randomOf(11);
  const { model, atMs } = learned(random);
  const patches = (h: number): Patch[] =>
    [230, 10, 200, 40].map((luma, i) => ({ x: i * 160, y: 0, w: 160, h, luma }));
  assert.equal(advanceMotion(model, draw({ random, patches: patches(350) }), atMs).isUnsure, true);
  let motion: Motion | null = null;
  for (let t = 200; t <= 6_000; t += 200) {
    motion = advanceMotion(model, draw({ random, patches: patches(170) }), atMs + t);
  }
  assert.equal(motion!.isUnsure, false);
});

test('changedShare is exactly 0 only for the very same picture', () => {
  const random = randomOf(8);
  const model = createMotion(size);
  const picture = draw({ random });
  advanceMotion(model, picture, 0);
  assert.equal(advanceMotion(model, picture, 200).changedShare, 0);
  assert.ok(advanceMotion(model, draw({ random }), 400).changedShare > 0);
});

test('the detector is asked again as soon as something appears, and not for noise', () => {
  const random = randomOf(9);
  const { model, atMs } = learned(random);
  markAnalysed(model);
  for (let i = 0; i < 20; i++) {
    assert.equal(advanceMotion(model, draw({ random }), atMs + i * 200).isChangedSinceAnalysed, false);
  }
  const far: Patch = { x: 400, y: 100, w: 8, h: 20, luma: 60 };
  assert.equal(
    advanceMotion(model, draw({ random, patches: [far] }), atMs + 4_000).isChangedSinceAnalysed,
    true,
  );
});

test('without a first result every picture counts as changed', () => {
  const model = createMotion(size);
  assert.equal(advanceMotion(model, draw({ random: randomOf(10) }), 0).isChangedSinceAnalysed, true);
});
