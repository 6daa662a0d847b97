import type { Point } from '../geometry.ts';
import { type SceneTrack, sizePx } from '../scene-track.ts';
import type { ZoneView } from '../zone-view.ts';

/** A foot must be this share of its box's size (square root of its area) beyond the line to be on the other side: boxes breathe. */
const clearShare = 0.2;

/**
 * The directions in which a track has newly crossed a line in this frame. The foot's path is tested, with hysteresis: a
 * track changes sides only once clearly beyond, so one that stands on the line does not count again and again, and each
 * track counts once in each direction. A track not yet confirmed is remembered and counted when it is.
 *
 * What it cannot see: a track lost before the line and found anew behind it.
 */
export function crossingsOf(view: ZoneView, track: SceneTrack): readonly ('in' | 'out')[] {
  if (!track.isSeen) return [];
  const [a, b] = view.px as readonly [Point, Point];
  const px = track.path.at(-1)!.px;
  const before = track.sides.get(view.zone.id);
  const distance = signedDistance(a, b, px);
  if (distance === null) return [];
  const side = distance >= 0 ? 1 : -1;
  if (before === undefined) {
    track.sides.set(view.zone.id, { side, px, counted: new Set(), waiting: [] });
    return [];
  }
  if (side === before.side) {
    before.px = px;
  } else if (Math.abs(distance) >= clearShare * sizePx(track.box) || isCutOff(track)) {
    if (meets(before.px, px, a, b)) before.waiting.push(side === 1 ? 'in' : 'out');
    before.side = side;
    before.px = px;
  }
  if (!track.isConfirmed || before.waiting.length === 0) return [];
  const fresh = [...new Set(before.waiting)].filter((d) => !before.counted.has(d));
  for (const d of fresh) before.counted.add(d);
  before.waiting = [];
  return fresh;
}

/** The foot has reached the picture's edge: it will get no further beyond a line drawn near it. */
function isCutOff({ foot }: SceneTrack): boolean {
  return Math.min(foot.x, 1 - foot.x, foot.y, 1 - foot.y) < 0.002;
}

/** Pixels from the line through a and b, positive to the right of a -> b as seen (y grows downwards); null when a is b. */
function signedDistance(a: Point, b: Point, p: Point): number | null {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length === 0) return null;
  return ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / length;
}

/** Whether the way from p to q passes between a and b. p and q are on different sides of the line. */
function meets(p: Point, q: Point, a: Point, b: Point): boolean {
  const dp = signedDistance(a, b, p)!;
  const dq = signedDistance(a, b, q)!;
  const share = dp / (dp - dq);
  const x = p.x + share * (q.x - p.x);
  const y = p.y + share * (q.y - p.y);
  const along = ((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / ((b.x - a.x) ** 2 + (b.y - a.y) ** 2);
  return along >= 0 && along <= 1;
}
