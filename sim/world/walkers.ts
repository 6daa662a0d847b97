/**
 * People on foot: the social-force model.
 * Each walker is drawn towards its next waypoint and pushed away by others and by walls.
 * @see Helbing & Molnár 1995, "Social force model for pedestrian dynamics", doi:10.1103/PhysRevE.51.4282
 *   (relaxation time, exponential repulsion; the field of view weakens what is behind).
 */
import type { Point } from '../../src/core/geometry.ts';
import type { FigureLook, Stance } from '../film/figure-look.ts';

const relaxationS = 0.5;
/** V0 / sigma and sigma of the paper's repulsion between people. */
const pushMps2 = 2.1 / 0.3;
const pushRangeM = 0.3;
/** How far ahead the other's steps are foreseen. */
const foreseenS = 1;
const mostPushMps2 = 4;
const wallPushMps2 = 5;
const wallRangeM = 0.2;
const bodyRadiusM = 0.25;
const behindWeight = 0.5;

export type Wall = readonly [Point, Point];

/** One leg of a walker's errand: go there, then stay for a while. */
export type Leg = {
  readonly to: Point;
  /** How near counts as there. */
  readonly withinM?: number;
  readonly stayMs?: number;
  /** Stay until this instant instead. */
  readonly stayUntilMs?: number;
  /** Where to look while staying; radians clockwise from north. */
  readonly face?: number;
  readonly stance?: Stance;
  readonly speedMps?: number;
};

export type Walker = {
  readonly id: number;
  readonly look: FigureLook;
  readonly heightM: number;
  readonly speedMps: number;
  readonly legs: readonly Leg[];
  legIndex: number;
  x: number;
  y: number;
  vx: number;
  vy: number;
  heading: number;
  stride: number;
  /** Standing on the spot of its leg since; null while walking. */
  stayedSinceMs: number | null;
  stance: Stance;
};

/** Advances everybody by `dtS`; those who finish their last leg are removed. */
export function stepWalkers(walkers: Walker[], walls: readonly Wall[], nowMs: number, dtS: number): void {
  const forces = walkers.map((walker) =>
    walker.stayedSinceMs === null ? forceOn(walker, walkers, walls) : null,
  );
  walkers.forEach((walker, index) => {
    const force = forces[index];
    if (force) walk(walker, force, walls, dtS);
    else stand(walker, dtS);
    advanceLeg(walker, nowMs);
  });
  for (let i = walkers.length - 1; i >= 0; i--) {
    if (walkers[i]!.legIndex >= walkers[i]!.legs.length) walkers.splice(i, 1);
  }
}

function forceOn(walker: Walker, others: readonly Walker[], walls: readonly Wall[]): Point {
  const leg = walker.legs[walker.legIndex]!;
  const toX = leg.to.x - walker.x;
  const toY = leg.to.y - walker.y;
  const distance = Math.hypot(toX, toY) || 1;
  const wish = Math.min(
    leg.speedMps ?? walker.speedMps,
    leg.stayMs || leg.stayUntilMs ? distance * 1.6 + 0.2 : 99,
  );
  let fx = ((toX / distance) * wish - walker.vx) / relaxationS;
  let fy = ((toY / distance) * wish - walker.vy) / relaxationS;
  for (const other of others) {
    if (other === walker) continue;
    const push = pushBy(walker, other);
    fx += push.x;
    fy += push.y;
  }
  for (const wall of walls) {
    const near = nearestOn(wall, walker);
    const dx = walker.x - near.x;
    const dy = walker.y - near.y;
    const gap = Math.hypot(dx, dy);
    if (gap > 2 || gap < 1e-6) continue;
    const push = wallPushMps2 * Math.exp((bodyRadiusM - gap) / wallRangeM);
    fx += (dx / gap) * push;
    fy += (dy / gap) * push;
  }
  return { x: fx, y: fy };
}

