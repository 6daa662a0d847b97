/** Alarm performance of a stream that went through the real engine, server and database. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { situation, squareCamera } from '../../../test/support/situations.ts';
import {
  type SignedInClient,
  type StartedCentre,
  startCentre,
  testPassword,
} from '../../../test/support/start-centre.ts';
import { ProblemError } from '../../contract/client.ts';
import type { Situation } from '../../core/situation/situation.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const startMs = Date.UTC(2026, 10, 3, 8);
const dayMs = 24 * hourMs;
let nowMs = startMs;
let started: StartedCentre;
let administrator: SignedInClient;
let operator: SignedInClient;
before(async () => {
  const cameras = ['square', 'gate'].map((id) => squareCamera({ id, name: id }));
  started = await startCentre({ clock: { nowMs: () => nowMs }, config: () => ({ cameras }) });
  ({ administrator } = started);
  operator = await started.as('operator');
});
after(() => started.stop());

let count = 0;
async function begin(more: Partial<Situation> = {}): Promise<Situation> {
  const what = situation(`fig-${++count}`, { sinceMs: nowMs, detectedAtMs: nowMs, ...more });
  started.fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg: null });
  await started.centre.engine.settled();
  return what;
}
async function end(what: Situation): Promise<void> {
  started.fleet.say({
    type: 'situation',
    phase: 'ended',
    situation: { ...what, endedMs: nowMs },
    jpeg: null,
  });
  await started.centre.engine.settled();
}
const alarmOf = async (what: Situation) =>
  (await administrator.call('alarms.list', { query: { all: 'true' } })).find(
    ({ situationId }) => situationId === what.id,
  )!;
/** Up to now, which is a moment after whatever happened. */
function figures(fromMs = startMs - hourMs, toMs?: number) {
  nowMs += 1;
  return administrator.call('alarmFigures.get', { query: { fromMs, toMs: toMs ?? nowMs } });
}

/** A session ends by itself where nobody asks for an hour. */
async function later(ms: number): Promise<void> {
  nowMs += ms;
  await administrator.call('session.create', { body: { name: 'admin', password: testPassword } });
  await operator.call('session.create', { body: { name: 'operator', password: testPassword } });
}

test('what asked is counted with who noticed it and how fast, and what was set aside from its beginning is not', async () => {
  const first = await begin();
  nowMs += 20_000;
  const { id, version } = await alarmOf(first);
  await operator.call('alarms.acknowledge', { params: { id }, body: { version } });
  await end(first);
  nowMs += minuteMs;
  const body = { cameraId: 'gate', zoneId: null, kind: null, reason: 'works', untilMs: null };
  const order = await administrator.call('outOfService.create', { body });
  await begin({ cameraId: 'gate' });
  const { whole, operators, rules } = await figures();
  assert.equal(whole.alarms, 1);
  assert.equal(whole.acknowledgeMedianMs, 20_000);
  assert.deepEqual(
    operators.map(({ name, own }) => [name, own.acknowledged]),
    [['operator', 1]],
  );
  assert.deepEqual(
    rules.map(({ cameraId, kind, alarms }) => [cameraId, kind, alarms]),
    [['square', 'intrusion', 1]],
  );
  // Back in service it asks: from then on it is counted.
  nowMs += minuteMs;
  await administrator.call('outOfService.end', { params: { id: order.id }, body: {} });
  assert.equal((await figures()).whole.alarms, 2);
});

test('an alarm that comes again is counted again, and marked as a nuisance it counts as one', async () => {
  const before = (await figures()).whole;
  const first = await begin({ kind: 'loitering' });
  nowMs += 1_000;
  await end(first);
  nowMs += 1_000;
  const again = await begin({ kind: 'loitering' });
  const alarm = await alarmOf(again);
  const body = { version: alarm.version, isNuisance: true };
  await administrator.call('alarms.markNuisance', { params: { id: alarm.id }, body });
  const { whole } = await figures();
  assert.equal(whole.alarms, before.alarms + 2);
  assert.equal(whole.nuisances, before.nuisances + 2);
});

