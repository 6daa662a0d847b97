import { chanceAbove } from '../measure/error-band.ts';
import type { Measure } from '../measure/measure.ts';
import type { RuleOf } from './zone-scene.ts';

/** Below this share of the limit the place is no longer crowded. */
export const releaseShare = 0.9;

/** With less of it seen than this the boxes say too little to go by. */
const leastSeen = 0.5;

/** The most that a density is multiplied by for the ground that nobody sees. */
export const mostHiddenFactor = hiddenFactor(0);

/** What crowding is judged by, as measured or as it was kept. */
export type CrowdingFigures = {
  readonly density: Pick<Measure, 'value' | 'errorBand' | 'note'>;
  /** The band of a whole count: `countBand`. */
  readonly count: Pick<Measure, 'value' | 'errorBand'>;
  /** Share of the zone's people that were seen rather than hidden, 0..1. */
  readonly seenShare: number;
  /** The most that can be there while the density is beyond range, people per square metre. */
  readonly mostPerM2: number;
};

export type CrowdingVerdict = {
  readonly isOn: boolean;
  readonly isKept: boolean;
  readonly certainty: number;
};

/** Whether these figures are crowding by this rule: what `judgeCrowding` says, without the picture. */
export function crowdingVerdict(rule: RuleOf<'crowding'>, figures: CrowdingFigures): CrowdingVerdict {
  const { density, count, seenShare, mostPerM2 } = figures;
  const mayBe = (limitPerM2: number) => density.note === 'beyond-range' && mostPerM2 >= limitPerM2;
  const isBeyond = mayBe(rule.limitPerM2);
  const shares: number[] = [];
  const chances: number[] = [];
  if (density.value !== null) {
    const value = density.value * (density.note === null ? hiddenFactor(seenShare) : 1);
    shares.push(value / rule.limitPerM2);
    chances.push(chanceAbove(value, rule.limitPerM2, density.errorBand ?? 0));
  }
  if (rule.limitCount !== null && count.value !== null) {
    shares.push(count.value / rule.limitCount);
    chances.push(chanceAbove(count.value, rule.limitCount, count.errorBand ?? 0));
  }
  const worst = Math.max(0, ...shares);
  return {
    isOn: worst >= 1 || isBeyond,
    isKept: worst >= releaseShare || mayBe(releaseShare * rule.limitPerM2),
    certainty: isBeyond ? Math.max(0.5, ...chances) : Math.max(0, ...chances),
  };
}

/**
 * On the ground that is hidden behind people stand between none and as many as on the ground that is seen: the middle of both.
 * Counted alone, a true 1.5 per m2 at eye level reads 1.1.
 */
function hiddenFactor(seenShare: number): number {
  return (1 + 1 / Math.max(seenShare, leastSeen)) / 2;
}
