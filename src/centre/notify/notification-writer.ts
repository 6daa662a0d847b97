/**
 * The outbox, in which every change of an alarm was stored together with the change itself, becomes messages to people.
 * Reading on, the messages and the new place in the outbox are one transaction: after a crash anywhere nothing is lost
 * and nothing is made twice.
 */
import { randomUUID } from 'node:crypto';
import type { LiveEvent } from '../../contract/events.ts';
import type { AlarmView } from '../../contract/shapes.ts';
import type { Cause } from '../../core/notification/cause.ts';
import { route } from '../../core/notification/duty.ts';
import { advance, draft, type NotificationEvent } from '../../core/notification/notification.ts';
import { lookBackMs, place } from '../../core/notification/place.ts';
import { applies } from '../../core/notification/rule.ts';
import type { Credentials } from '../credentials.ts';
import type { Clock } from '../ports.ts';
import { findAlarm } from '../store/alarms.ts';
import { placesOf } from '../store/cameras.ts';
import { change, type Sql, type Tx } from '../store/database.ts';
import { findIncident } from '../store/incidents.ts';
import {
  holdCursor,
  holdLately,
  isNewCause,
  moveCursor,
  type StoredNotification,
  writeNotification,
} from '../store/notifications.ts';
import { eventsAfter } from '../store/outbox.ts';
import { readDuties } from './duties.ts';
import { type MessageSite, messageOf } from './message.ts';
import { readSetup, type Setup, type StoredRecipient, type StoredRule } from './setup.ts';

const batch = 200;

type Notice = Extract<LiveEvent, { type: 'incident-notice' }>;
type HandedOn = Extract<LiveEvent, { type: 'alarm-escalated' }>;

type World = {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly site: MessageSite;
};

/** Reads on in the outbox. @returns whether there may be more. */
export function writeNotifications(world: World): Promise<boolean> {
  return change(world.sql, async (tx) => {
    const cursor = await holdCursor(tx);
    const events = await eventsAfter(tx, cursor, batch);
    if (events.length === 0) return false;
    const nowMs = world.clock.nowMs();
    const causes: Cause[] = [];
    const notices: Notice[] = [];
    const handedOn: HandedOn[] = [];
    for (const { event } of events) {
      if (event?.type === 'incident-notice') notices.push(event);
      if (event?.type === 'alarm-escalated') handedOn.push(event);
      if (event?.type !== 'alarm' || event.alarm.state !== 'unacknowledged') continue;
      const { alarm } = event;
      if (await isNewCause(tx, `${alarm.id} ${alarm.situationId}`, nowMs)) causes.push(causeOf(alarm));
    }
    if (causes.length > 0) await tellOf(tx, causes, nowMs, world);
    for (const event of handedOn) await handOn(tx, event, nowMs, world);
    for (const notice of notices) await passOn(tx, notice, nowMs, world);
    await moveCursor(tx, events.at(-1)!.id);
    return events.length === batch;
  });
}

/** A step of a procedure asks that these are told: recipients by their name. Names nobody has are in the log of the incident. */
async function passOn(tx: Tx, notice: Notice, nowMs: number, world: World): Promise<void> {
  const { recipients, channels } = await readSetup(tx, world.credentials);
  const incident = await findIncident(tx, notice.incidentId);
  for (const recipient of recipients) {
    const channel = channels.find(({ id }) => id === recipient.channelId);
    const isMeant = notice.to.some((name) => name.toLowerCase() === recipient.name.toLowerCase());
    if (!isMeant || !recipient.isEnabled || channel === undefined) continue;
    const text = notice.text[recipient.language] ?? notice.text.en ?? notice.text.ru ?? '';
    const number = `#${incident?.number ?? ''} ${incident?.place ?? ''}`.trim();
    await writeNotification(tx, {
      ...draft({ id: randomUUID(), causes: [], nowMs, dueAtMs: nowMs, isGathering: false }),
      ruleId: null,
      ruleName: number,
      recipientId: recipient.id,
      recipientName: recipient.name,
      channelId: channel.id,
      channelName: channel.name,
      channelKind: channel.settings.kind,
      isIfUnacknowledged: false,
      hasPicture: false,
      subject: `${world.site.name}: ${number}`,
      body: `${number}\n${text}`,
    });
  }
}

