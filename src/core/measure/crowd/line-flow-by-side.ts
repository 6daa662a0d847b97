import type { Point } from '../../geometry.ts';
import { isInside } from '../../geometry.ts';
import { lengthOf, type MeasurementLine, normalOf } from './line-crossing.ts';
import type { Walker } from './trajectory.ts';
import type { VoronoiCell } from './voronoi-cells.ts';
import { distanceToSegment, type Ground } from './walkable-area.ts';

/** What streams over a line at one instant, by where people come from: both >= 0 where everyone walks on. */
export type LineFlow = {
  /** People who came from the left of a -> b (y upwards) and stream to the right, 1/(m s). */
  readonly rightwards: number;
  /** The others, counted positive leftwards, 1/(m s). */
  readonly leftwards: number;
  /** Their sum, 1/(m s). */
  readonly both: number;
};

/**
 * Line flow: sum of (vi . n) (1/Ai) (wi/w) over everyone whose Voronoi cell lies over the line, 1/(m s); wi is how much
 * of the line their cell covers, n the line's normal. An instant's specific flow, where counting crossings needs
 * minutes. Times w it is the flow in 1/s.
 * @param sides of each walker, from `sidesAt`; who has none is left out.
 * @see PedPy, compute_line_flow (whose total is written in 1/s)
 */
export function lineFlowBySide(
  walkers: readonly Walker[],
  cells: readonly (VoronoiCell | null)[],
  line: MeasurementLine,
  sides: ReadonlyMap<number, 1 | -1>,
): LineFlow {
  const normal = normalOf(line);
  let [rightwards, leftwards] = [0, 0];
  for (const [i, { id, velocity }] of walkers.entries()) {
    const cell = cells[i];
    const side = sides.get(id);
    if (!cell || velocity === null || side === undefined) continue;
    const share = lengthInside(line, cell.ground) / lengthOf(line);
    const flow = ((velocity.x * normal.x + velocity.y * normal.y) * share) / cell.areaM2;
    if (side === 1) rightwards += flow;
    else leftwards -= flow;
  }
  return { rightwards, leftwards, both: rightwards + leftwards };
}

/**
 * Which way each walker goes: the sign of v . n when their cell first lies over the line. Keeps what is already known.
 * @returns a new map with everyone seen so far.
 * @see PedPy, compute_species
 */
export function sidesAt(
  known: ReadonlyMap<number, 1 | -1>,
  walkers: readonly Walker[],
  cells: readonly (VoronoiCell | null)[],
  line: MeasurementLine,
): Map<number, 1 | -1> {
  const sides = new Map(known);
  const normal = normalOf(line);
  for (const [i, { id, velocity }] of walkers.entries()) {
    const cell = cells[i];
    if (!cell || velocity === null || sides.has(id) || lengthInside(line, cell.ground) === 0) continue;
    const along = velocity.x * normal.x + velocity.y * normal.y;
    if (along !== 0) sides.set(id, along > 0 ? 1 : -1);
  }
  return sides;
}

/** Metres of the line that lie inside the ground. */
export function lengthInside([a, b]: MeasurementLine, { outline, holes }: Ground): number {
  const cuts = [0, 1];
  for (const ring of [outline, ...holes]) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const share = whereCut(a, b, ring[j]!, ring[i]!);
      if (share !== null) cuts.push(share);
    }
  }
  cuts.sort((m, n) => m - n);
  let inside = 0;
  for (let i = 1; i < cuts.length; i++) {
    const middle = (cuts[i - 1]! + cuts[i]!) / 2;
    const p = { x: a.x + middle * (b.x - a.x), y: a.y + middle * (b.y - a.y) };
    inside += shareInside(p, { outline, holes }) * (cuts[i]! - cuts[i - 1]!);
  }
  return inside * Math.hypot(b.x - a.x, b.y - a.y);
}

/** 1 inside, 0 outside, a half on the edge: two cells that meet along the line have it in common. */
function shareInside(p: Point, { outline, holes }: Ground): number {
  if (isOnEdge(p, outline)) return 0.5;
  return isInside(p, outline) && !holes.some((hole) => isInside(p, hole)) ? 1 : 0;
}

function isOnEdge(p: Point, outline: readonly Point[]): boolean {
  return outline.some((a, i) => distanceToSegment(p, a, outline[(i + 1) % outline.length]!) < 1e-9);
}

/** How far along a -> b the stretch from p to q cuts it, 0..1. */
function whereCut(a: Point, b: Point, p: Point, q: Point): number | null {
  const d = { x: b.x - a.x, y: b.y - a.y };
  const e = { x: q.x - p.x, y: q.y - p.y };
  const cross = d.x * e.y - d.y * e.x;
  if (cross === 0) return null;
  const along = ((p.x - a.x) * e.y - (p.y - a.y) * e.x) / cross;
  const across = ((p.x - a.x) * d.y - (p.y - a.y) * d.x) / cross;
  return along > 0 && along < 1 && across >= 0 && across <= 1 ? along : null;
}
