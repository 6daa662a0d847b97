import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type StartedDatabase, startDatabase } from '../../../test/support/start-database.ts';
import type { GapCause } from '../../core/recording/gap.ts';
import { beginGap, endGap, endGapByFootage, insertGap, listGaps, trimGaps } from './gaps.ts';
import { migrate } from './migrate.ts';

const place = { cameraId: 'square', kind: 'masked' } as const;
const atMs = (second: number) => Date.UTC(2026, 10, 3) + second * 1_000;
let database: StartedDatabase;
before(async () => {
  database = await startDatabase();
  await migrate(database.sql);
});
after(() => database.stop());
beforeEach(() => database.sql`delete from recording_gaps`.then(() => {}));

async function gaps() {
  const found = await listGaps(database.sql, { cameraId: 'square', fromMs: 0, toMs: atMs(1_000_000) });
  const second = (ms: number | null) => (ms === null ? null : (ms - atMs(0)) / 1_000);
  return found.map(({ fromMs, toMs, cause }) => [second(fromMs), second(toMs), cause]);
}

const begin = (second: number, cause: GapCause) => beginGap(database.sql, place, atMs(second), cause);
const trim = (from: number, to: number) =>
  database.sql.begin((tx) => trimGaps(tx, place, { fromMs: atMs(from), toMs: atMs(to) }));

test('a gap has one cause at a time, and the same cause twice is no news', async () => {
  await begin(0, 'camera-lost');
  await begin(5, 'camera-lost');
  await begin(10, 'storage-full');
  await endGap(database.sql, place, atMs(20));
  assert.deepEqual(await gaps(), [
    [0, 10, 'camera-lost'],
    [10, 20, 'storage-full'],
  ]);
});

test('a gap that ends where it began was none', async () => {
  await begin(10, 'camera-lost');
  await endGap(database.sql, place, atMs(10));
  assert.deepEqual(await gaps(), []);
});

test('footage of before a gap does not end it', async () => {
  await begin(10, 'camera-lost');
  await endGapByFootage(database.sql, place, atMs(5));
  assert.deepEqual(await gaps(), [[10, null, 'camera-lost']]);
  await endGapByFootage(database.sql, place, atMs(30));
  assert.deepEqual(await gaps(), [[10, 30, 'camera-lost']]);
});

test('footage that is found moves the gap that was noted at its beginning, or a little after its end', async () => {
  await begin(0, 'system-stopped');
  await endGap(database.sql, place, atMs(100));
  await trim(0, 40);
  assert.deepEqual(await gaps(), [[40, 100, 'system-stopped']]);
  await trim(40, 55);
  assert.deepEqual(await gaps(), [[55, 100, 'system-stopped']]);
  await begin(120, 'process-restart');
  await trim(90, 110);
  assert.deepEqual(await gaps(), [
    [55, 90, 'system-stopped'],
    [110, null, 'process-restart'],
  ]);
});

test('what a gap covered before the footage stays a gap, and is told once', async () => {
  await begin(0, 'system-stopped');
  await trim(30, 60);
  assert.deepEqual(await gaps(), [
    [0, 30, 'system-stopped'],
    [60, null, 'system-stopped'],
  ]);
});

test('it does not when another gap tells of it already', async () => {
  const { sql } = database;
  await insertGap(sql, { ...place, fromMs: atMs(0), toMs: atMs(30), cause: 'camera-lost' });
  await begin(0, 'system-stopped');
  await trim(30, 60);
  assert.deepEqual(await gaps(), [
    [0, 30, 'camera-lost'],
    [60, null, 'system-stopped'],
  ]);
});

test('a gap that the footage covers whole was none; one of a lost camera stays', async () => {
  await begin(10, 'process-restart');
  await begin(20, 'camera-lost');
  await trim(0, 30);
  assert.deepEqual(await gaps(), [[20, null, 'camera-lost']]);
});
