import { Button, useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { AlarmView, CameraView } from '../../contract/shapes.ts';
import { useOpenAlarms } from '../alarms/open-alarms.ts';
import { useCameras, useCity, useServerNow } from '../live.ts';
import { expiredAfterMs } from '../ui/age.ts';
import { useFormats, useWords } from '../words/index.ts';
import { useBaseMap } from './base-map.ts';
import { CameraMarker } from './camera-marker.tsx';
import style from './city-map.module.css';
import { drawGrid } from './draw-grid.ts';
import { boundsOf, densityOf, densityStep, type LngLat, zonesOnGround } from './ground.ts';
import { Legend } from './legend.tsx';
import { mapColours } from './map-colours.ts';
import { mapStyle, zoneSource } from './map-style.ts';
import { type GeoJSONSource, MapLibre, ScaleControl } from './maplibre.ts';

type Props = {
  /** `zoom/latitude/longitude`, from the address. */
  readonly view: string | undefined;
  readonly onView: (view: string) => void;
};

/** Cameras, their zones coloured by density, and alarms where they are. */
export default function CityMap({ view, onView }: Props) {
  const words = useWords();
  const formats = useFormats();
  const scheme = useComputedColorScheme('dark');
  const cameras = useCameras();
  const alarms = useOpenAlarms();
  const holder = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibre | null>(null);
  const [gridM, setGridM] = useState<number | null>(null);
  const base = useBaseMap();
  const placed = useMemo(() => [...cameras.values()].filter(({ position }) => position !== null), [cameras]);
  const everything = useMemo(() => pointsOf(placed), [placed]);
  const first = useRef({ view, everything, onView, scale: words.watch.scale, label: words.watch.mapLabel });
  first.current.onView = onView;

  useEffect(() => {
    if (holder.current === null || base === undefined) return;
    const attribution = base.kind === 'tiles' ? base.attribution : '';
    const made = new MapLibre({
      container: holder.current,
      style: mapStyle(mapColours[scheme], base),
      attributionControl: attribution === '' ? false : { customAttribution: attribution },
      ...startView(first.current.view, first.current.everything),
      maxZoom: 21,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      locale: {
        'Map.Title': first.current.label,
        'ScaleControl.Meters': first.current.scale.metres,
        'ScaleControl.Kilometers': first.current.scale.kilometres,
      },
    });
    made.touchZoomRotate.disableRotation();
    made.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-right');
    const redrawGrid = () => setGridM(drawGrid(made));
    const hasGrid = base.kind === 'grid';
    if (!hasGrid) setGridM(null);
    made.on('load', () => {
      if (hasGrid) redrawGrid();
      setMap(made);
    });
    // Another base has no layer that would show it.
    if (hasGrid) made.on('move', redrawGrid);
    made.on('moveend', (event) => {
      // Only what a hand has done belongs into the address.
      if (event.originalEvent === undefined) return;
      const { lng, lat } = made.getCenter();
      first.current.onView(`${made.getZoom().toFixed(2)}/${lat.toFixed(5)}/${lng.toFixed(5)}`);
      first.current.view = 'set';
    });
    return () => {
      setMap(null);
      made.remove();
    };
  }, [scheme, base]);

  // Until a hand moves the map it shows every camera, also those that come later.
  useEffect(() => {
    if (map === null || first.current.view !== undefined) return;
    fit(map, everything);
  }, [map, everything]);

  return (
    <div className={style.map}>
      <section ref={holder} className={style.holder} aria-label={words.watch.mapLabel} />
      {map !== null && <ZoneLayer map={map} cameras={placed} />}
      {map !== null &&
        placed.map((camera) => (
          <CameraMarker key={camera.id} map={map} camera={camera} alarm={firstAlarmOf(alarms, camera.id)} />
        ))}
      <div className={style.corner}>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            if (map !== null) fit(map, everything, 300);
          }}
        >
          {words.watch.fit}
        </Button>
      </div>
      <div className={style.foot}>
        <Legend />
        {gridM !== null && (
          <span className={style.grid} title={words.watch.groundHint}>
            {words.watch.gridStep(formats.number(gridM))}
          </span>
        )}
      </div>
    </div>
  );
}

function ZoneLayer({ map, cameras }: { readonly map: MapLibre; readonly cameras: readonly CameraView[] }) {
  const measures = useCity((city) => city.measures);
  const now = useServerNow();
  const zones = useMemo(() => cameras.flatMap(zonesOnGround), [cameras]);
  useEffect(() => {
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
  }, [map, zones, measures, now]);
  return null;
}

function pointsOf(cameras: readonly CameraView[]): LngLat[] {
  return cameras.flatMap((camera) => [
    ...(camera.position === null ? [] : [[camera.position.longitude, camera.position.latitude] as const]),
    ...zonesOnGround(camera).flatMap((zone) => zone.points),
  ]);
}

/** Room for the markers' own words and for the legend. */
const padding = { top: 64, right: 90, bottom: 132, left: 90 };
const closestFit = 18.5;

function fit(map: MapLibre, points: readonly LngLat[], duration = 0): void {
  const bounds = boundsOf(points);
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (bounds !== null) map.fitBounds(bounds, { padding, maxZoom: closestFit, duration: calm ? 0 : duration });
}

function startView(view: string | undefined, points: readonly LngLat[]) {
  const [zoom, lat, lng] = (view ?? '').split('/').map(Number);
  if (
    zoom !== undefined &&
    lat !== undefined &&
    lng !== undefined &&
    [zoom, lat, lng].every(Number.isFinite)
  ) {
    return { zoom, center: [lng, Math.min(85, Math.max(-85, lat))] as [number, number] };
  }
  const bounds = boundsOf(points);
  return bounds === null ? {} : { bounds, fitBoundsOptions: { padding, maxZoom: closestFit } };
}

function firstAlarmOf(alarms: readonly AlarmView[], cameraId: string): AlarmView | null {
  return alarms.find((alarm) => alarm.cameraId === cameraId) ?? null;
}
