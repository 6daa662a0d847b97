import type { Calibration } from './camera.ts';
import type { Point } from './geometry.ts';
import { groundAt, groundScaleAt, measurableMetresPerPx, oriented } from './ground-plane.ts';

/** Columns of the picture whose ground is followed, and the steps in which each is searched. */
const columns = 17;
const rows = 48;
/** Halvings of the last step: a thousandth of a row. */
const refinements = 10;

/**
 * The ground on which a camera can measure: what its picture shows of the ground at no more than `limit` metres per pixel,
 * as one ring. Buildings in the way are not known, so it is what the camera would see of an empty plain.
 * @param size of the analysed picture; a larger one reaches farther.
 * @param limit metres of one pixel in its worst direction; the default is what measures use.
 * @returns corners in metres of the calibration's ground, each once, nearest edge first, not closed; null where no part
 *   of the picture is fine enough, or the calibration is no plane.
 */
export function fieldOfView(
  calibration: Pick<Calibration, 'points' | 'groundFromImage'>,
  size: { readonly widthPx: number; readonly heightPx: number },
  limit: number = measurableMetresPerPx,
): readonly Point[] | null {
  const matrix = oriented(calibration);
  const isUsable = (image: Point) => {
    const scale = groundScaleAt(matrix, image, size);
    return scale !== null && scale.metresPerPx <= limit;
  };
  const strips = Array.from({ length: columns }, (_, i) => stripOf(i / (columns - 1), isUsable));
  const seen = longestRun(strips, (strip) => strip !== null) as readonly Strip[];
  if (seen.length < 2) return null;
  const ring = [...seen.map(({ lower }) => lower), ...seen.map(({ upper }) => upper).reverse()];
  return ring.map((image) => groundAt(matrix, image)!);
}

type Strip = { readonly lower: Point; readonly upper: Point };

/** The longest part of a column of the picture that is usable; null where there is none. */
function stripOf(x: number, isUsable: (image: Point) => boolean): Strip | null {
  const marks = Array.from({ length: rows + 1 }, (_, i) => 1 - i / rows);
  const run = longestRun(marks, (y) => isUsable({ x, y }));
  const [low, high] = [run[0], run.at(-1)];
  if (low === undefined || high === undefined) return null;
  const edge = (inside: number, outside: number): Point => {
    let [good, bad] = [inside, outside];
    for (let i = 0; i < refinements; i++) {
      const middle = (good + bad) / 2;
      if (isUsable({ x, y: middle })) good = middle;
      else bad = middle;
    }
    return { x, y: good };
  };
  return {
    lower: low === 1 ? { x, y: 1 } : edge(low, low + 1 / rows),
    upper: high === 0 ? { x, y: 0 } : edge(high, high - 1 / rows),
  };
}

/** The longest stretch of neighbours that fit; of equal ones the first. */
function longestRun<T>(all: readonly T[], fits: (one: T) => boolean): readonly T[] {
  let best: readonly T[] = [];
  let from = 0;
  for (let i = 0; i <= all.length; i++) {
    if (i < all.length && fits(all[i]!)) continue;
    if (i - from > best.length) best = all.slice(from, i);
    from = i + 1;
  }
  return best;
}
