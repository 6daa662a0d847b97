import assert from 'node:assert/strict';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addCameras, keysOf, writeSegment } from '../../test/support/footage.ts';
import { type StartedDatabase, startDatabase } from '../../test/support/start-database.ts';
import { insertGap } from '../centre/store/gaps.ts';
import { record } from '../centre/store/ledger.ts';
import { migrate } from '../centre/store/migrate.ts';
import { insertSegment } from '../centre/store/segments.ts';
import type { Segment } from '../core/recording/segment.ts';
import { footageSalvage } from '../ingest/record/footage-salvage.ts';
import { openStorage } from '../storage/open-storage.ts';
import type { FootageStorage } from '../storage/salvage.ts';
import { check } from './check.ts';

const minuteMs = 60_000;
const startMs = Date.UTC(2026, 10, 3);
let database: StartedDatabase;
let directory: string;
let storage: FootageStorage;
before(async () => {
  database = await startDatabase();
  directory = join(database.directory, 'footage');
  await mkdir(directory);
  const blobs = openStorage({ kind: 'disk', volumes: [directory], reserveBytes: 0 });
  storage = { blobs, salvage: footageSalvage(blobs), reserveBytes: 0 };
});
after(() => database.stop());

function look(more: { isDeep?: boolean; isRepair?: boolean; isRunning?: boolean } = {}) {
  const { isDeep = false, isRepair = false, isRunning = false } = more;
  return check({ sql: database.sql, storage, isRunning }, { isDeep, isRepair });
}

async function minuteOf(index: number, cameraId = 'square'): Promise<Segment> {
  const fromMs = startMs + index * minuteMs;
  const wish = { cameraId, fromMs, toMs: fromMs + minuteMs, bytes: 1_000 };
  const segment = await writeSegment(storage.blobs, wish);
  await insertSegment(database.sql, segment, fromMs);
  return segment;
}

const messages = (report: Awaited<ReturnType<typeof look>>) => report.findings.map(({ message }) => message);

test('a database without its schema is told to be started once', async () => {
  const [finding] = (await look()).findings;
  assert.equal(finding!.part, 'schema');
  assert.match(finding!.message, /0004_recording/);
  await migrate(database.sql);
  await addCameras(database.sql, ['square', 'gate']);
});

test('a site that is whole has nothing to say, however deep one looks', async () => {
  for (let i = 0; i < 5; i++) await minuteOf(i);
  const report = await look({ isDeep: true });
  assert.deepEqual(report.findings, []);
  assert.equal(report.segments, 5);
  assert.equal(report.bytes, 5_000);
});

test('a file that changed is found: its length at once, its bytes when looked at deeply', async () => {
  const [short, other] = [await minuteOf(5), await minuteOf(6)];
  await truncate(join(directory, short.key), 900);
  await writeFile(join(directory, other.key), Buffer.alloc(1_000, 'x'));
  assert.equal(messages(await look()).length, 1);
  const found = messages(await look({ isDeep: true }));
  assert.match(found.find((message) => message.startsWith(short.key))!, /900 bytes, its row says 1000/);
  assert.match(found.find((message) => message.startsWith(other.key))!, /hash differs/);
  // Nothing can bring them back: a repair leaves them as they are.
  assert.equal((await look({ isDeep: true, isRepair: true })).findings.length, 2);
  for (const { key, id } of [short, other]) {
    await storage.blobs.remove(key);
    await database.sql`delete from segments where id = ${id}`;
  }
});

test('a row without its file is removed, and its time is a gap', async () => {
  const lost = await minuteOf(5);
  await minuteOf(6);
  await storage.blobs.remove(lost.key);
  assert.match(messages(await look())[0]!, /has a row and no file/);
  const repair = await look({ isRepair: true });
  assert.deepEqual(
    repair.findings.map(({ isRepaired }) => isRepaired),
    [true],
  );
  assert.deepEqual((await look()).findings, []);
  const [gap] = await database.sql<{ cause: string }[]>`select cause from recording_gaps`;
  assert.equal(gap!.cause, 'storage-failed');
});

test('a file nobody finished is a fault while no centre runs, and goes when nothing of it is whole', async () => {
  const key = 'masked/square/20261103/22222222-2222-4222-8222-222222222222.mp4';
  const writer = await storage.blobs.create(key);
  await writer.append(new Uint8Array(100));
  await writer.sync();
  assert.deepEqual((await look({ isRunning: true })).findings, []);
  assert.match(messages(await look())[0]!, /was not finished/);
  assert.ok((await look({ isRepair: true })).findings[0]!.isRepaired);
  assert.deepEqual((await look()).findings, []);
});

test('a file without a row that cannot be read is told, and stays', async () => {
  const orphan = await writeSegment(storage.blobs, {
    ...{ cameraId: 'square', fromMs: startMs, toMs: startMs + minuteMs },
  });
  assert.match(messages(await look({ isRepair: true }))[0]!, /cannot be read/);
  assert.ok((await keysOf(storage.blobs)).includes(orphan.key));
  await storage.blobs.remove(orphan.key);
});

test('a bundle that is gone, changed, or nobody made is named, and nothing is repaired', async () => {
  const { sql } = database;
  const ids = ['a', 'b'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`);
  for (const id of ids) {
    await sql`
      insert into exhibits (id, state, kind, camera_id, camera_name, from_at, to_at, title, reason, language, has_sealed,
        asked_by_id, asked_by, asked_at, bytes, sha256, made_at, delete_after)
      values (${id}, 'ready', 'masked', 'square', 'Square', ${new Date(0)}, ${new Date(1)}, 'a case', 'a reason', 'en',
        false, ${id}, 'ada', ${new Date(startMs)}, 3, ${'0'.repeat(64)}, ${new Date(startMs)}, ${new Date(startMs + 1)})`;
  }
  const keys = [...ids, 'c'.repeat(36)].map((id) => `exhibits/${id}/bundle.zip`);
  for (const key of keys.slice(1)) {
    const writer = await storage.blobs.create(key);
    await writer.append(new Uint8Array(3));
    await writer.commit();
  }
  const found = (await look({ isDeep: true, isRepair: true })).findings;
  assert.deepEqual(
    found.map(({ part, isRepaired }) => [part, isRepaired]),
    [0, 1, 2].map(() => ['exhibits', false]),
  );
  const words = found.map(({ message }) => message).sort();
  for (const [i, says] of [/is gone/, /hash differs/, /belongs to no exhibit/].entries())
    assert.match(words[i]!, says);
  for (const key of keys) await storage.blobs.remove(key);
  await sql`delete from exhibits`;
});

test('time without footage has to have a cause', async () => {
  await minuteOf(0, 'gate');
  await minuteOf(3, 'gate');
  assert.match(messages(await look())[0]!, /gate has no masked footage .* and no gap says why/);
  await insertGap(database.sql, {
    ...{ cameraId: 'gate', kind: 'masked', cause: 'camera-lost' },
    ...{ fromMs: startMs + minuteMs, toMs: startMs + 3 * minuteMs },
  });
  assert.deepEqual((await look()).findings, []);
});

test('a changed audit entry is named', async () => {
  const { sql } = database;
  const audit = { atMs: startMs, who: 'ada', action: 'hold.created', target: null, detail: {} };
  await sql.begin((tx) => record(tx, { audit }));
  await sql.run('alter table audit disable trigger audit_only_grows');
  await sql`update audit set who = 'eve' where id = (select max(id) from audit)`;
  assert.match(messages(await look())[0]!, /entry \d+ of the audit log was changed/);
});
