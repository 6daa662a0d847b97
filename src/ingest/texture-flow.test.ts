import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normal, randomOf } from '../../test/support/random.ts';
import type { FlowAsk } from '../core/flow-field.ts';
import type { Yuv420 } from './picture.ts';
import { advanceFlow, createFlow, type TextureFlow } from './texture-flow.ts';

const size = { widthPx: 320, heightPx: 240 };
const chroma = new Uint8Array((size.widthPx * size.heightPx) / 4).fill(128);

type Shift = { readonly x: number; readonly y: number };

/** Texture of waves in all directions, none longer than a few bodies, moved by so many pixels at each place. */
function draw(
  shiftAt: (x: number, y: number) => Shift,
  more: { noise?: number; seed?: number; lift?: number } = {},
): Yuv420 {
  const random = randomOf(more.seed ?? 1);
  const waves = waveSet();
  const y = new Uint8Array(size.widthPx * size.heightPx);
  for (let row = 0; row < size.heightPx; row++) {
    for (let column = 0; column < size.widthPx; column++) {
      const shift = shiftAt(column, row);
      let value = 120 + (more.lift ?? 0) + (more.noise ?? 0) * normal(random);
      for (const w of waves) {
        value += 14 * Math.sin(w.x * (column - shift.x) + w.y * (row - shift.y) + w.phase);
      }
      y[row * size.widthPx + column] = Math.max(0, Math.min(255, Math.round(value)));
    }
  }
  return { ...size, y, u: chroma, v: chroma };
}

function waveSet() {
  const random = randomOf(9);
  return Array.from({ length: 8 }, (_, i) => {
    const angle = (i * Math.PI) / 8;
    const perPx = (2 * Math.PI) / (9 + 14 * random());
    return { x: perPx * Math.cos(angle), y: perPx * Math.sin(angle), phase: 2 * Math.PI * random() };
  });
}

/** Every 16 px, well inside. */
const ask: FlowAsk = {
  zoneId: 'zone',
  points: Float32Array.from(
    Array.from({ length: 15 * 10 }, (_, i) => [
      (40 + (i % 15) * 16) / size.widthPx,
      (40 + Math.floor(i / 15) * 16) / size.heightPx,
    ]).flat(),
  ),
  windowShare: 11 / size.widthPx,
};

/** Pixels moved at each place; null where not known. */
function movedBetween(from: Yuv420, to: Yuv420, flow: TextureFlow = createFlow()): (Shift | null)[] {
  assert.deepEqual(advanceFlow(flow, from, 1_000, [ask]), []);
  const [field] = advanceFlow(flow, to, 1_200, [ask]);
  assert.equal(field!.intervalMs, 200);
  return Array.from({ length: ask.points.length / 2 }, (_, i) => {
    const x = field!.moved[2 * i]! * size.widthPx;
    return Number.isNaN(x) ? null : { x, y: field!.moved[2 * i + 1]! * size.heightPx };
  });
}

const still = () => ({ x: 0, y: 0 });

test('texture that moves as one is followed to a twentieth of a pixel, as far as a running person goes in 200 ms', () => {
  for (const shift of [
    { x: 0, y: 0 },
    { x: 0.4, y: -0.7 },
    { x: -3.3, y: 1.6 },
    { x: 7.5, y: -4.5 },
  ]) {
    const moved = movedBetween(
      draw(still),
      draw(() => shift),
    );
    const known = moved.filter((m) => m !== null);
    assert.ok(known.length > 0.9 * moved.length, `${known.length} of ${moved.length} at ${shift.x}`);
    const errors = known.map((m) => Math.hypot(m.x - shift.x, m.y - shift.y)).sort((a, b) => a - b);
    assert.ok(errors[Math.floor(errors.length / 2)]! < 0.05, `median ${errors[errors.length >> 1]}`);
    assert.ok(errors[Math.floor(0.95 * errors.length)]! < 0.2, `p95 at ${shift.x}, ${shift.y}`);
  }
});

