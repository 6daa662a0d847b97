/** Who opens what: a real vault process, a real ceremony, and everything that must not open anything. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { verifyAudit } from '../../src/centre/store/audit.ts';
import { change } from '../../src/centre/store/database.ts';
import { insertSegment } from '../../src/centre/store/segments.ts';
import { addressOf, ProblemError } from '../../src/contract/client.ts';
import {
  approvalOf,
  approve,
  drill,
  holdCeremony,
  type Somebody,
  somebody,
} from '../support/custody-world.ts';
import { keysOf, writeSegment } from '../support/footage.ts';
import { type StartedCentre, startCentre, testPassword } from '../support/start-centre.ts';

const hourMs = 3_600_000;
let nowMs = Date.now();
let started: StartedCentre;
let ivy: Somebody;
let [ann, ben, cem]: Somebody[] = [];

before(async () => {
  started = await startCentre({ clock: { nowMs: () => nowMs }, hasFootage: true });
  for (const id of ['square', 'gate']) {
    const source = { analysisUrl: 'rtsp://user:secret@camera.example/1' };
    await started.administrator.call('cameras.create', { body: { id, name: `The ${id}`, source } });
  }
  ivy = await somebody(started, 'ivy', 'investigator');
  [ann, ben, cem] = await Promise.all(
    ['ann', 'ben', 'cem'].map((name) => somebody(started, name, 'custodian')),
  );
});
after(() => started.stop());

/** Time passes, and with it everybody's session. */
async function later(ms: number): Promise<void> {
  nowMs += ms;
  const admin = { name: 'admin', client: started.administrator };
  for (const { name, client } of [admin, ivy, ann!, ben!, cem!]) {
    await client.call('session.create', { body: { name, password: testPassword } });
  }
}

async function refused(kind: string, call: Promise<unknown>): Promise<void> {
  await assert.rejects(call, (problem) => {
    assert.ok(problem instanceof ProblemError, String(problem));
    assert.equal(problem.kind, kind, problem.message);
    return true;
  });
}

async function actions(limit = 12): Promise<string[]> {
  const entries = await started.administrator.call('audit.list', { query: { limit } });
  return entries.map(({ who, action }) => `${who} ${action}`);
}

test('without a vault nothing is asked for', async () => {
  const { active, candidates, isAvailable } = await ivy.client.call('vault.get');
  assert.deepEqual([active, isAvailable, candidates.length], [null, true, 3]);
  await refused('custody-no-vault-then', request());
});

test('a ceremony deals a key that originals are sealed to, and every step is in the log', async () => {
  const custodians = [ann!, ben!, cem!];
  const ids = custodians.map(({ id }) => id);
  const begin = (custodianIds: string[], threshold: number) =>
    started.administrator.call('ceremony.begin', { body: { custodianIds, threshold, kind: 'new-key' } });
  await refused('custody-threshold', begin(ids, 4));
  await refused('custody-not-a-candidate', begin([ann!.id, ivy.id], 2));
  const vault = await holdCeremony(started.administrator, custodians, { threshold: 2 });
  assert.equal(vault.state, 'active');
  assert.equal(started.centre.custody.vault.recipient(), vault.recipient);
  assert.match(ann!.sheets[0]!, /^([0-9A-Z]{5} ){3}[0-9A-Z]{5}\n/);
  const log = await actions(14);
  assert.deepEqual(log.slice(0, 2), ['cem vault.activated', 'cem vault.share-confirmed']);
  assert.ok(log.includes('system vault.dealt') && log.includes('admin vault.ceremony-started'), log.join());
});

test('who has collected his share does not get it again', async () => {
  const custodianIds = [ann!.id, ben!.id];
  const body = { custodianIds, threshold: 2, kind: 'new-key' as const };
  const { id } = await started.administrator.call('ceremony.begin', { body });
  const params = { id };
  const recipient = started.centre.custody.vault.recipient()!;
  await refused('custody-ceremony-under-way', started.administrator.call('ceremony.begin', { body }));
  await refused(
    'custody-not-a-custodian',
    cem!.client.call('ceremony.join', { params, body: { recipient } }),
  );
  await ann!.client.call('ceremony.join', { params, body: { recipient } });
  await refused('custody-not-dealt', ann!.client.call('ceremony.collect', { params, body: {} }));
  await ben!.client.call('ceremony.join', { params, body: { recipient } });
  await ann!.client.call('ceremony.collect', { params, body: {} });
  await refused('custody-collected-already', ann!.client.call('ceremony.collect', { params, body: {} }));
  await started.administrator.call('ceremony.abandon', { params, body: { reason: 'for the test' } });
  const { active, ceremony } = await ivy.client.call('vault.get');
  assert.deepEqual([active?.state, ceremony], ['active', null]);
});

