import type { Measure } from '../measure/measure.ts';
import type { Rule } from '../zone.ts';

/** What was kept of one zone in one second, of the measures a rule goes by. Null: not kept, or too low to matter. */
export type KeptSecond = {
  /** UTC ms. */
  readonly atMs: number;
  readonly density: Measure | null;
  readonly count: Measure | null;
  readonly queueLength: Measure | null;
  readonly wait: Measure | null;
};

/** A rule that goes by measures of each second, and can be judged again from what was kept of them. */
export type MeasuredRule = Extract<Rule, { kind: 'crowding' | 'queue' }>;

export function isMeasured(rule: Rule): rule is MeasuredRule {
  return rule.kind === 'crowding' || rule.kind === 'queue';
}
