import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AV_PIX_FMT_YUV420P } from 'node-av/constants';
import { Frame } from 'node-av/lib';
import { FrameScaler } from './scale.ts';

function grey(luma: number, widthPx = 64, heightPx = 32): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.width = widthPx;
  frame.height = heightPx;
  frame.format = AV_PIX_FMT_YUV420P;
  frame.getBuffer();
  const [y, u, v] = frame.data!;
  y!.fill(luma);
  u!.fill(128);
  v!.fill(128);
  return frame;
}

test('what a picture is scaled to is its own, and empty once the next one is made', () => {
  const scaler = new FrameScaler();
  const size = { widthPx: 32, heightPx: 16 };
  const [dark, bright] = [grey(40), grey(200)];
  const first = scaler.toYuv420(dark, size);
  assert.ok(first.y.every((value) => value === 40) && first.u.every((value) => value === 128));
  const second = scaler.toYuv420(bright, size);
  assert.ok(second.y.length === 512 && second.y.every((value) => value === 200));
  assert.equal(first.y.length + first.u.length + first.v.length, 0, 'a picture kept too long shows the next');
  scaler.close();
  assert.ok(
    second.y.every((value) => value === 200),
    'memory in use went with the scaler',
  );
  dark.free();
  bright.free();
});

test('writing to a picture changes neither its frame nor the next picture', () => {
  const scaler = new FrameScaler();
  const frame = grey(90);
  const own = { widthPx: 64, heightPx: 32 };
  scaler.toYuv420(frame, own).y.fill(7);
  assert.ok(scaler.toYuv420(frame, own).y.every((value) => value === 90));
  scaler.close();
  frame.free();
});

test('a picture of another size, and colours beside it, are made by one scaler', () => {
  const scaler = new FrameScaler();
  const [small, large] = [grey(16), grey(235, 65, 33)];
  const rgb = scaler.toRgb(small, { widthPx: 5, heightPx: 3 });
  const yuv = scaler.toYuv420(large, { widthPx: 65, heightPx: 33 });
  assert.deepEqual([yuv.y.length, yuv.u.length, yuv.v.length], [65 * 33, 33 * 17, 33 * 17]);
  for (const plane of [rgb.r, rgb.g, rgb.b]) assert.deepEqual([...plane], Array(15).fill(0));
  const white = scaler.toRgb(large, { widthPx: 4, heightPx: 4 });
  for (const plane of [white.r, white.g, white.b]) assert.ok(plane.every((value) => value >= 254));
  scaler.close();
  small.free();
  large.free();
});

test('a scaler that is opened and closed leaves no memory behind', async () => {
  const frame = grey(90, 640, 360);
  const openAndClose = (times: number) => {
    for (let i = 0; i < times; i++) {
      const scaler = new FrameScaler();
      scaler.toRgb(frame, { widthPx: 428, heightPx: 300 });
      scaler.close();
    }
  };
  // What JavaScript has to collect is not what is asked here.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  openAndClose(100);
  collect();
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 16; i++) {
    openAndClose(50);
    collect();
    // The memory behind views of native frames is let go in a turn of its own.
    await new Promise(setImmediate);
  }
  const grownMb = (process.memoryUsage().rss - before) / 2 ** 20;
  frame.free();
  // Set up twice, as it once was, they lose 60 MB.
  assert.ok(grownMb < 30, `${grownMb.toFixed(0)} MB`);
});
