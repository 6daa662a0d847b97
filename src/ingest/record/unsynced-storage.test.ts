/** A storage where a sync keeps nothing: a blob is there in blocks that were sent, or whole, as on S3. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { FromIngest } from '../../contract/ingest.ts';
import { type Blobs, StorageError } from '../../storage/blobs.ts';
import { footageSalvage } from './footage-salvage.ts';
import { openCamera } from './frames.support.ts';
import { MaskedRecorder } from './masked-recorder.ts';
import { continuous, openDiskBlobs, startMs, unsynced } from './recorder-world.support.ts';

let folder = '';
before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-unsynced-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param blockBytes what is sent at once and survives; `isRefused`: commits fail. */
function sending(disk: Blobs, blockBytes: number) {
  const state = { isRefused: false };
  const blobs: Blobs = {
    ...disk,
    keepsSynced: false,
    readOpen: async () => null,
    async create(key) {
      const writer = await disk.create(key);
      const sent = () => Math.floor(writer.bytes / blockBytes) * blockBytes;
      let isCommitted = false;
      return {
        key,
        get bytes() {
          return writer.bytes;
        },
        get durableBytes() {
          return isCommitted ? writer.bytes : sent();
        },
        append: (bytes) => writer.append(bytes),
        sync: () => writer.sync(),
        abort: () => writer.abort(),
        async commit() {
          if (state.isRefused) throw new StorageError('failed', 'the storage is away');
          await writer.commit();
          isCommitted = true;
        },
      };
    },
  };
  return { blobs, state };
}

function recorderOn(blobs: Blobs) {
  const messages: FromIngest[] = [];
  const clock = { nowMs: startMs, tickMs: 0 };
  const camera = openCamera({ fps: 5 });
  const recorder = new MaskedRecorder({
    ...{ cameraId: 'yard', blobs, random: () => 0.5 },
    say: (message) => void messages.push(message),
    nowMs: () => clock.nowMs,
    tickMs: () => clock.tickMs,
  });
  recorder.setOrder(continuous);
  return {
    recorder,
    messages,
    async record(forMs: number) {
      for (let passed = 0; passed < forMs; passed += 200) {
        camera.show(recorder, { capturedAtMs: clock.nowMs, tickMs: clock.tickMs });
        clock.nowMs += 200;
        clock.tickMs += 200;
        await recorder.idle();
      }
    },
    closed: () => messages.flatMap((one) => (one.type === 'segment.closed' ? [one.segment] : [])),
    grown: () => messages.flatMap((one) => (one.type === 'segment.grew' ? [one.segment] : [])),
    gaps: () =>
      messages.flatMap((one) =>
        one.type === 'recording.gap' ? [[one.cause, (one.atMs - startMs) / 1000]] : [],
      ),
    async end() {
      await recorder.stop();
      camera.close();
    },
  };
}

test('segments are of ten seconds, and nothing is said of one before it is whole', async () => {
  const { blobs } = sending(openDiskBlobs(mkdtempSync(path.join(folder, 'v-')), unsynced), 1 << 20);
  const world = recorderOn(blobs);
  await world.record(35_000);
  await world.end();
  for (const { fromMs, toMs } of world.closed()) assert.ok(toMs - fromMs <= 10_000);
  assert.deepEqual(world.grown(), []);
  assert.deepEqual(world.gaps(), [[null, 0]]);
  assert.ok(world.closed().length >= 4);
});

test('what was sent in blocks is told, never more, and is kept when its writer dies', async () => {
  const disk = openDiskBlobs(mkdtempSync(path.join(folder, 'v-')), unsynced);
  const { blobs } = sending(disk, 1_500);
  const world = recorderOn(blobs);
  await world.record(8_000);
  const last = world.grown().at(-1)!;
  const { bytes, fragments, key } = last;
  assert.equal(fragments.at(-1)!.offset + fragments.at(-1)!.bytes, bytes);
  const kept = await footageSalvage(blobs).torn(key, last);
  const stored = (await disk.read(key))!;
  assert.equal(stored.length, bytes);
  assert.deepEqual(kept, { ...last, end: 'torn', sha256: createHash('sha256').update(stored).digest('hex') });
  // Nobody knows how far the next one had come: it is gone, and that is no error.
  const other = key.replace(/[0-9a-f-]{36}/, '11111111-1111-4111-8111-111111111111');
  const writer = await disk.create(other);
  await writer.append(stored);
  assert.equal(await footageSalvage(blobs).torn(other, null), null);
  for await (const open of disk.listOpen('')) assert.fail(open.key);
  await world.recorder.stop().catch(() => {});
});

test('a commit that fails is a gap from the first footage that was not kept', async () => {
  const { blobs, state } = sending(openDiskBlobs(mkdtempSync(path.join(folder, 'v-')), unsynced), 1 << 20);
  const world = recorderOn(blobs);
  await world.record(15_000);
  state.isRefused = true;
  await world.record(15_000);
  state.isRefused = false;
  await world.record(30_000);
  await world.end();
  const closed = world.closed();
  assert.deepEqual(
    world.gaps().map(([cause]) => cause),
    [null, 'storage-failed', null],
  );
  const [lostS, againS] = world.gaps().flatMap(([, atS], i) => (i === 0 ? [] : [Number(atS)]));
  const before = closed.filter(({ toMs }) => toMs <= startMs + lostS! * 1000);
  assert.equal(before.at(-1)!.toMs, startMs + lostS! * 1000);
  assert.equal(closed[before.length]!.fromMs, startMs + againS! * 1000);
});
