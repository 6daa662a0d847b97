/** What nobody acknowledges is handed on, to who is responsible, on shift and present; also over a restart. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { createCentre } from '../../src/centre/centre.ts';
import { escalate } from '../../src/centre/notify/escalate.ts';
import { verifyAudit } from '../../src/centre/store/audit.ts';
import type { AlarmView } from '../../src/contract/shapes.ts';
import { cutAfter, PowerCut } from '../support/failing-sql.ts';
import { type HttpReceiver, startReceiver } from '../support/http-receiver.ts';
import { type NotificationWorld, notificationWorld } from '../support/notification-world.ts';
import { situation, squareCamera } from '../support/situations.ts';
import { clientOf, idleFleet, testPassword } from '../support/start-centre.ts';

const minuteMs = 60_000;
const district = [
  { latitude: 55, longitude: 37 },
  { latitude: 55, longitude: 38 },
  { latitude: 56, longitude: 37.5 },
];
let world: NotificationWorld;
let receiver: HttpReceiver;
let channel: string;
before(async () => {
  receiver = await startReceiver();
  world = await notificationWorld({
    cameras: [squareCamera({ position: { latitude: 55.3, longitude: 37.5 } })],
  });
  channel = await world.channel({ kind: 'webhook', url: receiver.origin, secret: 'abc' });
});
after(async () => {
  await world?.stop();
  await receiver?.stop();
});
beforeEach(async () => {
  receiver.received.length = 0;
  const { administrator, centre } = world.started;
  // Out of every window of what was before, and with nothing open.
  await world.pass(24 * 3_600_000);
  centre.engine.endOpen(() => true, 'reported');
  await centre.engine.settled();
  for (const { id, version } of await open())
    await administrator.call('alarms.acknowledge', { params: { id }, body: { version } });
  const { rules, recipients } = await administrator.call('notifications.setup');
  for (const { id } of rules) await administrator.call('notification-rules.delete', { params: { id } });
  for (const { id } of recipients)
    await administrator.call('notification-recipients.delete', { params: { id } });
});

const open = () => world.started.administrator.call('alarms.list', { query: {} });

async function toldWhom(): Promise<string[]> {
  const { notifications } = await world.started.administrator.call('notifications.list', { query: {} });
  const since = world.clock.now - 3_600_000;
  return notifications
    .filter(({ createdAtMs }) => createdAtMs > since)
    .map(({ recipientName }) => recipientName)
    .toSorted();
}

async function theAlarm(): Promise<AlarmView> {
  const [alarm] = await open();
  return alarm!;
}

async function entries(alarm: AlarmView) {
  const all = await world.started.administrator.call('audit.list', { query: { limit: 200 } });
  return all.filter(({ action, target }) => action === 'alarm.escalated' && target === alarm.id);
}

let people = 0;
/** Somebody who can be told, and may have a console open. */
async function person(more: Parameters<NotificationWorld['recipient']>[1] & { isPresent: boolean }) {
  const { administrator, url } = world.started;
  const { isPresent, ...recipient } = more;
  const name = `person-${++people}`;
  const user = await administrator.call('users.create', {
    body: { name, password: testPassword, role: 'operator' },
  });
  await world.recipient(channel, { name, personId: user.id, ...recipient });
  const client = clientOf(url);
  await client.call('session.create', { body: { name, password: testPassword } });
  const leaving = new AbortController();
  if (isPresent) {
    const response = await client.fetch(`${url}/api/events`, { signal: leaving.signal });
    await response.body!.getReader().read();
  }
  return { name, leave: () => leaving.abort() };
}

