/** A ground to stand on where there is no map: lines every so many metres. */
import type { LngLat } from './ground.ts';

const metresPerDegree = 111_320;
const steps = [5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000, 500_000];
const wantedLines = 14;

export type Graticule = { readonly stepM: number; readonly lines: readonly (readonly [LngLat, LngLat])[] };

/** West, south, east, north in degrees. */
type Box = readonly [number, number, number, number];

/** The step that leaves about a dozen lines over the view, metres. */
export function graticuleStepM(view: Box): number {
  const [west, south, east, north] = view;
  const widthM = Math.max((east - west) * metresPerLng(view), (north - south) * metresPerDegree);
  return steps.find((step) => widthM / step <= wantedLines) ?? 500_000;
}

/** Lines over an area, so many metres apart. @param stepM of `graticuleStepM` for the view, which the area may exceed. */
export function graticule(area: Box, stepM = graticuleStepM(area)): Graticule {
  const [west, south, east, north] = area;
  const perLng = metresPerLng(area);
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

function metresPerLng([, south, , north]: Box): number {
  const middle = ((south + north) / 2) * (Math.PI / 180);
  return metresPerDegree * Math.max(0.05, Math.cos(quantised(middle)));
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
