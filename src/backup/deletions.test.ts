/** What was deleted after a backup stays deleted when the backup comes back. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { appendFile, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { backUp, emptyFolder, lookInto, putBack } from '../../test/support/backup-world.ts';
import { recordSegment, startMs } from '../../test/support/exhibit-world.ts';
import { squareCamera } from '../../test/support/situations.ts';
import { type SignedInClient, type StartedCentre, startCentre } from '../../test/support/start-centre.ts';
import { createDeletionJournal, journalName, readJournal } from '../centre/deletion-journal.ts';
import { verifyAudit } from '../centre/store/audit.ts';
import type { Sql } from '../centre/store/database.ts';
import { readSettings } from '../centre/store/settings.ts';
import { bundleKey } from '../exhibit/write-exhibit.ts';

let nowMs = startMs + 600_000;
let started: StartedCentre;
let investigator: SignedInClient;
let folder: Awaited<ReturnType<typeof emptyFolder>>;
/** Before anything was deleted, and after it. */
let early: string;
let journalFile: string;
const ids = { kept: '', deleted: '', mark: '', operator: '' };

const tick = () => {
  nowMs += 1_000;
};

before(async () => {
  folder = await emptyFolder();
  [early, journalFile] = [path.join(folder.path, 'early.backup'), path.join(folder.path, journalName)];
  started = await startCentre({
    hasFootage: true,
    clock: { nowMs: () => nowMs },
    config: () => ({
      cameras: ['c1', 'gate', 'anew'].map((id) => squareCamera({ id, name: `Camera ${id}` })),
    }),
  });
  const { administrator, blobs, fleet, centre } = started;
  investigator = await started.as('investigator');
  await started.as('operator');
  fleet.say({ type: 'segment.closed', segment: await recordSegment(blobs!, { fromMs: 0, groups: 8 }) });
  await centre.recording.settled();
  ids.kept = await makeExhibit();
  ids.deleted = await makeExhibit();
  const mark = { cameraId: 'c1', atMs: startMs, text: 'Look again' };
  ids.mark = (await investigator.call('bookmarks.create', { body: mark })).id;
  const users = await administrator.call('users.list');
  ids.operator = users.find(({ role }) => role === 'operator')!.id;
  tick();
  // Removed and made anew before the backup: the one that is there now is another one.
  await administrator.call('cameras.delete', { params: { id: 'anew' } });
  tick();
  await administrator.call('cameras.create', { body: squareCamera({ id: 'anew' }) });
  tick();
  await backUp(site(), { file: early, nowMs });
  tick();
  await administrator.call('cameras.delete', { params: { id: 'gate' } });
  await administrator.call('exhibits.delete', {
    params: { id: ids.deleted },
    body: { reason: 'A court order' },
  });
  await investigator.call('bookmarks.delete', { params: { id: ids.mark } });
  await administrator.call('users.update', { params: { id: ids.operator }, body: { isEnabled: false } });
  tick();
  await journalOf(started.centre.sql, folder.path);
});
after(async () => {
  await started.stop();
  await folder.remove();
});

const site = () => ({
  sql: started.centre.sql,
  blobs: started.blobs,
  dataDirectory: started.dataDirectory,
});

async function makeExhibit(): Promise<string> {
  const { id } = await investigator.call('exhibits.create', {
    body: {
      ...{ title: 'A fall', reason: 'The court asks', incident: null, language: 'en', hasSealed: false },
      source: { kind: 'masked', cameraId: 'c1', fromMs: startMs, toMs: startMs + 10_000 },
    },
  });
  await started.centre.exhibits!.maker.settled();
  return id;
}

/** As the centre keeps it. */
async function journalOf(sql: Sql, dataDirectory: string): Promise<string> {
  await createDeletionJournal({ sql, dataDirectory, log: () => {} }).catchUp();
  return readFile(path.join(dataDirectory, journalName), 'utf8');
}

