/** The invented city as a map: Lanternhaven lies in the open sea at 0 north 0 east, where no town is. */
import type { Point } from '../src/core/geometry.ts';

const metresPerDegree = 111_320;

/** WGS 84 degrees of a place in the city, metres east and north of its middle. */
export function positionOf(m: Point): { latitude: number; longitude: number } {
  // On the equator a degree of longitude is as long as one of latitude.
  return { latitude: round(m.y / metresPerDegree), longitude: round(m.x / metresPerDegree) };
}

type Feature = {
  readonly type: 'Feature';
  readonly properties: {
    readonly kind:
      | 'land'
      | 'water'
      | 'street'
      | 'motorway'
      | 'rail'
      | 'square'
      | 'park'
      | 'building'
      | 'works';
    readonly name: string | null;
  };
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly (readonly [number, number])[])[] }
    | { readonly type: 'LineString'; readonly coordinates: readonly (readonly [number, number])[] };
};

export type CityMap = { readonly type: 'FeatureCollection'; readonly features: readonly Feature[] };

/** Streets, squares and houses as GeoJSON, back to front; `kind` says how to draw each. */
export function cityMap(): CityMap {
  const features: Feature[] = [];
  const area = (kind: Feature['properties']['kind'], name: string | null, ...corners: [number, number][]) =>
    features.push({
      type: 'Feature',
      properties: { kind, name },
      geometry: { type: 'Polygon', coordinates: [[...corners, corners[0]!].map(degrees)] },
    });
  const line = (kind: Feature['properties']['kind'], name: string | null, ...points: [number, number][]) =>
    features.push({
      type: 'Feature',
      properties: { kind, name },
      geometry: { type: 'LineString', coordinates: points.map(degrees) },
    });
  const block = (x0: number, y0: number, x1: number, y1: number) =>
    area('building', null, [x0, y0], [x1, y0], [x1, y1], [x0, y1]);

  area(
    'land',
    'Lanternhaven',
    [-330, -300],
    [360, -300],
    [380, 60],
    [300, 210],
    [60, 270],
    [-170, 290],
    [-350, 180],
  );
  area('water', 'Harbour', [200, 120], [380, 60], [300, 210], [190, 240], [150, 160]);
  area('park', 'Mill Gardens', [-110, 60], [-40, 60], [-40, 130], [-110, 130]);
  area('square', 'Lantern Square', [-30, -18], [30, -18], [30, 14], [-30, 14]);
  area('works', 'Closed works', [1.9, -3.4], [6.1, -3.4], [6.1, 0.2], [1.9, 0.2]);
  line('motorway', 'Coast Road', [-230, -290], [-230, 250]);
  line('street', 'Mill Street', [-210, -96.4], [340, -96.4]);
  line('street', 'Old Row', [95.5, -96.4], [95.5, 30]);
  line('street', 'Lantern Street', [-4, 14], [-4, 150]);
  line('street', 'Square Street', [-210, -24], [340, -24]);
  line('street', 'Harbour Street', [-150, 150], [190, 150]);
  line('rail', 'Harbour Line', [-200, 61], [330, 61]);
  line('rail', 'Harbour Line', [-200, 64.4], [330, 64.4]);
  area('square', 'Harbour Stop', [120, 50], [182, 50], [182, 59.2], [120, 59.2]);
  for (const [x0, x1] of [
    [-190, -150],
    [-140, -100],
    [-90, -50],
    [50, 84],
    [108, 150],
    [160, 200],
    [212, 260],
  ] as const) {
    block(x0, -84, x1, -34);
    block(x0, -150, x1, -110);
    block(x0, -14, x1, 30);
  }
  for (const [x0, x1] of [
    [-30, -6],
    [-1, 26],
    [36, 80],
  ] as const)
    block(x0, 16, x1, 44);
  for (const [x0, x1] of [
    [-30, -8],
    [0, 40],
    [52, 100],
    [112, 140],
  ] as const)
    block(x0, 80, x1, 136);
  return { type: 'FeatureCollection', features };
}

function degrees([x, y]: readonly [number, number]): readonly [number, number] {
  const { latitude, longitude } = positionOf({ x, y });
  return [longitude, latitude];
}

function round(value: number): number {
  return Math.round(value * 1e7) / 1e7;
}
