/** The invented city as a map: Lanternhaven lies in the open sea at 0 north 0 east, where no town is. */
import type { GroundKind, MapGround } from '../src/contract/map-ground.ts';
import type { Point } from '../src/core/geometry.ts';

const metresPerDegree = 111_320;

/** WGS 84 degrees of a place in the city, metres east and north of its middle. */
export function positionOf(m: Point): { latitude: number; longitude: number } {
  // On the equator a degree of longitude is as long as one of latitude.
  return { latitude: round(m.y / metresPerDegree), longitude: round(m.x / metresPerDegree) };
}

type Metres = readonly [east: number, north: number];
type Feature = MapGround['features'][number];

/**
 * Streets, squares and houses, back to front. They stand where the films show them: each scene's ground metres count from
 * its `cityM`, and its camera looks north.
 */
export function cityMap(): MapGround {
  return { type: 'FeatureCollection', features: [...open(), ...ways(), ...houses()] };
}

function open(): Feature[] {
  const shore: Metres[] = [
    [-340, -300],
    [330, -300],
    [372, -210],
    [360, -40],
    [385, 48],
    [330, 74],
    [226, 110],
    [196, 122],
    [190, 214],
    [96, 262],
    [-60, 284],
    [-196, 272],
    [-300, 226],
    [-352, 120],
    [-362, -90],
  ];
  return [
    area('land', null, shore),
    area('park', 'Mill Gardens', rectangle(-136, 76, -46, 140)),
    // Its north side are the house fronts, its south side is the kerb behind the camera.
    area('square', 'Lantern Square', rectangle(-32, -19, 32, 7.6)),
    area('water', null, circle({ x: -5.2, y: 2.6 }, 1.9)),
    area('works', 'Closed works', rectangle(1.9, -3.4, 6.1, 0.2)),
    area('square', 'Mill Place', rectangle(84, -150, 98, -105)),
    area('square', 'Harbour Stop', rectangle(118, 51, 182, 58.9)),
  ];
}

function ways(): Feature[] {
  const coastRoad = (x: number): Feature =>
    way('motorway', x > -230 ? 'Coast Road' : null, 7.6, [
      [x, -298],
      [x, 240],
    ]);
  return [
    coastRoad(-235.25),
    coastRoad(-224.75),
    way('street', 'Mill Street', 13.2, [
      [-222, -96.4],
      [362, -96.4],
    ]),
    way('street', 'Old Row', 7, [
      [95.5, -96.4],
      [95.5, -30],
    ]),
    way('street', 'Square Street', 8, [
      [-145, -24],
      [40, -24],
    ]),
    way('street', 'Lantern Street', 8, [
      [40, -96.4],
      [40, 152],
    ]),
    way('street', 'Mill Lane', 7, [
      [-145, -96.4],
      [-145, 152],
    ]),
    way('street', 'Customs Street', 8, [
      [206, -96.4],
      [206, 110],
    ]),
    way('street', 'Harbour Street', 8, [
      [-145, 152],
      [186, 152],
    ]),
    way('rail', 'Harbour Line', null, [
      [-212, 60.9],
      [340, 60.9],
    ]),
    way('rail', null, null, [
      [-212, 64.3],
      [340, 64.3],
    ]),
  ];
}

function houses(): Feature[] {
  // South of Mill Street, between it and Square Street, beside the square, and between the tram and the harbour.
  const rows: readonly (readonly [south: number, north: number, ...spans: Metres[]])[] = [
    [
      -150,
      -112,
      [-200, -152],
      [-138, -98],
      [-88, -46],
      [-36, 32],
      [48, 84],
      [98, 150],
      [162, 200],
      [214, 262],
    ],
    [-84, -32, [-200, -152], [-138, -98], [-88, -46], [-36, 32], [214, 262], [276, 330]],
    // The side street runs between these two as far as the house that closes it.
    [-84, -30, [48, 90.6], [100.4, 150], [162, 198]],
    [-30, 28, [84, 108]],
    [
      -14,
      28,
      [-200, -152],
      [-138, -98],
      [-88, -44],
      [48, 76],
      [116, 150],
      [162, 196],
      [214, 262],
      [276, 330],
    ],
    // The house fronts of the square, with the passage between them and the house at its end.
    [7.6, 34, [-32, -5.2], [-2.8, 32]],
    [20, 34, [-5.2, -2.8]],
    [80, 142, [-32, -6], [4, 34], [48, 98], [112, 146]],
    [162, 206, [-120, -70], [-56, -10], [8, 60], [76, 130]],
  ];
  return rows.flatMap(([south, north, ...spans]) =>
    spans.map(([west, east]) => area('building', null, rectangle(west, south, east, north))),
  );
}

function area(kind: GroundKind, name: string | null, corners: readonly Metres[]): Feature {
  const ring = [...corners, corners[0]!].map(degrees);
  return {
    type: 'Feature',
    properties: { kind, name, widthM: null },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
}

function way(
  kind: GroundKind,
  name: string | null,
  widthM: number | null,
  places: readonly Metres[],
): Feature {
  return {
    type: 'Feature',
    properties: { kind, name, widthM },
    geometry: { type: 'LineString', coordinates: places.map(degrees) },
  };
}

function rectangle(west: number, south: number, east: number, north: number): Metres[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
}

function circle(middle: Point, radiusM: number): Metres[] {
  return Array.from({ length: 16 }, (_, i) => {
    const angle = (i / 16) * 2 * Math.PI;
    return [middle.x + radiusM * Math.cos(angle), middle.y + radiusM * Math.sin(angle)];
  });
}

function degrees([x, y]: Metres): [number, number] {
  const { latitude, longitude } = positionOf({ x, y });
  return [longitude, latitude];
}

function round(value: number): number {
  return Math.round(value * 1e7) / 1e7;
}
