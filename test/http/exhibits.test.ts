/** Exhibits over the API: asked for, made, downloaded, checked, held, deleted; and what a killed run leaves. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { verifyAudit } from '../../src/centre/store/audit.ts';
import { ProblemError } from '../../src/contract/client.ts';
import type { Exhibit, ExhibitDraft } from '../../src/contract/exhibits.ts';
import type { Segment } from '../../src/core/recording/segment.ts';
import { certificatesIn } from '../../src/exhibit/time-stamp.ts';
import { verifyExhibit } from '../../src/exhibit/verify-exhibit.ts';
import { bundleKey } from '../../src/exhibit/write-exhibit.ts';
import { recordSegment, startMs } from '../support/exhibit-world.ts';
import { squareCamera } from '../support/situations.ts';
import {
  type SignedInClient,
  type StartedCentre,
  startCentre,
  testPassword,
} from '../support/start-centre.ts';
import { type Authority, startAuthority } from '../support/time-stamp-authority.ts';

const dayMs = 86_400_000;
let nowMs = startMs + 600_000;
let started: StartedCentre;
let authority: Authority;
let investigator: SignedInClient;

before(async () => {
  authority = await startAuthority();
  started = await startCentre({
    hasFootage: true,
    clock: { nowMs: () => nowMs },
    config: () => ({
      cameras: [squareCamera({ id: 'c1', name: 'Harbour square' })],
      exhibits: { timeStampUrl: authority.url, keptDays: 30 },
    }),
  });
  investigator = await started.as('investigator');
  for (const fromMs of [0, 10_000]) await record(await recordSegment(started.blobs!, { fromMs, groups: 5 }));
});
after(async () => {
  await started.stop();
  await authority.stop();
});

async function record(segment: Segment): Promise<void> {
  started.fleet.say({ type: 'segment.closed', segment });
  await started.centre.recording.settled();
}

const draft = (more: Partial<ExhibitDraft> = {}): ExhibitDraft => ({
  title: 'A fall at the tram stop',
  reason: 'The insurer asks what happened',
  incident: null,
  language: 'en',
  hasSealed: false,
  source: { kind: 'masked', cameraId: 'c1', fromMs: startMs + 3_000, toMs: startMs + 15_000 },
  ...more,
});

/** Asked for, and made or failed. */
async function made(more: Partial<ExhibitDraft> = {}): Promise<Exhibit> {
  const { id } = await investigator.call('exhibits.create', { body: draft(more) });
  await started.centre.exhibits!.maker.settled();
  return investigator.call('exhibits.get', { params: { id } });
}

const refused = (kind: string) => (error: unknown) => error instanceof ProblemError && error.kind === kind;
const bundleUrl = (id: string) => `${started.url}/api/exhibits/${id}/bundle`;

async function actionsOf(target: string): Promise<string[]> {
  const entries = await started.administrator.call('audit.list', { query: { limit: 500 } });
  return entries.filter((entry) => entry.target === target).map(({ who, action }) => `${who} ${action}`);
}

/** Time passes, and with it everybody's session. */
async function later(ms: number): Promise<void> {
  nowMs += ms;
  for (const [name, client] of [
    ['admin', started.administrator],
    ['investigator', investigator],
  ] as const) {
    await client.call('session.create', { body: { name, password: testPassword } });
  }
}

test('what is asked for is made, handed out whole and by ranges, and found whole', async () => {
  const exhibit = await made();
  assert.equal(exhibit.message, null);
  assert.equal(exhibit.state, 'ready');
  const response = await investigator.fetch(bundleUrl(exhibit.id));
  assert.equal(response.headers.get('content-type'), 'application/zip');
  assert.equal(
    response.headers.get('content-disposition'),
    `attachment; filename="exhibit-${exhibit.id}.zip"`,
  );
  const bundle = new Uint8Array(await response.arrayBuffer());
  assert.equal(createHash('sha256').update(bundle).digest('hex'), exhibit.sha256);
  const part = await investigator.fetch(bundleUrl(exhibit.id), { headers: { range: 'bytes=100-199' } });
  assert.equal(part.status, 206);
  assert.deepEqual(new Uint8Array(await part.arrayBuffer()), bundle.subarray(100, 200));

  const { keyFingerprint } = await investigator.call('exhibits.list', { query: {} });
  const verdict = await verifyExhibit(
    { bytes: bundle.length, read: async (offset, length) => bundle.subarray(offset, offset + length) },
    {
      createHash: () => createHash('sha256'),
      fingerprint: keyFingerprint,
      trusted: certificatesIn(authority.root),
    },
  );
  assert.deepEqual(verdict.findings, []);
  // Who asked for it stands in it, in the very words of the log.
  const [entry] = verdict.manifest!.custody.entries;
  assert.deepEqual(
    [entry!.who, entry!.action, entry!.target],
    ['investigator', 'exhibit.requested', exhibit.id],
  );
  assert.deepEqual((await actionsOf(exhibit.id)).reverse(), [
    'investigator exhibit.requested',
    'system exhibit.made',
    'investigator exhibit.downloaded',
  ]);
  assert.equal((await verifyAudit(started.centre.sql)).isWhole, true);
});

