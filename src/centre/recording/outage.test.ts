/** The database goes away while footage is recorded: no row is lost, and what was dropped is found by its file. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addCameras, writeSegment } from '../../../test/support/footage.ts';
import { type StartedDatabase, startDatabase } from '../../../test/support/start-database.ts';
import type { OpenSegment, Segment } from '../../core/recording/segment.ts';
import { type Blobs, StorageError } from '../../storage/blobs.ts';
import { openStorage } from '../../storage/open-storage.ts';
import { isAlive, processesIn, readPostmasterPid } from '../adapters/postmaster-pid.ts';
import { openDatabase } from '../store/database.ts';
import { beat, listGaps } from '../store/gaps.ts';
import { migrate } from '../store/migrate.ts';
import { listSegments } from '../store/segments.ts';
import { createAdoption } from './adoption.ts';
import { createGapBook } from './gap-book.ts';
import { createLedgerWriter } from './ledger-writer.ts';
import { createPolicies } from './policies.ts';
import { createSegmentBook } from './segment-book.ts';
import { noteStop } from './system-stop.ts';

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
  // With its children: those that are left behind by a killed postmaster go on serving for a moment.
  const cluster = join(database.directory, 'database/cluster');
  for (const pid of processesIn(cluster) ?? [readPostmasterPid(cluster)!.pid]) {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  }
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
  assert.deepEqual(await adoption.scan(), { adopted: missing, unusable: 0, away: null });
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

test('a disk that is away hides what lies on it, and nothing else; the database that is away ends the search', async () => {
  const { ledger, gaps, book } = books();
  const [segment] = await minutes('pier', 1);
  const words: string[] = [];
  const half: Blobs = {
    ...blobs,
    async *list(prefix) {
      yield* blobs.list(prefix);
      throw new StorageError('missing', 'disk 2 is not mounted');
    },
  };
  const adoption = createAdoption({
    ...{ sql: database.sql, blobs: half, book, gaps, ledger },
    log: (_, message) => void words.push(message),
    nowMs: () => startMs,
    wait: () => Promise.resolve(),
    salvage: {
      placeOf: (key) => (key === segment!.key ? segment! : null),
      torn: () => Promise.resolve(null),
      committed: () => Promise.resolve(segment!),
    },
  });
  await killDatabase();
  await assert.rejects(adoption.scan());
  await database.server.revive();
  await ledger.settled();
  assert.deepEqual(await adoption.scan(), { adopted: 1, unusable: 0, away: 'disk 2 is not mounted' });
  await ledger.settled();
  assert.deepEqual(
    (await stored('pier')).map(({ id }) => id),
    [segment!.id],
  );
  assert.match(words.join('\n'), /cannot be looked for everywhere: disk 2 is not mounted/);
});

test('cameras without a row yet have a gap too when the site stops, and a death is noted from the last footage on', async () => {
  await addCameras(database.sql, ['quay', 'dock']);
  const { ledger, gaps, book } = books();
  const beatMs = startMs + 10 * minuteMs;
  await beat(database.sql, beatMs);
  const policies = createPolicies({ isRecording: true, vaultRecipient: () => null });
  await noteStop({ sql: database.sql, gaps, policies, runningCameraIds: ['quay'] });
  const segments = await minutes('dock', 2);
  for (const segment of segments) book.closed(segment);
  const dock = { cameraId: 'dock', kind: 'masked' } as const;
  gaps.wentSilentBy(dock, segments[1]!.toMs + 9_000, 'process-restart');
  await ledger.settled();
  const span = { fromMs: 0, toMs: startMs + 60 * minuteMs };
  const [stop] = await listGaps(database.sql, { cameraId: 'quay', ...span });
  assert.deepEqual([stop!.fromMs, stop!.cause], [beatMs, 'system-stopped']);
  const [death] = await listGaps(database.sql, { cameraId: 'dock', ...span });
  assert.deepEqual([death!.fromMs, death!.cause], [segments[1]!.toMs, 'process-restart']);
});

test('footage that is found late moves the gap of its own death, and not that of the next', async () => {
  await addCameras(database.sql, ['lock']);
  const { ledger, gaps, book } = books();
  const lock = { cameraId: 'lock', kind: 'masked' } as const;
  const [first, second] = await minutes('lock', 3).then(([a, , c]) => [a!, c!] as const);
  // The first died and was not found; the second was recorded, died, and was found at once.
  gaps.wentSilent(lock, first.fromMs + 5_000, 'system-stopped');
  gaps.footageBegan(lock, second.fromMs);
  book.closed({ ...second, end: 'torn' });
  gaps.wentSilent(lock, second.toMs, 'process-restart');
  book.closed({ ...first, end: 'torn' });
  gaps.footageFound(lock, first);
  await ledger.settled();
  const found = await listGaps(database.sql, { cameraId: 'lock', fromMs: 0, toMs: second.toMs + 1 });
  assert.deepEqual(
    found.map(({ fromMs, toMs, cause }) => [fromMs, toMs, cause]).sort(),
    [
      [first.toMs, second.fromMs, 'system-stopped'],
      [second.toMs, null, 'process-restart'],
    ].sort(),
  );
});
