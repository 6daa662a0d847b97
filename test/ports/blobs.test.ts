/** What every storage promises, over every adapter: one volume, several, and S3. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Blobs, StorageError } from '../../src/storage/blobs.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { openS3 } from '../../src/storage/s3.ts';
import { randomOf } from '../support/random.ts';
import { type S3Settings, type StartedS3, s3Missing, startS3 } from '../support/start-s3.ts';

type Adapter = {
  readonly name: string;
  readonly skip: string | false;
  start(): Promise<void>;
  /** A new empty storage, and others on the same one, as other processes have. */
  fresh(): Promise<{ storage: Blobs; other: Blobs; dying: Blobs }>;
  stop(): Promise<void>;
};

let s3: StartedS3 | null = null;
before(async () => {
  if (s3Missing === null) s3 = await startS3();
});
after(() => s3?.stop());

const adapters: Adapter[] = [disk('one volume', 1), disk('three volumes', 3), s3Adapter()];

function disk(name: string, volumeCount: number): Adapter {
  let root: string;
  let count = 0;
  return {
    name,
    skip: false,
    start: async () => {
      root = await mkdtemp(path.join(tmpdir(), 'lamplighter-test-'));
    },
    fresh: async () => {
      count += 1;
      const volumes = Array.from({ length: volumeCount }, (_, n) =>
        path.join(root, String(count), String(n)),
      );
      for (const volume of volumes) await mkdir(volume, { recursive: true });
      const settings = { kind: 'disk', volumes, reserveBytes: 1_000_000 } as const;
      return { storage: openStorage(settings), other: openStorage(settings), dying: openStorage(settings) };
    },
    stop: () => rm(root, { recursive: true, force: true }),
  };
}

function s3Adapter(): Adapter {
  let count = 0;
  return {
    name: 'S3',
    skip: s3Missing ?? false,
    start: async () => undefined,
    fresh: async () => {
      count += 1;
      const settings = await s3!.makeBucket(`promises-${count}`);
      return { storage: openStorage(settings), other: openStorage(settings), dying: openStorage(settings) };
    },
    stop: async () => undefined,
  };
}

/** Repeats with a length that no part or piece has. */
const bytesOf = (seed: number, length: number): Buffer => {
  const random = randomOf(seed);
  const block = Buffer.from(Uint8Array.from({ length: 10_007 }, () => random() * 256));
  return Buffer.alloc(length, block);
};

async function put(storage: Blobs, key: string, bytes: Uint8Array): Promise<void> {
  const writer = await storage.create(key);
  await writer.append(bytes);
  await writer.commit();
}

async function keysOf(entries: AsyncIterable<{ readonly key: string }>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of entries) keys.push(key);
  return keys;
}

