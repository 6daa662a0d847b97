/**
 * Sends what is due. An attempt is noted before it is made, and its outcome after: a process that dies in between leaves a
 * message that is sent once more when the attempt counts as lost, with the same id. So each arrives at least once.
 */
import { type ChannelSettings, pushedNowhere } from '../../contract/notifications.ts';
import { asksForNotice } from '../../core/alarm/alarm.ts';
import {
  advance,
  countOf,
  type Notification,
  type NotificationEvent,
} from '../../core/notification/notification.ts';
import { unreachable } from '../../core/unreachable.ts';
import type { Credentials } from '../credentials.ts';
import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import type { Clock } from '../ports.ts';
import { findAlarm, findPicture } from '../store/alarms.ts';
import { change, isDatabaseDown, type Sql } from '../store/database.ts';
import {
  holdDue,
  holdNotification,
  type StoredNotification,
  writeNotification,
} from '../store/notifications.ts';
import { deletePush, listPush } from '../store/push-subscriptions.ts';
import type { CallOut } from './call-out.ts';
import { sendEmail } from './gateways/email.ts';
import type { Outcome, Outgoing } from './gateways/outgoing.ts';
import { sendPush } from './gateways/push.ts';
import { sendSms } from './gateways/sms.ts';
import { sendWebhook } from './gateways/webhook.ts';
import type { MessageSite } from './message.ts';
import type { PushKeys } from './push-keys.ts';
import { openPush } from './push-seal.ts';
import { readSetup, type Setup } from './setup.ts';

export type NotificationSender = {
  /** Begins what is due. @returns whether something was begun; it ends by itself. */
  turn(): Promise<boolean>;
  inFlight(): number;
  /** Resolves once what was begun has ended. */
  settled(): Promise<void>;
};

const inFlightMost = 16;
/** A gateway that does not answer holds up its own channel only. */
const perChannelMost = 4;

