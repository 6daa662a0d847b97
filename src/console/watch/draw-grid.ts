import { type Graticule, graticule, graticuleStepM } from './graticule.ts';
import { gridSource } from './map-style.ts';
import type { GeoJSONSource, MapLibre } from './maplibre.ts';

/** How far beyond the view lines are drawn, in widths of it: a hand moves on for a while before they end. */
const beyond = 1;

type Box = readonly [west: number, south: number, east: number, north: number];

/**
 * Draws the metre grid over what the map shows and around it, and anew only where that is left or another step fits: each
 * drawing cuts the lines into tiles, which costs more than a frame.
 * @returns what to call when the map has moved; it answers the grid's step, metres.
 */
export function gridOn(map: MapLibre): () => number {
  let drawn: { readonly stepM: number; readonly over: Box } | null = null;
  return () => {
    const { _sw, _ne } = map.getBounds();
    const view: Box = [_sw.lng, _sw.lat, _ne.lng, _ne.lat];
    const stepM = graticuleStepM(view);
    if (drawn?.stepM === stepM && isWithin(view, drawn.over)) return stepM;
    const over = widened(view);
    drawn = { stepM, over };
    show(map, graticule(over, stepM));
    return stepM;
  };
}

function isWithin([west, south, east, north]: Box, over: Box): boolean {
  return west >= over[0] && south >= over[1] && east <= over[2] && north <= over[3];
}

function widened([west, south, east, north]: Box): Box {
  const [x, y] = [beyond * (east - west), beyond * (north - south)];
  return [west - x, Math.max(-85, south - y), east + x, Math.min(85, north + y)];
}

function show(map: MapLibre, { lines }: Graticule): void {
  map.getSource<GeoJSONSource>(gridSource)?.setData({
    type: 'FeatureCollection',
    features: lines.map((line) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'LineString', coordinates: line.map((point) => [...point]) },
    })),
  });
}
