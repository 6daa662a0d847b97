/** What several volumes do when one of them is missing, full, read-only or hangs. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { Blobs } from './blobs.ts';
import { openDisk } from './disk.ts';
import { type DiskCalls, nodeDiskCalls } from './disk-calls.ts';
import { joinVolumes } from './volumes.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'lamplighter-test-'));
  for (const name of ['a', 'b']) await mkdir(path.join(root, name));
});
afterEach(() => rm(root, { recursive: true, force: true }));

type Room = { freeBytes: number };

/** Two volumes of a megabyte, with so much free as the test says. */
function twoVolumes(
  rooms: { a: Room; b: Room },
  calls: DiskCalls = nodeDiskCalls,
  patienceMs?: number,
): Blobs {
  const withRoom: DiskCalls = {
    ...calls,
    statfs: async (file) => {
      await calls.statfs(file);
      const { freeBytes } = rooms[path.basename(file) as 'a' | 'b'];
      return { totalBytes: 1_000_000, freeBytes, usedBytes: 1_000_000 - freeBytes };
    },
  };
  return joinVolumes(
    ['a', 'b'].map((name) =>
      openDisk({ directory: path.join(root, name), reserveBytes: 1_000, calls: withRoom }),
    ),
    patienceMs,
  );
}

async function put(storage: Blobs, key: string): Promise<void> {
  const writer = await storage.create(key);
  await writer.append(Buffer.from(key));
  await writer.commit();
}

function volumeOf(key: string): string[] {
  return ['a', 'b'].filter((name) => existsSync(path.join(root, name, key)));
}

async function troublesOf(storage: Blobs): Promise<(string | null)[]> {
  return (await storage.usage()).map(({ trouble }) => trouble);
}

const refusing = (code: string, isRefused: (file: string) => boolean): DiskCalls => {
  const refuse = () => Promise.reject(Object.assign(new Error(code), { code }));
  return {
    ...nodeDiskCalls,
    open: (file, flags) => (flags === 'wx' && isRefused(file) ? refuse() : nodeDiskCalls.open(file, flags)),
    checkWritable: (file) => (isRefused(file) ? refuse() : nodeDiskCalls.checkWritable(file)),
  };
};

test('a new blob goes where most room is', async () => {
  const rooms = { a: { freeBytes: 5_000 }, b: { freeBytes: 9_000 } };
  const storage = twoVolumes(rooms);
  await put(storage, 'first');
  rooms.b.freeBytes = 4_000;
  await put(storage, 'second');
  assert.deepEqual([volumeOf('first'), volumeOf('second')], [['b'], ['a']]);
  for (const key of ['first', 'second']) {
    assert.equal(Buffer.from((await storage.read(key))!).toString(), key);
    await assert.rejects(storage.create(key), { fault: 'taken' });
    assert.equal(volumeOf(key).length, 1);
  }
});

test('a full volume is passed over and told; when all are full, that is said', async () => {
  const rooms = { a: { freeBytes: 900 }, b: { freeBytes: 9_000 } };
  const storage = twoVolumes(rooms);
  await put(storage, 'kept');
  assert.deepEqual(volumeOf('kept'), ['b']);
  const [a, b] = await troublesOf(storage);
  assert.match(a!, /is full.*add a volume/);
  assert.equal(b, null);
  rooms.b.freeBytes = 500;
  await assert.rejects(storage.create('next'), { fault: 'full', message: /add a volume/ });
  assert.equal(Buffer.from((await storage.read('kept'))!).toString(), 'kept');
  assert.equal(await storage.remove('kept'), true);
});

test('a read-only volume is passed over and told', async () => {
  const calls = refusing('EROFS', (file) => file.startsWith(path.join(root, 'a')));
  const storage = twoVolumes({ a: { freeBytes: 9_000 }, b: { freeBytes: 5_000 } }, calls);
  await put(storage, 'kept');
  assert.deepEqual(volumeOf('kept'), ['b']);
  assert.match((await troublesOf(storage))[0]!, /read-only/);
});

test('a volume that is not mounted does not stop the others, and what may lie there is not called gone', async () => {
  const storage = twoVolumes({ a: { freeBytes: 9_000 }, b: { freeBytes: 5_000 } });
  await put(storage, 'on-a');
  await rename(path.join(root, 'a'), path.join(root, 'away'));
  await put(storage, 'on-b');
  assert.deepEqual(volumeOf('on-b'), ['b']);
  assert.match((await troublesOf(storage))[0]!, /mount it/);
  assert.equal(Buffer.from((await storage.read('on-b'))!).toString(), 'on-b');
  const missing = { name: 'StorageError', fault: 'missing', message: /mount it/ };
  for (const call of [
    () => storage.read('on-a'),
    () => storage.stream('on-a'),
    () => storage.stat('on-a'),
    () => storage.remove('on-a'),
    () => storage.salvage('on-a', 0),
    () => storage.readOpen('on-a', { offset: 0, length: 1 }),
  ]) {
    await assert.rejects(call, missing);
  }
  const seen: string[] = [];
  await assert.rejects(async () => {
    for await (const { key } of storage.list('')) seen.push(key);
  }, missing);
  assert.deepEqual(seen, ['on-b']);
  assert.ok(!existsSync(path.join(root, 'a')), 'the mount point was made');
  await rename(path.join(root, 'away'), path.join(root, 'a'));
  assert.equal(await storage.remove('on-a'), true);
  assert.deepEqual(await troublesOf(storage), [null, null]);
});

test('a volume that hangs does not stop the others', async () => {
  const release = Promise.withResolvers<void>();
  const isHanging = { room: true };
  const { open, stat, statfs, checkWritable } = nodeDiskCalls;
  const hanging =
    <A extends [string, ...unknown[]], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const isRoom = (call as unknown) === statfs;
      const isOurs = args[0].startsWith(path.join(root, 'a'));
      if (isOurs && (!isRoom || isHanging.room)) await release.promise;
      return call(...args);
    };
  const calls: DiskCalls = {
    ...nodeDiskCalls,
    open: hanging(open),
    stat: hanging(stat),
    statfs: hanging(statfs),
    checkWritable: hanging(checkWritable),
  };
  const storage = twoVolumes({ a: { freeBytes: 9_000 }, b: { freeBytes: 5_000 } }, calls, 20);
  await put(storage, 'kept');
  assert.deepEqual(volumeOf('kept'), ['b']);
  assert.equal(Buffer.from((await storage.read('kept'))!).toString(), 'kept');
  const [a, b] = await troublesOf(storage);
  assert.match(a!, /has not answered/);
  assert.equal(b, null);
  await assert.rejects(storage.stat('other'), { message: /has not answered/ });
  // Answers again while a blob is begun, but hangs when its file is made.
  isHanging.room = false;
  await put(storage, 'next');
  assert.deepEqual(volumeOf('next'), ['b']);
  release.resolve();
});

test('without a volume there is no storage', () => {
  assert.throws(() => joinVolumes([]), { fault: 'missing' });
});
