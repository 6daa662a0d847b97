import { useEffect, useMemo } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { currentCity, useServerNow } from '../live.ts';
import { expiredAfterMs } from '../ui/age.ts';
import { densityOf, densityStep, zonesOnGround } from './ground.ts';
import { type Bounds, isInside, widened } from './in-view.ts';
import { zoneSource, zonesFromZoom } from './map-style.ts';
import type { GeoJSONSource, MapLibre } from './maplibre.ts';
import type { View } from './use-view.ts';

/** A step aside shows zones that are there already; of a town only these few streets are drawn. */
const marginShare = 0.5;

/** Zones near what the map shows, coloured by density; from farther away they would be specks. */
export function ZoneLayer({
  map,
  cameras,
  view,
}: {
  readonly map: MapLibre;
  readonly cameras: ReadonlyMap<string, CameraView>;
  readonly view: View | null;
}) {
  const now = useServerNow();
  const zones = useMemo(() => {
    if (view === null || view.zoom < zonesFromZoom) return [];
    const near: Bounds = widened(view.bounds, marginShare);
    return [...cameras.values()].filter((camera) => isInside(near, camera)).flatMap(zonesOnGround);
  }, [cameras, view]);
  useEffect(() => {
    const { measures } = currentCity();
    map.getSource<GeoJSONSource>(zoneSource)?.setData({
      type: 'FeatureCollection',
      features: zones.map((zone) => {
        const density = densityOf(measures.get(zone.cameraId) ?? [], zone.zoneId, now, expiredAfterMs);
        const ring = zone.points.map((point) => [...point]);
        return {
          type: 'Feature',
          properties: { name: zone.name, step: density === null ? -1 : densityStep(density.value ?? 0) },
          geometry:
            zone.shape === 'line'
              ? { type: 'LineString', coordinates: ring }
              : { type: 'Polygon', coordinates: [[...ring, ring[0] ?? []]] },
        };
      }),
    });
  }, [map, zones, now]);
  return null;
}