test('what stands for a day is stale; shelving it ends that', async () => {
  const { whole: before } = await figures();
  assert.equal(before.staleAtOnce, 0);
  await later(dayMs + hourMs);
  const { whole } = await figures(nowMs - hourMs);
  assert.equal(whole.alarms, 0, 'nothing asked in the last hour');
  assert.equal(whole.staleAtOnce, 2, 'the gate and who loiters stand unnoticed');
  for (const { id, version } of await administrator.call('alarms.list', { query: {} })) {
    const body = { version, reason: 'known', forMs: 8 * hourMs } as const;
    await administrator.call('alarms.shelve', { params: { id }, body });
  }
  await later(hourMs);
  assert.equal((await figures(nowMs - minuteMs)).whole.staleAtOnce, 0);
});

test('others see their own figures only, and nobody the future', async () => {
  const fromMs = startMs - hourMs;
  const seen = async (role: 'operator' | 'viewer') =>
    (
      await (role === 'operator' ? operator : await started.as(role)).call('alarmFigures.get', {
        query: { fromMs, toMs: nowMs },
      })
    ).operators;
  assert.deepEqual(
    (await seen('operator')).map(({ name }) => name),
    ['operator'],
  );
  assert.deepEqual(await seen('viewer'), []);
  const { toMs, whole } = await figures(startMs, nowMs + 5 * dayMs);
  assert.equal(toMs, nowMs);
  assert.equal(whole.lengthMs, nowMs - startMs);
  for (const query of [
    { fromMs: nowMs, toMs: nowMs },
    { fromMs: nowMs + 1, toMs: nowMs + 2 },
    { fromMs: 0, toMs: nowMs },
  ])
    await assert.rejects(administrator.call('alarmFigures.get', { query }), isProblem('invalid'));
});

test('shifts are parted where the site says', async () => {
  const policy = await administrator.call('alarmPolicy.get');
  assert.deepEqual(policy.shiftStarts, ['07:00', '19:00']);
  const shiftStarts = ['06:00', '14:00', '22:00'];
  await administrator.call('alarmPolicy.replace', { body: { ...policy, shiftStarts } });
  const { shifts } = await figures(nowMs - dayMs);
  assert.deepEqual(new Set(shifts.map(({ start }) => start)), new Set(shiftStarts));
  for (const bad of [['14:00', '06:00'], ['06:10'], []]) {
    const body = { ...policy, version: policy.version + 1, shiftStarts: bad };
    await assert.rejects(administrator.call('alarmPolicy.replace', { body }), isProblem('invalid'));
  }
});

test('a kind is reviewed by the site: new alarms follow, and of two who review at once the second is told', async () => {
  const body = {
    version: 0,
    priority: 'low',
    timeToRespondMs: 5 * minuteMs,
    cause: null,
    consequence: null,
    response: 'Call the station.',
  } as const;
  const params = { kind: 'queue' } as const;
  const [review] = await Promise.all([administrator.call('rationalisations.replace', { params, body })]);
  assert.deepEqual([review.reviewedBy, review.version, review.response], ['admin', 1, 'Call the station.']);
  await assert.rejects(
    administrator.call('rationalisations.replace', { params, body }),
    isProblem('version-conflict'),
  );
  await assert.rejects(operator.call('rationalisations.replace', { params, body }));
  const what = await begin({ kind: 'queue' });
  assert.equal((await alarmOf(what)).priority, 'low');
  assert.deepEqual(await administrator.call('rationalisations.list'), [review]);
  const entries = await administrator.call('audit.list', { query: { limit: 10 } });
  assert.ok(entries.some(({ action, target }) => action === 'rationalisation.changed' && target === 'queue'));
  nowMs += 4 * minuteMs;
  const late = async () => (await figures()).rules.find(({ kind }) => kind === 'queue')!.lateShare;
  assert.equal(await late(), null, 'its own time to respond is not over');
  nowMs += 2 * minuteMs;
  assert.equal(await late(), 1);
});

function isProblem(type: string): (cause: unknown) => boolean {
  return (cause) => cause instanceof ProblemError && cause.kind === type;
}
