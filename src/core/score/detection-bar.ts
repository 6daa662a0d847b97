import type { KindScore } from './kind-score.ts';

/**
 * What National Highways asks of stopped-vehicle detection on its motorways: at least 80 % detected, under 15 % of the
 * alerts false, within 20 s. No other kind has a public bar, so all are held to it.
 */
export const nationalHighwaysBar = {
  leastDetectionRate: 0.8,
  falseAlarmShareBelow: 0.15,
  mostTimeToDetectMs: 20_000,
} as const;

/** `open`: the figure is on one side and its interval reaches to the other, so there are too few events to tell. */
export type BarVerdict = 'met' | 'not-met' | 'open';

export type BarComparison = {
  /** Null: there is no figure to compare. */
  readonly detectionRate: BarVerdict | null;
  readonly falseAlarmShare: BarVerdict | null;
  /** The mean, from the beginning of an event: hold times count. Without an interval it is met or not. */
  readonly timeToDetect: BarVerdict | null;
};

export function compareWithBar(score: KindScore, bar = nationalHighwaysBar): BarComparison {
  const rate = score.detectionRateInterval;
  const share = score.falseAlarmShareInterval;
  return {
    detectionRate:
      rate === null ? null : verdict(rate.low >= bar.leastDetectionRate, rate.high < bar.leastDetectionRate),
    falseAlarmShare:
      share === null
        ? null
        : verdict(share.high < bar.falseAlarmShareBelow, share.low >= bar.falseAlarmShareBelow),
    timeToDetect:
      score.timeToDetectMs === null
        ? null
        : score.timeToDetectMs.mean <= bar.mostTimeToDetectMs
          ? 'met'
          : 'not-met',
  };
}

function verdict(isMet: boolean, isMissed: boolean): BarVerdict {
  if (isMet) return 'met';
  return isMissed ? 'not-met' : 'open';
}
