/** The database goes away while footage is recorded: no row is lost, and what was dropped is found by its file. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addCameras, writeSegment } from '../../../test/support/footage.ts';
import { type StartedDatabase, startDatabase } from '../../../test/support/start-database.ts';
import type { OpenSegment, Segment } from '../../core/recording/segment.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { openStorage } from '../../storage/open-storage.ts';
import { readPostmasterPid } from '../adapters/postmaster-pid.ts';
import { openDatabase } from '../store/database.ts';
import { listGaps } from '../store/gaps.ts';
import { migrate } from '../store/migrate.ts';
import { listSegments } from '../store/segments.ts';
import { createAdoption } from './adoption.ts';
import { createGapBook } from './gap-book.ts';
import { createLedgerWriter } from './ledger-writer.ts';
import { createSegmentBook } from './segment-book.ts';

const minuteMs = 60_000;
const startMs = Date.UTC(2026, 10, 3);
let database: StartedDatabase;
let blobs: Blobs;
before(async () => {
  database = await startDatabase();
  await migrate(database.sql);
  await addCameras(database.sql, ['square', 'gate', 'pier']);
  const directory = join(database.directory, 'footage');
  await mkdir(directory);
  blobs = openStorage({ kind: 'disk', volumes: [directory], reserveBytes: 0 });
});
after(() => database.stop());

function books(mostWaiting = 10_000) {
  let lost = 0;
  const ledger = createLedgerWriter({ sql: database.sql, log: () => {}, mostWaiting });
  const gaps = createGapBook(ledger);
  const book = createSegmentBook({
    ledger,
    clock: { nowMs: () => startMs },
    onFirst: (segment) => gaps.footageBegan(segment, segment.fromMs),
    onLost: () => void lost++,
  });
  return { ledger, gaps, book, lost: () => lost };
}

function minutes(cameraId: string, count: number): Promise<Segment[]> {
  return Promise.all(
    Array.from({ length: count }, (_, i) => {
      const fromMs = startMs + i * minuteMs;
      return writeSegment(blobs, { cameraId, fromMs, toMs: fromMs + minuteMs });
    }),
  );
}

const stored = (cameraId: string) =>
  listSegments(database.sql, { cameraId, fromMs: 0, toMs: startMs + 10_000 * minuteMs });

async function killDatabase(): Promise<void> {
  const { pid } = readPostmasterPid(join(database.directory, 'database/cluster'))!;
  process.kill(pid, 'SIGKILL');
  const probe = openDatabase(database.server.url, { maxConnections: 1 });
  while (await probe`select 1`.catch(() => null));
  await probe.end();
}

test('rows wait for a database that was killed, and gaps stay in their order', async () => {
  const { ledger, gaps, book } = books();
  const segments = await minutes('square', 20);
  book.closed(segments[0]!);
  await ledger.settled();
  await killDatabase();
  gaps.told({ cameraId: 'square', kind: 'masked' }, startMs + minuteMs, 'camera-lost');
  for (const segment of segments.slice(1)) book.closed(segment);
  await ledger.settled();
  assert.ok(ledger.waiting() > 0);
  // Looking back goes on from memory.
  assert.equal(book.listOpen({ cameraId: 'square', fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }).length, 19);
  await database.server.revive();
  await ledger.settled();
  assert.equal(ledger.waiting(), 0);
  assert.deepEqual(await stored('square'), segments);
  const [gap] = await listGaps(database.sql, {
    cameraId: 'square',
    fromMs: 0,
    toMs: startMs + 100 * minuteMs,
  });
  assert.equal(gap!.toMs, gap!.fromMs);
});

test('rows beyond the bound are dropped, said, and found again by their files', async () => {
  const { ledger, gaps, book, lost } = books(5);
  const segments = await minutes('gate', 12);
  await killDatabase();
  for (const segment of segments) book.closed(segment);
  await ledger.settled();
  assert.equal(ledger.waiting(), 5);
  assert.ok(ledger.dropped() > 0);
  assert.ok(lost() > 0);
  await database.server.revive();
  await ledger.settled();
  assert.ok((await stored('gate')).length < segments.length);

  const known = new Map(segments.map((segment) => [segment.key, segment]));
  const adoption = createAdoption({
    ...{ sql: database.sql, blobs, book, gaps, ledger, log: () => {} },
    nowMs: () => startMs,
    wait: () => Promise.resolve(),
    // These files are no film: their segments are what was written.
    salvage: {
      placeOf: (key) => known.get(key) ?? null,
      torn: () => Promise.resolve(null),
      committed: (key) => Promise.resolve(known.get(key) ?? null),
    },
  });
  const missing = segments.length - (await stored('gate')).length;
  assert.deepEqual(await adoption.scan(), { adopted: missing, unusable: 0 });
  await ledger.settled();
  assert.deepEqual(
    (await stored('gate')).map(({ id }) => id),
    segments.map(({ id }) => id),
  );
});

test('what still grows is left alone, also when its file does not change', async () => {
  const { ledger, gaps, book } = books();
  const id = '33333333-3333-4333-8333-333333333333';
  const key = `masked/pier/20261103/${id}.mp4`;
  const writer = await blobs.create(key);
  await writer.append(new Uint8Array(10));
  await writer.sync();
  const open: OpenSegment = {
    ...{ id, key, cameraId: 'pier', kind: 'masked', fromMs: startMs, toMs: startMs + 1_000 },
    ...{ codec: 'avc1.42C01E', widthPx: 640, heightPx: 360, bytes: 10, clockOffsetMs: null, fragments: [] },
  };
  book.grew(open);
  const salvaged: string[] = [];
  const adoption = createAdoption({
    ...{ sql: database.sql, blobs, book, gaps, ledger, log: () => {} },
    nowMs: () => startMs,
    wait: () => Promise.resolve(),
    salvage: {
      placeOf: () => open,
      torn: (found) => Promise.resolve(void salvaged.push(found)).then(() => null),
      committed: () => Promise.resolve(null),
    },
  });
  await adoption.scan();
  assert.deepEqual(salvaged, []);
  assert.equal(book.takeOrphans(new Set(['pier'])).length, 1);
  await adoption.scan();
  assert.deepEqual(salvaged, [key]);
  await ledger.settled();
});
