/** A week of eight cameras on a simulated clock: rows, files and certificates follow the terms exactly. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addCameras, keysOf, writeSegment } from '../../../test/support/footage.ts';
import { type StartedDatabase, startDatabase } from '../../../test/support/start-database.ts';
import { defaultRecordingPolicy, type RecordingPolicy } from '../../core/recording/recording-policy.ts';
import { termHours } from '../../core/recording/retention.ts';
import type { Segment } from '../../core/recording/segment.ts';
import { footageSalvage } from '../../ingest/record/footage-salvage.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { openStorage } from '../../storage/open-storage.ts';
import { verifyAudit } from '../store/audit.ts';
import { insertHold } from '../store/holds.ts';
import { migrate } from '../store/migrate.ts';
import { writePolicy } from '../store/recording-policies.ts';
import { listCertificates } from '../store/sweep.ts';
import { createRecording, type Recording } from './recording.ts';

const hourMs = 3_600_000;
// The week in which summer time ends in Europe.
const startMs = Date.UTC(2026, 9, 22);
const cameraIds = Array.from({ length: 8 }, (_, i) => `camera-${i + 1}`);
const longer = {
  reason: 'a fortnight of works at the crossing',
  approvedBy: 'ada',
  endsAtMs: startMs + 5 * 24 * hourMs,
};
const policies: { readonly [cameraId: string]: RecordingPolicy } = {
  'camera-2': { ...defaultRecordingPolicy, maskedHours: 24 },
  // Ends after five days, and falls back to 72 hours.
  'camera-3': { ...defaultRecordingPolicy, maskedHours: 240, longer },
};
const hold = {
  id: '00000000-0000-4000-8000-000000000001',
  cameraIds: ['camera-4'],
  fromMs: startMs + 10 * hourMs,
  toMs: startMs + 12 * hourMs,
  reason: 'a complaint that is being answered',
  owner: 'ada',
  createdAtMs: startMs,
  expiresAtMs: startMs + 6 * 24 * hourMs,
  releasedAtMs: null,
  releasedBy: null,
};

let database: StartedDatabase;
let blobs: Blobs;
let recording: Recording;
let nowMs = startMs;

before(async () => {
  database = await startDatabase();
  const { sql } = database;
  await migrate(sql);
  const directory = join(database.directory, 'footage');
  await mkdir(directory);
  blobs = openStorage({ kind: 'disk', volumes: [directory], reserveBytes: 0 });
  await addCameras(sql, cameraIds);
  await sql.begin(async (tx) => {
    for (const [cameraId, policy] of Object.entries(policies))
      await writePolicy(tx, { cameraId, policy, version: 1, proposal: null });
    await insertHold(tx, hold);
  });
  const log = (level: string, message: string) => {
    if (level === 'error') assert.fail(message);
  };
  recording = createRecording({
    sql,
    log,
    clock: { nowMs: () => nowMs },
    storage: { blobs, salvage: footageSalvage(blobs), reserveBytes: 0 },
    vaultRecipient: () => null,
  });
  await recording.policies.load(sql);
});
after(() => database.stop());

/** By the words of the law, not by the code that is tested: what is there at an instant. */
function isKept(segment: Segment): boolean {
  const isHeld =
    segment.cameraId === 'camera-4' &&
    nowMs < hold.expiresAtMs &&
    segment.fromMs < hold.toMs &&
    segment.toMs > hold.fromMs;
  const hours =
    segment.cameraId === 'camera-2'
      ? 24
      : segment.cameraId === 'camera-3' && nowMs < longer.endsAtMs
        ? 240
        : 72;
  return isHeld || nowMs - segment.fromMs < hours * hourMs;
}

test('rows and files are what the terms say, at every hour of the week', async () => {
  const { sql } = database;
  let all: Segment[] = [];
  let deleted = 0;
  const segmentMs = hourMs;
  for (let hour = 0; hour <= 7 * 24 + 80; hour++) {
    nowMs = startMs + hour * hourMs;
    if (hour > 0 && hour <= 7 * 24) {
      for (const cameraId of cameraIds) {
        for (let fromMs = nowMs - hourMs; fromMs < nowMs; fromMs += segmentMs) {
          const segment = await writeSegment(blobs, { cameraId, fromMs, toMs: fromMs + segmentMs });
          recording.accept({ type: 'segment.closed', segment });
          // Told twice it is one.
          if (cameraId === cameraIds[0]) recording.accept({ type: 'segment.closed', segment });
          all.push(segment);
        }
      }
      await recording.ledger.settled();
    }
    const swept = await recording.sweeper!.sweep(nowMs);
    assert.equal(swept.refused, 0);
    deleted += swept.segments;
    all = all.filter(isKept);
    const rows = await sql<{ key: string }[]>`select key from segments order by key collate "C"`;
    const expected = all.map(({ key }) => key).sort();
    assert.deepEqual(
      rows.map(({ key }) => key),
      expected,
      `hour ${hour}`,
    );
    if (hour % 24 === 0) assert.deepEqual(await keysOf(blobs), expected, `hour ${hour}`);
  }
  assert.deepEqual(await keysOf(blobs), []);
  assert.equal(deleted, 8 * 7 * 24);
  assert.equal(termHours(policies['camera-3']!, 'masked', nowMs), 72);
});

test('every deletion has its certificate, and the audit chain holds them', async () => {
  const { sql } = database;
  const certificates = await listCertificates(sql, 5_000);
  const segments = certificates.reduce((sum, certificate) => sum + certificate.segments, 0);
  assert.equal(segments, 8 * 7 * 24);
  const verdict = await verifyAudit(sql);
  assert.ok(verdict.isWhole);
  assert.equal(verdict.entries, certificates.length);
});
