import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { manyCameras, measuresOf } from '../../test/support/many-cameras.ts';
import { randomOf } from '../../test/support/random.ts';
import { type StartedDatabase, startDatabase } from '../../test/support/start-database.ts';
import { createLatency } from './latency.ts';
import { createMeasureWriter } from './measure-writer.ts';
import { insertCamera } from './store/cameras.ts';
import { change } from './store/database.ts';
import { makeMeasureDays } from './store/measures.ts';
import { migrate } from './store/migrate.ts';

const nowMs = Date.UTC(2026, 10, 30, 12);
const cameras = manyCameras(60);
const measuresAt = (index: number, atMs: number) => measuresOf(cameras[index]!, atMs, randomOf(index));
let database: StartedDatabase;

before(async () => {
  database = await startDatabase();
  await migrate(database.sql);
  await makeMeasureDays(database.sql, nowMs);
  await change(database.sql, async (tx) => {
    for (const camera of cameras) {
      await insertCamera(tx, { ...camera, sourceSealed: new Uint8Array([0]), version: 1 }, nowMs);
    }
  });
});
after(() => database.stop());

function writer() {
  const clock = { nowMs: () => nowMs };
  return createMeasureWriter({ sql: database.sql, clock, log: () => {}, latency: createLatency('store') });
}

async function stored(): Promise<number> {
  const [row] = await database.sql<{ n: number }[]>`select count(*)::int as n from measures`;
  return row!.n;
}

test('each measure of many cameras is stored once, under a series that each camera and kind has once', async () => {
  const writing = writer();
  for (let second = 0; second < 3; second++) {
    for (const [i, camera] of cameras.entries())
      writing.add(camera.id, measuresAt(i, nowMs + second * 1_000));
    await writing.flush();
  }
  await writing.stop();
  assert.equal(await stored(), 3 * 60 * 4);
  const [row] = await database.sql<{ n: number }[]>`select count(*)::int as n from series`;
  assert.equal(row!.n, 60 * 4);
});

test('measures of a camera that is not there are left out, and cost nobody else a number', async () => {
  const before = await stored();
  const writing = writer();
  writing.add('nowhere', measuresAt(0, nowMs + 9_000));
  writing.add(cameras[0]!.id, measuresAt(0, nowMs + 9_000));
  await writing.stop();
  assert.equal((await stored()) - before, 4);
  assert.equal(writing.dropped(), 0);
});

test('while nothing can be written the oldest are dropped and counted, the newest 150,000 stay', async () => {
  const writing = writer();
  const before = await stored();
  // All in one turn of the loop: one full batch of 1,000 is on its way, and nothing more is written between them.
  const rounds = 700;
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < 60; i++) writing.add(cameras[i]!.id, measuresAt(i, nowMs + 100_000 + round * 10));
  }
  assert.equal(writing.dropped(), rounds * 60 * 4 - 151_000);
  await writing.stop();
  assert.equal((await stored()) - before, 151_000);
});
