import { type Matrix3, type Point, project } from '../geometry.ts';
import { fitHomography } from '../homography.ts';
import { metresFrom, placeAt } from '../local-metres.ts';
import type { Position } from '../position.ts';

/** A point of the drawing whose place in the world is known. */
export type PlanPoint = {
  /** Fractions of the drawing's width and height, 0..1, from its top left. */
  readonly image: Point;
  readonly position: Position;
};

export type PlanRefusal = 'too-few' | 'on-a-line' | 'mirrored' | 'too-large' | 'residual';

export type PlacedPlan =
  | {
      readonly ok: true;
      /** Of the drawing: top left, top right, bottom right, bottom left. */
      readonly corners: readonly [Position, Position, Position, Position];
      /** Largest distance by which a point misses what the others say of it, metres; null where they say nothing of it: four always fit. */
      readonly residualM: number | null;
    }
  | { readonly ok: false; readonly reason: PlanRefusal; readonly point: number | null };

export const leastPlanPoints = 4;
/** A drawing that is further off than this leads to the wrong door. */
export const planResidualLimitM = 3;
/** The longest side of a station; more is a mistake of degrees. */
export const mostPlanM = 3_000;

const leastDeterminacy = 1e-9;

/**
 * Lays a drawing on the ground by pairs of points, with the homography that cameras are calibrated with: the drawing may
 * be turned, scaled, and photographed at a slant. With five pairs or more each is predicted by the others.
 */
export function placePlan(points: readonly PlanPoint[]): PlacedPlan {
  const refuse = (reason: PlanRefusal, point: number | null = null) =>
    ({ ok: false, reason, point }) as const;
  const origin = points[0]?.position;
  if (origin === undefined || points.length < leastPlanPoints) return refuse('too-few');
  const pairs = points.map(({ image, position }) => ({ image, ground: metresFrom(origin, position) }));
  const fit = fitHomography(pairs);
  if (fit === null || fit.determinacy < leastDeterminacy) return refuse('on-a-line');
  const ring = corners.map((corner) => project(fit.matrix, corner));
  // Beyond the horizon of its own points a drawing has no place.
  if (corners.some((corner) => weight(fit.matrix, corner) <= 0)) return refuse('on-a-line');
  const metres = ring.filter((corner) => corner !== null);
  if (metres.length < corners.length) return refuse('on-a-line');
  // Clockwise in the picture is clockwise from above, or the drawing is seen from below.
  if (signedArea(metres) >= 0) return refuse('mirrored');
  if (metres.some((a) => metres.some((b) => Math.hypot(a.x - b.x, a.y - b.y) > mostPlanM)))
    return refuse('too-large');
  let residualM: number | null = null;
  if (pairs.length > leastPlanPoints) {
    const residuals = pairs.map((pair, i) => {
      const without = fitHomography(pairs, i);
      // Three of the others on one line leave it open where this one is.
      if (without === null || without.determinacy < leastDeterminacy) return null;
      return missM(without.matrix, pair);
    });
    const known = residuals.filter((residual) => residual !== null);
    residualM = known.length === 0 ? null : Math.max(...known);
    if (residualM !== null && residualM > planResidualLimitM)
      return refuse('residual', culpritOf(pairs, residuals.indexOf(residualM)));
  }
  const [a, b, c, d] = metres.map((corner) => placeAt(origin, corner)) as [
    Position,
    Position,
    Position,
    Position,
  ];
  return { ok: true, corners: [a, b, c, d], residualM };
}

export type CornerFault = 'mirrored' | 'size' | 'shape';

/** A smaller drawing cannot be read, and is a mistake of degrees. */
export const leastPlanM = 2;

/**
 * Whether a drawing can lie between these four places.
 * @param places of its top left, top right, bottom right and bottom left corner.
 * @returns what is wrong; null: nothing.
 */
export function checkCorners(places: readonly Position[]): CornerFault | null {
  const origin = places[0]!;
  const ring = places.map((place) => metresFrom(origin, place));
  const turns = ring.map((a, i) => {
    const b = ring[(i + 1) % ring.length]!;
    const c = ring[(i + 2) % ring.length]!;
    return (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
  });
  const sides = ring.map((a, i) => {
    const b = ring[(i + 1) % ring.length]!;
    return Math.hypot(b.x - a.x, b.y - a.y);
  });
  if (sides.some((side) => side < leastPlanM || side > mostPlanM)) return 'size';
  if (turns.every((turn) => turn > 0)) return 'mirrored';
  return turns.every((turn) => turn < 0) ? null : 'shape';
}

const corners: readonly Point[] = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];

type Pair = { readonly image: Point; readonly ground: Point };

/** The point without which the others agree best: one wrong point spoils the prediction of all others. */
function culpritOf(pairs: readonly Pair[], farthest: number): number {
  if (pairs.length - 1 <= leastPlanPoints) return farthest;
  const rest = pairs.map((_, i) => {
    const others = pairs.filter((_, k) => k !== i);
    const fit = fitHomography(others);
    if (fit === null) return Number.POSITIVE_INFINITY;
    return Math.max(...others.map((pair) => missM(fit.matrix, pair)));
  });
  return rest.indexOf(Math.min(...rest));
}

function missM(matrix: Matrix3, { image, ground }: Pair): number {
  const found = project(matrix, image);
  return found === null ? Number.POSITIVE_INFINITY : Math.hypot(found.x - ground.x, found.y - ground.y);
}

function weight(m: Matrix3, { x, y }: Point): number {
  return m[6] * x + m[7] * y + m[8];
}

function signedArea(ring: readonly Point[]): number {
  return (
    ring.reduce((twice, a, i) => {
      const b = ring[(i + 1) % ring.length]!;
      return twice + a.x * b.y - b.x * a.y;
    }, 0) / 2
  );
}
