import type { Situation } from '../situation/situation.ts';
import type { Rule } from '../zone.ts';
import { isMeasured } from './kept-second.ts';

/** When a situation was told, or would have been, until it was over; null: it is not over yet. UTC ms. */
export type TrialSpan = { readonly fromMs: number; readonly toMs: number | null };

export const trialLimits = [
  /** A number other than the hold time was changed, and this kind goes by tracks, which are never kept. */
  'not-kept',
  /** What was over before today's hold time was never told, so nobody knows of it. */
  'shorter-hold',
] as const;
/** Why a change cannot be tried on the past. */
export type TrialLimit = (typeof trialLimits)[number];

/** How a rule can be tried on the past: from measures of each second, or from how long what was told lasted. */
export type TrialWay =
  | { readonly basis: 'measures' }
  | { readonly basis: 'situations' }
  | { readonly basis: 'none'; readonly limit: TrialLimit };

/**
 * @param today the rule of the zone as it is; null: it has none of this kind, and only measures can tell.
 * @param changed the same kind with other numbers.
 */
export function trialWay(today: Rule | null, changed: Rule): TrialWay {
  if (isMeasured(changed) && (today === null || isSameQueue(today, changed))) return { basis: 'measures' };
  if (today === null || today.kind !== changed.kind) return { basis: 'none', limit: 'not-kept' };
  if (!isSameBut(today, changed, ['holdMs'])) return { basis: 'none', limit: 'not-kept' };
  if (holdOf(changed) < holdOf(today)) return { basis: 'none', limit: 'shorter-hold' };
  return { basis: 'situations' };
}

/**
 * Of the situations that were told under `today`, those that would have been told with a longer hold time: the condition has
 * to have lasted for it. Told later by the difference.
 */
export function withLongerHold(
  told: readonly Pick<Situation, 'sinceMs' | 'detectedAtMs' | 'endedMs'>[],
  today: Rule,
  changed: Rule,
  nowMs: number,
): readonly TrialSpan[] {
  const laterMs = holdOf(changed) - holdOf(today);
  return told.flatMap(({ sinceMs, detectedAtMs, endedMs }) => {
    const lastedMs = (endedMs ?? nowMs) - sinceMs;
    return lastedMs < holdOf(changed) ? [] : [{ fromMs: detectedAtMs + laterMs, toMs: endedMs }];
  });
}

/** Who belongs to a queue was decided when it was measured. */
function isSameQueue(today: Rule, changed: Rule): boolean {
  if (changed.kind !== 'queue') return true;
  return isSameBut(today, changed, ['holdMs', 'clearMs', 'maxLengthM', 'maxWaitMs']);
}

function isSameBut(a: Rule, b: Rule, keys: readonly string[]): boolean {
  const rest = (rule: Rule) =>
    JSON.stringify(
      Object.entries(rule)
        .filter(([key]) => !keys.includes(key))
        .sort(([x], [y]) => (x < y ? -1 : 1)),
    );
  return rest(a) === rest(b);
}

/** Line crossing is told at once. */
function holdOf(rule: Rule): number {
  return 'holdMs' in rule ? rule.holdMs : 0;
}
