import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskPicture } from '../mask.ts';
import { maskCells } from '../mask-cells.ts';
import type { Yuv420 } from '../picture.ts';
import { decodeAccessUnits, decodeJpeg } from './encode.support.ts';
import { openEncoder } from './encode.ts';
import { openJpegEncoder } from './jpeg.ts';

const size = { widthPx: 320, heightPx: 180 };

/** A bright square that moves over grey; nothing of it is marked, so the codec alone shapes it. */
function picture(step: number) {
  const y = new Uint8Array(size.widthPx * size.heightPx).fill(90);
  for (let row = 40; row < 100; row++) y.fill(200, row * 320 + 20 + step * 4, row * 320 + 80 + step * 4);
  const chroma = (value: number) => new Uint8Array(160 * 90).fill(value);
  const clear: Yuv420 = { ...size, y, u: chroma(110), v: chroma(150) };
  return maskPicture(clear, maskCells(size));
}

const nalTypes = (unit: Uint8Array): number[] => {
  const types: number[] = [];
  for (let i = 0; i + 3 < unit.length; i++) {
    if (unit[i] === 0 && unit[i + 1] === 0 && unit[i + 2] === 1) types.push(unit[i + 3]! & 0x1f);
  }
  return types;
};

test('the first frame is a key frame with its parameter sets, and one comes every two seconds', () => {
  const encoder = openEncoder({ ...size, fps: 5 });
  const frames = Array.from({ length: 21 }, (_, i) => encoder.encode(picture(i)));
  assert.deepEqual(
    frames.flatMap((frame, i) => (frame.isKey ? [i] : [])),
    [0, 10, 20],
  );
  for (const frame of frames.filter(({ isKey }) => isKey)) {
    const types = nalTypes(frame.accessUnit);
    assert.ok(types.includes(7) && types.includes(8) && types.includes(5), types.join());
  }
  assert.match(encoder.codec()!, /^avc1\.42[C-F]0[0-9A-F]{2}$/);
  encoder.close();
});

test('a key frame can be asked for', () => {
  const encoder = openEncoder({ ...size, fps: 5 });
  encoder.encode(picture(0));
  assert.equal(encoder.encode(picture(1)).isKey, false);
  assert.equal(encoder.encode(picture(2), true).isKey, true);
  encoder.close();
});

test('every frame decodes at once, in order, at its size and near its brightness', () => {
  const encoder = openEncoder({ ...size, fps: 5 });
  const pictures = Array.from({ length: 12 }, (_, i) => picture(i));
  const decoded = decodeAccessUnits(pictures.map((p) => encoder.encode(p).accessUnit));
  assert.equal(decoded.length, 12);
  for (const [i, frame] of decoded.entries()) {
    assert.equal(frame.widthPx, 320);
    assert.equal(frame.heightPx, 180);
    assert.notEqual(frame.kind, 'B');
    const middle = 70 * 320 + 50 + i * 4;
    assert.ok(Math.abs(frame.y[middle]! - 200) < 12, `frame ${i}: ${frame.y[middle]}`);
    assert.ok(Math.abs(frame.y[170 * 320 + 10]! - 90) < 12);
  }
  encoder.close();
});

test('rates below one and broken rates open', () => {
  for (const fps of [0.5, 1, 6.25, 12.5, 29.97, 30]) {
    const encoder = openEncoder({ ...size, fps });
    assert.equal(encoder.encode(picture(0)).isKey, true);
    encoder.close();
  }
});

test('a picture of another size is refused', () => {
  const encoder = openEncoder({ widthPx: 640, heightPx: 360, fps: 5 });
  assert.throws(() => encoder.encode(picture(0)), /320x180/);
  encoder.close();
});

test('a JPEG shows the same picture in full range and carries no metadata', () => {
  const encoder = openJpegEncoder(size);
  const jpeg = encoder.encode(picture(0));
  assert.deepEqual([...jpeg.subarray(0, 2)], [0xff, 0xd8]);
  for (let i = 2; i + 3 < jpeg.length && jpeg[i] === 0xff && jpeg[i + 1] !== 0xda; ) {
    const marker = jpeg[i + 1]!;
    // 0xfe is a comment, 0xe1 to 0xef hold Exif and the like.
    assert.ok(marker !== 0xfe && !(marker >= 0xe1 && marker <= 0xef), marker.toString(16));
    i += 2 + jpeg[i + 2]! * 256 + jpeg[i + 3]!;
  }
  const decoded = decodeJpeg(jpeg);
  assert.equal(decoded.widthPx, 320);
  assert.equal(decoded.heightPx, 180);
  assert.ok(Math.abs(decoded.y[70 * 320 + 50]! - ((200 - 16) * 255) / 219) < 6);
  encoder.close();
});
