import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Segment } from '../../core/recording/segment.ts';
import { decodedPictures, hasFfmpeg, probe } from './ffmpeg.support.ts';
import { openCamera } from './frames.support.ts';
import {
  bySituation,
  continuous,
  RecorderWorld,
  startMs,
  type WorldOptions,
} from './recorder-world.support.ts';

let folder = '';

before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-recorder-'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

async function inWorld(
  use: (world: RecorderWorld) => Promise<void>,
  options: Partial<WorldOptions> = {},
): Promise<void> {
  const world = new RecorderWorld({ directory: mkdtempSync(path.join(folder, 'volume-')), ...options });
  try {
    await use(world);
  } finally {
    await world.close();
  }
}

/** Whole on disk as told, and every picture in it can be decoded. @returns how many there are. */
function picturesOf(world: RecorderWorld, segment: Segment): number {
  const bytes = readFileSync(world.fileOf(segment));
  assert.equal(bytes.length, segment.bytes);
  assert.equal(createHash('sha256').update(bytes).digest('hex'), segment.sha256);
  let end = segment.fragments[0]!.offset;
  for (const fragment of segment.fragments) {
    assert.equal(fragment.offset, end);
    end += fragment.bytes;
  }
  assert.equal(end, bytes.length);
  if (!hasFfmpeg) return Math.round((segment.toMs - segment.fromMs) / 200);
  const { timesS, keys } = probe(world.fileOf(segment));
  assert.equal(keys.filter(Boolean).length, segment.fragments.length);
  assert.equal(decodedPictures(world.fileOf(segment)), timesS.length);
  return timesS.length;
}

const seconds = (segment: Segment) => [
  (segment.fromMs - startMs) / 1000,
  (segment.toMs - startMs) / 1000,
  segment.end,
];

test('two minutes and a bit become segments of at most a minute, without a picture missing', async () => {
  await inWorld(async (world) => {
    world.recorder.setOrder(continuous);
    await world.record(130_000);
    await world.close();
    const segments = world.segments();
    assert.deepEqual(
      segments.map(({ end }) => end),
      ['full', 'full', 'stopped'],
    );
    segments.forEach((segment, i) => {
      assert.ok(segment.toMs - segment.fromMs <= 60_000 && segment.fromMs < segment.toMs);
      if (i > 0) assert.equal(segment.fromMs, segments[i - 1]!.toMs);
    });
    assert.equal(
      segments.reduce((sum, segment) => sum + picturesOf(world, segment), 0),
      130 * 5,
    );
    assert.deepEqual(world.gaps(), [[null, 0]]);
    assert.equal(segments.at(-1)!.toMs - segments[0]!.fromMs, 130_000);
  });
});

test('what is told to be durable grows by one group of pictures at a time, none longer than two seconds', async () => {
  await inWorld(async (world) => {
    world.recorder.setOrder(continuous);
    await world.record(20_000);
    const grown = world.messages.flatMap((message) =>
      message.type === 'segment.grew' ? [message.segment] : [],
    );
    assert.deepEqual(
      grown.map(({ fragments }) => fragments.length),
      grown.map((_, i) => i + 1),
    );
    for (const [i, { toMs, bytes, fragments, key }] of grown.entries()) {
      assert.ok(toMs - fragments[i]!.fromMs < 2_000);
      assert.equal(fragments[i]!.offset + fragments[i]!.bytes, bytes);
      const file = `${world.fileOf({ key })}.part`;
      assert.ok(readFileSync(file).length >= bytes);
    }
    assert.ok(world.nowMs - grown.at(-1)!.toMs < 2_000);
  });
});

test('a clock that is set ends the segment, and what it was set over is a gap', async () => {
  await inWorld(async (world) => {
    world.recorder.setOrder(continuous);
    await world.record(5_000);
    world.nowMs += 3_600_000;
    await world.record(5_000);
    world.nowMs -= 3_600_000;
    await world.record(5_000);
    await world.close();
    assert.deepEqual(world.segments().map(seconds), [
      [0, 5, 'clock-step'],
      [3_605, 3_610, 'clock-step'],
      [10, 15, 'stopped'],
    ]);
    assert.deepEqual(world.gaps(), [
      [null, 0],
      ['clock-step', 5],
      [null, 3_605],
    ]);
    for (const segment of world.segments()) assert.equal(picturesOf(world, segment), 25);
  });
});

test('a process that stalls is no clock that is set', async () => {
  await inWorld(async (world) => {
    world.recorder.setOrder(continuous);
    await world.record(4_000);
    const waitingMs = world.nowMs;
    world.pass(3_000);
    // Captured before the stall, encoded after it.
    world.camera.show(world.recorder, { capturedAtMs: waitingMs, tickMs: world.tickMs });
    await world.record(4_000);
    await world.close();
    assert.deepEqual(world.segments().map(seconds), [
      [0, 4.2, 'stream-changed'],
      [7, 11, 'stopped'],
    ]);
    assert.deepEqual(world.gaps().slice(1), [
      ['camera-lost', 4.2],
      [null, 7],
    ]);
  });
});

test('a camera that comes back with another size is described anew', async () => {
  await inWorld(async (world) => {
    world.recorder.setOrder(continuous);
    await world.record(4_000);
    world.recorder.lost('camera-lost');
    world.camera.close();
    world.camera = openCamera({ widthPx: 128, heightPx: 96 });
    await world.record(4_000);
    await world.close();
    assert.deepEqual(
      world.segments().map(({ widthPx }) => widthPx),
      [96, 128],
    );
    for (const segment of world.segments()) assert.equal(picturesOf(world, segment), 20);
  });
});

