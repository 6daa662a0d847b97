import type { AreaReading } from './area/area-counter.ts';
import { type HeldCount, isLosing } from './area/held-count.ts';
import { isDoubtfulCrowd } from './doubtful-people.ts';
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
  /** Greatest density since it can no longer be followed, and of those who have not left since. */
  readonly peakPerM2: number;
  readonly peakCount: number;
  /** There are hardly more than this, by an area that has not been calibrated; Infinity: nobody knows. */
  readonly mostPerM2: number;
  /** Observed time since when the place has been thin enough for boxes; null while it is not. */
  readonly lowSinceTMs: number | null;
  /** People on the measurable ground, from the area they cover: counts instead of boxes. Null: the peak stands. */
  readonly byArea: { readonly people: number; readonly sigma: number } | null;
};

/** Boxes must have shown so much of what an area that is not calibrated takes for people: else it is a stall, or snow. */
const shownShare = 0.25;

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
  /** What looks a little like a person and is not counted, on the measurable ground. */
  readonly doubtful: number;
  /** The foreground failed while the crowd was dense. */
  readonly isAreaLost: boolean;
};

/**
 * Box detection saturates near 2 people per m2, where bodies hide each other much earlier: from there on fewer boxes may
 * mean more people. Beyond the range of boxes are
 * - 2 per m2 or more by boxes,
 * - 1 per m2 or more by area, where boxes become fewer while it grows, or the two error bands do not meet,
 * - people by the dozen whom the detector half sees and does not dare to count,
 * - half of the place covered, where boxes have lost three people and three tenths of those who have not left it.
 *
 * The second estimator, by area, then takes over when it is calibrated, usable and not saturated. Boxes take over again
 * once for 10 s none of this holds, boxes count less than 2 per m2 and the area says less than 0.8, or less than 1.5 with
 * bands that meet.
 *
 * Where the area is not calibrated, it only tells whether those who were counted have left: they stay counted until the place
 * they cover is laid bare, and at least as many as its wide band allows. Nobody needs to move for that, or be found.
 *
 * Where the detector half sees more people than the area can hold, they stood there before the camera knew the place: the
 * area says nothing then.
 *
 * Where there is no usable area the peak stands until the density by boxes has stayed under half the range for 10 s; for
 * 60 s where the area was usable and failed. What that cannot know: a crowd that becomes so dense that under half is
 * found for so long reads as thinning out. A place that the area calls covered is never released.
 */
export function followRange(before: Beyond | null, now: Now): Beyond | null {
  const { areaM2, densityPerM2 } = now;
  const isHalfSeen = isDoubtful(before, now);
  const area = isHalfSeen && isPartOfPlace(now) ? null : now.area;
  if (before === null && densityPerM2 < densityRangePerM2 && !isHalfSeen && !isBoxless(now)) return null;

  const lowSinceTMs = !isHalfSeen && isLow(now) ? (before?.lowSinceTMs ?? now.tMs) : null;
  if (lowSinceTMs !== null && now.tMs - lowSinceTMs >= (now.isAreaLost ? releaseLostMs : releaseMs))
    return null;
  if (area !== null && !area.isCalibrated) return { ...heldOf(area, now), lowSinceTMs, byArea: null };
  const mostPerM2 = Number.POSITIVE_INFINITY;
  if (area !== null && !area.isSaturated) {
    // Boxes still count those they see: fewer than that there are not.
    const people = Math.max(area.people, densityPerM2 * areaM2);
    const peakPerM2 = people / areaM2;
    return {
      peakPerM2,
      peakCount: now.count,
      mostPerM2,
      lowSinceTMs,
      byArea: { people, sigma: area.sigma },
    };
  }
  return {
    peakPerM2: Math.max(before?.peakPerM2 ?? 0, densityPerM2, area === null ? 0 : area.people / areaM2),
    peakCount: Math.max(before?.peakCount ?? 0, now.count, Math.round(before?.byArea?.people ?? 0)),
    mostPerM2,
    lowSinceTMs,
    byArea: null,
  };
}

/**
 * People who are known to be there at the least, without a box: by the lower end of the area's band, or because they were
 * counted and have not left, or because the detector half sees them. 0 while the area counts instead of boxes.
 */
export function missingOf(beyond: Beyond | null, now: Now): number {
  if (beyond?.byArea) return 0;
  const { area, areaM2, densityPerM2, doubtful } = now;
  const people = densityPerM2 * areaM2;
  const byArea = area === null ? 0 : area.people - 1.96 * area.sigma;
  const half = isDoubtful(beyond, now) ? doubtful : 0;
  return Math.max(byArea - people, (beyond?.peakPerM2 ?? 0) * areaM2 - people, half, 0);
}

/** At least those who have not left, and at most what the area may mean. */
function heldOf(
  { held, people, sigma, isSaturated }: AreaReading,
  { areaM2, count, densityPerM2 }: Now,
): Pick<Beyond, 'peakPerM2' | 'peakCount' | 'mostPerM2'> {
  const least = isShown(held, people) ? people - 1.96 * sigma : 0;
  const peakPerM2 = Math.max(held.people, least) / areaM2;
  const isUnknown = isSaturated || densityPerM2 >= densityRangePerM2;
  return {
    peakPerM2,
    peakCount: Math.max(Math.round(held.count), Math.round(least), count),
    mostPerM2: isUnknown ? Number.POSITIVE_INFINITY : Math.max((people + sigma) / areaM2, peakPerM2),
  };
}

/** The area knows of people whom boxes no longer show. */
function isBoxless(now: Now): boolean {
  return now.area !== null && (isHeld(now) || isDenser(now));
}

function isDoubtful(before: Beyond | null, { doubtful, densityPerM2, areaM2 }: Now): boolean {
  return isDoubtfulCrowd({ doubtful, counted: densityPerM2 * areaM2, areaM2 }, before !== null);
}

/** The crowd is taken for the empty place: hardly any of it covers anything. */
function isPartOfPlace({ area, doubtful }: Now): boolean {
  return area !== null && area.people + 1.96 * area.sigma < doubtful;
}

/** Boxes have lost people who have not left. */
function isHeld({ area, areaM2, densityPerM2 }: Now): boolean {
  return area!.isDense && isLosing(area!.held, densityPerM2 * areaM2);
}

function isDenser(now: Now): boolean {
  const { people, held, isCalibrated, isHiding } = now.area!;
  if (people / now.areaM2 < areaFromPerM2) return false;
  return (isCalibrated || isShown(held, people)) && (isHiding || isApart(now));
}

function isShown(held: HeldCount, byArea: number): boolean {
  return held.people >= shownShare * byArea;
}

/** More people by area than by boxes, and the error bands do not meet. */
function isApart({ area, areaM2, densityPerM2 }: Now): boolean {
  const boxes = densityPerM2 * areaM2;
  return area!.people - 1.96 * area!.sigma > boxes + countBand(boxes, 'person')!;
}

function isLow(now: Now): boolean {
  const { area, areaM2, densityPerM2 } = now;
  if (area === null) return densityPerM2 < densityRangePerM2 / 2;
  if (densityPerM2 >= densityRangePerM2 || isHeld(now)) return false;
  if (!area.isCalibrated && !isShown(area.held, area.people)) return densityPerM2 < densityRangePerM2 / 2;
  if (area.isSaturated) return false;
  const byAreaPerM2 = area.people / areaM2;
  return byAreaPerM2 < handBackAtOncePerM2 || (byAreaPerM2 < handBackPerM2 && !isApart(now));
}
