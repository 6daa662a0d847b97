import { useEffect, useMemo } from 'react';
import type { CameraHealth, CameraView } from '../../contract/shapes.ts';
import { currentCity, useCity, useWatched } from '../live.ts';
import { fieldOnGround } from './field-on-ground.ts';
import type { LngLat } from './ground.ts';
import { isInside, widened } from './in-view.ts';
import { fieldSource, fieldsFromZoom } from './map-style.ts';
import type { GeoJSONSource, MapLibre } from './maplibre.ts';
import type { View } from './use-view.ts';

const marginShare = 0.5;
/** One and the same: what stays empty is not drawn anew with each step of the map. */
const none: readonly CameraView[] = [];

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
  const near = useMemo(() => {
    if (view === null || view.zoom < fieldsFromZoom) return none;
    const bounds = widened(view.bounds, marginShare);
    return [...cameras.values()].filter((camera) => camera.calibration !== null && isInside(bounds, camera));
  }, [cameras, view]);
  useWatched(useMemo(() => near.map(({ id }) => id), [near]));
  // How large the pictures are comes with health, a moment after a camera has come into view.
  const sizes = useCity(({ health }) => near.map(({ id }) => sizeOf(health.get(id))).join(' '));
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes stand for the health that is read here
  const fields = useMemo((): readonly Field[] => {
    const { health } = currentCity();
    return near.flatMap((camera) => {
      const ring = fieldOnGround(camera, health.get(camera.id));
      return ring === null ? [] : [{ id: camera.id, ring }];
    });
  }, [near, sizes]);
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

type Field = { readonly id: string; readonly ring: readonly LngLat[] };

function sizeOf(health: CameraHealth | undefined): string {
  return `${health?.widthPx}x${health?.heightPx}`;
}
