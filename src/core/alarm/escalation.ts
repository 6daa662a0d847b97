import type { Alarm } from './alarm.ts';

/** That an alarm nobody had noticed was handed on. */
export type Escalation = {
  readonly ruleId: string;
  /** Stays readable when the rule is gone. */
  readonly ruleName: string;
  readonly atMs: number;
  /** Names of who was told. */
  readonly to: readonly string[];
};

const minuteMs = 60_000;

/**
 * Nobody has noticed it, and it still matters: its condition holds, or it latches. What is over by itself and does not
 * latch wakes nobody further.
 */
export function isUnheard(alarm: Pick<Alarm, 'state'>): boolean {
  return alarm.state === 'unacknowledged' || alarm.state === 'latched-unacknowledged';
}

/**
 * Which rules hand it on now. Each does so once while nobody notices, also when it is made or shortened only then; a
 * centre that was away makes up for it at its next look.
 * @param rules those that apply to this alarm.
 * @returns in the order of their time, the shortest first.
 */
export function dueEscalations<R extends { readonly id: string; readonly afterMinutes: number }>(
  alarm: Pick<Alarm, 'state' | 'unnoticedSinceMs' | 'escalations'>,
  rules: readonly R[],
  nowMs: number,
): readonly R[] {
  if (!isUnheard(alarm)) return [];
  const lastsMs = nowMs - alarm.unnoticedSinceMs;
  return rules
    .filter(({ id, afterMinutes }) => lastsMs >= afterMinutes * minuteMs && !isTold(alarm, id))
    .toSorted((a, b) => a.afterMinutes - b.afterMinutes);
}

export function isTold({ escalations }: Pick<Alarm, 'escalations'>, ruleId: string): boolean {
  return escalations.some((one) => one.ruleId === ruleId);
}
