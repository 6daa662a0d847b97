/** From an alarm to a message: who is told, when not, and what stays on record. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { change } from '../../src/centre/store/database.ts';
import { record } from '../../src/centre/store/ledger.ts';
import { listSetup } from '../../src/centre/store/notification-setup.ts';
import type { ProblemError } from '../../src/contract/client.ts';
import type { NotificationView } from '../../src/contract/notifications.ts';
import { type HttpReceiver, startReceiver } from '../support/http-receiver.ts';
import { type NotificationWorld, notificationWorld, ruleDraft } from '../support/notification-world.ts';

let world: NotificationWorld;
let receiver: HttpReceiver;
let recipientId: string;
const secret = 'of the receiver';
before(async () => {
  receiver = await startReceiver();
  world = await notificationWorld();
  const channel = await world.channel({ kind: 'webhook', url: `${receiver.origin}/hook`, secret });
  recipientId = await world.recipient(channel);
});
after(async () => {
  await world?.stop();
  await receiver?.stop();
});
beforeEach(async () => {
  receiver.received.length = 0;
  // Out of every window of what was before.
  await world.pass(48 * 3_600_000);
  const { rules } = await world.started.administrator.call('notifications.setup');
  for (const { id } of rules)
    await world.started.administrator.call('notification-rules.delete', { params: { id } });
});

async function listed(): Promise<NotificationView[]> {
  return (await world.started.administrator.call('notifications.list', { query: {} })).notifications;
}

async function openAlarms() {
  return world.started.administrator.call('alarms.list', { query: {} });
}

test('an alarm is told once, however often it changes, and again when it stands again after the time of the rule', async () => {
  await world.rule([recipientId]);
  await world.raise('once');
  const what = (await openAlarms()).find(({ situationId }) => situationId === 'once')!.situation;
  const say = async (phase: 'changed' | 'ended', more = {}) => {
    world.started.fleet.say({ type: 'situation', phase, situation: { ...what, ...more }, jpeg: null });
    await world.work();
  };
  await say('changed', { certainty: 0.99 });
  await say('ended', { endedMs: world.clock.now });
  assert.equal(receiver.received.length, 1);
  await world.raise('at once again');
  assert.equal(receiver.received.length, 1);
  assert.equal((await listed())[0]!.repeats, 1);
  world.clock.now += 20 * 60_000;
  await say('ended', { id: 'at once again', endedMs: world.clock.now });
  await world.raise('much later');
  assert.equal(receiver.received.length, 2);
});

test('what a rule does not name is not told, nor what was before there was one', async () => {
  await world.raise('before the rule', { kind: 'queue' });
  await world.rule([recipientId], { kinds: ['loitering'], priorities: ['low'], cameraIds: ['square'] });
  await world.raise('another kind', { kind: 'dispersal' });
  assert.equal(receiver.received.length, 0);
  await world.raise('this kind', { kind: 'loitering' });
  assert.equal(receiver.received.length, 1);
});

test('a flood of 500 alarms is five messages and one that counts 495', async () => {
  await world.rule([recipientId], { kinds: ['crowding'] });
  for (let i = 0; i < 500; i++)
    world.started.fleet.say({
      type: 'situation',
      phase: 'began',
      situation: {
        id: `flood-${i}`,
        cameraId: 'square',
        kind: 'crowding',
        zoneId: `zone-${i}`,
        sinceMs: world.clock.now,
        detectedAtMs: world.clock.now,
        endedMs: null,
        certainty: 1,
        levelOfService: null,
        because: [],
      },
      jpeg: null,
    });
  await world.work();
  assert.equal(receiver.received.length, 5);
  await world.pass(10 * 60_000);
  assert.equal(receiver.received.length, 6);
  const { data } = JSON.parse(receiver.received[5]!.body.toString());
  assert.equal(data.count, 495);
  assert.match(data.text, /^495 alarms since .*: crowding 495\n- Square is crowded/);
  assert.match(data.text, /and 490 more/);
});

test('who is told of what nobody acknowledges hears nothing of what somebody did', async () => {
  await world.rule([recipientId], {
    when: 'unacknowledged',
    afterMinutes: 3,
    kinds: ['pressure', 'counter-flow'],
  });
  await world.raise('seen', { kind: 'pressure' });
  await world.raise('unseen', { kind: 'counter-flow' });
  const seen = (await openAlarms()).find(({ kind }) => kind === 'pressure')!;
  const { id, version } = seen;
  await world.started.administrator.call('alarms.acknowledge', { params: { id }, body: { version } });
  await world.pass(3 * 60_000 - 1);
  assert.equal(receiver.received.length, 0);
  await world.pass(1);
  assert.equal(receiver.received.length, 1);
  const { data } = JSON.parse(receiver.received[0]!.body.toString());
  assert.match(data.text, /^Nobody has acknowledged it for 3 min\.\nTwo streams/);
  assert.ok((await listed()).every(({ alarmIds }) => !alarmIds.includes(seen.id)));
});

test('what was handed on and waits for the morning is dropped when somebody acknowledges meanwhile', async () => {
  const quietHours = { from: '00:00', to: '23:59', doesHighBreak: false };
  await world.rule([recipientId], {
    when: 'unacknowledged',
    afterMinutes: 3,
    kinds: ['wrong-way'],
    quietHours,
  });
  await world.raise('at night', { kind: 'wrong-way', zoneId: 'night' });
  await world.pass(3 * 60_000);
  const alarm = (await openAlarms()).find(({ situationId }) => situationId === 'at night')!;
  assert.equal(alarm.escalations.length, 1);
  const { id, version } = alarm;
  await world.started.administrator.call('alarms.acknowledge', { params: { id }, body: { version } });
  await world.pass(24 * 3_600_000);
  assert.equal(receiver.received.length, 0);
  const dropped = (await listed()).find(({ alarmIds }) => alarmIds.includes(id))!;
  assert.deepEqual([dropped.state, dropped.said], ['dropped', 'somebody has acknowledged it']);
});

test('in quiet hours a message waits for the morning; high priority does not, where the rule says so', async () => {
  await world.rule([recipientId], { quietHours: { from: '00:00', to: '23:59', doesHighBreak: true } });
  await world.raise('sleep', { kind: 'slow-traffic' });
  assert.equal(receiver.received.length, 0);
  await world.raise('wake up', { kind: 'person-on-track' });
  assert.equal(receiver.received.length, 1);
  await world.pass(24 * 3_600_000);
  assert.equal(receiver.received.length, 2);
});

test('after a day without success it is given up, and that is shown', async () => {
  await world.rule([recipientId], { kinds: ['left-object'] });
  receiver.answer(500, 'broken');
  await world.raise('unlucky', { kind: 'left-object' });
  for (let hour = 0; hour < 25; hour++) await world.pass(3_600_000);
  receiver.answer(200);
  const [one] = await listed();
  assert.deepEqual([one!.state, one!.said], ['failed', '500 broken']);
  assert.ok(one!.attempts >= 20);
  const { counts } = await world.started.administrator.call('notifications.list', {
    query: { state: 'sent' },
  });
  assert.equal(typeof counts.failed, 'number');
});

test('secrets are stored sealed, shown to nobody, kept by ***, and never sent to another place', async () => {
  const { administrator, centre } = world.started;
  const operator = await world.started.as('operator');
  const { channels } = await administrator.call('notifications.setup');
  const channel = channels[0]!;
  const url = `${receiver.origin}/hook`;
  assert.deepEqual(channel.settings, { kind: 'webhook', url, secret: '***' });
  assert.equal((await operator.call('notifications.setup')).channels[0]!.settings, null);
  for (const { sealed } of await listSetup(centre.sql)) assert.ok(!Buffer.from(sealed).includes(secret));

  const update = (settings: object, version: number) =>
    administrator.call('notification-channels.update', {
      params: { id: channel.id },
      body: { name: 'Renamed', isEnabled: true, settings: settings as never, version },
    });
  await assert.rejects(
    update({ kind: 'webhook', url: 'https://evil.example/', secret: '***' }, channel.version),
    (error: ProblemError) => error.kind === 'secret-needed',
  );
  const kept = await update({ kind: 'webhook', url, secret: '***' }, channel.version);
  assert.equal(kept.version, channel.version + 1);
  await assert.rejects(
    update({ kind: 'webhook', url, secret: '***' }, channel.version),
    (error: ProblemError) => {
      assert.equal(error.kind, 'version-conflict');
      return /^admin changed the channel "Renamed" meanwhile/.test(error.message);
    },
  );
  const said = JSON.stringify(await administrator.call('audit.list', { query: { limit: 100 } }));
  assert.ok(!said.includes(secret));
});

test('what is used is not removed, and what does not fit is refused in words', async () => {
  const { administrator } = world.started;
  const ruleId = await world.rule([recipientId]);
  const refusedWith = (kind: string) => (error: ProblemError) => error.kind === kind;
  const remove = { params: { id: recipientId } };
  await assert.rejects(administrator.call('notification-recipients.delete', remove), refusedWith('in-use'));
  const { channels } = await administrator.call('notifications.setup');
  const channelId = channels[0]!.id;
  await assert.rejects(
    administrator.call('notification-channels.delete', { params: { id: channelId } }),
    refusedWith('in-use'),
  );
  const body = { name: 'x', isEnabled: true, channelId, address: 'a@b', language: 'en' as const };
  await assert.rejects(
    administrator.call('notification-recipients.create', { body }),
    refusedWith('invalid'),
  );
  const template = { en: { subject: 'Hello {nobody}', body: 'x' }, ru: null };
  await assert.rejects(
    administrator.call('notification-rules.create', {
      body: ruleDraft([recipientId], { templates: template }),
    }),
    refusedWith('invalid'),
  );
  const nobody = '00000000-0000-4000-8000-000000000000';
  await assert.rejects(
    administrator.call('notification-rules.create', { body: ruleDraft([nobody]) }),
    refusedWith('not-found'),
  );
  await administrator.call('notification-rules.delete', { params: { id: ruleId } });
});

test('a step of a procedure that asks for it tells recipients by their name', async () => {
  const { administrator, centre } = world.started;
  await change(centre.sql, (tx) =>
    record(tx, {
      audit: { atMs: world.clock.now, who: 'system', action: 'incident.noted', target: null, detail: {} },
      events: [
        {
          type: 'incident-notice',
          incidentId: '00000000-0000-4000-8000-000000000000',
          stepId: 'tell',
          to: ['duty manager', 'Somebody unknown'],
          text: { en: 'Open gate 4.', ru: 'Откройте ворота 4.' },
        },
      ],
    }),
  );
  await world.work();
  assert.equal(receiver.received.length, 1);
  const event = JSON.parse(receiver.received[0]!.body.toString());
  assert.equal(event.type, 'lamplighter.message');
  assert.match(event.data.text, /Open gate 4\.$/);
  assert.equal(
    (await administrator.call('notifications.list', { query: {} })).notifications[0]!.state,
    'sent',
  );
});
