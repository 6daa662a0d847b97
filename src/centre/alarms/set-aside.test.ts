/** Shelved, suppressed, out of service and latched: through the real engine, the real server and the real database. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { situation, squareCamera, trackZone } from '../../../test/support/situations.ts';
import { type StartedCentre, startCentre } from '../../../test/support/start-centre.ts';
import type { ProblemError } from '../../contract/client.ts';
import type { AlarmView } from '../../contract/shapes.ts';
import type { Situation } from '../../core/situation/situation.ts';
import { createCentre } from '../centre.ts';
import { verifyAudit } from '../store/audit.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Short enough for sessions to outlive it. */
const shelfMs = 5 * minuteMs;
let nowMs = 1_700_000_001_000;
let started: StartedCentre;
let count = 0;

before(async () => {
  const stairs = { ...trackZone, id: 'stairs', name: 'Stairs' };
  started = await startCentre({
    clock: { nowMs: () => nowMs },
    config: () => ({ cameras: [squareCamera({ zones: [trackZone, stairs] } as object)] }),
  });
  // The same places ring in every test: here each alarm is to be a new one.
  const policy = await started.administrator.call('alarmPolicy.get');
  const chatter = { times: 100, withinMs: 1_000 };
  await started.administrator.call('alarmPolicy.replace', { body: { ...policy, chatter } });
});
after(() => started.stop());

/** Every test begins with nothing open. */
beforeEach(async () => {
  const { administrator, centre } = started;
  centre.engine.endOpen(() => true, 'reported');
  await centre.engine.settled();
  for (const order of await administrator.call('outOfService.list', { query: {} }))
    await administrator.call('outOfService.end', { params: { id: order.id }, body: {} });
  for (const one of await open()) {
    const params = { id: one.id };
    let alarm: { version: number; state: string } = one;
    if (alarm.state === 'shelved')
      alarm = await administrator.call('alarms.unshelve', { params, body: { version: alarm.version } });
    if (alarm.state.startsWith('latched'))
      alarm = await administrator.call('alarms.reset', { params, body: { version: alarm.version } });
    if (alarm.state !== 'normal')
      await administrator.call('alarms.acknowledge', { params, body: { version: alarm.version } });
  }
  assert.deepEqual(await open(), []);
});

async function say(phase: 'began' | 'ended', what: Situation) {
  started.fleet.say({ type: 'situation', phase, situation: what, jpeg: null });
  await started.centre.engine.settled();
}

async function begin(more: Partial<Situation> = {}): Promise<{ what: Situation; alarm: AlarmView }> {
  const what = situation(`aside-${++count}`, { sinceMs: nowMs, detectedAtMs: nowMs, ...more });
  await say('began', what);
  const alarm = (await open()).find((one) => one.situationId === what.id);
  assert.ok(alarm);
  return { what, alarm };
}

const end = (what: Situation) => say('ended', { ...what, endedMs: nowMs });
const open = (): Promise<AlarmView[]> => started.administrator.call('alarms.list', { query: {} });
const stateOf = async (id: string) =>
  (await started.administrator.call('alarms.get', { params: { id } })).state;

async function shelve(alarm: { id: string; version: number }, forMs = shelfMs) {
  const operator = await started.as('operator');
  return operator.call('alarms.shelve', {
    params: { id: alarm.id },
    body: { version: alarm.version, reason: 'nuisance', forMs },
  });
}

async function lookAt(atMs: number) {
  nowMs = atMs;
  await started.centre.desk.lookAtClock();
}

const conflict = (words: RegExp) => (error: ProblemError) =>
  error.status === 409 && error.kind === 'version-conflict' && words.test(error.message);

test('a shelved alarm says who, why and until when, and comes back by itself', async () => {
  const { alarm } = await begin();
  const shelved = await shelve(alarm);
  assert.equal(shelved.state, 'shelved');
  const untilMs = nowMs + shelfMs;
  assert.deepEqual(shelved.aside, {
    as: 'shelved',
    by: 'operator',
    reason: 'nuisance',
    sinceMs: nowMs,
    untilMs,
  });
  await lookAt(untilMs - 1);
  assert.equal(await stateOf(alarm.id), 'shelved');
  await lookAt(untilMs);
  const [back] = await open();
  assert.equal(back!.state, 'unacknowledged');
  assert.equal(back!.askedAtMs, untilMs);
  assert.equal(back!.aside, null);
});

test('what comes and goes while it is shelved counts, asks nobody, and is over when the shelf ends', async () => {
  const { what, alarm } = await begin();
  await shelve(alarm);
  await end(what);
  for (let i = 0; i < 4; i++) await end((await begin()).what);
  const [shelved, ...more] = await open();
  assert.deepEqual(more, []);
  assert.deepEqual([shelved!.id, shelved!.state, shelved!.times], [alarm.id, 'shelved', 5]);
  await lookAt(nowMs + shelfMs);
  assert.equal(await stateOf(alarm.id), 'normal');
  assert.deepEqual(await open(), []);
});

