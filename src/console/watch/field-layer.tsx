import { useEffect, useMemo } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { currentCity } from '../live.ts';
import { fieldOnGround } from './field-on-ground.ts';
import type { LngLat } from './ground.ts';
import { isInside, widened } from './in-view.ts';
import { fieldSource, fieldsFromZoom } from './map-style.ts';
import type { GeoJSONSource, MapLibre } from './maplibre.ts';
import type { View } from './use-view.ts';

const marginShare = 0.5;
/** One and the same: what stays empty is not drawn anew with each step of the map. */
const noFields: readonly { readonly id: string; readonly ring: readonly LngLat[] }[] = [];

/** Where the cameras near what the map shows can measure; from farther away the fields would be specks. */
export function FieldLayer({
  map,
  cameras,
  view,
}: {
  readonly map: MapLibre;
  readonly cameras: ReadonlyMap<string, CameraView>;
  /** Null: none is drawn. */
  readonly view: View | null;
}) {
  const fields = useMemo(() => {
    if (view === null || view.zoom < fieldsFromZoom) return noFields;
    const near = widened(view.bounds, marginShare);
    const { health } = currentCity();
    return [...cameras.values()].flatMap((camera) => {
      const ring = isInside(near, camera) ? fieldOnGround(camera, health.get(camera.id)) : null;
      return ring === null ? [] : [{ id: camera.id, ring }];
    });
  }, [cameras, view]);
  useEffect(() => {
    // For whoever looks from outside: what is drawn on the map is no element.
    map.getContainer().dataset.fields = String(fields.length);
    map.getSource<GeoJSONSource>(fieldSource)?.setData({
      type: 'FeatureCollection',
      features: fields.map(({ id, ring }) => ({
        type: 'Feature',
        properties: { id },
        geometry: { type: 'Polygon', coordinates: [ring.map((place) => [...place])] },
      })),
    });
  }, [map, fields]);
  return null;
}
