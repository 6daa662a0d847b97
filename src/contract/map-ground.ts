/**
 * The ground under the cameras as GeoJSON, back to front, where there is no map file: streets, squares, houses, water.
 * Whatever else a file carries is not read.
 */
import { z } from 'zod';

/** What the map knows to draw; `land` lies lowest, `building` on top. */
export const groundKinds = [
  'land',
  'water',
  'park',
  'square',
  'works',
  'street',
  'motorway',
  'rail',
  'building',
] as const;
export type GroundKind = (typeof groundKinds)[number];

/** A district. A whole town is a PMTiles file. */
export const mostGroundFeatures = 5_000;
export const mostGroundPoints = 50_000;

/** WGS 84 degrees, east and north; a height is dropped. */
const Place = z
  .array(z.number())
  .min(2, 'a place is [longitude, latitude]')
  .refine(([east = 999, north = 999]) => Math.abs(east) <= 180 && Math.abs(north) <= 90, {
    error: 'a place is [longitude, latitude] in degrees; other coordinates must be converted to WGS 84',
  })
  .transform(([east, north]): [number, number] => [east!, north!])
  .pipe(z.tuple([z.number(), z.number()]));
const Line = z.array(Place).min(2, 'a line has 2 places or more');
const Ring = z
  .array(Place)
  .min(4, 'a ring has 4 places or more, the last equal to the first')
  .refine((places) => places[0]?.join() === places.at(-1)?.join(), {
    error: 'a ring ends where it began',
  });
const Area = z.array(Ring).min(1, 'an area has a ring');

export const GroundFeature = z.object({
  type: z.literal('Feature'),
  properties: z.object({
    kind: z.enum(groundKinds, `a kind is one of ${groundKinds.join(', ')}`),
    name: z.string().max(80).nullable().default(null),
    /** Of a line, metres; null is what is usual for its kind. */
    widthM: z.number().positive().max(200).nullable().default(null),
  }),
  geometry: z.discriminatedUnion(
    'type',
    [
      z.object({ type: z.literal('LineString'), coordinates: Line }),
      z.object({ type: z.literal('MultiLineString'), coordinates: z.array(Line) }),
      z.object({ type: z.literal('Polygon'), coordinates: Area }),
      z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(Area) }),
    ],
    'a geometry is a LineString, a Polygon, or several of one of them',
  ),
});

export const MapGround = z.object({
  type: z.literal('FeatureCollection', 'the file is a GeoJSON FeatureCollection'),
  features: z.array(GroundFeature).max(mostGroundFeatures),
});
export type MapGround = z.infer<typeof MapGround>;

export const noGround: MapGround = { type: 'FeatureCollection', features: [] };