test('a shelf outlives a restart of the centre, and ends in time', async () => {
  const { alarm } = await begin();
  await shelve(alarm);
  nowMs += 2 * shelfMs;
  const { database, fleet, media, dataDirectory } = started;
  const again = await createCentre({
    database,
    fleet,
    media,
    clock: { nowMs: () => nowMs },
    config: { ...started.centre.config, dataDirectory },
    log: () => {},
  });
  await again.close();
  // The restart ended its situation too: nobody watches it any more.
  assert.equal(await stateOf(alarm.id), 'normal');
});

test('nothing is shelved beyond the limit of the site, and a viewer shelves nothing', async () => {
  const { alarm } = await begin();
  await assert.rejects(shelve(alarm, 8 * hourMs + 1), (e: ProblemError) => e.kind === 'shelf-too-long');
  const viewer = await started.as('viewer');
  const body = { version: alarm.version, reason: 'known', forMs: 1_000 } as const;
  await assert.rejects(
    viewer.call('alarms.shelve', { params: { id: alarm.id }, body }),
    (e: ProblemError) => e.status === 403,
  );
});

test('of one who shelves and one who acknowledges at once, one succeeds and the other is told', async () => {
  const { alarm } = await begin();
  const body = { version: alarm.version };
  const results = await Promise.allSettled([
    shelve(alarm),
    started.administrator.call('alarms.acknowledge', { params: { id: alarm.id }, body }),
  ]);
  const lost = results.filter((one) => one.status === 'rejected');
  assert.equal(lost.length, 1);
  const words = results[0]!.status === 'fulfilled' ? /is shelved since .*operator/ : /^admin acknowledged/;
  assert.ok(conflict(words)(lost[0]!.reason as ProblemError), String(lost[0]!.reason));
});

test('a shelved alarm is brought back before its time by whoever may shelve', async () => {
  const { alarm } = await begin();
  const { version } = await shelve(alarm);
  const operator = await started.as('operator');
  const back = await operator.call('alarms.unshelve', { params: { id: alarm.id }, body: { version } });
  assert.equal(back.state, 'unacknowledged');
  await assert.rejects(
    operator.call('alarms.unshelve', { params: { id: alarm.id }, body: { version: back.version } }),
    conflict(/now unacknowledged/),
  );
});

test('while a camera is dark its zones suppress their alarms, and what still holds asks when it sees again', async () => {
  const dark = await begin({ kind: 'camera-dark', zoneId: null, because: [] });
  assert.equal(dark.alarm.state, 'unacknowledged');
  const holds = await begin();
  assert.equal(holds.alarm.state, 'suppressed');
  assert.deepEqual([holds.alarm.aside!.by, holds.alarm.aside!.reason], ['system', 'camera-dark']);
  const passes = await begin({ zoneId: 'stairs' });
  await end(passes.what);
  assert.equal(await stateOf(passes.alarm.id), 'suppressed');
  await end(dark.what);
  assert.equal(await stateOf(holds.alarm.id), 'unacknowledged');
  assert.equal(await stateOf(passes.alarm.id), 'normal');
});

test('an alarm that stood before its camera went dark stays in the queue: it was seen', async () => {
  const { alarm, what } = await begin();
  const dark = await begin({ kind: 'camera-dark', zoneId: null, because: [] });
  assert.equal(await stateOf(alarm.id), 'unacknowledged');
  await end(what);
  await begin();
  assert.equal(await stateOf(alarm.id), 'unacknowledged', 'and it stands again in the queue');
  await end(dark.what);
});

test('a shelved alarm whose camera is lost when its shelf ends is suppressed then', async () => {
  const { alarm } = await begin();
  await shelve(alarm);
  const lost = await begin({ kind: 'camera-lost', zoneId: null, because: [] });
  await lookAt(nowMs + shelfMs);
  assert.equal(await stateOf(alarm.id), 'suppressed');
  await end(lost.what);
  assert.equal(await stateOf(alarm.id), 'unacknowledged');
});