test('it is handed on step by step while nobody acknowledges, and that stands on the alarm and in its log', async () => {
  const duty = await world.recipient(channel, { name: 'Duty manager' });
  const chief = await world.recipient(channel, { name: 'Chief' });
  const late = { when: 'unacknowledged' } as const;
  await world.rule([duty], { ...late, name: 'In three minutes', afterMinutes: 3 });
  await world.rule([chief], { ...late, name: 'In ten minutes', afterMinutes: 10 });
  await world.raise('nobody looks', { kind: 'pressure' });
  await world.pass(3 * minuteMs - 1);
  assert.deepEqual([await toldWhom(), (await theAlarm()).escalations], [[], []]);
  await world.pass(1);
  assert.deepEqual(await toldWhom(), ['Duty manager']);
  const { data } = JSON.parse(receiver.received[0]!.body.toString());
  assert.match(data.text, /^Nobody has acknowledged it for 3 min\./);
  await world.pass(7 * minuteMs);
  assert.deepEqual(await toldWhom(), ['Chief', 'Duty manager']);
  await world.pass(60 * minuteMs);
  assert.equal(receiver.received.length, 2, 'each once');
  const alarm = await theAlarm();
  assert.deepEqual(
    alarm.escalations.map(({ ruleName, to }) => [ruleName, to.join()]),
    [
      ['In three minutes', 'Duty manager'],
      ['In ten minutes', 'Chief'],
    ],
  );
  assert.deepEqual(
    (await entries(alarm)).map(({ who, detail }) => [who, detail.rule, detail.to]),
    [
      ['system', 'In ten minutes', ['Chief']],
      ['system', 'In three minutes', ['Duty manager']],
    ],
  );
  // Who looks at last acknowledges what he sees: being handed on has changed nothing he decides on.
  const { id, version } = alarm;
  await world.started.administrator.call('alarms.acknowledge', { params: { id }, body: { version } });
  assert.equal((await verifyAudit(world.started.centre.sql)).isWhole, true);
});

test('what somebody acknowledged in time, and what was over by itself, is handed on to nobody', async () => {
  const { administrator, fleet } = world.started;
  await world.rule([await world.recipient(channel)], { when: 'unacknowledged', afterMinutes: 3 });
  await world.raise('seen', { kind: 'pressure' });
  const { id, version } = await theAlarm();
  await administrator.call('alarms.acknowledge', { params: { id }, body: { version } });
  await world.raise('over', { kind: 'queue' });
  const over = { kind: 'queue', endedMs: world.clock.now } as const;
  fleet.say({ type: 'situation', phase: 'ended', situation: situation('over', over), jpeg: null });
  await world.pass(30 * minuteMs);
  assert.equal(receiver.received.length, 0);
  assert.deepEqual(await toldWhom(), []);
});

test('of those on duty who is signed in with a live connection is told; when nobody is, whoever is on shift', async () => {
  // Noon in UTC; what the site's clocks say, the shifts follow.
  const hour = new Date(world.clock.now + 5 * minuteMs).getHours();
  const clockOf = (h: number) => `${String((h + 24) % 24).padStart(2, '0')}:00`;
  const now = { from: clockOf(hour - 2), to: clockOf(hour + 2) };
  const later = { from: clockOf(hour + 6), to: clockOf(hour + 8) };
  const present = await person({ isPresent: true, area: district, shift: now });
  const away = await person({ isPresent: false, area: district, shift: now });
  const offShift = await person({ isPresent: true, area: district, shift: later });
  const elsewhere = await person({
    isPresent: true,
    area: district.map(({ latitude, longitude }) => ({ latitude: latitude + 5, longitude })),
  });
  const { people: known } = await world.started.administrator.call('notifications.setup');
  const seen = (name: string) => known.find((one) => one.name === name)?.isPresent;
  assert.deepEqual([seen(present.name), seen(away.name)], [true, false]);
  await world.rule([], { when: 'unacknowledged', afterMinutes: 1, roles: ['operator'], isDutyOnly: true });
  await world.raise('one is there', { kind: 'dispersal' });
  world.clock.now += minuteMs;
  // The beat of the server notes open connections; its own clock is not this one.
  await world.started.centre.connections.revalidate();
  await world.work();
  assert.deepEqual(await toldWhom(), [present.name]);

  present.leave();
  // Who was not heard of for three beats is away.
  await world.pass(minuteMs);
  await world.started.centre.connections.revalidate();
  await world.raise('nobody is there', { kind: 'counter-flow' });
  world.clock.now += minuteMs;
  await world.started.centre.connections.revalidate();
  await world.work();
  const both = [present.name, away.name].toSorted();
  const counterFlow = (await open()).find(({ kind }) => kind === 'counter-flow')!;
  assert.deepEqual([...counterFlow.escalations[0]!.to].toSorted(), both);
  assert.equal((await entries(counterFlow))[0]!.detail.relaxed, 'presence');
  offShift.leave();
  elsewhere.leave();
});

test('who is told at once is chosen in the same way, by the place of the camera', async () => {
  const there = await world.recipient(channel, { name: 'District', area: district });
  const far = district.map(({ latitude, longitude }) => ({ latitude: latitude - 20, longitude }));
  const elsewhere = await world.recipient(channel, { name: 'Elsewhere', area: far });
  await world.rule([there, elsewhere], { isDutyOnly: true });
  await world.rule([elsewhere], { name: 'Not here', area: far });
  await world.raise('here', { kind: 'left-object' });
  assert.deepEqual(await toldWhom(), ['District']);
});

