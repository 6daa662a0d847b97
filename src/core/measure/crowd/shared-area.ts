import { Clipper, FillRule } from 'clipper2-ts';
import { type Point, polygonArea } from '../../geometry.ts';
import { areaInConvex, isConvex } from './convex.ts';
import type { Ground } from './walkable-area.ts';

/** A zone to measure in, with what need be found out only once. */
export type MeasurementArea = {
  readonly outline: readonly Point[];
  readonly areaM2: number;
  readonly isConvex: boolean;
};

/** @param outline ground metres, an area > 0. */
export function measurementArea(outline: readonly Point[]): MeasurementArea {
  return { outline, areaM2: polygonArea(outline), isConvex: isConvex(outline) };
}

/** Area of the ground that is in the zone, m2. Exact for a convex zone, otherwise to a micrometre of outline. */
export function sharedAreaM2({ outline, holes }: Ground, zone: MeasurementArea): number {
  if (zone.isConvex) {
    return holes.reduce(
      (left, hole) => left - areaInConvex(hole, zone.outline),
      areaInConvex(outline, zone.outline),
    );
  }
  const subject = [[...outline], ...holes.map((hole) => [...hole])];
  return Clipper.areaPathsD(Clipper.intersectD(subject, [[...zone.outline]], FillRule.EvenOdd, 6));
}
