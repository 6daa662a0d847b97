import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitOf, TensorWriter } from './tensor.ts';

const base = {
  widthPx: 4,
  heightPx: 4,
  layout: 'nchw',
  colour: 'rgb',
  mean: 0,
  scale: 1,
  fit: 'stretch',
  padding: 114,
} as const;

test('stretching fills the input, letterboxing keeps the proportions', () => {
  const picture = { widthPx: 16, heightPx: 8 };
  assert.deepEqual(fitOf(base, picture), { widthPx: 4, heightPx: 4, scaleX: 4, scaleY: 2 });
  assert.deepEqual(fitOf({ ...base, fit: 'letterbox' }, picture), {
    widthPx: 4,
    heightPx: 2,
    scaleX: 4,
    scaleY: 4,
  });
});

test('bytes go to one plane a colour, in the order and range the network wants', () => {
  const writer = new TensorWriter({ ...base, colour: 'bgr', mean: 100, scale: 0.01 });
  const plane = (value: number) => new Uint8Array(16).fill(value);
  writer.write({ r: plane(0), g: plane(100), b: plane(200) }, { widthPx: 4, heightPx: 4 });
  assert.deepEqual(
    [...writer.values].filter((_, i) => i % 16 === 5),
    [1, 0, -1],
  );
});

test('what a letterbox leaves empty is padding, also after a picture of another shape', () => {
  const writer = new TensorWriter({ ...base, fit: 'letterbox' });
  const grey = (count: number) => {
    const plane = new Uint8Array(count).fill(7);
    return { r: plane, g: plane, b: plane };
  };
  writer.write(grey(16), { widthPx: 4, heightPx: 4 });
  writer.write(grey(8), { widthPx: 4, heightPx: 2 });
  assert.deepEqual([...writer.values.subarray(0, 16)], [...Array(8).fill(7), ...Array(8).fill(114)]);
});
