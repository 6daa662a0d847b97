import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { insertCamera } from '../../src/centre/store/cameras.ts';
import { change } from '../../src/centre/store/database.ts';
import {
  dropMeasuresBefore,
  eraseRemovedSeries,
  insertMeasures,
  listMeasures,
  makeMeasureDays,
  type SeriesCache,
} from '../../src/centre/store/measures.ts';
import { migrate } from '../../src/centre/store/migrate.ts';
import { defaultMaskPolicy } from '../../src/core/camera.ts';
import { noLabels } from '../../src/core/camera-labels.ts';
import type { Measure } from '../../src/core/measure/measure.ts';
import { type StartedDatabase, startDatabase } from '../support/start-database.ts';

const dayMs = 86_400_000;
const noonMs = Date.UTC(2026, 10, 23, 12);
let database: StartedDatabase;
let cache: SeriesCache;

before(async () => {
  database = await startDatabase();
  await migrate(database.sql);
  await makeMeasureDays(database.sql, noonMs);
  cache = new Map();
  for (const id of ['square', 'platform']) {
    await change(database.sql, (tx) =>
      insertCamera(
        tx,
        {
          id,
          name: id,
          purpose: '',
          position: null,
          level: null,
          calibration: null,
          zones: [],
          maskPolicy: defaultMaskPolicy,
          isSimulated: false,
          ...noLabels,
          sourceSealed: new Uint8Array([0]),
          version: 1,
        },
        noonMs,
      ),
    );
  }
});
after(() => database.stop());

function count(atMs: number, value: number | null): Measure {
  return {
    zoneId: 'gate',
    kind: 'count',
    category: 'person',
    direction: null,
    atMs,
    windowMs: 1_000,
    value,
    unit: '1',
    errorBand: value === null ? null : 0.5,
    coverage: 1,
    note: value === null ? 'not-measuring' : null,
  };
}

function insert(measures: readonly Measure[], cameraId = 'square') {
  return insertMeasures(database.sql, cache, [{ cameraId, measures }]);
}

function list(fromMs: number, toMs: number, cameraId = 'square', zoneId: string | null = null) {
  return listMeasures(database.sql, { cameraId, zoneId, fromMs, toMs });
}

test('measures come back as they were given, a message that came twice once', async () => {
  const given = [count(noonMs, 3), count(noonMs + 1_000, null), count(noonMs + 2_000, 4.25)];
  assert.equal(await insert(given), 3);
  assert.equal(await insert(given), 0);
  assert.deepEqual(await list(noonMs, noonMs + 3_000), given);
  assert.deepEqual(await list(noonMs, noonMs + 3_000, 'square', 'other'), []);
});

test('an hour is thinned to at most 1,000 points, each a real one, and its peak stays', async () => {
  const fromMs = noonMs - 4 * 3_600_000;
  const given = Array.from({ length: 3_600 }, (_, i) => count(fromMs + i * 1_000, i === 1_234 ? 97 : i % 7));
  await insert(given);
  const thinned = await list(fromMs, fromMs + 3_600_000);
  assert.ok(thinned.length <= 1_000 && thinned.length >= 900, `${thinned.length} points`);
  assert.equal(Math.max(...thinned.map(({ value }) => value!)), 97);
  const known = new Map(given.map((measure) => [measure.atMs, measure.value]));
  for (const point of thinned) assert.equal(known.get(point.atMs), point.value);
});

test('measures of a camera nobody knows are left out, and the rest is stored', async () => {
  const batch = [
    { cameraId: 'gone', measures: [count(noonMs + 60_000, 1)] },
    { cameraId: 'square', measures: [count(noonMs + 60_000, 2)] },
  ];
  assert.equal(await insertMeasures(database.sql, cache, batch), 1);
});

test('days before the term are dropped, whole, and later ones stay', async () => {
  const { sql } = database;
  await makeMeasureDays(sql, noonMs - 40 * dayMs);
  await insert([count(noonMs - 40 * dayMs, 5), count(noonMs - 900 * dayMs, 6)]);
  assert.equal((await list(0, noonMs - 30 * dayMs)).length, 2);
  await dropMeasuresBefore(sql, noonMs - 30 * dayMs);
  assert.equal((await list(0, noonMs - 30 * dayMs)).length, 0);
  assert.ok((await list(noonMs, noonMs + 3_000)).length > 0);
  const days = await sql`select 1 from pg_tables where tablename ~ '^measures_2026(09|10)'`;
  assert.equal(days.length, 0);
});

test('the numbers of a removed camera are unreachable at once and erased in pieces', async () => {
  const { sql } = database;
  await insert([count(noonMs, 1), count(noonMs + 1_000, 2)], 'platform');
  await sql`delete from cameras where id = 'platform'`;
  assert.deepEqual(await list(0, noonMs + dayMs, 'platform'), []);
  while (await eraseRemovedSeries(sql));
  const [left] = await sql<{ rows: number }[]>`
    select count(*)::int as rows from measures m where not exists (select 1 from series s where s.id = m.series_id)`;
  assert.equal(left!.rows, 0);
  assert.ok((await list(noonMs, noonMs + 3_000)).length > 0);
});
