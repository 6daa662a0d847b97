import { type Priority, priorities } from '../../priority.ts';
import { quantile } from '../../quantile.ts';
import type { SituationKind } from '../../zone.ts';
import { type ChatterRule, isChatter } from '../chatter.ts';
import { countsByPeriod, floodAbove, floodsIn, mostInTenMinutes, periodMs } from './alarm-rate.ts';
import { type Annunciation, isIn, ruleKeyOf, type Span } from './annunciation.ts';

/** Performance of a stream of alarms, in the measures of ISA-18.2 and EEMUA 191. Shares are 0..1; null: nothing to divide by. */
export type StreamFigures = {
  /** Times an alarm asked to be noticed. */
  readonly alarms: number;
  /** Time looked at, ms. */
  readonly lengthMs: number;
  /** Mean of ten minutes. */
  readonly perTenMinutes: number | null;
  /** The most within any ten minutes. */
  readonly mostInTenMinutes: number;
  /** Share of the ten-minute periods on the clock with more than ten alarms. */
  readonly crowdedPeriodsShare: number | null;
  readonly floods: number;
  /** Share of the time within floods. */
  readonly floodedShare: number | null;
  /** The most alarms that stood for more than 24 hours, at once. */
  readonly staleAtOnce: number;
  /** Rules that came and went so often that the site calls it chatter. */
  readonly chatteringRules: number;
  readonly acknowledged: number;
  /** From asking to the first notice, ms. */
  readonly acknowledgeMedianMs: number | null;
  readonly acknowledgeP95Ms: number | null;
  /** Share of those that were noticed later than their kind allows, or not at all in that time. */
  readonly lateShare: number | null;
  readonly nuisances: number;
  readonly nuisanceShare: number | null;
  readonly byPriority: { readonly [P in Priority]: number };
  /** Rules that spoke at all. */
  readonly rules: number;
  /** Share of the ten rules that spoke most. */
  readonly topTenShare: number | null;
};

/** What figures are judged with. */
export type Yardstick = {
  readonly nowMs: number;
  readonly chatter: ChatterRule;
  /** How long an operator has, ms, by kind. */
  readonly respondWithinMs: (kind: SituationKind) => number;
};

/** An alarm that stands longer is stale. */
export const staleAfterMs = 24 * 3_600_000;

/**
 * @param spans in order, apart from each other. @param annunciations in order; those that asked before the spans
 *   count only as stale.
 */
export function streamFigures(
  spans: readonly Span[],
  annunciations: readonly Annunciation[],
  yardstick: Yardstick,
): StreamFigures {
  const within = annunciations.filter(({ atMs }) => spans.some((span) => isIn(span, atMs)));
  const rates = spans.map((span) => ratesIn(span, within));
  const sum = (of: (rate: (typeof rates)[number]) => number) => rates.reduce((n, rate) => n + of(rate), 0);
  const lengthMs = sum((rate) => rate.lengthMs);
  const waits = within
    .filter((one) => one.acknowledgedAtMs !== null)
    .map((one) => one.acknowledgedAtMs! - one.atMs)
    .sort((a, b) => a - b);
  const { judged, late } = lateness(within, yardstick);
  const nuisances = within.filter((one) => one.isNuisance).length;
  const perRule = [...Map.groupBy(within, ruleKeyOf).values()];
  const sizes = perRule.map((ofRule) => ofRule.length).sort((a, b) => b - a);
  return {
    alarms: within.length,
    lengthMs,
    perTenMinutes: shareOf(within.length * periodMs, lengthMs),
    mostInTenMinutes: Math.max(0, ...rates.map((rate) => rate.most)),
    crowdedPeriodsShare: shareOf(
      sum((rate) => rate.crowded),
      sum((rate) => rate.periods),
    ),
    floods: sum((rate) => rate.floods),
    floodedShare: shareOf(
      sum((rate) => rate.floodedMs),
      lengthMs,
    ),
    staleAtOnce: staleAtOnce(spans, annunciations, yardstick.nowMs),
    chatteringRules: perRule.filter((ofRule) => doesChatter(ofRule, yardstick.chatter)).length,
    acknowledged: waits.length,
    acknowledgeMedianMs: quantile(waits, 0.5),
    acknowledgeP95Ms: quantile(waits, 0.95),
    lateShare: shareOf(late, judged),
    nuisances,
    nuisanceShare: shareOf(nuisances, within.length),
    byPriority: Object.fromEntries(
      priorities.map((priority) => [priority, within.filter((one) => one.priority === priority).length]),
    ) as { [P in Priority]: number },
    rules: sizes.length,
    topTenShare: shareOf(
      sizes.slice(0, 10).reduce((n, size) => n + size, 0),
      within.length,
    ),
  };
}

