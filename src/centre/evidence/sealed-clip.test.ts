import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Blobs } from '../../storage/blobs.ts';
import { openStorage } from '../../storage/open-storage.ts';
import { createSealedClip, removeOldClips, type SealedClip } from './sealed-clip.ts';

let directory: string;
let blobs: Blobs;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lamplighter-test-'));
  blobs = openStorage({ kind: 'disk', volumes: [directory], reserveBytes: 0 });
});
after(async () => {
  await blobs.close();
  await rm(directory, { recursive: true, force: true });
});

async function all(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function stored(id: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const { key } of blobs.list(`released/${id}/`)) pieces.push((await blobs.read(key))!);
  return Buffer.concat(pieces);
}

async function filled(id: string, plain: Buffer): Promise<SealedClip> {
  const clip = createSealedClip(blobs, id);
  await clip.append(Buffer.from(plain.subarray(0, 100)));
  await clip.flush();
  for (let at = 100; at < plain.length; at += 300_000) {
    await clip.append(Buffer.from(plain.subarray(at, at + 300_000)));
  }
  await clip.finish();
  return clip;
}

test('any range of a clip reads as it was written, and the disk never holds it plain', async () => {
  const plain = randomBytes(9_000_001);
  const clip = await filled('a', plain);
  assert.equal(clip.bytes(), plain.length);
  assert.equal(clip.sha256(), createHash('sha256').update(plain).digest('hex'));
  const ranges = [
    [0, plain.length],
    [0, 1],
    [99, 2],
    [100, 65_536],
    [65_500, 200_000],
    [4_194_300, 300],
    [plain.length - 1, 1],
  ] as const;
  for (const [offset, length] of ranges) {
    const read = await all(clip.read({ offset, length }));
    assert.ok(read.equals(plain.subarray(offset, offset + length)), `${offset}+${length}`);
  }
  const onDisk = await stored('a');
  assert.ok(onDisk.length > plain.length);
  for (let at = 0; at + 32 <= plain.length; at += 50_000) {
    assert.equal(onDisk.indexOf(plain.subarray(at, at + 32)), -1);
  }
});

test('what is flushed can be read while the rest is still rendered', async () => {
  const clip = createSealedClip(blobs, 'b');
  await clip.append(Buffer.from('first picture'));
  assert.equal(clip.bytes(), 0);
  await clip.flush();
  assert.equal(String(await all(clip.read({ offset: 6, length: 7 }))), 'picture');
  assert.equal(clip.sha256(), null);
});

test('a clip that is destroyed cannot be read any more, and leaves nothing', async () => {
  const clip = await filled('c', randomBytes(5_000_000));
  await clip.destroy();
  await assert.rejects(all(clip.read({ offset: 0, length: 1 })), /is gone/);
  assert.equal((await stored('c')).length, 0);
});

test('a changed byte on the disk is found, not shown', async () => {
  const clip = await filled('d', randomBytes(200_000));
  const [key] = await keysOf('d');
  const bytes = Buffer.from((await blobs.read(key!))!);
  bytes[50] = bytes[50]! ^ 1;
  await blobs.remove(key!);
  const writer = await blobs.create(key!);
  await writer.append(bytes);
  await writer.commit();
  await assert.rejects(all(clip.read({ offset: 0, length: 10 })));
});

test('what an earlier run left is removed', async () => {
  await filled('e', randomBytes(100));
  assert.ok((await removeOldClips(blobs)) > 0);
  assert.equal((await stored('e')).length, 0);
});

async function keysOf(id: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of blobs.list(`released/${id}/`)) keys.push(key);
  return keys;
}
