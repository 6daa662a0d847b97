import type { Foreground } from '../../foreground.ts';
import type { Box, Matrix3 } from '../../geometry.ts';
import type { ZoneView } from '../../zone-view.ts';
import {
  type AreaFactor,
  createFactor,
  isCalibrated,
  learnFactor,
  peopleOf,
  presumedPeopleOf,
} from './area-factor.ts';
import { followHeld, type HeldCount } from './held-count.ts';
import { isHiding, type Trend } from './hiding.ts';
import { areaOf, type Cover, coverOf, type ZoneCells, zoneCells } from './zone-cells.ts';

/** Above this covered share one person more no longer covers more. */
export const saturatedShare = 0.9;
/** Boxes are right enough to learn from below this, 1/m2, if no more of the place than this is covered. */
const thinPerM2 = 1;
const thinShare = 0.5;
/** Once calibrated: the area must call it thin as well, with so much more room. */
const thinByAreaPerM2 = 1.25;
/** Less area than this person's worth is noise, leaves and shadows. */
const leastArea = 0.5;
const learnEveryMs = 1_000;
/** The covered share is known no better than this: edges of the raster, shadows, clothes like the ground. */
const shareSigma = 0.02;
/** How far people stray from hiding each other at random, share of those hidden: from evenly spaced to in groups. */
const hiddenSigma = 0.2;

/** The second estimator of one zone. Changed in place; a few hundred numbers and the places of its cells. */
export type AreaCounter = {
  cells: ZoneCells | null;
  factor: AreaFactor;
  /** Covers of the last second. */
  recent: { readonly tMs: number; readonly cover: Cover }[];
  learnedTMs: number | null;
  trend: Trend;
  held: HeldCount | null;
  /**
   * The foreground failed while the crowd was dense: light and a full picture look alike, and the crowd may since have been
   * learned as the empty place. Nothing is read from it until boxes are trusted again.
   */
  isLost: boolean;
};

/** What the area that people cover says of the last second. */
export type AreaReading = {
  readonly people: number;
  /** Standard deviation: wide until it has been calibrated by the box counter. */
  readonly sigma: number;
  readonly isCalibrated: boolean;
  /** Persons' worth of area, calibrated or not: tells growing from falling. */
  readonly area: number;
  /** So much of the place is covered that people hide each other from boxes. */
  readonly isDense: boolean;
  /** Who was counted by boxes and has not left the covered area. */
  readonly held: HeldCount;
  /** The place is covered, and more people would not show. */
  readonly isSaturated: boolean;
  /** Boxes have become fewer while the area grew. */
  readonly isHiding: boolean;
};

/** What boxes say of the last second. */
type BoxCount = {
  readonly people: number;
  /** In the whole zone, coarse ground and all. */
  readonly count: number;
  /** Of the measurable ground, m2. */
  readonly areaM2: number;
  readonly tMs: number;
  /** False while boxes themselves are not trusted. */
  readonly isTeaching: boolean;
};

export function createAreaCounter(): AreaCounter {
  return {
    cells: null,
    factor: createFactor(),
    recent: [],
    learnedTMs: null,
    trend: [],
    held: null,
    isLost: false,
  };
}

/**
 * People in a zone from the area they cover in the picture, in perspective: no box, no track, no one told apart. It counts
 * where boxes fail, and needs boxes to learn what a person's worth of area is, while the crowd is thin.
 *
 * What it cannot do: tell people from what else moves (vehicles' boxes are left out; shadows and light it learns with), see
 * those who stand so long that they belong to the background, or count once the place is covered: a camera that looks
 * along the ground is covered by few. At a depression of 20 degrees one person hides 2.3 m2, at 45 degrees 1 m2, at 70
 * degrees 0.5 m2.
 * @returns null where the foreground is not usable.
 */
export function followAreaCounter(
  counter: AreaCounter,
  view: ZoneView,
  sight: {
    readonly foreground: Foreground | null;
    readonly matrix: Matrix3 | null;
    readonly size: { readonly widthPx: number; readonly heightPx: number };
    /** Boxes of vehicles, pixels. */
    readonly hidden: readonly Box[];
  },
  boxes: BoxCount,
): AreaReading | null {
  const { foreground, matrix, size } = sight;
  const { tMs } = boxes;
  counter.recent = counter.recent.filter((r) => r.tMs > tMs - 1_000);
  if (boxes.isTeaching) counter.isLost = false;
  else if (foreground?.isUnsure) counter.isLost = true;
  if (counter.isLost || foreground === null || foreground.isUnsure || matrix === null) return null;
  if (counter.cells?.columns !== foreground.columns || counter.cells.rows !== foreground.rows) {
    counter.cells = zoneCells(view, matrix, foreground, size);
  }
  const now = coverOf(counter.cells, foreground, sight.hidden, size);
  if (now.places === 0) return null;
  counter.recent.push({ tMs, cover: now });
  const n = counter.recent.length;
  const cover = {
    share: counter.recent.reduce((sum, r) => sum + r.cover.share, 0) / n,
    places: now.places,
  };
  const area = areaOf(cover);
  const { people, count } = boxes;
  // Beyond saturation the area flickers, and nobody leaves.
  counter.held = followHeld(counter.held, { people, count, area: areaOf(withinRange(cover)) });
  const reading = {
    ...readingOf(counter, cover, area),
    held: counter.held,
    isHiding: isHiding(counter.trend, { tMs, people, area }),
  };
  const isDue = counter.learnedTMs === null || tMs - counter.learnedTMs >= learnEveryMs;
  if (isDue && boxes.isTeaching && isThin(boxes, reading, cover)) {
    learnFactor(counter.factor, area, boxes.people);
    counter.learnedTMs = tMs;
  }
  return reading;
}

function isThin(boxes: BoxCount, { people, area, isCalibrated }: AreaReading, cover: Cover): boolean {
  const isThinByArea = !isCalibrated || people / boxes.areaM2 < thinByAreaPerM2;
  return (
    boxes.people / boxes.areaM2 < thinPerM2 && isThinByArea && cover.share < thinShare && area >= leastArea
  );
}

function readingOf(
  { factor }: AreaCounter,
  cover: Cover,
  area: number,
): Omit<AreaReading, 'held' | 'isHiding'> {
  // Beyond saturation the share says nothing more: "at least" must not be more than there is.
  const within = withinRange(cover);
  const { share } = within;
  const layers = areaOf(within);
  const isKnown = isCalibrated(factor);
  const { people, sigma } = isKnown ? peopleOf(factor, layers) : presumedPeopleOf(layers);
  // The nearer to covered, the more people a little more cover stands for.
  const ofShare = (people * shareSigma) / Math.max((1 - share) * -Math.log(1 - share), 1e-6);
  const ofHidden = people * hiddenSigma * (1 - (share * cover.places) / Math.max(layers, 1e-6));
  return {
    people,
    sigma: Math.hypot(sigma, share > 0 ? ofShare : 0, ofHidden),
    isCalibrated: isKnown,
    area,
    isDense: cover.share >= thinShare,
    isSaturated: cover.share > saturatedShare,
  };
}

function withinRange(cover: Cover): Cover {
  return { ...cover, share: Math.min(cover.share, saturatedShare) };
}
