import { Delaunay } from 'd3-delaunay';
import type { Point } from '../../geometry.ts';
import { clipToConvex, isConvex } from './convex.ts';
import { type Ground, groundAreaM2, type WalkableArea, walkablePart } from './walkable-area.ts';

/** The ground nearer to one person than to anyone else. */
export type VoronoiCell = {
  readonly ground: Ground;
  readonly areaM2: number;
  /** How many people stand on the very same spot and so have this cell in common: 1, but for faults of the data. */
  readonly sharedBy: number;
};

/** The farthest a cell may reach: a circle drawn as a polygon whose corners lie on it. */
export type CutOff = { readonly radiusM: number; readonly edges: number };

/** 0.8 m and 12 edges: what the reference tables were made with. */
export const usualCutOff: CutOff = { radiusM: 0.8, edges: 12 };

/**
 * Voronoi cell of each person, clipped to the walkable area and to the cut-off circle if one is given.
 * A cell reaches straight through a thin wall to where nobody is nearer; only the part with its person is kept.
 * @param people feet at one instant, ground metres; any number, also in a row or on one spot.
 * @returns one for each person, null for whoever has no walkable ground in their cell.
 * @see Steffen & Seyfried 2010, doi:10.1016/j.physa.2009.12.015; PedPy, compute_individual_voronoi_polygons
 */
export function voronoiCells(
  people: readonly Point[],
  area: WalkableArea,
  cutOff: CutOff | null = null,
): (VoronoiCell | null)[] {
  // Closer than a micrometre is one spot: the triangulation drops what it cannot tell apart.
  const spotOf = (metres: number) => Math.round(metres * 1e6);
  const spots = Map.groupBy(people.keys(), (i) => `${spotOf(people[i]!.x)},${spotOf(people[i]!.y)}`);
  const places = [...spots.values()].map(([first]) => people[first!]!);
  if (places.length === 0) return [];
  const bounds = boundsOf([...area.outline, ...places]);
  const diagram = Delaunay.from(
    places,
    (p) => p.x,
    (p) => p.y,
  ).voronoi(bounds);
  const walkable = { ...area, isConvex: isConvex(area.outline) };
  const cells: (VoronoiCell | null)[] = people.map(() => null);
  let place = 0;
  for (const indices of spots.values()) {
    const at = places[place]!;
    // The library repeats a ring's first point at its end.
    const ring = diagram.cellPolygon(place++)?.slice(0, -1);
    if (ring === undefined) continue;
    const cell = ring.map(([x, y]) => ({ x, y }));
    const reach = cutOff === null ? cell : clipToConvex(cell, circleAround(at, cutOff));
    const ground = reach.length < 3 ? null : walkablePart(reach, at, walkable);
    const areaM2 = ground === null ? 0 : groundAreaM2(ground);
    if (ground === null || areaM2 <= 0) continue;
    for (const i of indices) cells[i] = { ground, areaM2, sharedBy: indices.length };
  }
  return cells;
}

function circleAround({ x, y }: Point, { radiusM, edges }: CutOff): Point[] {
  return Array.from({ length: edges }, (_, k) => {
    const angle = (2 * Math.PI * k) / edges;
    return { x: x + radiusM * Math.cos(angle), y: y + radiusM * Math.sin(angle) };
  });
}

/** Left, low, right, high of all points, with a metre to spare. */
function boundsOf(points: readonly Point[]): [number, number, number, number] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    bounds[0] = Math.min(bounds[0], x - 1);
    bounds[1] = Math.min(bounds[1], y - 1);
    bounds[2] = Math.max(bounds[2], x + 1);
    bounds[3] = Math.max(bounds[3], y + 1);
  }
  return bounds;
}
