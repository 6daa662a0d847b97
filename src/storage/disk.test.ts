/** What a disk keeps when power goes, and when one of its calls fails. What every storage promises: test/ports/blobs.test.ts. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type Failure, failAt } from '../../test/support/failing-disk.ts';
import { recordDisk, unsyncedDiskCalls } from '../../test/support/power-cut.ts';
import { type Random, randomOf } from '../../test/support/random.ts';
import { type Blobs, type BlobWriter, StorageError } from './blobs.ts';
import { openDisk } from './disk.ts';
import { type DiskCalls, type DiskFile, nodeDiskCalls } from './disk-calls.ts';
import { openStorage } from './open-storage.ts';

let root: string;
before(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'lamplighter-test-'));
});
after(() => rm(root, { recursive: true, force: true }));

async function freshDirectory(name: string): Promise<string> {
  const directory = path.join(root, name);
  await mkdir(directory, { recursive: true });
  return directory;
}

/** One or two volumes in a directory. */
function storageIn(
  directory: string,
  volumes: readonly string[],
  calls: DiskCalls = unsyncedDiskCalls,
): Blobs {
  return openStorage(
    { kind: 'disk', volumes: volumes.map((name) => path.join(directory, name)), reserveBytes: 0 },
    calls,
  );
}

function bytesOf(random: Random, length: number): Uint8Array {
  // No zeros, so that a hole is seen.
  return Uint8Array.from({ length }, () => 1 + Math.floor(random() * 255));
}

/** What was acknowledged, and at which moment. */
type Promised = {
  readonly moment: number;
  readonly key: string;
  /** Durable at least so far; of what was committed, all of it. */
  readonly bytes: number;
  /** leaving: asked to go, not yet acknowledged; it may be there or not, but never in part. */
  readonly state: 'open' | 'committed' | 'leaving' | 'gone';
};

/** Several writers at once, each with its own blob, appending, syncing, committing, giving up and removing. */
async function liveThrough(storage: Blobs, seed: number, promise: (made: Omit<Promised, 'moment'>) => void) {
  const written = new Map<string, Uint8Array>();
  await Promise.all(
    [0, 1, 2].map(async (writer) => {
      const random = randomOf(seed * 8 + writer);
      for (let n = 0; n < 3; n += 1) {
        const key = `masked/c${writer % 2}/${Math.floor(random() * 2)}/${writer}-${n}.mp4`;
        const content = bytesOf(random, 200 + Math.floor(random() * 3000));
        written.set(key, content);
        await writeOne(await storage.create(key), content, random, promise);
        if (random() < 0.3) {
          promise({ key, bytes: 0, state: 'leaving' });
          await storage.remove(key);
          promise({ key, bytes: 0, state: 'gone' });
        }
      }
    }),
  );
  return written;
}

async function writeOne(
  writer: BlobWriter,
  content: Uint8Array,
  random: Random,
  promise: (made: Omit<Promised, 'moment'>) => void,
): Promise<void> {
  const { key } = writer;
  while (writer.bytes < content.length) {
    const length = 1 + Math.floor(random() * 800);
    await writer.append(content.subarray(writer.bytes, writer.bytes + length));
    if (random() < 0.5) {
      await writer.sync();
      promise({ key, bytes: writer.bytes, state: 'open' });
    }
  }
  if (random() < 0.2) {
    promise({ key, bytes: 0, state: 'leaving' });
    await writer.abort();
    promise({ key, bytes: 0, state: 'gone' });
  } else {
    await writer.commit();
    promise({ key, bytes: content.length, state: 'committed' });
  }
}

/** @returns what it held, so that a test sees that it saw something. */
async function checkPromises(
  storage: Blobs,
  written: ReadonlyMap<string, Uint8Array>,
  promises: readonly Promised[],
  told: string,
): Promise<{ open: number; committed: number }> {
  const committed = new Map<string, number>();
  for await (const { key, bytes } of storage.list('')) committed.set(key, bytes);
  const open = new Map<string, number>();
  for await (const { key, bytes } of storage.listOpen('')) open.set(key, bytes);

  for (const [key, bytes] of committed) {
    assert.deepEqual(await storage.read(key), Buffer.from(written.get(key)!), `${told}: ${key} is not whole`);
    assert.equal(bytes, written.get(key)!.length, told);
    assert.ok(!open.has(key), `${told}: ${key} is there twice`);
  }
  const last = new Map(promises.map((made) => [made.key, made]));
  for (const { key, bytes, state } of last.values()) {
    if (state === 'gone') {
      assert.ok(!committed.has(key) && !open.has(key), `${told}: ${key} came back`);
    } else if (state === 'committed') {
      assert.ok(committed.has(key), `${told}: ${key} was committed and is lost`);
    } else if (state === 'open' && !committed.has(key)) {
      assert.ok(open.has(key), `${told}: ${key} was begun and is lost`);
      const left = await storage.readOpen(key, { offset: 0, length: bytes });
      assert.deepEqual(left, Buffer.from(written.get(key)!.subarray(0, bytes)), `${told}: ${key} is torn`);
      await storage.salvage(key, bytes);
      assert.deepEqual(await storage.read(key), left, `${told}: ${key} is not salvaged`);
    }
  }
  return { open: open.size, committed: committed.size };
}

