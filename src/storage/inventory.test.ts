import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { type InventoryRow, isInventoryClean } from '../core/recording/inventory.ts';
import type { Blobs } from './blobs.ts';
import { type InventoryOptions, takeInventory } from './inventory.ts';
import { openStorage } from './open-storage.ts';

let root: string;
let volumes: string[];
let storage: Blobs;
let rows: InventoryRow[];
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'lamplighter-test-'));
  volumes = ['a', 'b'].map((name) => path.join(root, name));
  for (const volume of volumes) await mkdir(volume);
  storage = openStorage({ kind: 'disk', volumes, reserveBytes: 0 });
  rows = [];
  for (let n = 0; n < 30; n += 1) await record(`masked/c${n % 3}/${String(n).padStart(3, '0')}.mp4`);
  rows.sort((a, b) => (a.key < b.key ? -1 : 1));
});
afterEach(async () => {
  await storage.close();
  await rm(root, { recursive: true, force: true });
});

async function record(key: string): Promise<void> {
  const bytes = Buffer.from(`footage of ${key}`.repeat(100));
  await put(key, bytes);
  rows.push({ key, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
}

async function put(key: string, bytes: Uint8Array): Promise<void> {
  const writer = await storage.create(key);
  await writer.append(bytes);
  await writer.commit();
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

function inventory(options: Partial<InventoryOptions> = {}) {
  const hasRow = async (key: string) => rows.some((row) => row.key === key);
  return takeInventory(storage, { rows: each(rows), prefix: '', isDeep: false, hasRow, ...options });
}

async function overwrite(key: string, bytes: Uint8Array): Promise<void> {
  for (const volume of volumes) {
    const file = path.join(volume, key);
    if (existsSync(file)) return writeFile(file, bytes);
  }
  assert.fail(`${key} is nowhere`);
}

async function moveTo(volume: string, key: string): Promise<void> {
  const from = volumes.map((each) => path.join(each, key)).find((file) => existsSync(file))!;
  await mkdir(path.dirname(path.join(volume, key)), { recursive: true });
  await rename(from, path.join(volume, key));
}

test('rows and blobs that agree are clean, also byte by byte', async () => {
  for (const isDeep of [false, true]) {
    const report = await inventory({ isDeep });
    assert.ok(isInventoryClean(report), JSON.stringify(report));
    assert.equal(report.matched, 30);
    assert.equal(
      report.storedBytes,
      rows.reduce((sum, { bytes }) => sum + bytes, 0),
    );
  }
});

test('each way in which they differ is named', async () => {
  await storage.remove(rows[3]!.key);
  await overwrite(rows[5]!.key, Buffer.alloc(7));
  const flipped = Buffer.from((await storage.read(rows[8]!.key))!);
  flipped[100]! ^= 1;
  await overwrite(rows[8]!.key, flipped);
  await put('masked/c1/zzz.mp4', Buffer.alloc(9));
  await put('aaa', Buffer.alloc(9));
  const torn = await storage.create('masked/c2/torn.mp4');
  await torn.append(Buffer.alloc(11));

  const shallow = await inventory();
  assert.deepEqual(shallow.counts, { missing: 1, 'wrong-size': 1, 'wrong-hash': 0, orphan: 2, torn: 1 });
  const { findings } = await inventory({ isDeep: true });
  assert.deepEqual(
    findings.map(({ kind, key }) => `${kind} ${key}`),
    [
      'orphan aaa',
      `missing ${rows[3]!.key}`,
      `wrong-size ${rows[5]!.key}`,
      `wrong-hash ${rows[8]!.key}`,
      'orphan masked/c1/zzz.mp4',
      'torn masked/c2/torn.mp4',
    ],
  );
  const part = await inventory({
    prefix: 'masked/c2/',
    rows: each(rows.filter(({ key }) => /c2/.test(key))),
  });
  assert.deepEqual(part.counts, { missing: 0, 'wrong-size': 0, 'wrong-hash': 0, orphan: 0, torn: 1 });
  const written = await inventory({ isBeingWritten: (key) => key === torn.key });
  assert.equal(written.counts.torn, 0);
});

test('footage on a disk that is not mounted is unseen, not missing', async () => {
  // Shared between the volumes by hand: in a test both lie on one disk, and either may have been chosen.
  for (const { key } of rows) await moveTo(volumes[key.startsWith('masked/c1/') ? 1 : 0]!, key);
  assert.ok(isInventoryClean(await inventory()));
  await rename(volumes[1]!, `${volumes[1]!}-away`);
  const report = await inventory({ isDeep: true });
  assert.deepEqual(report.counts, { missing: 0, 'wrong-size': 0, 'wrong-hash': 0, orphan: 0, torn: 0 });
  assert.equal(report.unseen, 10);
  assert.equal(report.matched, 20);
  assert.ok(report.troubles.length > 0 && report.troubles.every((trouble) => /mount it/.test(trouble)));
  assert.ok(!isInventoryClean(report));
});

test('what comes and goes while we look is no finding', async () => {
  const late = 'masked/c9/late.mp4';
  await put(late, Buffer.alloc(5));
  const gone = rows[4]!;
  const old = [...rows];
  rows = rows.filter((row) => row !== gone);
  await storage.remove(gone.key);
  rows.push({ key: late, bytes: 5, sha256: null });
  assert.ok(isInventoryClean(await inventory({ rows: each(old) })));
});

test('findings are bounded and all are counted', async () => {
  for (const { key } of rows) await storage.remove(key);
  const report = await inventory({ mostFindings: 4 });
  assert.equal(report.findings.length, 4);
  assert.equal(report.counts.missing, 30);
});

test('rows out of order are refused', async () => {
  await assert.rejects(inventory({ rows: each([...rows].reverse()) }), /not in the order/);
});