test('an operator neither makes nor sees exhibits', async () => {
  const operator = await started.as('operator');
  await assert.rejects(operator.call('exhibits.create', { body: draft() }), refused('not-allowed'));
  await assert.rejects(operator.call('exhibits.list', { query: {} }), refused('not-allowed'));
});

test('a span without footage, a camera that is not there and a reason that is none make nothing', async () => {
  const source = {
    kind: 'masked',
    cameraId: 'c1',
    fromMs: startMs + 60_000,
    toMs: startMs + 70_000,
  } as const;
  const exhibit = await made({ source });
  assert.equal(exhibit.state, 'failed');
  assert.match(exhibit.message!, /^Nothing was recorded of Harbour square in this time/);
  await assert.rejects(made({ source: { ...source, cameraId: 'nowhere' } }), refused('not-found'));
  await assert.rejects(made({ reason: 'because' }), refused('invalid'));
  await assert.rejects(made({ source: { ...source, toMs: source.fromMs + 2 * dayMs } }), refused('invalid'));
  assert.equal((await investigator.fetch(bundleUrl(exhibit.id))).status, 409);
});

test('an authority that does not answer is said, and nothing is left', async () => {
  authority.breakWith(500);
  const exhibit = await made();
  authority.breakWith(null);
  assert.equal(exhibit.state, 'failed');
  assert.match(exhibit.message!, /did not answer \(it answered 500\)/);
  assert.equal(await started.blobs!.stat(bundleKey(exhibit.id)), null);
});

test('what a killed run was making is made anew, and nothing of it is left', async () => {
  const { id } = await made();
  const { sql, exhibits } = started.centre;
  // As kill -9 leaves it: the row says it is being made, and a file was begun, or written whole without its row.
  for (const isWhole of [false, true]) {
    await sql`update exhibits set state = 'making', bytes = null, sha256 = null, made_at = null where id = ${id}`;
    if (!isWhole) {
      await started.blobs!.remove(bundleKey(id));
      const writer = await started.blobs!.create(bundleKey(id));
      await writer.append(new Uint8Array(1_000));
      await writer.sync();
    }
    await exhibits!.maker.start();
    await exhibits!.maker.settled();
    const exhibit = await investigator.call('exhibits.get', { params: { id } });
    assert.equal(exhibit.state, 'ready', exhibit.message ?? '');
    assert.equal((await started.blobs!.stat(bundleKey(id)))!.bytes, exhibit.bytes);
    for await (const open of started.blobs!.listOpen('exhibits/')) assert.fail(`${open.key} was left`);
  }
});

test('an exhibit goes at its date, unless it is held; what was deleted stays on record', async () => {
  const [kept, gone, early] = [await made(), await made(), await made()];
  const untilMs = nowMs + 60 * dayMs;
  const hold = { untilMs, reason: 'The court has asked for it' };
  const held = await investigator.call('exhibits.hold', { params: { id: kept.id }, body: hold });
  assert.deepEqual(held.hold, { untilMs, by: 'investigator', reason: hold.reason });
  const shorter = { ...hold, untilMs: untilMs - 1 };
  await assert.rejects(
    investigator.call('exhibits.hold', { params: { id: kept.id }, body: shorter }),
    refused('hold-is-longer'),
  );
  const body = { reason: 'Made of the wrong minutes' };
  await assert.rejects(
    investigator.call('exhibits.delete', { params: { id: kept.id }, body }),
    refused('held'),
  );
  const deleted = await investigator.call('exhibits.delete', { params: { id: early.id }, body });
  assert.deepEqual(
    [deleted.state, deleted.deletedBy, deleted.sha256],
    ['deleted', 'investigator', early.sha256],
  );

  await later(31 * dayMs);
  await started.centre.exhibits!.sweep();
  const states = async () =>
    Promise.all(
      [kept, gone].map(async ({ id }) => (await investigator.call('exhibits.get', { params: { id } })).state),
    );
  assert.deepEqual(await states(), ['ready', 'deleted']);
  assert.equal(await started.blobs!.stat(bundleKey(gone.id)), null);
  assert.equal((await investigator.fetch(bundleUrl(gone.id))).status, 409);
  assert.ok((await actionsOf(gone.id)).includes('system exhibit.deleted'));
  await later(30 * dayMs);
  await started.centre.exhibits!.sweep();
  assert.deepEqual(await states(), ['deleted', 'deleted']);
});
