import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openDatabase } from '../../src/centre/store/database.ts';
import { type Migration, migrate, shipped } from '../../src/centre/store/migrate.ts';
import { type StartedDatabase, startDatabase } from '../support/start-database.ts';

let database: StartedDatabase;
before(async () => {
  database = await startDatabase();
});
after(() => database.stop());

const next = (text: string): Migration => ({ number: 9_001, name: '9001_next', text });

test('two centres that start at once apply each migration once', async () => {
  const other = openDatabase(database.server.url);
  const [first, second] = await Promise.all([migrate(database.sql), migrate(other)]);
  await other.end();
  assert.deepEqual(
    [...first, ...second].sort(),
    shipped().map(({ name }) => name),
  );
});

test('a second start applies nothing', async () => {
  assert.deepEqual(await migrate(database.sql), []);
});

test('a migration that fails leaves nothing of itself behind', async () => {
  const broken = next('create table half_done (id integer); select 1 / 0;');
  await assert.rejects(migrate(database.sql, [...shipped(), broken]), /division by zero/);
  const tables = await database.sql`select 1 from pg_tables where tablename = 'half_done'`;
  assert.equal(tables.length, 0);
});

test('a migration that was changed after it had been applied is refused by name', async () => {
  await migrate(database.sql, [...shipped(), next('select 1;')]);
  await assert.rejects(migrate(database.sql, [...shipped(), next('select 2;')]), /9001_next was changed/);
});

test('a database of a newer version is refused', async () => {
  await assert.rejects(migrate(database.sql), /newer Lamplighter \(9001_next\)/);
});

test('the migrations are numbered without a gap', () => {
  assert.deepEqual(
    shipped().map(({ number }) => number),
    shipped().map((_, i) => i + 1),
  );
});
