import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { backUp, digestsOf, emptyFolder, lookInto, putBack } from '../../test/support/backup-world.ts';
import { recordSegment, startMs } from '../../test/support/exhibit-world.ts';
import { squareCamera } from '../../test/support/situations.ts';
import { type SignedInClient, type StartedCentre, startCentre } from '../../test/support/start-centre.ts';
import { verifyAudit } from '../centre/store/audit.ts';
import { notInBackup } from '../centre/store/backup.ts';
import type { Sql } from '../centre/store/database.ts';
import { bundleKey } from '../exhibit/write-exhibit.ts';

let nowMs = startMs + 600_000;
const hourMs = 3_600_000;
let started: StartedCentre;
let investigator: SignedInClient;
let folder: Awaited<ReturnType<typeof emptyFolder>>;
let file: string;
let before_: Map<string, string>;
let exhibitIds: string[] = [];

before(async () => {
  folder = await emptyFolder();
  file = path.join(folder.path, 'site.backup');
  started = await startCentre({
    hasFootage: true,
    clock: { nowMs: () => nowMs },
    config: () => ({
      cameras: [
        squareCamera({ id: 'c1', name: 'Harbour square' }),
        squareCamera({ id: 'gate', name: 'Gate' }),
      ],
    }),
  });
  investigator = await started.as('investigator');
  for (const fromMs of [0, 10_000]) {
    started.fleet.say({
      type: 'segment.closed',
      segment: await recordSegment(started.blobs!, { fromMs, groups: 5 }),
    });
  }
  await started.centre.recording.settled();
  for (const title of ['A fall', 'A theft']) {
    const { id } = await investigator.call('exhibits.create', {
      body: {
        ...{ title, reason: 'The court asks', incident: null, language: 'en', hasSealed: false },
        source: { kind: 'masked', cameraId: 'c1', fromMs: startMs + 3_000, toMs: startMs + 15_000 },
      },
    });
    exhibitIds = [...exhibitIds, id];
  }
  await started.centre.exhibits!.maker.settled();
  await addStrangeRows(started.centre.sql);
  // What the centre does every ten seconds would be a difference between then and now.
  before_ = await digestsOf(started.centre.sql);
  nowMs += 1_000;
});
after(async () => {
  await started.stop();
  await folder.remove();
});

/** Every sign that a text may hold, and numbers at the ends of what fits. */
async function addStrangeRows(sql: Sql): Promise<void> {
  const texts = fc.sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), {
    numRuns: 40,
    seed: 7,
  });
  for (const text of ['\\.', '\\N', 'a\tb\\\r\n\n', "''", ...texts]) {
    const clean = text.replaceAll('\0', '');
    if (clean === '' || !clean.isWellFormed()) continue;
    await sql`
      insert into bookmarks (id, camera_id, at, text, made_by, created_at)
      values (${randomUUID()}, 'c1', ${new Date(startMs)}, ${clean}, ${clean}, ${new Date(startMs)})`;
  }
  const [series] = await sql<{ id: number }[]>`
    insert into series (camera_id, zone_id, kind, category, direction, unit)
    values ('c1', 'z', 'count', 'person', null, '1') returning id`;
  const floats = fc.sample(fc.float(), { numRuns: 300, seed: 7 });
  for (const [i, value] of floats.entries()) {
    await sql`
      insert into measures (series_id, at, window_ms, value, error_band, coverage, note)
      values (${series!.id}, ${new Date(startMs + i * hourMs)}, 1, ${String(value)}::real, null, 1, null)`;
  }
}

const isOwn = (name: string) => !notInBackup.includes(name) && !changesAlways.has(name);
/** The sign of life of the centre, and the entry that says that the site was restored. */
const changesAlways = new Set(['recording_heartbeat', 'audit']);

test('a running site is written to one file that appears whole', async () => {
  const { centre, dataDirectory, blobs } = started;
  const report = await backUp({ sql: centre.sql, blobs, dataDirectory }, { file, nowMs });
  assert.deepEqual(report.warnings, []);
  assert.equal(report.exhibits, 2);
  assert.deepEqual(await readdir(folder.path), ['site.backup']);
});

test('what was restored is what was: every table to the byte, the audit chain, exhibits and keys', async () => {
  const place = await emptyFolder();
  // Footage lies where it lay: its rows stay.
  await mkdir(path.join(place.path, 'footage'));
  await cp(
    path.join(started.dataDirectory, 'footage', 'masked'),
    path.join(place.path, 'footage', 'masked'),
    {
      recursive: true,
    },
  );
  const report = await putBack(file, { dataDirectory: place.path, nowMs });
  assert.deepEqual(report.warnings, []);
  assert.equal(report.absentSegments, 0);
  await lookInto(place.path, async ({ sql, blobs }) => {
    const now = await digestsOf(sql);
    assert.deepEqual([...now.keys()], [...before_.keys()]);
    for (const [name, digest] of before_) if (isOwn(name)) assert.equal(now.get(name), digest, name);
    for (const name of notInBackup) assert.match(now.get(name)!, /^0 /, name);
    const audit = await verifyAudit(sql);
    assert.equal(audit.isWhole && audit.entries, Number(before_.get('audit')!.split(' ')[0]) + 1);
    for (const id of exhibitIds)
      assert.deepEqual(await blobs.read(bundleKey(id)), await started.blobs!.read(bundleKey(id)));
    const [next] = await sql<{ id: number }[]>`
      insert into series (zone_id, kind, category, unit) values ('n', 'k', 'c', 'u') returning id`;
    const [most] = await started.centre.sql<{ id: number }[]>`select max(id) as id from series`;
    assert.ok(next!.id > most!.id, 'numbers are not handed out again');
  });
  for (const name of ['secret.key', 'exhibit-key/site-key.pem'])
    assert.deepEqual(
      await readFile(path.join(place.path, name)),
      await readFile(path.join(started.dataDirectory, name)),
    );
  await place.remove();
});

