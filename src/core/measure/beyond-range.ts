import type { AreaReading } from './area/area-counter.ts';
import { countBand } from './error-band.ts';

/** Boxes hide each other above about this: what is counted then no longer grows with the crowd, 1/m2. */
export const densityRangePerM2 = 2;

/** The area may take over from here on, 1/m2: in thinner places the boxes are what it learns from. */
const areaFromPerM2 = 1;
/** Boxes may take over again below this density by area, 1/m2. */
const handBackPerM2 = 1.5;
const handBackAtOncePerM2 = 0.8;

/** The crowd is denser than boxes can count. */
export type Beyond = {
  /** Greatest density since it can no longer be followed. */
  readonly peakPerM2: number;
  readonly peakCount: number;
  /** Observed time since when the place has been thin enough for boxes; null while it is not. */
  readonly lowSinceTMs: number | null;
  /** People on the measurable ground, from the area they cover: counts instead of boxes. Null: the peak stands. */
  readonly byArea: { readonly people: number; readonly sigma: number } | null;
};

const releaseMs = 10_000;
/** Where the area was counting and no longer can: boxes alone have lost the crowd before. */
const releaseLostMs = 60_000;

type Now = {
  /** By boxes. */
  readonly densityPerM2: number;
  readonly count: number;
  readonly tMs: number;
  /** Of the measurable ground, m2. */
  readonly areaM2: number;
  /** Null where there is no usable foreground. */
  readonly area: AreaReading | null;
  /** The foreground failed while the crowd was dense. */
  readonly isAreaLost: boolean;
};

/**
 * Box detection saturates near 2 people per m2, where bodies hide each other much earlier: from there on fewer boxes may
 * mean more people. The second estimator, by area, takes over when it is calibrated, usable and not saturated, and
 * - boxes count 2 per m2 or more, or
 * - the area says 1 per m2 or more, and boxes become fewer while it grows, or the two error bands do not meet.
 * Boxes take over again once for 10 s they count less than 2 per m2 and the area says less than 0.8, or less than 1.5
 * with bands that meet.
 *
 * Where the area cannot say, the peak stands until the density by boxes has stayed under half the range for 10 s; for
 * 60 s where the area was counting and failed. What that cannot know: a crowd that becomes so dense that under half is
 * found for so long reads as thinning out. A place that a calibrated area calls covered is never released.
 */
export function followRange(before: Beyond | null, now: Now): Beyond | null {
  const { area, areaM2, densityPerM2 } = now;
  const isReady = area !== null && area.people !== null && area.sigma !== null;
  const byAreaPerM2 = isReady ? area.people! / areaM2 : null;
  if (before === null && densityPerM2 < densityRangePerM2 && !isBoxless(now, byAreaPerM2)) return null;

  const lowSinceTMs = isLow(now, byAreaPerM2) ? (before?.lowSinceTMs ?? now.tMs) : null;
  if (lowSinceTMs !== null && now.tMs - lowSinceTMs >= (now.isAreaLost ? releaseLostMs : releaseMs))
    return null;
  if (isReady && !area.isSaturated) {
    // Boxes still count those they see: fewer than that there are not.
    const people = Math.max(area.people!, densityPerM2 * areaM2);
    const peakPerM2 = people / areaM2;
    return { peakPerM2, peakCount: now.count, lowSinceTMs, byArea: { people, sigma: area.sigma! } };
  }
  return {
    peakPerM2: Math.max(before?.peakPerM2 ?? 0, densityPerM2, byAreaPerM2 ?? 0),
    peakCount: Math.max(before?.peakCount ?? 0, now.count, Math.round(before?.byArea?.people ?? 0)),
    lowSinceTMs,
    byArea: null,
  };
}

/** The area knows of people whom boxes no longer show. */
function isBoxless(now: Now, byAreaPerM2: number | null): boolean {
  if (byAreaPerM2 === null || byAreaPerM2 < areaFromPerM2) return false;
  return now.area!.isHiding || isApart(now);
}

/** More people by area than by boxes, and the error bands do not meet. */
function isApart({ area, areaM2, densityPerM2 }: Now): boolean {
  const boxes = densityPerM2 * areaM2;
  return area!.people! - 1.96 * area!.sigma! > boxes + countBand(boxes, 'person')!;
}

function isLow(now: Now, byAreaPerM2: number | null): boolean {
  if (byAreaPerM2 === null) return now.densityPerM2 < densityRangePerM2 / 2;
  if (now.area!.isSaturated || now.densityPerM2 >= densityRangePerM2) return false;
  return byAreaPerM2 < handBackAtOncePerM2 || (byAreaPerM2 < handBackPerM2 && !isApart(now));
}
