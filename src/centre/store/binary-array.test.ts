import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { randomOf } from '../../../test/support/random.ts';
import { type StartedDatabase, startDatabase } from '../../../test/support/start-database.ts';
import { float4Array, int4Array, timestamptzArray } from './binary-array.ts';

let database: StartedDatabase;
before(async () => {
  database = await startDatabase();
});
after(() => database.stop());

const seed = 41;
const random = randomOf(seed);
const many = <T>(make: () => T) => Array.from({ length: 500 }, make);

test('whole numbers arrive as they are, to both ends', async () => {
  const values = [
    0,
    -1,
    2_147_483_647,
    -2_147_483_648,
    ...many(() => Math.floor((random() - 0.5) * 2 ** 32)),
  ];
  const [row] = await database.sql<{ told: number[]; same: boolean }[]>`
    select ${int4Array(values)}::int[] as told, ${int4Array(values)}::int[] = ${values}::int[] as same`;
  assert.deepEqual(row!.told, values, `seed ${seed}`);
  assert.ok(row!.same);
  assert.throws(() => int4Array([2 ** 31]), RangeError);
});

test('numbers with parts are what PostgreSQL makes of their text, and nulls stay nulls', async () => {
  const values = [null, 0, -0.1, 1e-30, 3.4e38, null, ...many(() => (random() < 0.2 ? null : random() * 9))];
  const [row] = await database.sql<{ same: boolean; nulls: number }[]>`
    select ${float4Array(values)}::real[] = ${values}::real[] as same,
      cardinality(array_positions(${float4Array(values)}::real[], null)) as nulls`;
  assert.ok(row!.same, `seed ${seed}`);
  assert.equal(row!.nulls, values.filter((value) => value === null).length);
});

test('times are the same moment as their text, before 2000 too; parts of a millisecond are left out', async () => {
  const values = [0, Date.UTC(1999, 11, 31, 23, 59, 59, 999), Date.UTC(2026, 11, 1, 12, 0, 0, 7)];
  const times = [...values, ...many(() => Math.floor(random() * 4e12))];
  const texts = times.map((atMs) => new Date(atMs).toISOString());
  const [row] = await database.sql<{ same: boolean; part: boolean }[]>`
    select ${timestamptzArray(times)}::timestamptz[] = ${texts}::timestamptz[] as same,
      ${timestamptzArray([1_700_000_000_000.75])}::timestamptz[] = ${['2023-11-14T22:13:20.000Z']}::timestamptz[] as part`;
  assert.ok(row!.same, `seed ${seed}`);
  assert.ok(row!.part);
});

test('an empty array is one', async () => {
  const [row] = await database.sql<{ n: number }[]>`select cardinality(${int4Array([])}::int[]) as n`;
  assert.equal(row!.n, 0);
});
