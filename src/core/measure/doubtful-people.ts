import { type Box, isInside, type Matrix3 } from '../geometry.ts';
import { groundScaleAt, measurableMetresPerPx } from '../ground-plane.ts';
import type { ZoneView } from '../zone-view.ts';

/** Fewer than this are a hedge, a railing, somebody's reflection. */
const leastDoubtful = 8;
/** So many of them for each who is counted: around people in the open there are one or two. */
const perCounted = 2;
/** Counted and doubtful together, 1/m2. */
const leastPerM2 = 0.6;
/** Once it is known the crowd may be half seen by so much less. */
const keptShare = 0.6;

/** What looks a little like a person with its foot on the zone's measurable ground. @param boxes pixels. */
export function doubtfulIn(
  { zone }: ZoneView,
  boxes: readonly Box[],
  matrix: Matrix3 | null,
  size: { readonly widthPx: number; readonly heightPx: number },
): number {
  if (matrix === null) return 0;
  return boxes.filter(({ x, y, w, h }) => {
    const foot = { x: (x + w / 2) / size.widthPx, y: (y + h) / size.heightPx };
    if (!isInside(foot, zone.points)) return false;
    const scale = groundScaleAt(matrix, foot, size);
    return scale !== null && scale.metresPerPx <= measurableMetresPerPx;
  }).length;
}

/**
 * A detector that sees many people and dares to count few looks at a crowd: bodies cut to heads and shoulders. It is the only
 * sign of one that stood there before the camera was switched on, and so belongs to what the camera takes for the empty
 * place. In drawn crowds of 2 per m2 17 to 31 are doubtful and up to 4 counted of 47 to 64; in looser ones, and on PETS
 * 2009, ABODA and the Intel room, never two for each counted at such a density.
 * @param isKnown it was one a moment ago.
 */
export function isDoubtfulCrowd(
  {
    doubtful,
    counted,
    areaM2,
  }: { readonly doubtful: number; readonly counted: number; readonly areaM2: number },
  isKnown: boolean,
): boolean {
  const share = isKnown ? keptShare : 1;
  const isMany = doubtful >= share * Math.max(leastDoubtful, perCounted * counted);
  return isMany && (doubtful + counted) / areaM2 >= share * leastPerM2;
}