/** Equal push all along an ellipse whose foci are where the other is and where it will be; the paper's equations 3 and 4. */
function pushBy(walker: Walker, other: Walker): Point {
  const dx = walker.x - other.x;
  const dy = walker.y - other.y;
  const gap = Math.hypot(dx, dy);
  if (gap > 4 || gap < 1e-6) return { x: 0, y: 0 };
  const stepM = Math.hypot(other.vx, other.vy) * foreseenS;
  const ex = dx - other.vx * foreseenS;
  const ey = dy - other.vy * foreseenS;
  const later = Math.hypot(ex, ey) || 1e-6;
  const minorM = Math.sqrt(Math.max(0, (gap + later) ** 2 - stepM ** 2)) / 2;
  const isAhead = -dx * walker.vx - dy * walker.vy >= 0;
  const push =
    Math.min(mostPushMps2, pushMps2 * Math.exp(-minorM / pushRangeM)) * (isAhead ? 1 : behindWeight);
  const nx = (dx / gap + ex / later) / 2;
  const ny = (dy / gap + ey / later) / 2;
  // A turn to the right settles who gives way on which side.
  return { x: (nx - 0.4 * (dy / gap)) * push, y: (ny + 0.4 * (dx / gap)) * push };
}

function walk(walker: Walker, force: Point, walls: readonly Wall[], dtS: number): void {
  walker.vx += force.x * dtS;
  walker.vy += force.y * dtS;
  const top = 1.3 * Math.max(walker.speedMps, walker.legs[walker.legIndex]!.speedMps ?? 0);
  const speed = Math.hypot(walker.vx, walker.vy);
  if (speed > top) {
    walker.vx *= top / speed;
    walker.vy *= top / speed;
  }
  const next = { x: walker.x + walker.vx * dtS, y: walker.y + walker.vy * dtS };
  // The force is soft; a wall is not.
  if (walls.some((wall) => crosses(walker, next, wall))) {
    walker.vx = 0;
    walker.vy = 0;
    return;
  }
  walker.x = next.x;
  walker.y = next.y;
  const moved = Math.hypot(walker.vx, walker.vy);
  if (moved > 0.15) walker.heading = turnTowards(walker.heading, Math.atan2(walker.vx, walker.vy), 4 * dtS);
  // Two steps a cycle; step length grows with the square root of speed.
  if (moved > 0.05) walker.stride += (Math.PI * moved * dtS) / (0.35 + 0.3 * Math.sqrt(moved));
  walker.stance = moved > 0.2 ? 'walking' : 'standing';
}

function stand(walker: Walker, dtS: number): void {
  const leg = walker.legs[walker.legIndex]!;
  walker.vx = 0;
  walker.vy = 0;
  walker.stance = leg.stance ?? 'standing';
  if (leg.face !== undefined) walker.heading = turnTowards(walker.heading, leg.face, 2 * dtS);
}

function advanceLeg(walker: Walker, nowMs: number): void {
  const leg = walker.legs[walker.legIndex]!;
  if (walker.stayedSinceMs !== null) {
    const until = leg.stayUntilMs ?? walker.stayedSinceMs + (leg.stayMs ?? 0);
    if (nowMs < until) return;
    walker.stayedSinceMs = null;
    walker.legIndex++;
    return;
  }
  const isStay = leg.stayMs !== undefined || leg.stayUntilMs !== undefined;
  if (Math.hypot(leg.to.x - walker.x, leg.to.y - walker.y) > (leg.withinM ?? (isStay ? 0.12 : 0.7))) return;
  if (isStay) walker.stayedSinceMs = nowMs;
  else walker.legIndex++;
}

function turnTowards(from: number, to: number, atMost: number): number {
  const turn = Math.atan2(Math.sin(to - from), Math.cos(to - from));
  return from + Math.max(-atMost, Math.min(atMost, turn));
}

function nearestOn([a, b]: Wall, p: Point): Point {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy);
  const t = Math.max(0, Math.min(1, along));
  return { x: a.x + dx * t, y: a.y + dy * t };
}

function crosses(from: Point, to: Point, [a, b]: Wall): boolean {
  const side = (p: Point, q: Point, r: Point) => (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  return side(a, b, from) > 0 !== side(a, b, to) > 0 && side(from, to, a) > 0 !== side(from, to, b) > 0;
}
