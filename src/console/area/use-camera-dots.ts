import { useComputedColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import type { Position } from '../../core/position.ts';
import { mapColours } from '../watch/map-colours.ts';
import type { GeoJSONSource, MapLibre } from '../watch/maplibre.ts';

export type PlacedCamera = { readonly id: string; readonly position: Position; readonly isIn: boolean };

/** Cameras as dots, filled where the area has them: thousands are drawn by the map, not by the page. */
export function useCameraDots(map: MapLibre | null, cameras: readonly PlacedCamera[]): void {
  const colours = mapColours[useComputedColorScheme('dark')];
  useEffect(() => {
    if (map === null) return;
    const data = {
      type: 'FeatureCollection' as const,
      features: cameras.map(({ position, isIn }) => ({
        type: 'Feature' as const,
        properties: { isIn },
        geometry: { type: 'Point' as const, coordinates: [position.longitude, position.latitude] },
      })),
    };
    const source = map.getSource<GeoJSONSource>('area-cameras');
    if (source !== undefined) {
      source.setData(data);
      return;
    }
    map.addSource('area-cameras', { type: 'geojson', data });
    map.addLayer({
      id: 'area-cameras',
      type: 'circle',
      source: 'area-cameras',
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 2, 15, 5],
        'circle-color': ['case', ['get', 'isIn'], colours.dotText, colours.dotFill],
        'circle-stroke-color': ['case', ['get', 'isIn'], colours.halo, colours.dot],
        'circle-stroke-width': 1.5,
      },
    });
  }, [map, cameras, colours]);
}