test('a drill proves the shares of those who took part, and opens nothing', async () => {
  assert.equal((await drill(ann!)).missing, 1);
  await refused('custody-twice', drill(ann!));
  assert.equal((await drill(cem!)).isUnlocked, true);
  const { active, drill: left } = await ivy.client.call('vault.get');
  assert.deepEqual(
    active!.custodians.map(({ drilledAtMs }) => drilledAtMs !== null),
    [true, false, true],
  );
  assert.equal(left, null);
});

/** Asks for five minutes an hour ago. */
function request(change_: object = {}, by = ivy) {
  const body = {
    caseNumber: 'K-17/26',
    reason: 'A fall on the stairs',
    legalBasis: 'Art. 6 (1) d GDPR',
    cameraId: 'square',
    fromMs: nowMs - hourMs,
    toMs: nowMs - hourMs + 300_000,
    ...change_,
  };
  return by.client.call('openings.request', { body });
}

async function record(cameraId: string, fromMs: number): Promise<void> {
  const segment = await writeSegment(started.blobs!, {
    cameraId,
    fromMs,
    toMs: fromMs + 300_000,
    kind: 'sealed',
  });
  await change(started.centre.sql, (tx) => insertSegment(tx, segment, nowMs));
}

test('what is not there, not over or too long is not asked for', async () => {
  // Two hours later: originals of the square were sealed meanwhile, none of the gate.
  await later(2 * hourMs);
  await refused('custody-nothing-sealed', request());
  await record('square', nowMs - hourMs);
  await refused('custody-nothing-sealed', request({ cameraId: 'gate' }));
  await refused('custody-unknown-camera', request({ cameraId: 'nowhere' }));
  await refused('custody-span', request({ fromMs: nowMs - 61 * 60_000, toMs: nowMs - 1 }));
  await refused('custody-future', request({ fromMs: nowMs - 1_000, toMs: nowMs + 1_000 }));
  await refused('invalid', request({ reason: ' ' }));
});

test('one custodian alone, the same one twice, a foreign share, a replayed one: none opens anything', async () => {
  const { id } = await request();
  const params = { id };
  const first = await approvalOf(ann!, id);
  const asAnn = (body: typeof first) => ann!.client.call('openings.approve', { params, body });
  await refused('custody-changed', asAnn({ ...first, seenSha256: '0'.repeat(64) }));
  assert.equal((await asAnn(first)).approvals.length, 1);
  await refused('custody-approved-already', asAnn(first));
  // Ben sends what Ann has sealed: her name is in it.
  await refused('custody-other-person', ben!.client.call('openings.approve', { params, body: first }));
  // Ben hands in Ann's sheet as his own.
  await refused('custody-twice', approve(ben!, id, ann!.sheets[0]!));
  await refused('not-allowed', ivy.client.call('openings.session', { params, body: {} }));
  const view = await ivy.client.call('openings.get', { params });
  assert.deepEqual([view.state, view.approvals.map(({ name }) => name)], ['requested', ['ann']]);
  assert.ok((await actions()).includes('ben opening.approval-refused'));
  await refused('custody-not-released', ivy.client.call('openings.footage', { params }));

  // For another request the captured share is worth nothing.
  const other = await request({ reason: 'Something else' });
  const session = await ann!.client.call('openings.session', { params: { id: other.id }, body: {} });
  await refused(
    'custody-unreadable',
    ann!.client.call('openings.approve', {
      params: { id: other.id },
      body: { ...first, sessionId: session.sessionId, seenSha256: other.askedSha256 },
    }),
  );
  await refused(
    'custody-no-session',
    ann!.client.call('openings.approve', {
      params: { id: other.id },
      body: { ...first, seenSha256: other.askedSha256 },
    }),
  );
  await ivy.client.call('openings.end', { params: { id: other.id }, body: { reason: 'not needed' } });
  await ivy.client.call('openings.end', { params, body: { reason: 'not needed' } });
  await refused('custody-not-requested', approve(ben!, id));
});

test('a request that somebody changes in the database is not released', async () => {
  const { id } = await request();
  const body = await approvalOf(ann!, id);
  await started.centre.sql`
    update openings set asked = jsonb_set(asked, '{cameraId}', '"gate"') where id = ${id}`;
  await refused('custody-changed', ann!.client.call('openings.approve', { params: { id }, body }));
  await ben!.client.call('openings.refuse', { params: { id }, body: { reason: 'it was changed' } });
});

