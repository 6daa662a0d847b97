import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { listAudit, verifyAudit } from '../../src/centre/store/audit.ts';
import { change } from '../../src/centre/store/database.ts';
import { record } from '../../src/centre/store/ledger.ts';
import { migrate } from '../../src/centre/store/migrate.ts';
import { type StartedDatabase, startDatabase } from '../support/start-database.ts';

let database: StartedDatabase;
before(async () => {
  database = await startDatabase();
  await migrate(database.sql);
});
after(() => database.stop());

function write(detail: Record<string, unknown>, action = 'camera.updated') {
  return change(database.sql, (tx) =>
    record(tx, { audit: { atMs: 1_700_000_000_123, who: 'admin', action, target: 'square', detail } }),
  );
}

test('entries written at once form one chain without a gap', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, i) => write({ i })));
  const verdict = await verifyAudit(database.sql);
  assert.deepEqual(
    { isWhole: verdict.isWhole, entries: verdict.isWhole && verdict.entries },
    { isWhole: true, entries: 40 },
  );
  assert.deepEqual(
    (await listAudit(database.sql, 3)).map(({ id }) => id),
    [40, 39, 38],
  );
});

test('a change that is rolled back leaves no entry', async () => {
  await assert.rejects(
    change(database.sql, async (tx) => {
      await record(tx, { audit: { atMs: 0, who: 'x', action: 'x', target: null, detail: {} } });
      throw new Error('it went wrong');
    }),
    /it went wrong/,
  );
  assert.equal((await listAudit(database.sql, 1))[0]!.id, 40);
});

test('whatever the detail holds, the chain stays whole', async () => {
  const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\0', ''));
  const value = fc.oneof(
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const detail = fc.dictionary(text, fc.oneof(value, fc.array(value), fc.dictionary(text, value)));
  await fc.assert(
    fc.asyncProperty(detail, async (given) => {
      await write(given);
      return (await verifyAudit(database.sql)).isWhole;
    }),
    { numRuns: 60 },
  );
});

test('the database itself refuses to change, delete or empty the log', async () => {
  const { sql } = database;
  await assert.rejects(async () => sql`update audit set who = 'nobody' where id = 1`, /only grows/);
  await assert.rejects(async () => sql`delete from audit where id = 1`, /only grows/);
  await assert.rejects(async () => sql`truncate audit`, /only grows/);
});

/** What somebody with the rights of the database's owner could do. */
async function behindItsBack(work: string): Promise<void> {
  const { sql } = database;
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx.run(work);
  });
}

const tamperings = [
  ['who', `update audit set who = 'somebody' where id = 17`],
  ['when', `update audit set at = at + interval '1 millisecond' where id = 17`],
  ['what', `update audit set action = 'camera.created' where id = 17`],
  ['to what', `update audit set target = null where id = 17`],
  ['the detail', `update audit set detail = '{"i": 99}' where id = 17`],
  ['the hash', `update audit set hash = sha256(hash) where id = 17`],
] as const;

for (const [what, sql] of tamperings) {
  test(`a change of ${what} behind the database's back is found, and where`, async () => {
    await behindItsBack('create table kept as select * from audit where id = 17');
    await behindItsBack(sql);
    assert.deepEqual(await verifyAudit(database.sql), { isWhole: false, brokenAtId: 17, reason: 'changed' });
    await behindItsBack(
      'delete from audit where id = 17; insert into audit select * from kept; drop table kept',
    );
    assert.equal((await verifyAudit(database.sql)).isWhole, true);
  });
}

test('a removed entry is found, and which', async () => {
  await behindItsBack('delete from audit where id = 23');
  assert.deepEqual(await verifyAudit(database.sql), { isWhole: false, brokenAtId: 23, reason: 'missing' });
});