test('another size begins another segment', async () => {
  await inWorld(async (world) => {
    world.recorder.setOrder(continuous);
    await world.record(4_000);
    world.camera.close();
    world.camera = openCamera({ widthPx: 128, heightPx: 96 });
    await world.record(4_000);
    await world.close();
    assert.deepEqual(world.segments().map(seconds), [
      [0, 4, 'stream-changed'],
      [4, 8, 'stopped'],
    ]);
    assert.deepEqual(
      world.segments().map(({ widthPx, heightPx }) => [widthPx, heightPx]),
      [
        [96, 64],
        [128, 96],
      ],
    );
    for (const segment of world.segments()) assert.equal(picturesOf(world, segment), 20);
    assert.deepEqual(world.gaps(), [[null, 0]]);
  });
});

test('a camera that is lost, and one that is switched off, leave a gap with that cause', async () => {
  await inWorld(async (world) => {
    world.recorder.setOrder(continuous);
    await world.record(4_000);
    world.pass(3_000);
    world.recorder.lost('camera-lost');
    world.recorder.lost('camera-lost');
    await world.record(4_000);
    world.recorder.lost('camera-disabled');
    world.pass(10_000);
    world.recorder.lost('camera-disabled');
    await world.record(4_000);
    world.recorder.setOrder({ ...continuous, masked: 'off' });
    await world.record(2_000);
    await world.recorder.idle();
    assert.deepEqual(world.segments().map(seconds), [
      [0, 4, 'stream-changed'],
      [7, 11, 'stream-changed'],
      [21, 25, 'stopped'],
    ]);
    assert.deepEqual(world.gaps(), [
      [null, 0],
      ['camera-lost', 4],
      [null, 7],
      ['camera-disabled', 11],
      [null, 21],
      ['not-wanted', 25],
    ]);
  });
});

test('a stream that pauses without a word leaves a gap too', async () => {
  await inWorld(async (world) => {
    world.recorder.setOrder(continuous);
    await world.record(4_000);
    world.pass(7_000);
    await world.record(4_000);
    await world.close();
    assert.deepEqual(world.segments().map(seconds), [
      [0, 4, 'stream-changed'],
      [11, 15, 'stopped'],
    ]);
    assert.deepEqual(world.gaps().slice(1), [
      ['camera-lost', 4],
      [null, 11],
    ]);
  });
});

test('by situation, only what happens is kept, with what came before and after', async () => {
  await inWorld(async (world) => {
    world.recorder.setOrder(bySituation);
    await world.record(20_000);
    world.situation('began');
    await world.record(10_000);
    world.situation('began', { id: 'two' });
    world.situation('ended');
    await world.record(10_000);
    world.situation('ended', { id: 'two' });
    await world.record(20_000);
    world.situation('began', { id: 'fault', kind: 'camera-dark', zoneId: null });
    await world.record(10_000);
    world.situation('began', { id: 'three' });
    await world.record(2_000);
    await world.close();
    const kept = world.segments();
    assert.deepEqual(
      kept.map(({ end }) => end),
      ['stopped', 'stopped'],
    );
    const [first, second] = kept.map(({ fromMs, toMs }) => [
      (fromMs - startMs) / 1000,
      (toMs - startMs) / 1000,
    ]);
    // To a group of pictures.
    assert.ok(first![0]! > 11.7 && first![0]! <= 15, `${first}`);
    assert.ok(first![1]! >= 45 && first![1]! < 47, `${first}`);
    assert.ok(second![0]! > 61.7 && second![0]! <= 65 && second![1] === 72, `${second}`);
    assert.deepEqual(world.gaps(), [
      ['not-wanted', 0],
      [null, first![0]],
      ['not-wanted', first![1]],
      [null, second![0]],
    ]);
    for (const segment of kept) picturesOf(world, segment);
  });
});

test('what came before counts from when a situation began, not from when it was told', async () => {
  await inWorld(async (world) => {
    world.recorder.setOrder(bySituation);
    await world.record(40_000);
    world.situation('began', { sinceMs: startMs + 20_000 });
    await world.record(4_000);
    await world.close();
    const beganS = (world.segments()[0]!.fromMs - startMs) / 1000;
    assert.ok(beganS > 13 && beganS <= 15, `${beganS}`);
  });
});

test('nothing is recorded and nothing wanted where the order says so', async () => {
  await inWorld(async (world) => {
    world.recorder.setOrder(null);
    assert.equal(world.recorder.isWanted, false);
    await world.record(4_000);
    world.situation('began');
    await world.close();
    assert.deepEqual(world.gaps(), [['not-wanted', 0]]);
    for await (const { key } of world.blobs.listOpen('')) assert.fail(key);
    assert.deepEqual(world.segments(), []);
  });
});

test('the day in a key is that of UTC, whatever the segment crosses', async () => {
  await inWorld(async (world) => {
    world.nowMs = Date.UTC(2026, 11, 31, 23, 59, 58);
    world.recorder.setOrder(continuous);
    await world.record(4_000);
    await world.close();
    assert.match(world.segments()[0]!.key, /^masked\/yard\/20261231\//);
  });
});
