/**
 * Alarms that nobody notices are handed on. That it was done stands on the alarm, in its log and in the outbox in one
 * transaction; the message is made of the outbox. So a centre that dies in between tells it once, and one that was away
 * makes up for it when it comes back.
 */
import type { Alarm } from '../../core/alarm/alarm.ts';
import { advance } from '../../core/alarm/alarm-life.ts';
import { dueEscalations } from '../../core/alarm/escalation.ts';
import { type Relaxation, route } from '../../core/notification/duty.ts';
import { applies } from '../../core/notification/rule.ts';
import type { Position } from '../../core/position.ts';
import { recordAlarms } from '../alarms/record-alarms.ts';
import type { Credentials } from '../credentials.ts';
import type { Clock } from '../ports.ts';
import { isAnythingUnheard, listUnheard, lockAlarms, updateAlarms } from '../store/alarms.ts';
import { change, type Sql } from '../store/database.ts';
import { readDuties } from './duties.ts';
import type { MessageSite } from './message.ts';
import { readSetup, type StoredRule } from './setup.ts';

const minuteMs = 60_000;
/** Other people's changes come in between. */
const atOnce = 50;

type Step = {
  readonly alarm: Alarm;
  readonly rule: StoredRule;
  readonly recipientIds: readonly string[];
  readonly to: readonly string[];
  readonly relaxed: Relaxation | null;
};

/** Hands on what is due. @returns whether there may be more. */
export async function escalate(world: {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly site: MessageSite;
}): Promise<boolean> {
  const { sql, credentials, site } = world;
  const nowMs = world.clock.nowMs();
  if (!(await isAnythingUnheard(sql, nowMs - minuteMs))) return false;
  return change(sql, async (tx) => {
    await lockAlarms(tx);
    const setup = await readSetup(tx, credentials);
    const rules = setup.rules.filter(({ isEnabled, when }) => isEnabled && when === 'unacknowledged');
    if (rules.length === 0) return false;
    const duties = await readDuties(tx, setup, nowMs);
    const nameOf = new Map(setup.recipients.map(({ id, name }) => [id, name]));
    const steps: Step[] = [];
    for (const { alarm, place } of await listUnheard(tx, nowMs - minuteMs)) {
      if (steps.length >= atOnce) break;
      for (const rule of dueOf(alarm, place, rules, nowMs)) {
        const { recipientIds, relaxed } = route(rule, duties, {
          place,
          atMs: nowMs,
          timeZone: site.timeZone,
        });
        const to = recipientIds.map((id) => nameOf.get(id) ?? id);
        steps.push({ alarm, rule, recipientIds, to, relaxed });
      }
    }
    // Rows first: the lock of the ledger comes last.
    const newest = new Map<string, Alarm>();
    for (const { alarm, rule, to } of steps) {
      const before = newest.get(alarm.id) ?? alarm;
      const escalation = { ruleId: rule.id, ruleName: rule.name, atMs: nowMs, to };
      const next = advance(before, { type: 'escalated', escalation }, nowMs);
      if (next.ok) newest.set(alarm.id, next.alarm);
    }
    await updateAlarms(tx, [...newest.values()]);
    await recordAlarms(
      tx,
      steps.map(({ alarm, rule, recipientIds, to, relaxed }) => ({
        alarm: newest.get(alarm.id)!,
        entry: { action: 'alarm.escalated', nowMs, detail: { rule: rule.name, to, relaxed } },
        more: [
          { type: 'alarm-escalated', alarmId: alarm.id, ruleId: rule.id, recipientIds: [...recipientIds] },
        ],
      })),
    );
    return steps.length >= atOnce;
  });
}

function dueOf(alarm: Alarm, place: Position | null, rules: readonly StoredRule[], nowMs: number) {
  const ours = rules.filter((rule) => applies(rule, alarm, place));
  return dueEscalations(alarm, ours, nowMs);
}