test('a request that nobody approved in a day has expired, with the share that was in', async () => {
  const { id } = await request();
  await approve(ann!, id);
  await later(hourMs);
  await started.centre.custody.tick();
  const half = await ivy.client.call('openings.get', { params: { id } });
  assert.deepEqual([half.state, half.approvals.length, half.sharesByMs], ['requested', 0, null]);
  await later(23 * hourMs);
  await refused('custody-expired', ben!.client.call('openings.session', { params: { id }, body: {} }));
  await started.centre.custody.tick();
  assert.equal((await ivy.client.call('openings.get', { params: { id } })).state, 'expired');
});

test('a share of an earlier dealing is found, and everybody hands in again', async () => {
  const before = started.centre.custody.vault.recipient();
  const vault = await holdCeremony(started.administrator, [ann!, ben!, cem!], {
    threshold: 2,
    helpers: [ann!, ben!],
  });
  assert.equal(vault.recipient, before, 'the same key');
  await record('square', nowMs - hourMs);
  const { id } = await request();
  await approve(ann!, id);
  await refused('custody-wrong-shares', approve(ben!, id, ben!.sheets[0]!));
  const view = await ivy.client.call('openings.get', { params: { id } });
  assert.deepEqual([view.state, view.approvals], ['requested', []]);
  await approve(ann!, id);
  assert.equal((await approve(ben!, id)).state, 'released');
  await ivy.client.call('openings.end', { params: { id }, body: { reason: 'seen' } });
});

test('an emergency is opened by two who are there, and a third person owes the review', async () => {
  await record('square', nowMs - hourMs);
  const body = {
    reason: 'A child is lost',
    legalBasis: 'Vital interests',
    cameraId: 'square',
    fromMs: nowMs - hourMs,
    toMs: nowMs - hourMs + 60_000,
  };
  await refused('not-allowed', ivy.client.call('openings.emergency', { body }));
  const { id } = await ann!.client.call('openings.emergency', { body });
  const params = { id };
  await approve(ann!, id);
  const released = await approve(ben!, id);
  assert.equal(released.state, 'released');
  const finding = { isJustified: true, note: 'The child was found at the fountain' };
  await refused('custody-took-part', ann!.client.call('openings.review', { params, body: finding }));
  await later(72 * hourMs);
  await started.centre.custody.tick();
  assert.ok((await actions()).includes('system opening.review-overdue'));
  assert.ok(started.centre.health().findings.some(({ key }) => key === 'review-overdue'));
  const done = await ivy.client.call('openings.review', { params, body: finding });
  assert.equal(done.review?.done?.by.name, 'ivy');
  assert.equal(done.state, 'closed');
  await started.centre.custody.tick();
  assert.equal(started.centre.custody.openings.overdueReviews(), 0);
});

test('nobody else sees what was released, and nothing of it is left when it is closed', async () => {
  await record('square', nowMs - hourMs);
  const { id } = await request();
  const params = { id };
  await approve(ann!, id);
  await approve(cem!, id);
  const eve = await somebody(started, 'eve', 'investigator');
  await refused('custody-not-yours', eve.client.call('openings.footage', { params }));
  await refused('custody-not-yours', ann!.client.call('openings.footage', { params }));
  const address = started.url + addressOf('openings.footage', { params });
  assert.equal((await started.administrator.fetch(address)).status, 403);
  await ivy.client.call('openings.end', { params, body: { reason: 'seen' } });
  await refused('custody-not-released', ivy.client.call('openings.footage', { params }));
  assert.deepEqual(
    (await keysOf(started.blobs!)).filter((key) => key.startsWith('released/')),
    [],
  );
});

test('when the server stops, what it held is gone, and the next start says so', async () => {
  await record('square', nowMs - hourMs);
  const [seen, half] = [await request(), await request({ reason: 'The other one' })];
  await approve(ann!, seen.id);
  await approve(ben!, seen.id);
  await approve(ann!, half.id);
  const body = { custodianIds: [ann!.id, ben!.id], threshold: 2, kind: 'new-key' as const };
  const ceremony = await started.administrator.call('ceremony.begin', { body });
  await started.centre.custody.stop();
  await started.centre.custody.start();
  const view = (id: string) => ivy.client.call('openings.get', { params: { id } });
  assert.equal((await view(seen.id)).state, 'lost');
  await refused('custody-not-released', ivy.client.call('openings.footage', { params: { id: seen.id } }));
  const again = await view(half.id);
  assert.deepEqual([again.state, again.approvals], ['requested', []]);
  await approve(ben!, half.id);
  await approve(cem!, half.id);
  assert.equal((await view(half.id)).state, 'released');
  const { past } = await ivy.client.call('vault.get');
  assert.equal(past.find(({ id }) => id === ceremony.id)?.state, 'abandoned');
});

test('the log of all this is whole', async () => {
  assert.equal((await verifyAudit(started.centre.sql)).isWhole, true);
});
