import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { failAt } from '../../../test/support/failing-disk.ts';
import type { Segment } from '../../core/recording/segment.ts';
import { type DiskCalls, nodeDiskCalls } from '../../storage/disk-calls.ts';
import { decodedPictures, hasFfmpeg, probe } from './ffmpeg.support.ts';
import { openCamera } from './frames.support.ts';
import { continuous, openDiskBlobs, RecorderWorld, startMs, unsynced } from './recorder-world.support.ts';
import { adoptSegment, salvageSegment } from './salvage.ts';

let folder = '';

before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-writer-'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

const volume = () => mkdtempSync(path.join(folder, 'volume-'));
const seconds = ({ fromMs, toMs, end }: Segment) => [(fromMs - startMs) / 1000, (toMs - startMs) / 1000, end];

/** A disk whose syncs hang while it is held. */
function holdingDisk() {
  let waiting: (() => void)[] = [];
  let isHeld = false;
  const held = () => (isHeld ? new Promise<void>((resolve) => waiting.push(resolve)) : Promise.resolve());
  const calls: DiskCalls = {
    ...nodeDiskCalls,
    open: async (file, flags) => {
      const opened = await nodeDiskCalls.open(file, flags);
      return {
        ...opened,
        datasync: async () => {
          await held();
          await opened.datasync();
        },
      };
    },
  };
  return {
    calls,
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      for (const go of waiting) go();
      waiting = [];
    },
  };
}

test('a disk that hangs costs whole groups, never the live path, and is told while it hangs', async () => {
  const disk = holdingDisk();
  const world = new RecorderWorld({ directory: volume(), calls: disk.calls });
  world.recorder.setOrder(continuous);
  await world.record(8_000);
  disk.hold();
  // Nobody waits here: the pictures go on as they come.
  for (let i = 0; i < 5 * 40; i++) world.show();
  assert.deepEqual(
    world.gaps().map(([cause]) => cause),
    [null, 'storage-slow'],
  );
  disk.release();
  await world.recorder.idle();
  await world.record(8_000);
  await world.close();
  const [first, second, ...others] = world.segments();
  assert.equal(others.length, 0);
  assert.deepEqual([first!.end, second!.end], ['storage', 'stopped']);
  const [, [, lostFromS], [cause, againS]] = world.gaps() as [unknown, [string, number], [null, number]];
  assert.equal(cause, null);
  assert.equal((first!.toMs - startMs) / 1000, lostFromS);
  assert.equal((second!.fromMs - startMs) / 1000, againS);
  // The buffer holds 10 seconds; what came after was dropped until the disk went on.
  assert.ok(lostFromS > 16 && lostFromS < 22 && againS >= 46 && againS < 50, `${lostFromS} to ${againS}`);
  assert.equal(second!.toMs, world.nowMs);
});

test('the buffer is bounded in bytes as well', async () => {
  const disk = holdingDisk();
  const camera = openCamera({ widthPx: 640, heightPx: 480, noise: 3 });
  const world = new RecorderWorld({ directory: volume(), calls: disk.calls, camera });
  world.recorder.setOrder(continuous);
  await world.record(2_000);
  disk.hold();
  const before = world.tickMs;
  let bytes = 0;
  while (world.gaps().length < 2 && bytes < 40 << 20) {
    const at = { capturedAtMs: world.nowMs, tickMs: world.tickMs };
    bytes += camera.show(world.recorder, at).accessUnit.length;
    world.pass(10);
  }
  disk.release();
  await world.close();
  assert.ok(world.tickMs - before < 10_000, 'time was not the bound');
  assert.ok(bytes > 7 << 20 && bytes < 12 << 20, `${bytes} bytes`);
  assert.equal(world.gaps()[1]![0], 'storage-slow');
});