test('halves that move against each other are told apart, but for the places between them', () => {
  const moved = movedBetween(
    draw(still),
    draw((x) => (x < size.widthPx / 2 ? { x: 2, y: 0 } : { x: -2, y: 1 })),
  );
  moved.forEach((m, i) => {
    const x = 40 + (i % 15) * 16;
    if (Math.abs(x - size.widthPx / 2) < 10 || m === null) return;
    const true_ = x < size.widthPx / 2 ? { x: 2, y: 0 } : { x: -2, y: 1 };
    assert.ok(Math.hypot(m.x - true_.x, m.y - true_.y) < 0.3, `${x}: ${JSON.stringify(m)}`);
  });
  assert.ok(moved.filter((m) => m !== null).length > 0.8 * moved.length);
});

test('a lamp that makes all 20 grey levels brighter moves nothing', () => {
  const moved = movedBetween(draw(still), draw(still, { lift: 20 })).filter((m) => m !== null);
  assert.ok(moved.length > 0.9 * (ask.points.length / 2));
  for (const m of moved) assert.ok(Math.hypot(m.x, m.y) < 0.2, JSON.stringify(m));
});

test('noise of 4 grey levels costs a tenth of a pixel', () => {
  const seed = 3;
  console.log(`noise: seed ${seed}`);
  const shift = { x: 2.5, y: -1.5 };
  const moved = movedBetween(
    draw(still, { noise: 4, seed }),
    draw(() => shift, { noise: 4, seed: seed + 1 }),
  );
  const errors = moved.flatMap((m) => (m === null ? [] : [Math.hypot(m.x - shift.x, m.y - shift.y)]));
  const rmsPx = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
  assert.ok(rmsPx < 0.15, `${rmsPx}`);
});

test('a flat wall, one straight edge, and noise alone say nothing', () => {
  const flat = (noise: number, seed: number): Yuv420 => {
    const random = randomOf(seed);
    const y = Uint8Array.from({ length: size.widthPx * size.heightPx }, () => 120 + noise * normal(random));
    return { ...size, y, u: chroma, v: chroma };
  };
  assert.ok(movedBetween(flat(0, 1), flat(0, 2)).every((m) => m === null));
  const noisy = movedBetween(flat(3, 1), flat(3, 2)).filter((m) => m !== null);
  assert.ok(noisy.length < 0.05 * (ask.points.length / 2), `${noisy.length}`);
  const edge = (at: number): Yuv420 => {
    const y = Uint8Array.from({ length: size.widthPx * size.heightPx }, (_, i) =>
      i % size.widthPx < at ? 60 : 180,
    );
    return { ...size, y, u: chroma, v: chroma };
  };
  assert.ok(movedBetween(edge(160), edge(163)).every((m) => m === null));
});

test('a scene that has nothing to do with the last one is not followed', () => {
  const moved = movedBetween(
    draw(still),
    draw((x, y) => ({ x: 40 * Math.sin(y / 7), y: 40 * Math.sin(x / 5) })),
  );
  const known = moved.filter((m) => m !== null).length;
  assert.ok(known < 0.1 * moved.length, `${known} of ${moved.length}`);
});

test('the picture before is kept only while somebody asks, and wiped when nobody does or the run is over', () => {
  const flow = createFlow();
  const picture = draw(still);
  advanceFlow(flow, picture, 0, []);
  assert.equal(flow.previous, null);
  advanceFlow(flow, picture, 200, [ask]);
  const kept = flow.previous!.levels;
  assert.ok(kept[0]!.luma.some((v) => v > 0));
  advanceFlow(flow, picture, 400, [ask]);
  assert.ok(
    kept.every(({ luma }) => luma.every((v) => v === 0)),
    'wiped once the next is there',
  );
  const last = flow.previous!.levels;
  advanceFlow(flow, picture, 600, []);
  assert.equal(flow.previous, null);
  assert.ok(last.every(({ luma }) => luma.every((v) => v === 0)));
});

test('pictures too close are waited for, and pictures too far apart, or after the clock was set, are not compared', () => {
  const flow = createFlow();
  const picture = draw(still);
  const at = (ms: number) => advanceFlow(flow, picture, ms, [ask]).map((f) => f.intervalMs);
  assert.deepEqual(at(0), []);
  assert.deepEqual(at(40), []);
  assert.deepEqual(at(80), []);
  assert.deepEqual(at(160), [160]);
  assert.deepEqual(at(2_000), []);
  assert.deepEqual(at(1_000), []);
  assert.deepEqual(at(1_200), [200]);
});
