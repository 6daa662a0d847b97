/** Where a measure, its error band and the rule's limit stand on a bar from 0 to 100. */
import type { Measure } from '../../core/measure/measure.ts';
import type { Rule } from '../../core/zone.ts';

export type Scale = {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly limit: number | null;
};

/** The number the rule compares this measure with, in the measure's unit; null when it compares another. */
export function limitOf(measure: Measure, rule: Rule): number | null {
  switch (rule.kind) {
    case 'crowding':
      if (measure.kind === 'density') return rule.limitPerM2;
      return measure.kind === 'count' ? rule.limitCount : null;
    case 'stopped-vehicle':
      return measure.kind === 'mean-speed' ? rule.maxSpeedMps : null;
    case 'wrong-way':
      return measure.kind === 'mean-speed' ? rule.minSpeedMps : null;
    case 'pressure':
      if (measure.kind === 'density') return rule.minPerM2;
      return measure.kind === 'crowd-pressure' ? rule.limitPerS2 : null;
    case 'counter-flow':
      if (measure.kind === 'count') return rule.minPeople;
      return measure.kind === 'counter-flow' ? rule.minIndex : null;
    case 'dispersal':
      if (measure.kind === 'count') return rule.minPeople;
      return measure.kind === 'mean-speed' ? rule.minSpeedMps : null;
    case 'queue':
      if (measure.kind === 'queue-length') return rule.maxLengthM;
      return measure.kind === 'wait' && rule.maxWaitMs !== null ? rule.maxWaitMs / 1_000 : null;
    case 'slow-traffic':
      if (measure.kind === 'count') return rule.minVehicles;
      return measure.kind === 'mean-speed' && rule.freeFlowMps !== null
        ? rule.freeFlowMps * rule.share
        : null;
    case 'traffic-queue':
      if (measure.kind === 'count') return rule.minVehicles;
      return measure.kind === 'mean-speed' ? rule.maxSpeedMps : null;
    case 'left-object':
      return measure.kind === 'unattended' ? rule.holdMs / 1_000 : null;
    case 'loitering':
      return measure.kind === 'dwell' ? rule.holdMs / 1_000 : null;
    case 'intrusion':
    case 'person-on-track':
    case 'pedestrian-on-carriageway':
    case 'line-crossing':
    case 'removed-object':
      return null;
  }
}

/** @returns null when there is no value to draw. Negative values are drawn by their size. */
export function scaleOf(measure: Measure, limit: number | null): Scale | null {
  if (measure.value === null) return null;
  const value = Math.abs(measure.value);
  const band = measure.errorBand;
  const end = Math.max(value + (band ?? 0), (limit ?? 0) * 1.25, Number.EPSILON) * 1.1;
  const at = (n: number) => (Math.max(0, n) / end) * 100;
  return {
    value: at(value),
    low: band === null ? null : at(value - band),
    high: band === null ? null : at(value + band),
    limit: limit === null ? null : at(limit),
  };
}