test('what was acknowledged is there after a power cut at any moment, and what was removed stays gone', async () => {
  const seen = { open: 0, committed: 0 };
  for (let seed = 1; seed <= 50; seed += 1) {
    const live = await freshDirectory(`live-${seed}`);
    const volumes = seed % 2 === 0 ? ['.'] : ['a', 'b'];
    for (const volume of volumes) await mkdir(path.join(live, volume), { recursive: true });
    const disk = recordDisk(live);
    const promises: Promised[] = [];
    const written = await liveThrough(storageIn(live, volumes, disk.calls), seed, (made) =>
      promises.push({ ...made, moment: disk.moment }),
    );
    for (let cut = 0; cut < 4; cut += 1) {
      const cutSeed = seed * 4 + cut;
      const moment = Math.floor(randomOf(cutSeed)() * (disk.moment + 1));
      const left = path.join(root, `left-${cutSeed}`);
      disk.cutTo(left, cutSeed, moment);
      const found = await checkPromises(
        storageIn(left, volumes),
        written,
        promises.filter((made) => made.moment <= moment),
        `seed ${seed}, cut ${cutSeed} at ${moment}`,
      );
      seen.open += found.open;
      seen.committed += found.committed;
    }
  }
  // The story has to be one in which something can be lost.
  assert.ok(seen.open > 50 && seen.committed > 200, JSON.stringify(seen));
});

/** Blobs from beginning to end, and one out again; each step that resolves is a promise. */
async function shortStory(
  storage: Blobs,
  promise: (made: Omit<Promised, 'moment'>) => void,
  content: Uint8Array,
) {
  await writeAll(storage, 'masked/c1/gone.mp4', content.subarray(0, 700), promise);
  promise({ key: 'masked/c1/gone.mp4', bytes: 0, state: 'leaving' });
  await storage.remove('masked/c1/gone.mp4');
  promise({ key: 'masked/c1/gone.mp4', bytes: 0, state: 'gone' });
  await writeAll(storage, 'masked/c1/a.mp4', content, promise);
}

async function writeAll(
  storage: Blobs,
  key: string,
  content: Uint8Array,
  promise: (made: Omit<Promised, 'moment'>) => void,
) {
  const writer = await storage.create(key);
  try {
    await writer.append(content.subarray(0, 600));
    await writer.sync();
    promise({ key, bytes: 600, state: 'open' });
    await writer.append(content.subarray(600));
    await writer.commit();
    promise({ key, bytes: content.length, state: 'committed' });
  } catch (cause) {
    // Its owner gives up and takes it away; where the disk lets him, nothing is left.
    promise({ key, bytes: 0, state: 'leaving' });
    await writer.abort();
    promise({ key, bytes: 0, state: 'gone' });
    throw cause;
  }
}

for (const code of ['ENOSPC', 'EIO']) {
  for (const isDone of [false, true]) {
    for (const isForGood of [false, true]) {
      const kind = `${code} ${isDone ? 'after' : 'before'} its effect${isForGood ? ', for good' : ''}`;
      test(`whichever call fails with ${kind}, a blob is whole or absent, also after a power cut`, async () => {
        let at = 1;
        for (let isOver = false; !isOver; at += 1) isOver = await tryFailure({ at, code, isDone, isForGood });
        assert.ok(at > 30, `only ${at} calls`);
      });
    }
  }
}