for (const adapter of adapters) {
  describe(adapter.name, { skip: adapter.skip }, () => {
    let storage: Blobs;
    let other: Blobs;
    let dying: Blobs;
    before(async () => {
      await adapter.start();
      ({ storage, other, dying } = await adapter.fresh());
    });
    after(async () => {
      await Promise.all([storage.close(), other.close(), dying.close()]);
      await adapter.stop();
    });

    test('a blob is read as it was written, whole and in ranges, also by another process', async () => {
      const bytes = bytesOf(1, 3_000_001);
      const writer = await storage.create('whole/a.mp4');
      for (let at = 0; at < bytes.length; at += 700_000)
        await writer.append(bytes.subarray(at, at + 700_000));
      assert.equal(writer.bytes, bytes.length);
      await writer.sync();
      await writer.commit();
      for (const handle of [storage, other]) {
        assert.deepEqual(Buffer.from((await handle.read('whole/a.mp4'))!), bytes);
        assert.deepEqual(await handle.stat('whole/a.mp4'), { bytes: bytes.length });
      }
      for (const [offset, length] of [
        [0, 1],
        [5, 0],
        [999_999, 1_000_000],
        [3_000_000, 50],
        [3_000_001, 10],
        [9_000_000, 10],
      ] as const) {
        const expected = bytes.subarray(offset, offset + length);
        const range = { offset, length };
        assert.deepEqual(
          Buffer.from((await storage.read('whole/a.mp4', range))!),
          expected,
          `${offset}+${length}`,
        );
        const pieces: Uint8Array[] = [];
        for await (const piece of (await storage.stream('whole/a.mp4', range))!) pieces.push(piece);
        assert.deepEqual(Buffer.concat(pieces), expected, `stream ${offset}+${length}`);
      }
    });

    test('a large blob comes in pieces of at most 1 MiB, and a reader may stop in the middle', async () => {
      const bytes = bytesOf(2, 12_000_000);
      await put(storage, 'large', bytes);
      const pieces: Uint8Array[] = [];
      for await (const piece of (await storage.stream('large'))!) {
        assert.ok(piece.length <= 1024 * 1024);
        pieces.push(piece);
      }
      assert.ok(Buffer.concat(pieces).equals(bytes));
      for await (const piece of (await storage.stream('large'))!) {
        assert.ok(piece.length > 0);
        break;
      }
      await storage.stream('large');
      assert.equal(await storage.remove('large'), true);
    });

    test('a buffer may be used again once append has resolved', async () => {
      const buffer = Buffer.alloc(1000, 1);
      const writer = await storage.create('again');
      await writer.append(buffer);
      buffer.fill(2);
      await writer.append(buffer);
      buffer.fill(3);
      await writer.commit();
      const expected = Buffer.concat([Buffer.alloc(1000, 1), Buffer.alloc(1000, 2)]);
      assert.ok(expected.equals((await storage.read('again'))!));
    });

    test('an empty blob is a blob', async () => {
      await put(storage, 'empty', new Uint8Array(0));
      assert.deepEqual(await storage.stat('empty'), { bytes: 0 });
      assert.equal((await storage.read('empty'))!.length, 0);
      for await (const _ of (await storage.stream('empty'))!) assert.fail('a piece of nothing');
    });

    test('nobody sees a blob before it is committed', async () => {
      const writer = await storage.create('hidden/a');
      await writer.append(bytesOf(3, 6_000_000));
      await writer.sync();
      for (const handle of [storage, other]) {
        assert.equal(await handle.read('hidden/a'), null);
        assert.equal(await handle.stream('hidden/a'), null);
        assert.equal(await handle.stat('hidden/a'), null);
        assert.deepEqual(await keysOf(handle.list('hidden/')), []);
        assert.deepEqual(await keysOf(handle.listOpen('hidden/')), ['hidden/a']);
      }
      await writer.commit();
      assert.deepEqual(await keysOf(other.list('hidden/')), ['hidden/a']);
      assert.deepEqual(await keysOf(other.listOpen('hidden/')), []);
      assert.equal(await other.readOpen('hidden/a', { offset: 0, length: 1 }), null);
    });

    test('of a blob that is given up nothing stays, and its key is free', async () => {
      for (const length of [10, 6_000_000]) {
        const writer = await storage.create('given-up/a');
        await writer.append(bytesOf(4, length));
        await writer.abort();
        assert.deepEqual(await keysOf(storage.list('given-up/')), []);
        assert.deepEqual(await keysOf(storage.listOpen('given-up/')), []);
      }
      await put(storage, 'given-up/a', bytesOf(4, 10));
      assert.equal((await storage.stat('given-up/a'))!.bytes, 10);
    });

    test('a key that is taken is not taken again', async () => {
      const writer = await storage.create('taken');
      await assert.rejects(storage.create('taken'), { name: 'StorageError', fault: 'taken' });
      await writer.append(bytesOf(5, 10));
      await writer.commit();
      await assert.rejects(storage.create('taken'), { fault: 'taken' });
      await assert.rejects(other.create('taken'), {
        fault: 'taken',
        message: /taken is (on|in) .*Choose another/,
      });
      assert.deepEqual(Buffer.from((await storage.read('taken'))!), bytesOf(5, 10));
      assert.deepEqual(await keysOf(storage.listOpen('taken')), []);
    });

    test('many who begin one key at once: one gets it at most', async () => {
      const begun = await Promise.allSettled(Array.from({ length: 8 }, () => storage.create('race')));
      const won = begun.filter((each) => each.status === 'fulfilled');
      assert.ok(won.length <= 1);
      for (const each of begun) {
        if (each.status === 'rejected') assert.equal(each.reason.fault, 'taken');
      }
      for (const { value } of won) await value.abort();
    });

    test('committed blobs are listed in the order of their keys, by any prefix', async () => {
      const keys = [
        'list/a',
        'list/a-b/c',
        'list/a.b',
        'list/a/b',
        'list/a0',
        'list/b/1',
        'list/b/10',
        'list/b/2',
      ];
      // On disk a blob cannot be a directory too.
      const made = keys.filter((key) => key !== 'list/a');
      for (const key of [...made].reverse()) await put(storage, key, bytesOf(6, key.length));
      assert.deepEqual(await keysOf(storage.list('list/')), [...made].sort());
      assert.deepEqual(await keysOf(storage.list('list/b/1')), ['list/b/1', 'list/b/10']);
      assert.deepEqual(
        await keysOf(storage.list('list/a')),
        made.filter((key) => key.startsWith('list/a')).sort(),
      );
      assert.deepEqual(await keysOf(storage.list('list/none')), []);
      for await (const { key, bytes } of storage.list('list/')) assert.equal(bytes, key.length);
      for await (const { key } of storage.list('list/')) {
        assert.ok(key);
        break;
      }
    });

    test('what is removed is gone, and removing it again says so', async () => {
      await put(storage, 'gone/a/b', bytesOf(7, 100));
      await put(storage, 'gone/a/c', bytesOf(7, 100));
      assert.equal(await storage.remove('gone/a/b'), true);
      assert.equal(await storage.remove('gone/a/b'), false);
      assert.equal(await other.read('gone/a/b'), null);
      assert.deepEqual(await keysOf(storage.list('gone/')), ['gone/a/c']);
      assert.equal(await other.remove('gone/a/c'), true);
      assert.equal(await storage.remove('never/was'), false);
      await put(storage, 'gone/a/b', bytesOf(8, 50));
      assert.equal((await storage.stat('gone/a/b'))!.bytes, 50);
    });

    test('what a dead writer left is found, and a blob is made of its beginning or it is removed', async () => {
      const bytes = bytesOf(9, 12_000_000);
      for (const key of ['dead/a', 'dead/b']) {
        const writer = await dying.create(key);
        await writer.append(bytes);
        await writer.sync();
        assert.ok(writer.durableBytes >= 10_000_000 && writer.durableBytes <= bytes.length);
      }
      await dying.close();
      const left: { key: string; bytes: number }[] = [];
      for await (const open of storage.listOpen('dead/')) left.push(open);
      assert.deepEqual(
        left.map(({ key }) => key),
        ['dead/a', 'dead/b'],
      );
      for (const open of left)
        assert.ok(open.bytes >= 10_000_000 && open.bytes <= bytes.length, `${open.bytes}`);
      await storage.salvage('dead/a', 7_654_321);
      await storage.salvage('dead/b', 0);
      await storage.salvage('dead/c', 0);
      assert.ok(bytes.subarray(0, 7_654_321).equals((await storage.read('dead/a'))!));
      assert.deepEqual(await keysOf(storage.listOpen('dead/')), []);
      assert.deepEqual(await keysOf(storage.list('dead/')), ['dead/a']);
    });

    test('who removes the last blob of a folder does not disturb who begins one there', async () => {
      await Promise.all(
        [storage, other, storage, other].map(async (handle, n) => {
          for (let round = 0; round < 25; round += 1) {
            const key = `busy/${n % 2}/${n}-${round}`;
            await put(handle, key, bytesOf(n, 10));
            assert.equal(await handle.remove(key), true);
          }
        }),
      );
      assert.deepEqual(await keysOf(storage.list('busy/')), []);
    });

    test('nothing is made of bytes that are not there', async () => {
      const writer = await other.create('short/a');
      await writer.append(bytesOf(10, 1000));
      await writer.sync();
      await assert.rejects(storage.salvage('short/a', 2000), { fault: 'missing' });
      await assert.rejects(storage.salvage('short/b', 1), { fault: 'missing' });
      await writer.abort();
    });

    test('no key leads out of the storage', async () => {
      for (const key of [
        '../a',
        'a/../b',
        '/a',
        'a//b',
        'a/',
        '',
        '.',
        'A',
        'a b',
        'a\0',
        'ü',
        'a.part',
        'a'.repeat(201),
      ]) {
        const denied = { name: 'StorageError', fault: 'denied', message: /is no key/ };
        await assert.rejects(async () => storage.create(key), denied, JSON.stringify(key));
        await assert.rejects(async () => storage.read(key), denied, JSON.stringify(key));
        await assert.rejects(async () => storage.stream(key), denied, JSON.stringify(key));
        await assert.rejects(async () => storage.remove(key), denied, JSON.stringify(key));
        await assert.rejects(async () => storage.salvage(key, 1), denied, JSON.stringify(key));
      }
      assert.throws(() => storage.list('../'), StorageError);
    });

    test('a storage that works has no trouble', async () => {
      for (const { name, trouble } of await storage.usage()) {
        assert.ok(name.length > 0);
        assert.equal(trouble, null);
      }
    });
  });
}