async function assertGone(dataDirectory: string): Promise<void> {
  await lookInto(dataDirectory, async ({ sql, blobs }) => {
    const cameras = await sql<{ id: string }[]>`select id from cameras order by id`;
    assert.deepEqual(
      cameras.map(({ id }) => id),
      ['anew', 'c1'],
    );
    assert.ok((await readSettings(sql)).seededCameraIds.includes('gate'));
    const exhibits = await sql<{ id: string; state: string }[]>`select id, state from exhibits`;
    const states = Object.fromEntries(exhibits.map(({ id, state }) => [id, state]));
    assert.deepEqual(states, { [ids.kept]: 'ready', [ids.deleted]: 'deleted' });
    assert.equal(await blobs.stat(bundleKey(ids.deleted)), null);
    assert.notEqual(await blobs.stat(bundleKey(ids.kept)), null);
    assert.equal((await sql`select 1 from bookmarks`).length, 0);
    const [operator] = await sql<
      { isEnabled: boolean }[]
    >`select is_enabled from users where id = ${ids.operator}`;
    assert.equal(operator!.isEnabled, false);
    assert.ok((await verifyAudit(sql)).isWhole);
  });
}

test('the centre writes deletions down outside of the database, with ids and times and no words', async () => {
  const file = path.join(started.dataDirectory, journalName);
  while (!existsSync(file) || (await readFile(file, 'utf8')) !== (await readFile(journalFile, 'utf8')))
    await new Promise((resolve) => setImmediate(resolve));
  const text = await readFile(file, 'utf8');
  for (const word of ['Camera gate', 'court order', 'operator', 'Look again'])
    assert.ok(!text.includes(word), word);
  const reading = readJournal(text);
  assert.ok(reading.ok);
  assert.deepEqual(
    reading.journal!.deletions.map(({ kind }) => kind),
    ['camera', 'camera', 'exhibit', 'bookmark', 'user-disabled'],
  );
});

test('without a newer journal a restore says up to when deletions are known', async () => {
  const place = await emptyFolder();
  const report = await putBack(early, { dataDirectory: place.path, nowMs });
  assert.deepEqual(report.reapplied, { cameras: [], exhibits: [], bookmarks: [], disabledUsers: [] });
  assert.ok(report.deletionsUntilMs < nowMs - 1_000);
  await place.remove();
});

test('camera, exhibit, mark and access that were taken away after the backup stay away', async () => {
  const place = await emptyFolder();
  const report = await putBack(early, { dataDirectory: place.path, deletionsFile: journalFile, nowMs });
  assert.deepEqual(report.reapplied, {
    cameras: ['gate'],
    exhibits: [ids.deleted],
    bookmarks: [ids.mark],
    disabledUsers: [ids.operator],
  });
  await assertGone(place.path);

  // What the restored site writes down goes on from there, and deletes again whatever older backup is taken.
  const second = await emptyFolder();
  const later = path.join(folder.path, 'later.log');
  await lookInto(place.path, ({ sql }) => journalOf(sql, place.path));
  await copyFile(path.join(place.path, journalName), later);
  assert.ok((await readFile(later, 'utf8')).startsWith(await readFile(journalFile, 'utf8')));
  const again = await putBack(early, { dataDirectory: second.path, deletionsFile: later, nowMs });
  assert.deepEqual(again.reapplied, report.reapplied);
  await assertGone(second.path);
  await second.remove();
  await place.remove();
});

test('a journal that lies where it is restored is used by itself', async () => {
  const place = await emptyFolder();
  await mkdir(path.join(place.path, 'footage'));
  await copyFile(journalFile, path.join(place.path, journalName));
  assert.deepEqual((await putBack(early, { dataDirectory: place.path, nowMs })).reapplied.cameras, ['gate']);
  await assertGone(place.path);
  await place.remove();
});

test('a journal that was changed, or is of another site, is refused; a last line that was cut is not needed', async () => {
  const place = await emptyFolder();
  const text = await readFile(journalFile, 'utf8');
  const other = path.join(folder.path, 'other.log');
  const attempt = () => putBack(early, { dataDirectory: place.path, deletionsFile: other, nowMs });
  await writeFile(other, text.replace('"gate"', '"dock"'));
  await assert.rejects(attempt(), /line 3 was changed/);
  const lines = text.split('\n');
  await writeFile(other, [lines[0], ...lines.slice(2)].join('\n'));
  await assert.rejects(attempt(), /line 2 was changed/);
  const stranger = await emptyFolder();
  const strange = await startCentre({ config: () => ({ cameras: [squareCamera({ id: 'gate' })] }) });
  try {
    await strange.administrator.call('cameras.delete', { params: { id: 'gate' } });
    await writeFile(other, await journalOf(strange.centre.sql, stranger.path));
  } finally {
    await strange.stop();
  }
  await assert.rejects(attempt(), /of another site/);
  await writeFile(other, text);
  await appendFile(other, '{"audit":9');
  assert.deepEqual((await attempt()).reapplied.cameras, ['gate']);
  await stranger.remove();
  await place.remove();
});
