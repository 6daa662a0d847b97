import { type Box, isInside, type Matrix3, type Point } from '../geometry.ts';
import { groundScaleAt, measurableMetresPerPx } from '../ground-plane.ts';
import { personAt } from '../person-in-picture.ts';

/** A place in a zone where somebody might stand, and how they would appear, pixels. */
export type Stand = { readonly box: Box; readonly groundM2: number };

type Size = { readonly widthPx: number; readonly heightPx: number };

/** Somebody of whom less than this shows is hidden. */
const visibleShare = 0.5;
/** Nearer or farther by less than this share of a body's height is beside, not behind. */
const besideShare = 0.15;
const perSide = 10;

/** A hundred places at most, evenly over the picture of the zone's measurable part. */
export function standsIn(points: readonly Point[], matrix: Matrix3, size: Size): readonly Stand[] {
  const xs = points.map((p) => p.x);
  const ys = points.map((p) => p.y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [w, h] = [Math.max(...xs) - left, Math.max(...ys) - top];
  return Array.from({ length: perSide * perSide }, (_, i) => ({
    x: left + (((i % perSide) + 0.5) / perSide) * w,
    y: top + ((Math.floor(i / perSide) + 0.5) / perSide) * h,
  })).flatMap((foot) => {
    if (!isInside(foot, points)) return [];
    const person = personAt(matrix, foot, size);
    if (person === null || person.metresPerPx > measurableMetresPerPx) return [];
    const x = foot.x * size.widthPx - person.widthPx / 2;
    const y = foot.y * size.heightPx - person.heightPx;
    const groundM2 = groundScaleAt(matrix, foot, size)!.areaPerPx;
    return [{ box: { x, y, w: person.widthPx, h: person.heightPx }, groundM2 }];
  });
}

/**
 * Share of the zone's ground on which somebody would be seen: not more than half behind those who are, or beside somebody who
 * was found all the same. What it cannot know: whom nobody sees hides others as well.
 * @param boxes of everything seen, pixels. @returns 0..1; 1 where no place is known.
 */
export function seenGround(stands: readonly Stand[], boxes: readonly Box[]): number {
  let seen = 0;
  let all = 0;
  for (const { box, groundM2 } of stands) {
    all += groundM2;
    if (!isHidden(box, boxes)) seen += groundM2;
  }
  return all > 0 ? seen / all : 1;
}

function isHidden(stand: Box, boxes: readonly Box[]): boolean {
  const bottom = stand.y + stand.h;
  let covered = 0;
  for (const b of boxes) {
    const nearer = b.y + b.h - bottom;
    const aside = Math.abs(b.x + b.w / 2 - stand.x - stand.w / 2);
    if (Math.abs(nearer) < besideShare * stand.h && aside < stand.w) return false;
    if (nearer <= 0) continue;
    const w = Math.min(b.x + b.w, stand.x + stand.w) - Math.max(b.x, stand.x);
    const h = Math.min(b.y + b.h, stand.y + stand.h) - Math.max(b.y, stand.y);
    if (w > 0 && h > 0) covered += (w * h) / (stand.w * stand.h);
  }
  return covered > 1 - visibleShare;
}
