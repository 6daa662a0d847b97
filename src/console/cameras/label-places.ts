import type { Point } from '../../core/geometry.ts';
import { middleOf } from './zone-shape.ts';

export type Label = { readonly key: string; readonly points: readonly Point[]; readonly widthPx: number };
export type Place = { readonly left: number; readonly top: number };

const heightPx = 18;

/**
 * Where the name of each zone stands, px: at a corner, the one nearest the top left first, moved on to the next corner
 * when another name is already there. Names stay inside the picture; earlier zones choose first.
 */
export function placeLabels(
  labels: readonly Label[],
  size: { readonly w: number; readonly h: number },
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const taken: (Place & { readonly width: number })[] = [];
  for (const { key, points, widthPx } of labels) {
    const inside = ({ left, top }: Place): Place => ({
      left: Math.max(0, Math.min(size.w - widthPx, left)),
      top: Math.max(0, Math.min(size.h - heightPx, top)),
    });
    const candidates = candidatesOf(points, size).map(inside);
    const isFree = ({ left, top }: Place) =>
      taken.every(
        (t) => left >= t.left + t.width || t.left >= left + widthPx || Math.abs(top - t.top) >= heightPx,
      );
    const place = candidates.find(isFree) ?? candidates[0]!;
    taken.push({ ...place, width: widthPx });
    places.set(key, place);
  }
  return places;
}

function candidatesOf(points: readonly Point[], { w, h }: { w: number; h: number }): Place[] {
  const corners = points.toSorted((a, b) => a.x * w + a.y * h - (b.x * w + b.y * h));
  const above = corners.map((p): Place => ({ left: p.x * w, top: p.y * h - heightPx }));
  const below = corners.map((p): Place => ({ left: p.x * w, top: p.y * h + 2 }));
  const middle = middleOf(points);
  return [...above, ...below, { left: middle.x * w, top: middle.y * h }];
}