test('rows of footage that is not there go with a certificate', async () => {
  const place = await emptyFolder();
  const report = await putBack(file, { dataDirectory: place.path, nowMs });
  assert.equal(report.absentSegments, 2);
  await lookInto(place.path, async ({ sql }) => {
    const [certificate] = await sql<
      { rule: string; segments: number }[]
    >`select rule, segments from deletion_certificates`;
    assert.deepEqual(certificate, { rule: 'not-in-backup', segments: 2 });
    assert.equal((await sql`select 1 from segments`).length, 0);
    assert.ok((await verifyAudit(sql)).isWhole);
  });
  await place.remove();
});

test('what is past its term by now does not come back', async () => {
  const place = await emptyFolder();
  await mkdir(path.join(place.path, 'footage'));
  await cp(
    path.join(started.dataDirectory, 'footage', 'masked'),
    path.join(place.path, 'footage', 'masked'),
    {
      recursive: true,
    },
  );
  const report = await putBack(file, { dataDirectory: place.path, nowMs: nowMs + 100 * 24 * hourMs });
  assert.equal(report.dueSegments, 2);
  assert.equal(report.endedExhibits, 2);
  assert.equal(report.exhibits, 0);
  await lookInto(place.path, async ({ blobs }) => {
    for await (const { key } of blobs.list('')) assert.fail(key);
  });
  await place.remove();
});

test('a place that is used is refused, and stays as it is', async () => {
  const place = await emptyFolder();
  await writeFile(path.join(place.path, 'secret.key'), 'of somebody else');
  await assert.rejects(
    putBack(file, { dataDirectory: place.path }),
    /not empty \(secret\.key\).*nothing is written over/,
  );
  assert.deepEqual(await readdir(place.path), ['secret.key']);
  await place.remove();
  const { centre, dataDirectory, blobs } = started;
  await assert.rejects(backUp({ sql: centre.sql, blobs, dataDirectory }, { file }), /is there already/);
});

test('a backup that was cut or changed anywhere is refused, and what is wrong is named', async () => {
  const bytes = await readFile(file);
  const place = await emptyFolder();
  const other = path.join(folder.path, 'other.backup');
  const target = path.join(place.path, 'data');
  const positions = fc.sample(fc.integer({ min: 0, max: bytes.length - 1 }), { numRuns: 120, seed: 11 });
  for (const at of [0, 300, 511, bytes.length - 1, bytes.length - 700, ...positions]) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1 << (at % 8);
    await writeFile(other, changed);
    await assert.rejects(
      putBack(other, { dataDirectory: target }),
      (error: Error) => error.message.startsWith(other) && /Take another backup$/.test(error.message),
      `byte ${at}`,
    );
  }
  for (const length of [0, 100, 512, 5_000, bytes.length >> 1, bytes.length - 1_024, bytes.length - 1]) {
    await writeFile(other, bytes.subarray(0, length));
    await assert.rejects(putBack(other, { dataDirectory: target }), /cut off|no backup/, `cut to ${length}`);
  }
  await writeFile(other, Buffer.concat([bytes, Buffer.alloc(1)]));
  await assert.rejects(putBack(other, { dataDirectory: target }), /behind its end/);
  assert.deepEqual(await readdir(place.path), []);
  await rm(other);
  await place.remove();
});

test('a sealed backup opens with its identity and no other', async () => {
  const { centre, dataDirectory, blobs } = started;
  const identity = await generateX25519Identity();
  const sealed = path.join(folder.path, 'sealed.age');
  const recipient = await identityToRecipient(identity);
  await backUp({ sql: centre.sql, blobs, dataDirectory }, { file: sealed, recipient, nowMs });
  const bytes = await readFile(sealed);
  assert.ok(!bytes.includes('lamplighter-backup') && !bytes.includes('secret.key'));
  const place = await emptyFolder();
  await assert.rejects(putBack(sealed, { dataDirectory: place.path }), /--identity/);
  const stranger = await generateX25519Identity();
  await assert.rejects(
    putBack(sealed, { dataDirectory: place.path, identity: stranger }),
    /does not open with this identity/,
  );
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(`${sealed}.changed`, bytes);
  await assert.rejects(
    putBack(`${sealed}.changed`, { dataDirectory: place.path, identity }),
    /changed or cut/,
  );
  assert.deepEqual(await readdir(place.path), []);
  assert.equal((await putBack(sealed, { dataDirectory: place.path, identity, nowMs })).exhibits, 2);
  await place.remove();
});
