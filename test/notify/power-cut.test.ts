/** A process that is killed between any two steps loses no message, and sends none without the id of its first attempt. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { callOut } from '../../src/centre/notify/call-out.ts';
import { createNotificationSender } from '../../src/centre/notify/notification-sender.ts';
import { writeNotifications } from '../../src/centre/notify/notification-writer.ts';
import type { Sql } from '../../src/centre/store/database.ts';
import { cutAfter, PowerCut } from '../support/failing-sql.ts';
import { type HttpReceiver, startReceiver } from '../support/http-receiver.ts';
import { type NotificationWorld, notificationWorld } from '../support/notification-world.ts';
import { situation } from '../support/situations.ts';

let world: NotificationWorld;
let receiver: HttpReceiver;
before(async () => {
  receiver = await startReceiver();
  world = await notificationWorld();
  const channel = await world.channel({ kind: 'webhook', url: receiver.origin, secret: 'abc' });
  await world.rule([await world.recipient(channel)], {
    repeatMinutes: 0,
    flood: { messages: 100, minutes: 1 },
  });
});
after(async () => {
  await world?.stop();
  await receiver?.stop();
});

/** One life of a process: reads on, sends, and dies where the power goes. */
async function live(sql: Sql): Promise<void> {
  const { centre } = world.started;
  const shared = {
    clock: { nowMs: () => world.clock.now },
    credentials: centre.credentials,
    site: centre.notifier.site,
  };
  const sender = createNotificationSender({
    ...shared,
    sql,
    log: () => {},
    keys: { publicKey: '', privateKey: '' },
    callOut,
    isPrivateRefused: false,
    isPushService: () => false,
    chance: () => 0,
    onDone: () => {},
  });
  try {
    while (await writeNotifications({ ...shared, sql }));
    while (await sender.turn());
  } catch (cause) {
    if (!(cause instanceof PowerCut)) throw cause;
  } finally {
    await sender.settled();
  }
}

for (const when of ['before', 'after'] as const) {
  test(`killed ${when} each statement in turn: told at least once, always under one id, and then on record as sent`, async () => {
    const { centre, fleet } = world.started;
    let steps = 0;
    let hasCut = true;
    while (hasCut) {
      receiver.received.length = 0;
      // The centre's own worker is stopped: this one raises the alarm and leaves the rest to the lives below.
      await centre.notifier.stop();
      const id = `${when}-${steps}`;
      const what = situation(id, { zoneId: id, sinceMs: world.clock.now, detectedAtMs: world.clock.now });
      fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg: null });
      await centre.engine.settled();

      const cut = cutAfter(centre.sql, steps, when);
      await live(cut.sql);
      hasCut = cut.hasCut();
      world.clock.now += 61_000;
      await live(centre.sql);

      const ids = new Set(receiver.received.map(({ headers }) => headers['idempotency-key']));
      assert.equal(ids.size, 1, `after ${steps} statements: ${receiver.received.length} calls`);
      assert.ok(receiver.received.length <= 2);
      const { notifications } = await world.started.administrator.call('notifications.list', { query: {} });
      const told = notifications.find((one) => ids.has(one.id));
      assert.equal(told?.state, 'sent');
      assert.ok(notifications.every(({ state }) => state === 'sent'));
      steps++;
    }
    assert.ok(steps > 10, `${steps} steps were cut`);
  });
}
