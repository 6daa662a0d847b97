import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Position } from '../core/position.ts';
import { type RoadGraph, roadGraphOf } from '../core/unit/road-graph.ts';

export type RoadsReading =
  | { readonly ok: true; readonly roads: RoadGraph }
  | { readonly ok: false; readonly message: string };

const Place = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const Line = z.array(Place).min(2);
/** Whatever else a file carries, points and areas with it, is not read. */
const Roads = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      geometry: z.union([
        z.object({ type: z.literal('LineString'), coordinates: Line }),
        z.object({ type: z.literal('MultiLineString'), coordinates: z.array(Line) }),
        z.object({ type: z.string() }).transform(() => null),
      ]),
    }),
  ),
});
const mostPoints = 300_000;

/** Reads the GeoJSON file that `map.roads` names. Lines meet where they share a point. */
export function readRoads(file: string): RoadsReading {
  const refuse = (what: string) =>
    ({ ok: false, message: `The roads ${file} (map.roads) ${what}.` }) as const;
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    return refuse(`cannot be read: ${(cause as Error).message}. Give the path of a GeoJSON file`);
  }
  const checked = Roads.safeParse(json);
  if (!checked.success)
    return refuse(`are no GeoJSON FeatureCollection: ${checked.error.issues[0]!.message}`);
  const lines: Position[][] = [];
  for (const { geometry } of checked.data.features) {
    if (geometry === null) continue;
    const parts = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
    for (const part of parts) lines.push(part.map(([longitude, latitude]) => ({ latitude, longitude })));
  }
  if (lines.length === 0) return refuse('have no line in them. Export roads as LineString');
  const roads = roadGraphOf(lines);
  if (roads.points.length > mostPoints)
    return refuse(
      `have ${roads.points.length} points; at most ${mostPoints} are searched. Cut them to the district`,
    );
  return { ok: true, roads };
}
