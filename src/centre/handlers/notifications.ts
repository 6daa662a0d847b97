import { randomUUID } from 'node:crypto';
import type { NotificationView } from '../../contract/notifications.ts';
import { advance, countOf, draft } from '../../core/notification/notification.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, refuse } from '../http/problem.ts';
import { messageOf } from '../notify/message.ts';
import { readSetup } from '../notify/setup.ts';
import { change } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import {
  countNotifications,
  holdNotification,
  listNotifications,
  type StoredNotification,
  writeNotification,
} from '../store/notifications.ts';

const dayMs = 86_400_000;
const notOver = refuse(409, 'not-over', 'This message waits or was sent: there is nothing to try again');

export function notificationHandlers(
  centre: Centre,
): Pick<Handlers, 'notifications.list' | 'notifications.retry' | 'notification-recipients.test'> {
  const { sql, credentials, notifier } = centre;
  return {
    async 'notifications.list'({ query, nowMs }) {
      const { state = null, limit } = query;
      return {
        notifications: (await listNotifications(sql, { state, limit })).map(viewOf),
        counts: await countNotifications(sql, nowMs - dayMs),
      };
    },

    async 'notifications.retry'({ params, nowMs, entry }) {
      const result = await change(sql, async (tx) => {
        const before = await holdNotification(tx, params.id);
        if (before === null) return notFound('This message');
        const next = advance(before, { type: 'asked-again' }, nowMs);
        if (!next.ok) return notOver;
        const after: StoredNotification = { ...before, ...next.notification };
        await writeNotification(tx, after);
        await record(tx, { audit: entry(after.id, { recipient: after.recipientName }) });
        return viewOf(after);
      });
      notifier.poke();
      return result;
    },

    async 'notification-recipients.test'({ params, nowMs, entry }) {
      const result = await change(sql, async (tx) => {
        const { recipients, channels } = await readSetup(tx, credentials);
        const recipient = recipients.find(({ id }) => id === params.id);
        const channel = channels.find(({ id }) => id === recipient?.channelId);
        if (recipient === undefined || channel === undefined) return notFound('This recipient');
        const empty = draft({ id: randomUUID(), causes: [], nowMs, dueAtMs: nowMs, isGathering: false });
        const { language } = recipient;
        const test: StoredNotification = {
          ...empty,
          ruleId: null,
          ruleName: null,
          recipientId: recipient.id,
          recipientName: recipient.name,
          channelId: channel.id,
          channelName: channel.name,
          channelKind: channel.settings.kind,
          isIfUnacknowledged: false,
          hasPicture: false,
          ...messageOf(empty, { language, site: notifier.site, template: null, unacknowledgedMinutes: null }),
        };
        await writeNotification(tx, test);
        await record(tx, {
          audit: entry(recipient.id, { recipient: recipient.name, channel: channel.name }),
        });
        return viewOf(test);
      });
      notifier.poke();
      return result;
    },
  };
}

function viewOf(one: StoredNotification): NotificationView {
  return { ...one, count: countOf(one), alarmIds: [...new Set(one.causes.map(({ alarmId }) => alarmId))] };
}