async function tryFailure(failure: Failure): Promise<boolean> {
  const told = JSON.stringify(failure);
  const live = await freshDirectory(`fail-${told.replace(/\W+/g, '-')}`);
  const disk = recordDisk(live);
  const failing = failAt(failure, disk.calls);
  const content = bytesOf(randomOf(7), 1500);
  const promises: Promised[] = [];
  try {
    await shortStory(
      storageIn(live, ['.'], failing.calls),
      (made) => promises.push({ ...made, moment: disk.moment }),
      content,
    );
  } catch (cause) {
    assert.ok(cause instanceof StorageError, `${told}: ${cause}`);
    assert.match(cause.message, /\. [A-Z].*\.|\(E/, `${told} does not say what to do`);
  }
  const written = new Map([
    ['masked/c1/a.mp4', content],
    ['masked/c1/gone.mp4', content.subarray(0, 700)],
  ]);
  for (let seed = 1; seed <= 3; seed += 1) {
    const left = `${live}-left-${seed}`;
    disk.cutTo(left, seed);
    await checkPromises(storageIn(left, ['.']), written, promises, `${told}, cut ${seed}`);
  }
  await checkPromises(storageIn(live, ['.']), written, promises, told);
  return failing.count < failure.at;
}

function onWrites(change: (file: DiskFile) => DiskFile): DiskCalls {
  return {
    ...nodeDiskCalls,
    open: async (file, flags) => {
      const opened = await nodeDiskCalls.open(file, flags);
      return flags === 'wx' ? change(opened) : opened;
    },
  };
}

test('after an append that failed the blob goes on from where it was', async () => {
  const directory = await freshDirectory('ragged');
  let isBroken = false;
  const calls = onWrites((file) => ({
    ...file,
    write: async (bytes, offset) => {
      if (!isBroken) return file.write(bytes, offset);
      await file.write(bytes.subarray(0, 70), offset);
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    },
  }));
  const storage = storageIn(directory, ['.'], calls);
  const content = bytesOf(randomOf(3), 120);
  const writer = await storage.create('a');
  await writer.append(content.subarray(0, 100));
  isBroken = true;
  await assert.rejects(writer.append(content), { fault: 'full' });
  isBroken = false;
  assert.equal(writer.bytes, 100);
  await writer.append(content.subarray(100));
  await writer.commit();
  assert.deepEqual(await storage.read('a'), Buffer.from(content));
});

test('after a sync that failed nothing more is promised, and what was synced before is salvaged', async () => {
  const directory = await freshDirectory('fsync');
  let isBroken = false;
  const calls = onWrites((file) => ({
    ...file,
    datasync: async () => {
      await file.datasync();
      if (isBroken) throw Object.assign(new Error('fsync'), { code: 'EIO' });
    },
  }));
  const storage = storageIn(directory, ['.'], calls);
  const content = bytesOf(randomOf(3), 300);
  const writer = await storage.create('a');
  await writer.append(content.subarray(0, 100));
  await writer.sync();
  await writer.append(content.subarray(100));
  isBroken = true;
  await assert.rejects(writer.sync(), { fault: 'failed', message: /replace it/ });
  isBroken = false;
  for (const call of [() => writer.sync(), () => writer.commit(), () => writer.append(content)]) {
    await assert.rejects(call, { fault: 'failed' });
  }
  assert.equal(await storage.stat('a'), null);
  await storage.salvage('a', 100);
  assert.deepEqual(await storage.read('a'), Buffer.from(content.subarray(0, 100)));
});

test('what was salvaged and what was removed at the second attempt outlive a power cut', async () => {
  const content = bytesOf(randomOf(5), 900);
  for (let at = 1, isOver = false; !isOver; at += 1) {
    const live = await freshDirectory(`second-${at}`);
    const disk = recordDisk(live);
    const first = storageIn(live, ['.'], disk.calls);
    for (const key of ['a/salvaged', 'b/removed']) {
      const writer = await first.create(key);
      await writer.append(content);
      await writer.sync();
      if (key === 'b/removed') await writer.commit();
    }
    await first.close();
    const failing = failAt({ at, code: 'EIO', isDone: true }, disk.calls);
    const second = storageIn(live, ['.'], failing.calls);
    const calls: (() => Promise<unknown>)[] = [
      () => second.salvage('a/salvaged', 500),
      () => second.remove('b/removed'),
    ];
    for (const call of calls) {
      await call().catch(call);
    }
    isOver = failing.count < at;
    for (let seed = 1; seed <= 5; seed += 1) {
      const left = path.join(root, `second-${at}-${seed}`);
      disk.cutTo(left, seed);
      const storage = storageIn(left, ['.']);
      assert.deepEqual(
        await storage.read('a/salvaged'),
        Buffer.from(content.subarray(0, 500)),
        `call ${at}, seed ${seed}`,
      );
      assert.equal(await storage.stat('b/removed'), null, `call ${at}, seed ${seed}`);
    }
  }
});

test('the reserve is kept free, and a volume that reaches it says so', async () => {
  const directory = await freshDirectory('reserve');
  let freeBytes = 10_000;
  const calls: DiskCalls = {
    ...nodeDiskCalls,
    statfs: async () => ({ totalBytes: 100_000, freeBytes, usedBytes: 100_000 - freeBytes }),
  };
  const disk = openDisk({ directory, reserveBytes: 4_000, calls });
  const writer = await disk.create('a');
  await writer.append(new Uint8Array(5_000));
  freeBytes -= 5_000;
  await assert.rejects(writer.append(new Uint8Array(2_000)), { fault: 'full' });
  await writer.append(new Uint8Array(900));
  await writer.commit();
  assert.equal((await disk.stat('a'))!.bytes, 5_900);
  freeBytes = 4_000;
  await assert.rejects(disk.create('b'), { fault: 'full', message: /add a volume/ });
  assert.match((await disk.usage()).trouble!, /full/);
  assert.deepEqual(readdirSync(directory), ['a']);
});

test('a disk that hangs keeps two of the threads and no more', async () => {
  const directory = await freshDirectory('hang');
  let asked = 0;
  const release = Promise.withResolvers<void>();
  const calls: DiskCalls = {
    ...nodeDiskCalls,
    statfs: async (file) => {
      asked += 1;
      await release.promise;
      return nodeDiskCalls.statfs(file);
    },
  };
  const disk = openDisk({ directory, reserveBytes: 0, calls });
  const rooms = Array.from({ length: 20 }, () => disk.room());
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(asked, 2);
  release.resolve();
  await Promise.all(rooms);
  assert.equal(asked, 20);
});