test('a full disk ends the segment where it was durable, is tried again, and other cameras go on', async () => {
  let isFull = false;
  const calls: DiskCalls = {
    ...nodeDiskCalls,
    open: async (file, flags) => {
      const opened = await nodeDiskCalls.open(file, flags);
      const write: typeof opened.write = async (bytes, offset) => {
        if (isFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
        await opened.write(bytes, offset);
      };
      return { ...opened, write };
    },
  };
  const world = new RecorderWorld({ directory: volume(), calls });
  const other = new RecorderWorld({ directory: volume(), cameraId: 'gate' });
  for (const each of [world, other]) each.recorder.setOrder(continuous);
  await Promise.all([world.record(8_000), other.record(8_000)]);
  isFull = true;
  await Promise.all([world.record(20_000), other.record(20_000)]);
  isFull = false;
  // The back-off has grown to some seconds meanwhile.
  await Promise.all([world.record(30_000), other.record(30_000)]);
  await Promise.all([world.close(), other.close()]);
  const segments = world.segments().map(seconds);
  assert.equal(segments.length, 2, JSON.stringify(segments));
  const [[, lostS, end], [againS, endS]] = segments as [[number, number, string], [number, number, string]];
  assert.equal(end, 'storage');
  assert.ok(lostS > 4 && lostS <= 8 && againS >= 28 && againS < 45 && endS === 58, JSON.stringify(segments));
  assert.deepEqual(world.gaps(), [
    [null, 0],
    ['storage-full', lostS],
    [null, againS],
  ]);
  assert.deepEqual(other.segments().map(seconds), [[0, 58, 'stopped']]);
  const logs = world.messages.flatMap((message) => (message.type === 'log' ? [message.message] : []));
  assert.equal(logs.length, 2, logs.join('\n'));
  assert.match(logs[0]!, /camera yard: its masked footage is not recorded \(.*full.*\); it is tried again/);
  assert.match(
    logs[1]!,
    /camera yard: its masked footage is recorded again; \d+ groups of pictures were left out/,
  );
  for (const segment of world.segments()) if (hasFfmpeg) decodedPictures(world.fileOf(segment));
});

test('stopping takes a bounded time, also where the disk hangs for good', async (t) => {
  const disk = holdingDisk();
  const world = new RecorderWorld({ directory: volume(), calls: disk.calls });
  world.recorder.setOrder(continuous);
  await world.record(5_000);
  disk.hold();
  for (let i = 0; i < 20; i++) world.show();
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const stopped = world.recorder.stop();
  t.mock.timers.tick(2_000);
  await stopped;
  assert.equal(world.segments().length, 0);
  t.mock.timers.reset();
  disk.release();
  await world.recorder.idle();
  await world.close();
});

test('whichever call to the disk fails, before or after its effect: a segment is whole or absent, and told as it is', async () => {
  let told = 0;
  let runs = 0;
  const encoder = openCamera({ fps: 2 });
  const camera = { ...encoder, close: () => {} };
  for (const isDone of [false, true]) {
    for (const isForGood of [false, true]) {
      for (let at = 1; ; at++) {
        const directory = volume();
        const failing = failAt({ at, code: 'EIO', isDone, isForGood }, unsynced);
        const world = new RecorderWorld({ directory, calls: failing.calls, fps: 2, camera });
        world.recorder.setOrder(continuous);
        await world.record(4_000);
        world.recorder.lost('camera-lost');
        world.pass(3_000);
        await world.record(2_000);
        await world.close();
        const blobs = openDiskBlobs(directory);
        const known = new Map(world.segments().map((segment) => [segment.key, segment]));
        for await (const { key } of blobs.list('')) {
          const found = await adoptSegment(blobs, key);
          assert.ok(found !== null, `call ${at}: ${key} is damaged`);
          const row = known.get(key);
          if (row !== undefined) assert.deepEqual({ ...found, end: row.end }, row);
        }
        for (const [key, row] of known) {
          const bytes = (await blobs.read(key))!;
          assert.equal(createHash('sha256').update(bytes).digest('hex'), row.sha256, `call ${at}`);
        }
        for await (const { key } of blobs.listOpen('')) await salvageSegment(blobs, key);
        for await (const { key } of blobs.listOpen('')) assert.fail(`${key} is left open`);
        told += known.size;
        runs++;
        rmSync(directory, { recursive: true });
        if (failing.count < at) break;
      }
    }
  }
  encoder.close();
  assert.ok(runs > 100 && told > runs / 3, `${told} segments of ${runs} runs`);
});

test('pictures keep their capture times to the millisecond', async () => {
  const world = new RecorderWorld({ directory: volume() });
  world.recorder.setOrder(continuous);
  const shown: number[] = [];
  for (let i = 0; i < 40; i++) {
    shown.push(world.nowMs);
    world.camera.show(world.recorder, { capturedAtMs: world.nowMs, tickMs: world.tickMs });
    world.pass(150 + ((i * 37) % 100));
  }
  await world.close();
  const [segment] = world.segments();
  if (hasFfmpeg) {
    const times = probe(world.fileOf(segment!)).timesS;
    assert.deepEqual(
      times.map((s) => segment!.fromMs + Math.round(s * 1000)),
      shown,
    );
  }
  const bytes = readFileSync(world.fileOf(segment!));
  const back = await adoptSegment(world.blobs, segment!.key);
  assert.deepEqual(back, { ...segment!, end: 'torn' });
  assert.equal(bytes.length, segment!.bytes);
});
