import { graticule } from './graticule.ts';
import { gridSource } from './map-style.ts';
import type { GeoJSONSource, MapLibre } from './maplibre.ts';

/** Draws the metre grid over what the map shows now. @returns the grid's step, metres. */
export function drawGrid(map: MapLibre): number {
  const { _sw, _ne } = map.getBounds();
  const { stepM, lines } = graticule([_sw.lng, _sw.lat, _ne.lng, _ne.lat]);
  map.getSource<GeoJSONSource>(gridSource)?.setData({
    type: 'FeatureCollection',
    features: lines.map((line) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'LineString', coordinates: line.map((point) => [...point]) },
    })),
  });
  return stepM;
}
