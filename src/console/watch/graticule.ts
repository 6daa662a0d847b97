/** A ground to stand on where there is no map: lines every so many metres. */
import type { LngLat } from './ground.ts';

const metresPerDegree = 111_320;
const steps = [5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000, 500_000];
const wantedLines = 14;

export type Graticule = { readonly stepM: number; readonly lines: readonly (readonly [LngLat, LngLat])[] };

/**
 * Lines over the view, at a step that leaves about a dozen of them.
 * @param view west, south, east, north in degrees.
 */
export function graticule(view: readonly [number, number, number, number]): Graticule {
  const [west, south, east, north] = view;
  const middle = ((south + north) / 2) * (Math.PI / 180);
  const perLng = metresPerDegree * Math.max(0.05, Math.cos(quantised(middle)));
  const widthM = Math.max((east - west) * perLng, (north - south) * metresPerDegree);
  const stepM = steps.find((step) => widthM / step <= wantedLines) ?? 500_000;
  const lines: [LngLat, LngLat][] = [];
  for (const lng of multiples(west, east, stepM / perLng))
    lines.push([
      [lng, south],
      [lng, north],
    ]);
  for (const lat of multiples(south, north, stepM / metresPerDegree))
    lines.push([
      [west, lat],
      [east, lat],
    ]);
  return { stepM, lines };
}

/** Panning a little must not move every meridian: their spacing changes only every half degree of latitude. */
function quantised(radians: number): number {
  const step = Math.PI / 360;
  return Math.round(radians / step) * step;
}

function multiples(from: number, to: number, step: number): number[] {
  const values: number[] = [];
  for (let n = Math.ceil(from / step); n * step <= to && values.length < 200; n++) values.push(n * step);
  return values;
}
