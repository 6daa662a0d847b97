import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellGrid, cellMeans } from './motion-grid.ts';
import type { Yuv420 } from './picture.ts';
import { createSignal, lostSignal, readSignal } from './signal.ts';
import { viewPlace } from './signal-view.ts';

const size = { widthPx: 320, heightPx: 180 };
const grid = cellGrid(size);

function view({ shiftPx = 0, isBlurred = false, noise = 0 } = {}): Yuv420 {
  const y = new Uint8Array(320 * 180);
  for (let i = 0; i < y.length; i++) {
    const x = (i % 320) + shiftPx;
    const row = (i / 320) | 0;
    const isWindow = (x * 7 + row * 3) % 130 < 50 && (row + ((x / 60) | 0) * 17) % 50 < 25;
    y[i] = 90 + (isWindow ? 80 : 0) + (noise * ((i * 48271) % 11)) / 11;
  }
  const blurred = isBlurred
    ? y.map((_, i) => (i < 3 ? 90 : (y[i - 3]! + y[i - 2]! + y[i - 1]! + y[i]!) / 4))
    : y;
  const chroma = () => new Uint8Array(160 * 90).fill(128);
  return { ...size, y: blurred, u: chroma(), v: chroma() };
}

const flat = (luma: number): Yuv420 => ({ ...view(), y: new Uint8Array(320 * 180).fill(luma) });

function watcher() {
  const state = createSignal(grid);
  const means = new Float32Array(grid.columns * grid.rows);
  let atMs = 0;
  const look = (picture: Yuv420) => {
    atMs += 1_000;
    cellMeans(picture, grid, means);
    return readSignal(state, picture, means, {
      atMs,
      changedShare: 0.01,
      droppedShare: 0,
      restlessShare: 0,
      swingsPerS: 0,
      clockErrorMs: null,
    });
  };
  return { state, look, atMs: () => atMs };
}

test('brightness, contrast and sharpness are those of the picture', () => {
  const { look } = watcher();
  const dark = look(flat(20));
  assert.equal(dark.meanLuma, 20);
  assert.equal(dark.contrast, 0);
  assert.equal(dark.sharpness, 0);
  const sharp = look(view());
  const soft = look(view({ isBlurred: true }));
  assert.ok(soft.sharpness < 0.3 * sharp.sharpness, `${soft.sharpness} of ${sharp.sharpness}`);
});

test('a steady view correlates with its reference, a turned one does not, and a turned back one does', () => {
  const { state, look, atMs } = watcher();
  for (let i = 0; i < 15; i++) look(view());
  assert.ok(look(view({ noise: 4 })).viewCorrelation! > 0.95);
  assert.equal(viewPlace(state.view, atMs()), 'reference');
  for (let i = 0; i < 8; i++) look(view({ shiftPx: 45 }));
  assert.ok(look(view({ shiftPx: 45 })).viewCorrelation! < 0.4);
  assert.equal(viewPlace(state.view, atMs()), 'moving');
  for (let i = 0; i < 15; i++) look(view({ shiftPx: 45 }));
  assert.equal(viewPlace(state.view, atMs()), 'elsewhere');
  for (let i = 0; i < 15; i++) look(view());
  assert.equal(viewPlace(state.view, atMs()), 'reference');
});

test('without a reference, or in the dark, the view is not judged', () => {
  const { look } = watcher();
  assert.equal(look(view()).viewCorrelation, null);
  for (let i = 0; i < 15; i++) look(view());
  let last = look(flat(16));
  for (let i = 0; i < 20; i++) last = look(flat(16));
  assert.equal(last.viewCorrelation, null);
});

test('a lost camera repeats its last figures and says that it is lost', () => {
  const { look } = watcher();
  const last = look(view());
  const lost = lostSignal(last, 9_000);
  assert.deepEqual(lost, { ...last, atMs: 9_000, isConnected: false });
  assert.equal(lostSignal(null, 9_000).isConnected, false);
});
