/**
 * What the standards call a good alarm system, and how a stream compares.
 * @see ANSI/ISA-18.2-2016 and IEC 62682, table of recommended performance metrics; EEMUA 191, 3rd edition, for the rates.
 */
import type { StreamFigures } from './stream-figures.ts';

export const targetNames = [
  'per-ten-minutes',
  'most-in-ten-minutes',
  'crowded-periods',
  'flooded-time',
  'stale',
  'chattering',
  'high-share',
  'top-ten',
] as const;
export type TargetName = (typeof targetNames)[number];

/** `near`: manageable, not good. Null: too little was seen to say. */
export type Verdict = 'met' | 'near' | 'missed' | null;

export type Judgement = {
  readonly name: TargetName;
  readonly value: number | null;
  /** Good up to here ... */
  readonly good: number;
  /** ... manageable up to here; the same number where the standards know nothing in between. */
  readonly most: number;
  readonly verdict: Verdict;
};

/** With fewer alarms a share is chance. */
const enoughAlarms = 20;
/** Ten rules of two hundred are 5 %: of fewer, ten are a large share however even they are. */
const enoughRules = 200;

/**
 * Ten minutes: one alarm is acceptable, two can be managed, more than ten are a flood. Periods above ten and time in
 * flood: under 1 %. Stale: fewer than five at once. Chattering: none. High priority: about 5 % of all (of 80, 15 and 5).
 * The ten most frequent rules: 1 to 5 %.
 */
export function judge(figures: StreamFigures): Judgement[] {
  const { alarms, rules, byPriority } = figures;
  const highShare = alarms < enoughAlarms ? null : byPriority.high / alarms;
  return [
    judgement('per-ten-minutes', figures.perTenMinutes, { good: 1, most: 2 }),
    judgement('most-in-ten-minutes', figures.mostInTenMinutes, { good: 10, most: 10 }),
    judgement('crowded-periods', figures.crowdedPeriodsShare, { good: 0.01, most: 0.01 }),
    judgement('flooded-time', figures.floodedShare, { good: 0.01, most: 0.01 }),
    judgement('stale', figures.staleAtOnce, { good: 0, most: 4 }),
    judgement('chattering', figures.chatteringRules, { good: 0, most: 0 }),
    judgement('high-share', highShare, { good: 0.05, most: 0.2 }),
    judgement('top-ten', rules < enoughRules ? null : figures.topTenShare, { good: 0.01, most: 0.05 }),
  ];
}

function judgement(
  name: TargetName,
  value: number | null,
  { good, most }: { readonly good: number; readonly most: number },
): Judgement {
  const verdict = value === null ? null : value <= good ? 'met' : value <= most ? 'near' : 'missed';
  return { name, value, good, most, verdict };
}
