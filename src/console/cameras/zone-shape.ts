import { type Point, polygonArea } from '../../core/geometry.ts';
import { type Rule, type Zone, type ZoneSituationKind, zoneSituationKinds } from '../../core/zone.ts';

/** What keeps a zone from being saved. */
export type ZoneFault =
  | 'no-name'
  | 'too-few-points'
  | 'crosses-itself'
  | 'too-small'
  | 'too-short'
  | 'needs-direction'
  | 'rule-does-not-fit';

/** Shares of the picture's area and diagonal-free length under which a zone cannot hold a person's feet. */
export const smallestArea = 0.0005;
export const shortestLine = 0.02;

/** Rules that make sense on each shape: feet inside an area, or a path across a line. */
export const rulesOfShape: { readonly [S in Zone['shape']]: readonly ZoneSituationKind[] } = {
  area: zoneSituationKinds.filter((kind) => kind !== 'line-crossing'),
  line: ['line-crossing'],
};

/** @returns the faults of a zone, the gravest first; empty when it can be saved. */
export function zoneFaults(zone: Zone): ZoneFault[] {
  const faults: ZoneFault[] = [];
  if (zone.name.trim() === '') faults.push('no-name');
  if (zone.shape === 'line') {
    const [a, b] = zone.points;
    if (!a || !b || zone.points.length !== 2) faults.push('too-few-points');
    else if (Math.hypot(b.x - a.x, b.y - a.y) < shortestLine) faults.push('too-short');
  } else if (zone.points.length < 3) faults.push('too-few-points');
  else if (crossesItself(zone.points)) faults.push('crosses-itself');
  else if (polygonArea(zone.points) < smallestArea) faults.push('too-small');
  if (zone.rules.some((rule: Rule) => !rulesOfShape[zone.shape].includes(rule.kind)))
    faults.push('rule-does-not-fit');
  if (zone.rules.some((rule) => hasArrow(rule.kind)) && !hasDirection(zone)) faults.push('needs-direction');
  return faults;
}

/** Rules that read the zone's arrow: the permitted direction, or the way to where a queue is served. */
export function hasArrow(kind: ZoneSituationKind): boolean {
  return kind === 'wrong-way' || kind === 'queue';
}

function hasDirection({ direction }: Zone): boolean {
  if (!direction) return false;
  const [from, to] = direction;
  return Math.hypot(to.x - from.x, to.y - from.y) >= shortestLine;
}

/** True when two sides that are no neighbours touch or cross, or a corner folds back on its own side. */
export function crossesItself(polygon: readonly Point[]): boolean {
  const n = polygon.length;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const areNeighbours = j === i + 1 || (i === 0 && j === n - 1);
      const [a, b, c, d] = [polygon[i]!, polygon[(i + 1) % n]!, polygon[j]!, polygon[(j + 1) % n]!];
      if (!areNeighbours && segmentsMeet(a, b, c, d)) return true;
      if (areNeighbours && n > 3) {
        const [shared, p, q] = j === i + 1 ? [b, a, d] : [a, b, c];
        const cross = turn(shared, p, q);
        const dot = (p.x - shared.x) * (q.x - shared.x) + (p.y - shared.y) * (q.y - shared.y);
        if (cross === 0 && dot > 0) return true;
      }
    }
  }
  return false;
}

function segmentsMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (((abc > 0 && abd < 0) || (abc < 0 && abd > 0)) && ((cda > 0 && cdb < 0) || (cda < 0 && cdb > 0)))
    return true;
  return (
    (abc === 0 && isWithin(a, b, c)) ||
    (abd === 0 && isWithin(a, b, d)) ||
    (cda === 0 && isWithin(c, d, a)) ||
    (cdb === 0 && isWithin(c, d, b))
  );
}

/** Twice the signed area of the triangle: its sign is the side of `a -> b` that `p` lies on. */
function turn(a: Point, b: Point, p: Point): number {
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

function isWithin(a: Point, b: Point, p: Point): boolean {
  return (
    Math.min(a.x, b.x) <= p.x &&
    p.x <= Math.max(a.x, b.x) &&
    Math.min(a.y, b.y) <= p.y &&
    p.y <= Math.max(a.y, b.y)
  );
}

/** Where a zone's label and arrow stand: the mean of its corners. */
export function middleOf(points: readonly Point[]): Point {
  const sum = points.reduce((s, p) => ({ x: s.x + p.x, y: s.y + p.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

export function clampToPicture(p: Point): Point {
  return { x: Math.min(1, Math.max(0, p.x)), y: Math.min(1, Math.max(0, p.y)) };
}
