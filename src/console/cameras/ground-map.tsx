import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Position } from '../../core/position.ts';
import { useBaseMap } from '../watch/base-map.ts';
import { drawGrid } from '../watch/draw-grid.ts';
import { boundsOf } from '../watch/ground.ts';
import { mapColours } from '../watch/map-colours.ts';
import { mapStyle } from '../watch/map-style.ts';
import { MapLibre, Marker, ScaleControl } from '../watch/maplibre.ts';
import { useWords } from '../words/index.ts';
import style from './ground-map.module.css';

export type Spot = {
  readonly key: string;
  readonly position: Position;
  /** Short text in the mark; empty draws a plain dot. */
  readonly text: string;
  readonly kind: 'camera' | 'own' | 'point' | 'chosen';
};

/** A small map to point at, on the same base as the map of the watch. */
export function GroundMap({
  label,
  spots,
  center,
  onPick,
}: {
  readonly label: string;
  readonly spots: readonly Spot[];
  /** Where to look first, close by; null shows all spots. */
  readonly center: Position | null;
  readonly onPick: (position: Position) => void;
}) {
  const scheme = useComputedColorScheme('dark');
  const holder = useRef<HTMLDivElement>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const first = useRef({ center, spots });
  const [map, setMap] = useState<MapLibre | null>(null);
  const base = useBaseMap();
  const { scale } = useWords().watch;

  useEffect(() => {
    if (holder.current === null || base === undefined) return;
    const made = new MapLibre({
      container: holder.current,
      style: mapStyle(mapColours[scheme], base),
      attributionControl: false,
      ...startOf(first.current),
      maxZoom: 22,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      locale: { 'ScaleControl.Meters': scale.metres, 'ScaleControl.Kilometers': scale.kilometres },
    });
    made.touchZoomRotate.disableRotation();
    made.addControl(new ScaleControl({ maxWidth: 100 }), 'bottom-right');
    made.getCanvas().setAttribute('aria-label', label);
    const redrawGrid = () => void drawGrid(made);
    const hasGrid = base.kind === 'grid';
    made.on('load', () => {
      if (hasGrid) redrawGrid();
      setMap(made);
    });
    if (hasGrid) made.on('move', redrawGrid);
    made.on('click', ({ lngLat }) => pick.current({ latitude: lngLat.lat, longitude: lngLat.wrap().lng }));
    return () => {
      setMap(null);
      made.remove();
    };
  }, [scheme, base, label, scale]);

  useEffect(() => {
    if (map === null) return;
    const markers = spots.map((spot) => {
      const element = document.createElement('div');
      element.className = style.spot ?? '';
      element.dataset.kind = spot.kind;
      element.textContent = spot.text;
      const { longitude, latitude } = spot.position;
      const marker = new Marker({ element, anchor: 'center' }).setLngLat([longitude, latitude]).addTo(map);
      element.removeAttribute('tabindex');
      element.removeAttribute('role');
      element.removeAttribute('aria-label');
      element.setAttribute('aria-hidden', 'true');
      return marker;
    });
    return () => {
      for (const marker of markers) marker.remove();
    };
  }, [map, spots]);

  return <div ref={holder} className={style.holder} />;
}

function startOf({ center, spots }: { center: Position | null; spots: readonly Spot[] }) {
  if (center !== null) return { center: [center.longitude, center.latitude] as [number, number], zoom: 18.5 };
  const bounds = boundsOf(spots.map(({ position }) => [position.longitude, position.latitude] as const));
  return bounds === null ? { zoom: 1 } : { bounds, fitBoundsOptions: { padding: 40, maxZoom: 17 } };
}
