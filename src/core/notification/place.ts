import { type Cause, isSameThing } from './cause.ts';
import { dueOf, type Notification } from './notification.ts';
import { quietUntil } from './quiet-hours.ts';
import type { NotificationRule } from './rule.ts';

/** Where a cause goes that a rule wants told to somebody. */
export type Placing =
  /** Counted in a message of the same thing. */
  | { readonly to: 'repeat'; readonly id: string }
  /** One more in a message that is still gathering. */
  | { readonly to: 'gathering'; readonly id: string }
  | { readonly to: 'new'; readonly dueAtMs: number; readonly isGathering: boolean };

const minuteMs = 60_000;

/**
 * @param sent messages of this rule to this recipient, newest last: those that wait, and those that were
 *   due within the last `lookBackMs(rule)`.
 */
export function place(
  cause: Cause,
  {
    rule,
    sent,
    nowMs,
    timeZone,
  }: {
    readonly rule: NotificationRule;
    readonly sent: readonly Notification[];
    readonly nowMs: number;
    readonly timeZone: string;
  },
): Placing {
  const gathering = sent.find(
    (one) => one.state === 'waiting' && one.isGathering && one.attempts === 0 && !isAlone(rule, cause, one),
  );
  const same = sent.findLast(
    (one) =>
      one !== gathering &&
      dueOf(one) > nowMs - rule.repeatMinutes * minuteMs &&
      one.causes.some((told) => isSameThing(told, cause)),
  );
  if (same !== undefined) return { to: 'repeat', id: same.id };
  if (gathering !== undefined) return { to: 'gathering', id: gathering.id };

  const doesBreak = rule.quietHours?.doesHighBreak === true && cause.priority === 'high';
  const quietEndMs =
    rule.quietHours === null || doesBreak ? null : quietUntil(rule.quietHours, nowMs, timeZone);
  if (quietEndMs !== null) return { to: 'new', dueAtMs: quietEndMs, isGathering: true };

  const windowMs = rule.flood.minutes * minuteMs;
  const lately = sent
    .map(dueOf)
    .filter((dueAtMs) => dueAtMs > nowMs - windowMs)
    .sort((one, other) => one - other);
  if (lately.length < rule.flood.messages) return { to: 'new', dueAtMs: nowMs, isGathering: false };
  // Due when the oldest of the window has left it: so no window holds more than its number.
  const oldestMs = lately.at(-rule.flood.messages)!;
  return { to: 'new', dueAtMs: Math.max(nowMs, oldestMs + windowMs), isGathering: true };
}

/** How far back messages matter to `place`. */
export function lookBackMs(rule: Pick<NotificationRule, 'repeatMinutes' | 'flood'>): number {
  return Math.max(rule.repeatMinutes, rule.flood.minutes) * minuteMs;
}

/** A high alarm that may break the quiet does not wait in a message that was put off for it. */
function isAlone(rule: NotificationRule, cause: Cause, gathering: Notification): boolean {
  return (
    rule.quietHours?.doesHighBreak === true &&
    cause.priority === 'high' &&
    gathering.causes.every(({ priority }) => priority !== 'high')
  );
}
