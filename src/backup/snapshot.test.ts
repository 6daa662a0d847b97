/** A backup of a database at work, of an older one and of a newer one, and of a disk that is full. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { backUp, digestsOf, emptyFolder, lookInto, putBack } from '../../test/support/backup-world.ts';
import { failAt } from '../../test/support/failing-disk.ts';
import { addCameras } from '../../test/support/footage.ts';
import { type StartedDatabase, startDatabase } from '../../test/support/start-database.ts';
import { verifyAudit } from '../centre/store/audit.ts';
import { change, type Sql } from '../centre/store/database.ts';
import { record } from '../centre/store/ledger.ts';
import { dropMeasuresBefore, makeMeasureDays } from '../centre/store/measures.ts';
import { migrate, schemaState, shipped } from '../centre/store/migrate.ts';
import { BackupError, openBackupFile } from './backup-file.ts';
import { writeBackup } from './write-backup.ts';

const startMs = Date.UTC(2026, 10, 3, 12);
let database: StartedDatabase;
let folder: Awaited<ReturnType<typeof emptyFolder>>;
let number = 0;

before(async () => {
  folder = await emptyFolder();
  database = await startDatabase();
  await migrate(database.sql);
  await addCameras(database.sql, ['square']);
});
after(async () => {
  await database.stop();
  await folder.remove();
});

const nextFile = () => path.join(folder.path, `${++number}.backup`);
const site = (sql: Sql) => ({ sql, blobs: null, dataDirectory: folder.path });

/** A situation, its alarm and the entry that tells of them: all or nothing, as the alarm engine does it. */
async function raiseAlarm(sql: Sql): Promise<void> {
  const id = randomUUID();
  const at = new Date(startMs);
  await change(sql, async (tx) => {
    await tx`
      insert into situations (id, camera_id, kind, since, detected_at, certainty, because)
      values (${id}, 'square', 'crowding', ${at}, ${at}, 1, '[]')`;
    await tx`
      insert into alarms (id, situation_id, camera_id, kind, priority, state, raised_at, asked_at, version)
      values (${randomUUID()}, ${id}, 'square', 'crowding', 'high', 'unacknowledged', ${at}, ${at}, 1)`;
    const audit = { atMs: startMs, who: 'system', action: 'alarm.raised', target: id, detail: {} };
    await record(tx, { audit });
  });
}

test('a backup of a database at work is of one instant: no alarm without its situation, no entry without its cause', async () => {
  const { sql } = database;
  let isStopped = false;
  let raised = 0;
  const writing = Promise.all(
    [0, 1].map(async () => {
      while (!isStopped) {
        await raiseAlarm(sql);
        raised++;
      }
    }),
  );
  const files: string[] = [];
  while (files.length < 3 || raised < 100) {
    files.push(nextFile());
    await backUp(site(sql), { file: files.at(-1)! });
  }
  isStopped = true;
  await writing;
  assert.ok(raised >= 100);
  const place = await emptyFolder();
  await putBack(files.at(-1)!, { dataDirectory: place.path });
  await lookInto(place.path, async ({ sql: restored }) => {
    const [counts] = await restored<{ situations: number; alarms: number; entries: number }[]>`
      select (select count(*)::int from situations) as situations, (select count(*)::int from alarms) as alarms,
        (select count(*)::int from audit where action = 'alarm.raised') as entries`;
    assert.ok(counts!.alarms > 0);
    assert.equal(counts!.situations, counts!.alarms);
    assert.equal(counts!.entries, counts!.alarms);
    assert.ok((await verifyAudit(restored)).isWhole);
  });
  await place.remove();
});

test('days of measures are neither made nor dropped while a backup reads, and nobody waits for it', async () => {
  const { sql } = database;
  await makeMeasureDays(sql, startMs);
  const days = async () =>
    (await sql`select 1 from pg_inherits where inhparent = 'measures'::regclass`).length;
  const before = await days();
  await sql.begin(async (tx) => {
    await tx.run(
      'lock table schema_migrations in share mode; lock table measures_20261103 in access share mode',
    );
    await makeMeasureDays(sql, startMs + 100 * 86_400_000);
    await dropMeasuresBefore(sql, startMs + 50 * 86_400_000);
  });
  assert.equal(await days(), before);
  await makeMeasureDays(sql, startMs + 100 * 86_400_000);
  await dropMeasuresBefore(sql, startMs + 50 * 86_400_000);
  assert.equal(await days(), 5);
});

test('a backup of an older version is brought up to date; one of a newer version is refused', async () => {
  const older = await startDatabase();
  const newer = await startDatabase();
  const place = await emptyFolder();
  try {
    await migrate(older.sql, shipped().slice(0, 3));
    await addCameras(older.sql, ['square']);
    const file = nextFile();
    await backUp(site(older.sql), { file });
    const report = await putBack(file, { dataDirectory: path.join(place.path, 'a') });
    assert.deepEqual(
      report.migrated,
      shipped()
        .slice(3)
        .map(({ name }) => name),
    );
    await migrate(older.sql, shipped());
    await lookInto(path.join(place.path, 'a'), async ({ sql }) => {
      assert.equal((await schemaState(sql)).state, 'current');
      assert.equal((await digestsOf(sql)).get('cameras'), (await digestsOf(older.sql)).get('cameras'));
    });

    const ahead = { number: 9_999, name: '9999_tomorrow', text: 'create table tomorrow (id integer)' };
    await migrate(newer.sql, [...shipped(), ahead]);
    const other = nextFile();
    await backUp(site(newer.sql), { file: other });
    const target = path.join(place.path, 'b');
    await assert.rejects(
      putBack(other, { dataDirectory: target }),
      /newer Lamplighter \(test, 9999_tomorrow\)/,
    );
    assert.deepEqual(await readdir(place.path), ['a']);
  } finally {
    await older.stop();
    await newer.stop();
    await place.remove();
  }
});

test('whichever call to the disk fails, there is a whole backup or none', async () => {
  const file = path.join(folder.path, 'faulty', 'site.backup');
  const source = { ...site(database.sql), configFile: null, product: 'test' };
  await assert.rejects(openBackupFile(file), /There is no folder|failed/);
  const place = await emptyFolder();
  const target = path.join(place.path, 'site.backup');
  let failures = 0;
  for (let at = 1; ; at++) {
    const failing = failAt({ at, code: 'ENOSPC', isDone: false, isForGood: at % 2 === 0 });
    try {
      await writeBackup(source, {
        file: await openBackupFile(target, failing.calls),
        recipient: null,
        nowMs: startMs,
      });
      if (failing.count < at) break;
      // What failed was a look whether the file is there, or tidying up: the backup is whole.
    } catch (cause) {
      failures++;
      assert.ok(cause instanceof BackupError, String(cause));
      assert.match(cause.message, /is full .*Nothing of the backup is left|is there already/);
    }
    const left = await readdir(place.path);
    assert.ok(!left.includes('site.backup') || left.length === 1, `call ${at}: ${left}`);
    for (const name of left) await rm(path.join(place.path, name));
  }
  assert.ok(failures > 10, `${failures}`);
  await place.remove();
});

test('what a killed backup left is overwritten by the next', async () => {
  const file = nextFile();
  await writeFile(`${file}.part`, 'half a backup');
  await backUp(site(database.sql), { file });
  assert.ok(!(await readdir(folder.path)).some((name) => name.endsWith('.part')));
});