test('a zone out of service raises nobody, also what stood there, until an administrator puts it back', async () => {
  const { administrator } = started;
  const { alarm } = await begin();
  const other = await begin({ zoneId: 'stairs' });
  const order = await administrator.call('outOfService.create', {
    body: { cameraId: 'square', zoneId: 'track', reason: 'works on the track' },
  });
  assert.equal(await stateOf(alarm.id), 'out-of-service');
  assert.equal(await stateOf(other.alarm.id), 'unacknowledged');
  const during = await begin({ kind: 'loitering' });
  assert.equal(during.alarm.state, 'out-of-service');
  await end(during.what);
  const params = { id: order.id };
  const ended = await administrator.call('outOfService.end', { params, body: {} });
  assert.equal(ended.endedBy, 'admin');
  assert.equal(await stateOf(alarm.id), 'unacknowledged');
  assert.equal(await stateOf(during.alarm.id), 'normal');
  await assert.rejects(administrator.call('outOfService.end', { params, body: {} }), conflict(/admin/));
  const all = await administrator.call('outOfService.list', { query: { all: 'true' } });
  assert.ok(all.some(({ id, reason }) => id === order.id && reason === 'works on the track'));
});

test('a camera out of service with an end comes back by the clock, and takes a shelf with it', async () => {
  const { alarm } = await begin();
  await shelve(alarm, 8 * hourMs);
  const untilMs = nowMs + shelfMs;
  await started.administrator.call('outOfService.create', {
    body: { cameraId: 'square', reason: 'new mast', untilMs },
  });
  assert.equal(await stateOf(alarm.id), 'out-of-service');
  await lookAt(untilMs);
  assert.equal(await stateOf(alarm.id), 'unacknowledged');
  assert.deepEqual(await started.administrator.call('outOfService.list', { query: {} }), []);
});

test('two orders over one place: it is back in service when both have ended', async () => {
  const { administrator } = started;
  const ask = (body: object) =>
    administrator.call('outOfService.create', { body: { reason: 'works', ...body } as never });
  const ofCamera = await ask({ cameraId: 'square' });
  const ofKind = await ask({ kind: 'intrusion' });
  const { alarm } = await begin();
  await administrator.call('outOfService.end', { params: { id: ofCamera.id }, body: {} });
  assert.equal(await stateOf(alarm.id), 'out-of-service');
  await administrator.call('outOfService.end', { params: { id: ofKind.id }, body: {} });
  assert.equal(await stateOf(alarm.id), 'unacknowledged');
});

test('a kind that latches stays after it is over, until a person resets it', async () => {
  const { administrator } = started;
  const policy = await administrator.call('alarmPolicy.get');
  const changed = await administrator.call('alarmPolicy.replace', {
    body: { ...policy, latchingKinds: ['intrusion'] },
  });
  await assert.rejects(administrator.call('alarmPolicy.replace', { body: policy }), conflict(/policy/));
  const { what, alarm } = await begin();
  await end(what);
  assert.equal(await stateOf(alarm.id), 'latched-unacknowledged');
  const params = { id: alarm.id };
  const { version } = await administrator.call('alarms.get', { params });
  const noticed = await administrator.call('alarms.acknowledge', { params, body: { version } });
  assert.equal(noticed.state, 'latched');
  const operator = await started.as('operator');
  const reset = await operator.call('alarms.reset', { params, body: { version: noticed.version } });
  assert.equal(reset.state, 'normal');
  await administrator.call('alarmPolicy.replace', { body: { ...changed, latchingKinds: [] } });
});

test('a rule that is taken out of the policy suppresses nothing any more', async () => {
  const { administrator } = started;
  const moved = await begin({ kind: 'camera-moved', zoneId: null, because: [] });
  const { alarm } = await begin();
  assert.equal(alarm.state, 'suppressed');
  const policy = await administrator.call('alarmPolicy.get');
  const suppressions = policy.suppressions.filter((rule) => rule.while !== 'camera-moved');
  const changed = await administrator.call('alarmPolicy.replace', { body: { ...policy, suppressions } });
  assert.equal(await stateOf(alarm.id), 'unacknowledged');
  await administrator.call('alarmPolicy.replace', {
    body: { ...changed, suppressions: policy.suppressions },
  });
  await end(moved.what);
});

test('every one of these steps stands in the log, in one unbroken chain', async () => {
  const { alarm, what } = await begin();
  await shelve(alarm);
  await end(what);
  await lookAt(nowMs + shelfMs);
  const entries = await started.administrator.call('audit.list', { query: { limit: 500 } });
  const steps = entries
    .filter(({ target }) => target === alarm.id)
    .map(({ who, action }) => `${who}: ${action}`);
  assert.deepEqual(steps.reverse(), [
    'system: alarm.raised',
    'operator: alarm.shelved',
    'system: alarm.returned',
    'system: alarm.unshelved',
  ]);
  const actions = new Set(entries.map(({ action }) => action));
  for (const action of [
    'alarm.unsuppressed',
    'out-of-service.begun',
    'alarm.out-of-service',
    'alarm.in-service',
    'out-of-service.ended',
    'alarm-policy.changed',
    'alarm.reset',
  ])
    assert.ok(actions.has(action), action);
  assert.equal((await verifyAudit(started.centre.sql)).isWhole, true);
});
