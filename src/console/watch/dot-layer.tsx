import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { AlarmView, CameraView } from '../../contract/shapes.ts';
import { bundleLayer, type DotFeature, dotChanges, dotFeatures, dotLayer, dotSource } from './camera-dots.ts';
import { mostMarks } from './in-view.ts';
import type { GeoJSONSource, MapLayerMouseEvent, MapLibre } from './maplibre.ts';

/** Thousands of dots are bundled anew each time they change: once a second is often enough for a dot. */
const redrawEveryMs = 1_000;
/** While a hand moves the map its frames come first. No gesture takes longer, and if one does the dots are drawn all the same. */
const heldAtMostMs = 3_000;

/** Every camera that is not marked in full. A small site has none. A click opens a camera, or goes nearer to a bundle. */
export function DotLayer({
  map,
  cameras,
  alarms,
}: {
  readonly map: MapLibre;
  readonly cameras: ReadonlyMap<string, CameraView>;
  readonly alarms: readonly AlarmView[];
}) {
  const navigate = useNavigate();
  const latest = useRef({ cameras, alarms });
  latest.current = { cameras, alarms };

  useEffect(() => {
    let seen: typeof latest.current | null = null;
    let drawn: ReadonlyMap<string, DotFeature> = new Map();
    let drawnAtMs = Number.NEGATIVE_INFINITY;
    const draw = () => {
      const now = latest.current;
      if (now.cameras === seen?.cameras && now.alarms === seen.alarms) return;
      if (map.isMoving() && performance.now() - drawnAtMs < heldAtMostMs) return;
      seen = now;
      drawnAtMs = performance.now();
      const dots = now.cameras.size <= mostMarks ? [] : dotFeatures(now.cameras.values(), now.alarms);
      const changes = dotChanges(drawn, dots);
      if (changes === null) return;
      drawn = new Map(dots.map((dot) => [dot.properties.id, dot]));
      void map.getSource<GeoJSONSource>(dotSource)?.updateData(changes);
    };
    draw();
    const timer = setInterval(draw, redrawEveryMs);
    return () => clearInterval(timer);
  }, [map]);

  useEffect(() => {
    const openCamera = ({ features }: MapLayerMouseEvent) => {
      const id = features?.[0]?.properties.id;
      if (typeof id === 'string') void navigate({ to: '/cameras/$cameraId', params: { cameraId: id } });
    };
    const goNearer = ({ features, lngLat }: MapLayerMouseEvent) => {
      const bundle = features?.[0]?.properties.cluster_id;
      const source = map.getSource<GeoJSONSource>(dotSource);
      if (typeof bundle !== 'number' || source === undefined) return;
      source.getClusterExpansionZoom(bundle).then(
        (zoom) => map.easeTo({ center: lngLat, zoom: zoom + 0.5, duration: 300 }),
        // Bundled anew meanwhile: the next click finds the new one.
        () => undefined,
      );
    };
    const point = () => {
      map.getCanvas().style.cursor = 'pointer';
    };
    const unpoint = () => {
      map.getCanvas().style.cursor = '';
    };
    const listening = [
      map.on('click', dotLayer, openCamera),
      map.on('click', bundleLayer, goNearer),
      ...[dotLayer, bundleLayer].flatMap((layer) => [
        map.on('mouseenter', layer, point),
        map.on('mouseleave', layer, unpoint),
      ]),
    ];
    return () => {
      for (const { unsubscribe } of listening) unsubscribe();
    };
  }, [map, navigate]);
  return null;
}
