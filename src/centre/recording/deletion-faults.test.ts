/** Deletion that fails at any point: a piece of footage is whole or gone, and is certified once. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addCameras, keysOf, writeSegment } from '../../../test/support/footage.ts';
import { type StartedDatabase, startDatabase } from '../../../test/support/start-database.ts';
import { defaultRecordingPolicy } from '../../core/recording/recording-policy.ts';
import type { Blobs, VolumeUsage } from '../../storage/blobs.ts';
import { openStorage } from '../../storage/open-storage.ts';
import { verifyAudit } from '../store/audit.ts';
import type { Sql } from '../store/database.ts';
import { insertHold } from '../store/holds.ts';
import { migrate } from '../store/migrate.ts';
import { insertSegment } from '../store/segments.ts';
import { listCertificates } from '../store/sweep.ts';
import { createDiskKeeper } from './disk-keeper.ts';
import { createPolicies } from './policies.ts';
import { createRetentionSweeper } from './retention-sweeper.ts';

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 10, 3);
const dueMs = startMs + 100 * hourMs;
let database: StartedDatabase;
let blobs: Blobs;
before(async () => {
  database = await startDatabase();
  await migrate(database.sql);
  await addCameras(database.sql, ['square', 'gate', 'held']);
  const directory = join(database.directory, 'footage');
  await mkdir(directory);
  blobs = openStorage({ kind: 'disk', volumes: [directory], reserveBytes: 0 });
});
after(() => database.stop());

const policies = createPolicies({ isRecording: true, vaultRecipient: () => null });
assert.equal(policies.of('square'), defaultRecordingPolicy);

function sweeperOn(storage: Blobs, sql: Sql = database.sql) {
  return createRetentionSweeper({ sql, blobs: storage, policies, log: () => {}, nowMs: () => dueMs });
}

async function hours(cameraId: string, count: number, fromMs = startMs): Promise<void> {
  for (let i = 0; i < count; i++) {
    const wish = { cameraId, fromMs: fromMs + i * hourMs, toMs: fromMs + (i + 1) * hourMs, bytes: 1_000 };
    await insertSegment(database.sql, await writeSegment(blobs, wish), fromMs);
  }
}

async function rows(): Promise<string[]> {
  const found = await database.sql<{ key: string }[]>`
    select key from segments where deleting_at is null order by key collate "C"`;
  return found.map(({ key }) => key);
}

const certified = async () =>
  (await listCertificates(database.sql, 5_000)).reduce((sum, { segments }) => sum + segments, 0);

class Injected extends Error {}

/** Counts the calls that change something, and fails the nth before or after it has done its work. */
function failing(nth: number, isAfter: boolean) {
  let calls = 0;
  async function at<T>(work: () => Promise<T>): Promise<T> {
    calls++;
    if (calls === nth && !isAfter) throw new Injected();
    const result = await work();
    if (calls === nth && isAfter) throw new Injected();
    return result;
  }
  const { sql } = database;
  const begin: Sql['begin'] = (work) => at(() => sql.begin(work));
  return {
    sql: Object.assign((...args: Parameters<Sql>) => sql(...args), sql, { begin }) as Sql,
    blobs: { ...blobs, remove: (key: string) => at(() => blobs.remove(key)) } satisfies Blobs,
    isReached: () => calls >= nth,
  };
}

test('whichever call fails, the next sweep goes on: no file without a row, no row without its file, one certificate', async () => {
  for (const isAfter of [false, true]) {
    for (let nth = 1; ; nth++) {
      await hours('square', 3);
      const before = await certified();
      const faulty = failing(nth, isAfter);
      await sweeperOn(faulty.blobs, faulty.sql)
        .sweep(dueMs)
        .catch((cause: unknown) => assert.ok(cause instanceof Injected, String(cause)));
      // What is not marked is there, whole.
      const keys = new Set(await keysOf(blobs));
      for (const key of await rows()) assert.ok(keys.has(key), key);
      await sweeperOn(blobs).sweep(dueMs);
      assert.deepEqual(await keysOf(blobs), []);
      assert.equal((await database.sql`select 1 from segments`).length, 0);
      assert.equal((await certified()) - before, 3, `call ${nth}`);
      if (!faulty.isReached()) break;
      assert.ok(nth < 50);
    }
  }
  assert.ok((await verifyAudit(database.sql)).isWhole);
});

test('a disk that fills up gives up the oldest, says so, and never what is held', async () => {
  const nowMs = startMs + 50 * hourMs;
  await hours('square', 20, nowMs - 20 * hourMs);
  await hours('held', 20, nowMs - 40 * hourMs);
  await database.sql.begin((tx) =>
    insertHold(tx, {
      ...{ id: '00000000-0000-4000-8000-000000000002', cameraIds: ['held'], owner: 'ada' },
      ...{ fromMs: 0, toMs: nowMs, reason: 'a complaint is being answered', createdAtMs: startMs },
      ...{ expiresAtMs: nowMs + hourMs, releasedAtMs: null, releasedBy: null },
    }),
  );
  // A volume of 50,000 bytes, of which what lies there takes its part.
  const usage = async (): Promise<VolumeUsage[]> => {
    const usedBytes = (await keysOf(blobs)).length * 1_000;
    const free = { totalBytes: 50_000, freeBytes: 50_000 - usedBytes, usedBytes };
    return [{ name: 'volume', ...free, trouble: null }];
  };
  const said: string[] = [];
  const keeper = createDiskKeeper({
    blobs: { ...blobs, usage },
    sweeper: sweeperOn(blobs),
    log: (level, message) => void said.push(`${level} ${message}`),
    reserveBytes: 20_000,
  });
  await keeper.look(nowMs);
  const left = await rows();
  assert.equal(left.filter((key) => key.startsWith('masked/held/')).length, 20);
  const square = left.filter((key) => key.startsWith('masked/square/'));
  assert.ok(square.length < 10, `${square.length}`);
  assert.equal(keeper.givenUpUntilMs(), nowMs - square.length * hourMs);
  assert.match(said.join('\n'), /warn the storage is full: \d+ pieces of footage/);
  const certificates = await listCertificates(database.sql, 5_000);
  assert.ok(certificates.some(({ rule }) => rule === 'disk-full'));

  // Everything that is left is held: recording stops, and that is said.
  await keeper.look(nowMs);
  const full = createDiskKeeper({
    blobs: { ...blobs, usage },
    sweeper: sweeperOn(blobs),
    log: (level, message) => void said.push(`${level} ${message}`),
    reserveBytes: 40_000,
  });
  await full.look(nowMs);
  assert.equal((await rows()).length, 20);
  assert.match(said.at(-1)!, /error the storage is full, and all that is left is held/);
});

test('a volume that cannot be reached keeps its rows: what is not seen is not gone', async () => {
  await sweeperOn(blobs).sweep(dueMs + 1_000 * hourMs);
  await hours('gate', 2);
  const away: Blobs = { ...blobs, remove: () => Promise.reject(new Error('not mounted')) };
  const swept = await sweeperOn(away).sweep(dueMs);
  assert.equal(swept.segments, 0);
  assert.equal(swept.refused, 2);
  const marked = await database.sql`select 1 from segments where deleting_at is not null`;
  assert.equal(marked.length, 2);
  assert.equal((await sweeperOn(blobs).sweep(dueMs)).segments, 2);
});