describe('an S3 storage that cannot be used says why', { skip: s3Missing ?? false }, () => {
  let settings: S3Settings;
  before(async () => {
    settings = await s3!.makeBucket('faults');
  });

  const cases: readonly [string, Partial<S3Settings>, string, RegExp][] = [
    ['the secret is wrong', { secretAccessKey: 'wrong' }, 'denied', /Check secretAccessKey/],
    ['the key is unknown', { accessKeyId: 'nobody' }, 'denied', /Check accessKeyId/],
    ['there is no such bucket', { bucket: 'not-there' }, 'missing', /no (such )?bucket/],
    ['nothing listens there', { endpoint: 'http://127.0.0.1:1' }, 'missing', /Check endpoint/],
  ];
  for (const [name, change, fault, message] of cases) {
    test(name, async () => {
      const storage = openStorage({ ...settings, ...change });
      assert.match((await storage.usage())[0]!.trouble!, message);
      for (const call of [
        () => storage.create('a'),
        () => storage.read('a'),
        () => storage.stat('a'),
        () => storage.remove('a'),
        () => keysOf(storage.list('')),
      ]) {
        await assert.rejects(call, { name: 'StorageError', fault, message });
      }
      await storage.close();
    });
  }

  test('a bucket that keeps old versions is trouble, for nothing is deleted there', async () => {
    const storage = openStorage(await s3!.makeBucket('versions', true));
    assert.match((await storage.usage())[0]!.trouble!, /Turn its versioning off/);
  });

  test('a storage that hangs is given up, and is there again when it goes on', async () => {
    const storage = openS3(settings, { connectMs: 300, answerMs: 300, attempts: 2 });
    await put(storage, 'kept', bytesOf(1, 10));
    const writer = await storage.create('hanging');
    await writer.append(bytesOf(1, 10));
    s3!.pause();
    try {
      await assert.rejects(storage.read('kept'), { fault: 'missing', message: /Check endpoint/ });
      await assert.rejects(writer.commit(), { fault: 'missing' });
      await assert.rejects(writer.append(bytesOf(1, 1)), { fault: 'missing' });
    } finally {
      s3!.resume();
    }
    const patient = openStorage(settings);
    assert.deepEqual(await patient.stat('kept'), { bytes: 10 });
    // The PUT may have arrived all the same: whole, or not at all.
    await writer.abort();
    await storage.close();
    await patient.close();
  });
});
