import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { randomOf } from '../../../test/support/random.ts';
import type { Segment } from '../../core/recording/segment.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { decodedPictures, hasFfmpeg, probe } from './ffmpeg.support.ts';
import { openCamera } from './frames.support.ts';
import { continuous, openDiskBlobs, RecorderWorld, unsynced } from './recorder-world.support.ts';
import { adoptSegment, salvageKnown, salvageSegment } from './salvage.ts';

const seed = Number(process.env.SEED ?? 4242);
let folder = '';
/** A small whole segment, and its bytes. */
let whole: Segment;
let bytes: Buffer;

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-salvage-'));
  const world = new RecorderWorld({
    directory: mkdtempSync(path.join(folder, 'volume-')),
    camera: openCamera({ widthPx: 32, heightPx: 32, noise: 0 }),
  });
  world.recorder.setOrder(continuous);
  await world.record(4_000);
  await world.close();
  whole = world.segments()[0]!;
  bytes = readFileSync(world.fileOf(whole));
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** What a dead writer left. */
function leave(left: Uint8Array): { blobs: Blobs; file: string } {
  const directory = mkdtempSync(path.join(folder, 'left-'));
  const file = path.join(directory, whole.key);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, left);
  return { blobs: openDiskBlobs(directory, unsynced), file };
}

/** What is to be left of the whole segment when its first `length` bytes are sound. */
function expected(length: number): Segment | null {
  const fragments = whole.fragments.filter(({ offset, bytes: size }) => offset + size <= length);
  if (fragments.length === 0) return null;
  const end = fragments.at(-1)!.offset + fragments.at(-1)!.bytes;
  const toMs = whole.fragments[fragments.length]?.fromMs ?? whole.toMs;
  const sha256 = createHash('sha256').update(bytes.subarray(0, end)).digest('hex');
  return { ...whole, fragments, toMs, bytes: end, sha256, end: 'torn' };
}

test('cut at any byte, what was whole is kept, and nothing else', async () => {
  assert.ok(whole.fragments.length === 3 && bytes.length < 6_000, `${bytes.length} bytes`);
  const directory = mkdtempSync(path.join(folder, 'cuts-'));
  const file = path.join(directory, whole.key);
  mkdirSync(path.dirname(file), { recursive: true });
  const blobs = openDiskBlobs(directory, unsynced);
  for (let length = 0; length <= bytes.length; length++) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, bytes.subarray(0, length));
    const kept = await salvageSegment(blobs, whole.key);
    const due = expected(length);
    assert.deepEqual(kept, due, `cut at ${length}`);
    if (due !== null && length % 50 === 0) assert.deepEqual(await adoptSegment(blobs, whole.key), due);
    if (due !== null) rmSync(file);
  }
});

test('damaged anywhere, what stands before the damage is kept and plays', async () => {
  const random = randomOf(seed);
  const pick = (below: number) => Math.floor(random() * below);
  let kept = 0;
  for (let round = 0; round < 300; round++) {
    const damaged = Buffer.from(bytes);
    const at = pick(bytes.length);
    const kind = pick(4);
    if (kind === 0) damaged[at]! ^= 1 << pick(8);
    if (kind === 1) damaged.fill(0, at);
    if (kind === 2) for (let i = at; i < Math.min(bytes.length, at + 64); i++) damaged[i] = pick(256);
    const left = kind === 3 ? Buffer.concat([bytes.subarray(0, at), bytes.subarray(pick(at + 1))]) : damaged;
    const soundBytes = left.findIndex((byte, i) => byte !== bytes[i]);
    const { blobs, file } = leave(left);
    const found = await salvageSegment(blobs, whole.key);
    const due = expected(soundBytes < 0 ? Math.min(left.length, bytes.length) : soundBytes);
    assert.deepEqual(found, due, `seed ${seed}, round ${round}, kind ${kind} at ${at}`);
    if (found === null) continue;
    kept++;
    if (hasFfmpeg && kept % 25 === 0) {
      assert.equal(decodedPictures(file), probe(file).timesS.length);
      assert.equal(probe(file).keys.filter(Boolean).length, found.fragments.length);
    }
  }
  assert.ok(kept > 100, `${kept} of 300`);
});

test('bytes of no sense are nothing, and are removed', async () => {
  const random = randomOf(seed);
  for (let round = 0; round < 50; round++) {
    const left = Buffer.from(Array.from({ length: Math.floor(random() * 500) }, () => random() * 256));
    const { blobs } = leave(left);
    assert.equal(await salvageSegment(blobs, whole.key), null);
    for await (const { key } of blobs.listOpen('')) assert.fail(key);
    for await (const { key } of blobs.list('')) assert.fail(key);
  }
});

test('what cannot be read is kept as far as it was told to be durable', async () => {
  const { sha256: _, end: __, ...open } = expected(whole.fragments[2]!.offset)!;
  const known = leave(Buffer.concat([bytes, Buffer.alloc(100)]));
  assert.deepEqual(await salvageKnown(known.blobs, open), expected(open.bytes));
  const short = leave(bytes.subarray(0, open.bytes - 1));
  assert.equal(await salvageKnown(short.blobs, open), null);
  for await (const { key } of short.blobs.listOpen('')) assert.fail(key);
});

test('a key of something else is refused in words', async () => {
  const { blobs } = leave(bytes);
  for (const key of [
    'sealed/yard/20261124/00000000-0000-4000-8000-000000000000.mp4.age',
    'exhibits/one.zip',
  ]) {
    await assert.rejects(salvageSegment(blobs, key), /is no key of a masked segment/);
  }
});