function ratesIn(span: Span, annunciations: readonly Annunciation[]) {
  const atMs = annunciations.map((one) => one.atMs).filter((at) => isIn(span, at));
  const { counts } = countsByPeriod(span, atMs);
  const floods = floodsIn(span, atMs);
  return {
    lengthMs: span.toMs - span.fromMs,
    most: mostInTenMinutes(atMs),
    periods: counts.length,
    crowded: counts.filter((n) => n > floodAbove).length,
    floods: floods.length,
    floodedMs: floods.reduce((ms, flood) => ms + flood.toMs - flood.fromMs, 0),
  };
}

/** Those whose time to respond is over, or that were noticed; and how many of these were noticed too late. */
function lateness(within: readonly Annunciation[], { nowMs, respondWithinMs }: Yardstick) {
  let judged = 0;
  let late = 0;
  for (const one of within) {
    const limitMs = respondWithinMs(one.kind);
    const waitedMs = (one.acknowledgedAtMs ?? one.overAtMs ?? nowMs) - one.atMs;
    if (one.acknowledgedAtMs === null && waitedMs <= limitMs) continue;
    judged++;
    if (waitedMs > limitMs) late++;
  }
  return { judged, late };
}

/** @param ofRule in order. */
export function doesChatter(ofRule: readonly Annunciation[], chatter: ChatterRule): boolean {
  const atMs = ofRule.map((one) => one.atMs);
  return atMs.some((at, i) => isChatter(atMs.slice(Math.max(0, i - chatter.times), i), at, chatter));
}

/** An alarm that comes again while it stands is one that stands. */
function staleAtOnce(spans: readonly Span[], annunciations: readonly Annunciation[], nowMs: number): number {
  const steps: { atMs: number; by: 1 | -1 }[] = [];
  for (const ofAlarm of Map.groupBy(annunciations, (one) => one.alarmId).values()) {
    for (const stood of standingOf(ofAlarm, nowMs)) {
      const staleMs = stood.fromMs + staleAfterMs;
      const isSeen = spans.some((span) => staleMs < Math.min(span.toMs, nowMs) && stood.toMs > span.fromMs);
      if (stood.toMs > staleMs && isSeen) steps.push({ atMs: staleMs, by: 1 }, { atMs: stood.toMs, by: -1 });
    }
  }
  // What ends as another begins is not there with it.
  steps.sort((a, b) => a.atMs - b.atMs || a.by - b.by);
  let standing = 0;
  let most = 0;
  for (const { by } of steps) {
    standing += by;
    most = Math.max(most, standing);
  }
  return most;
}

/** Times one alarm stood, put together where they touch. @param ofAlarm in order. */
function standingOf(ofAlarm: readonly Annunciation[], nowMs: number): Span[] {
  const stood: { fromMs: number; toMs: number }[] = [];
  for (const { atMs, overAtMs } of ofAlarm) {
    const toMs = overAtMs ?? nowMs;
    const last = stood.at(-1);
    if (last !== undefined && atMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else stood.push({ fromMs: atMs, toMs });
  }
  return stood;
}

export function shareOf(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