function causeOf(alarm: AlarmView): Cause {
  return {
    alarmId: alarm.id,
    kind: alarm.kind,
    priority: alarm.priority,
    cameraId: alarm.cameraId,
    cameraName: alarm.cameraName,
    zoneId: alarm.zoneId,
    place: alarm.zoneName ?? alarm.cameraName,
    atMs: alarm.situation.detectedAtMs,
  };
}

async function tellOf(tx: Tx, causes: readonly Cause[], nowMs: number, world: World): Promise<void> {
  const setup = await readSetup(tx, world.credentials);
  const duties = await readDuties(tx, setup, nowMs);
  const places = await placesOf(tx, [...new Set(causes.map(({ cameraId }) => cameraId))]);
  for (const rule of setup.rules) {
    if (rule.when !== 'raised') continue;
    const forWhom = new Map<string, Cause[]>();
    for (const cause of causes) {
      const place = places.get(cause.cameraId) ?? null;
      if (!applies(rule, cause, place)) continue;
      const { timeZone } = world.site;
      for (const id of route(rule, duties, { place, atMs: nowMs, timeZone }).recipientIds)
        forWhom.set(id, [...(forWhom.get(id) ?? []), cause]);
    }
    for (const [recipientId, ours] of forWhom) {
      const recipient = setup.recipients.find(({ id }) => id === recipientId)!;
      await tell(tx, ours, { rule, recipient, setup, nowMs, world });
    }
  }
}

/** Whom it was handed on to was decided when it was. A rule or a recipient that is gone since tells nobody. */
async function handOn(tx: Tx, event: HandedOn, nowMs: number, world: World): Promise<void> {
  const setup = await readSetup(tx, world.credentials);
  const rule = setup.rules.find(({ id }) => id === event.ruleId);
  const alarm = await findAlarm(tx, event.alarmId);
  if (rule === undefined || alarm === null) return;
  for (const recipientId of event.recipientIds) {
    const recipient = setup.recipients.find(({ id }) => id === recipientId);
    if (recipient?.isEnabled !== true) continue;
    await tell(tx, [causeOf(alarm)], { rule, recipient, setup, nowMs, world });
  }
}

async function tell(
  tx: Tx,
  causes: readonly Cause[],
  to: {
    readonly rule: StoredRule;
    readonly recipient: StoredRecipient;
    readonly setup: Setup;
    readonly nowMs: number;
    readonly world: World;
  },
): Promise<void> {
  const { rule, recipient, nowMs } = to;
  const channel = to.setup.channels.find(({ id }) => id === recipient.channelId);
  if (channel === undefined) return;
  const { timeZone } = to.world.site;
  const lately = { ruleId: rule.id, recipientId: recipient.id, sinceMs: nowMs - lookBackMs(rule) };
  const sent = new Map((await holdLately(tx, lately)).map((one) => [one.id, one]));
  const changed = new Set<string>();
  const put = (one: StoredNotification) => {
    sent.set(one.id, one);
    changed.add(one.id);
  };
  const step = (id: string, event: NotificationEvent) => {
    const before = sent.get(id)!;
    const next = advance(before, event, nowMs);
    if (next.ok) put({ ...before, ...next.notification });
  };
  for (const cause of causes) {
    const placing = place(cause, { rule, sent: [...sent.values()], nowMs, timeZone });
    if (placing.to === 'repeat') step(placing.id, { type: 'repeated' });
    else if (placing.to === 'gathering') step(placing.id, { type: 'gathered', cause });
    else
      put({
        ...draft({ id: randomUUID(), causes: [cause], nowMs, ...placing }),
        ruleId: rule.id,
        ruleName: rule.name,
        recipientId: recipient.id,
        recipientName: recipient.name,
        channelId: channel.id,
        channelName: channel.name,
        channelKind: channel.settings.kind,
        isIfUnacknowledged: rule.when === 'unacknowledged',
        hasPicture: rule.hasPicture && channel.settings.kind === 'email',
        subject: '',
        body: '',
      });
  }
  for (const id of changed) await writeNotification(tx, worded(sent.get(id)!, to));
}

/** Its words follow what it tells of, until it is first sent. */
function worded(
  one: StoredNotification,
  { rule, recipient, world }: { rule: StoredRule; recipient: StoredRecipient; world: World },
): StoredNotification {
  if (one.attempts > 0 || one.state !== 'waiting') return one;
  const { language } = recipient;
  return {
    ...one,
    ...messageOf(one, {
      language,
      site: world.site,
      template: rule.templates[language],
      unacknowledgedMinutes: rule.when === 'unacknowledged' ? rule.afterMinutes : null,
    }),
  };
}