export function createNotificationSender(world: {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly credentials: Credentials;
  readonly site: MessageSite;
  readonly keys: PushKeys;
  readonly callOut: CallOut;
  readonly isPrivateRefused: boolean;
  readonly isPushService: (endpoint: string) => boolean;
  /** 0 to 1. */
  readonly chance: () => number;
  /** One has ended: there is room. */
  readonly onDone: () => void;
}): NotificationSender {
  const { sql, clock, log, credentials, site, callOut } = world;
  const inFlight = new Map<string, { readonly channelId: string; readonly done: Promise<void> }>();
  const mayBePrivate = !world.isPrivateRefused;

  async function turn(): Promise<boolean> {
    const limit = Math.min(perChannelMost, inFlightMost - inFlight.size);
    if (limit <= 0) return false;
    const setup = await readSetup(sql, credentials);
    const nowMs = clock.nowMs();
    const claimed = await change(sql, async (tx) => {
      const due = await holdDue(tx, { nowMs, limit, busyChannelIds: busyChannels() });
      const begun: StoredNotification[] = [];
      for (const one of due) {
        const next = advance(one, { type: 'claimed' }, nowMs);
        if (!next.ok) continue;
        const claim = { ...one, ...next.notification };
        await writeNotification(tx, claim);
        begun.push(claim);
      }
      return begun;
    });
    for (const one of claimed) {
      const done = send(one, setup).finally(() => {
        inFlight.delete(one.id);
        world.onDone();
      });
      inFlight.set(one.id, { channelId: one.channelId, done });
    }
    return claimed.length > 0;
  }

  function busyChannels(): string[] {
    const counts = new Map<string, number>();
    for (const { channelId } of inFlight.values()) counts.set(channelId, (counts.get(channelId) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= perChannelMost).map(([id]) => id);
  }

  async function send(one: StoredNotification, setup: Setup): Promise<void> {
    try {
      const event = await attempt(one, setup);
      await change(sql, async (tx) => {
        const now = await holdNotification(tx, one.id);
        // Another attempt has begun since, because this one took too long: its outcome counts.
        if (now === null || now.attempts !== one.attempts) return;
        const next = advance(now, event, clock.nowMs());
        if (next.ok) await writeNotification(tx, { ...now, ...next.notification });
      });
    } catch (cause) {
      if (!isDatabaseDown(cause))
        logFailure(log, 'a notification could not be followed; it is sent again', cause);
    }
  }

  async function attempt(one: StoredNotification, setup: Setup): Promise<NotificationEvent> {
    const reason = await whyNot(one);
    if (reason !== null) return { type: 'not-needed', why: reason };
    // A unit's own phone is no recipient that somebody entered: it stands for itself.
    if (isToPhone(one)) return withChance(await pushAll(await outgoing(one, one.recipientId)));
    const recipient = setup.recipients.find(({ id }) => id === one.recipientId);
    const channel = setup.channels.find(({ id }) => id === recipient?.channelId);
    if (recipient?.isEnabled !== true)
      return { type: 'not-needed', why: 'the recipient is gone or switched off' };
    if (channel?.isEnabled !== true)
      return { type: 'not-needed', why: 'the channel is gone or switched off' };
    return withChance(await sendBy(channel.settings, await outgoing(one, recipient.address)));
  }

  function withChance(outcome: Outcome): NotificationEvent {
    return outcome.type === 'failed' ? { ...outcome, chance: world.chance() } : outcome;
  }

  /** What was put off until somebody would have acknowledged, and somebody has. */
  async function whyNot(one: StoredNotification): Promise<string | null> {
    if (!one.isIfUnacknowledged) return null;
    for (const { alarmId } of one.causes) {
      const alarm = await findAlarm(sql, alarmId);
      // Also one that is over since: it was handed on because nobody had noticed, and nobody has.
      if (alarm !== null && asksForNotice(alarm)) return null;
    }
    return 'somebody has acknowledged it';
  }

  async function outgoing(one: StoredNotification, address: string): Promise<Outgoing> {
    const { id, subject, body, createdAtMs, causes } = one;
    const newest = causes.at(-1);
    const picture = one.hasPicture && newest !== undefined ? await findPicture(sql, newest.alarmId) : null;
    return {
      id,
      subject,
      body,
      createdAtMs,
      causes,
      count: countOf(one as Notification),
      isTest: one.ruleName === null,
      address,
      picture,
      site,
    };
  }

  function sendBy(settings: ChannelSettings, message: Outgoing): Promise<Outcome> {
    switch (settings.kind) {
      case 'email':
        return sendEmail(settings, message, { mayBePrivate });
      case 'webhook':
        return sendWebhook(settings, message, { callOut, mayBePrivate, nowMs: clock.nowMs() });
      case 'sms':
        return sendSms(settings, message, { callOut, mayBePrivate });
      case 'push':
        return pushAll(message);
      default:
        return unreachable(settings);
    }
  }

  /** To every browser of the person: one that takes it is enough. */
  async function pushAll(message: Outgoing): Promise<Outcome> {
    const rows = await listPush(sql, message.address);
    const outcomes: Outcome[] = [];
    for (const row of rows) {
      const subscription = openPush(credentials, row);
      if (subscription === null) continue;
      const outcome = await sendPush(subscription, message, {
        keys: world.keys,
        callOut,
        isService: world.isPushService,
      });
      if (outcome.isGone) await deletePush(sql, row.endpointHash);
      outcomes.push(outcome);
    }
    return (
      outcomes.find(({ type }) => type === 'accepted') ??
      outcomes.find(({ type }) => type === 'failed') ??
      outcomes[0] ?? { type: 'refused', said: pushedNowhere }
    );
  }

  return {
    turn,
    inFlight: () => inFlight.size,
    async settled() {
      await Promise.all([...inFlight.values()].map(({ done }) => done));
    },
  };
}

function isToPhone(one: Pick<StoredNotification, 'channelKind' | 'channelId' | 'recipientId'>): boolean {
  return one.channelKind === 'push' && one.channelId === one.recipientId;
}