test('a rule means somebody, and a person who exists', async () => {
  const { administrator } = world.started;
  await assert.rejects(world.rule([]), /Name a recipient or a role/);
  const nobody = '00000000-0000-4000-8000-000000000000';
  await assert.rejects(world.recipient(channel, { personId: nobody }), /This person/);
  assert.equal((await administrator.call('notifications.setup')).rules.length, 0);
});

test('what flickers away while the message is on its way is told all the same: nobody has noticed it', async () => {
  const { fleet, centre } = world.started;
  await world.rule([await world.recipient(channel)], { when: 'unacknowledged', afterMinutes: 3 });
  await world.raise('flickers', { kind: 'pressure' });
  world.clock.now += 3 * minuteMs;
  const { clock, credentials, sql, notifier } = centre;
  await escalate({ sql, clock, credentials, site: notifier.site });
  const over = { kind: 'pressure', endedMs: world.clock.now } as const;
  fleet.say({ type: 'situation', phase: 'ended', situation: situation('flickers', over), jpeg: null });
  await world.work();
  assert.equal((await theAlarm()).state, 'returned-unacknowledged');
  assert.equal(receiver.received.length, 1);
});

for (const when of ['before', 'after'] as const) {
  test(`killed ${when} each statement in turn, it is handed on once and told once`, async () => {
    const { centre } = world.started;
    const duty = await world.recipient(channel, { name: 'Duty manager' });
    await world.rule([duty], { when: 'unacknowledged', afterMinutes: 3, repeatMinutes: 0 });
    let hasCut = true;
    let steps = 0;
    for (; hasCut; steps++) {
      await world.raise(`${when}-${steps}`, { kind: 'pressure', zoneId: `${when}-${steps}` });
      const alarm = (await open()).find(({ situationId }) => situationId === `${when}-${steps}`)!;
      world.clock.now += 3 * minuteMs;
      const cut = cutAfter(centre.sql, steps, when);
      const life = { clock: { nowMs: () => world.clock.now }, credentials: centre.credentials };
      try {
        while (await escalate({ ...life, sql: cut.sql, site: centre.notifier.site }));
      } catch (cause) {
        if (!(cause instanceof PowerCut)) throw cause;
      }
      hasCut = cut.hasCut();
      receiver.received.length = 0;
      await world.work();
      const after = await world.started.administrator.call('alarms.get', { params: { id: alarm.id } });
      assert.equal(after.escalations.length, 1, `after ${steps} statements`);
      assert.equal((await entries(after)).length, 1);
      assert.equal(receiver.received.length, 1);
      await world.started.administrator.call('alarms.acknowledge', {
        params: { id: alarm.id },
        body: { version: after.version },
      });
      await world.pass(20 * minuteMs);
    }
    assert.ok(steps > 6, `${steps} steps were cut`);
  });
}

// Last: the centre of the world is gone afterwards.
test('a centre that was away when it was due makes up for it, though the cause was reported anew', async () => {
  const { centre, database, media } = world.started;
  const duty = await world.recipient(channel, { name: 'Duty manager' });
  await world.rule([duty], { when: 'unacknowledged', afterMinutes: 5 });
  await world.raise('before', { kind: 'person-on-track' });
  const { id, unnoticedSinceMs } = await theAlarm();
  await world.pass(4 * minuteMs);
  assert.equal(receiver.received.length, 0);
  await centre.notifier.stop();
  world.clock.now += 10 * minuteMs;
  const fleet = idleFleet();
  const { clock, config } = centre;
  const again = await createCentre({ database, fleet, media, clock, config, log: () => {} });
  try {
    // The processes of before are gone, and the new one reports what it sees.
    const what = { kind: 'person-on-track', sinceMs: clock.nowMs(), detectedAtMs: clock.nowMs() } as const;
    fleet.say({ type: 'situation', phase: 'began', situation: situation('after', what), jpeg: null });
    await again.engine.settled();
    await again.notifier.work();
    assert.equal(receiver.received.length, 1);
    const alarm = await theAlarm();
    assert.equal(alarm.id, id);
    assert.deepEqual([alarm.unnoticedSinceMs, alarm.times], [unnoticedSinceMs, 2]);
    assert.deepEqual(
      alarm.escalations.map(({ to, atMs }) => [to.join(), atMs]),
      [['Duty manager', clock.nowMs()]],
    );
  } finally {
    await again.close();
  }
});
