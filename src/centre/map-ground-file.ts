import { readFileSync, statSync } from 'node:fs';
import type { z } from 'zod';
import { MapGround, mostGroundFeatures, mostGroundPoints } from '../contract/map-ground.ts';

export type MapGroundReading =
  | { readonly ok: true; readonly ground: MapGround }
  | { readonly ok: false; readonly message: string };

const mostBytes = 4_000_000;
const larger =
  'Cut it to the district around the cameras, or give the whole town as a PMTiles file (map.tiles)';

/** Reads the GeoJSON file that `map.ground` names. A refusal says which feature is wrong, and what would be right. */
export function readMapGround(file: string): MapGroundReading {
  const refuse = (what: string) =>
    ({ ok: false, message: `The ground of the map ${file} (map.ground) ${what}.` }) as const;
  let text: string;
  try {
    const { size } = statSync(file);
    if (size > mostBytes) return refuse(`has ${mb(size)} MB; at most ${mb(mostBytes)} are read. ${larger}`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return refuse('does not exist. Check its path');
    if (code === 'EISDIR') return refuse('is a folder. Give the path of a GeoJSON file');
    return refuse(`cannot be read (${code}). Let the user the server runs as read it`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return refuse(`is not JSON: ${(error as Error).message}. Export it again as GeoJSON`);
  }
  const features = (json as { features?: unknown } | null)?.features;
  if (Array.isArray(features) && features.length > mostGroundFeatures)
    return refuse(`has ${features.length} features; at most ${mostGroundFeatures} are drawn. ${larger}`);
  const checked = MapGround.safeParse(json);
  if (!checked.success) return refuse(`is refused: ${explain(checked.error.issues[0]!)}`);
  const points = pointsIn(checked.data);
  if (points > mostGroundPoints)
    return refuse(`has ${points} points; at most ${mostGroundPoints} are drawn. ${larger}`);
  return { ok: true, ground: checked.data };
}

/** `feature 3, properties.kind: ...`, counted from 1 as people do. */
function explain({ path, message }: z.core.$ZodIssue): string {
  const [first, index, ...rest] = path;
  if (first !== 'features' || typeof index !== 'number') return message;
  return `feature ${index + 1}${rest.length === 0 ? '' : `, ${rest.join('.')}`}: ${message}`;
}

function pointsIn({ features }: MapGround): number {
  const count = (part: unknown): number =>
    Array.isArray(part)
      ? typeof part[0] === 'number'
        ? 1
        : part.reduce((sum: number, inner) => sum + count(inner), 0)
      : 0;
  return features.reduce((sum, { geometry }) => sum + count(geometry.coordinates), 0);
}

function mb(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
