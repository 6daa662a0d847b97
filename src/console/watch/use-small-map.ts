import { useComputedColorScheme } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Position } from '../../core/position.ts';
import { useWords } from '../words/index.ts';
import { useBaseMap } from './base-map.ts';
import { gridOn } from './draw-grid.ts';
import { boundsOf, type LngLat } from './ground.ts';
import { mapColours } from './map-colours.ts';
import { mapStyle } from './map-style.ts';
import { flatMap, type MapLibre, ScaleControl } from './maplibre.ts';

/**
 * A small map in a form, on the same base as the map of the watch. Null until it is drawn, and again while the theme
 * changes, for a map of another theme is another map: it begins where the one before was left.
 */
export function useSmallMap({
  holder,
  label,
  hasKeyboard = true,
  start,
  onPick,
}: {
  readonly holder: RefObject<HTMLDivElement | null>;
  readonly label: string;
  /** False: what lies on top of it has the keys. */
  readonly hasKeyboard?: boolean;
  /** Where to look first; read once. */
  readonly start: Start;
  readonly onPick: (position: Position) => void;
}): MapLibre | null {
  const scheme = useComputedColorScheme('dark');
  const pick = useRef(onPick);
  pick.current = onPick;
  const first = useRef(start);
  const [map, setMap] = useState<MapLibre | null>(null);
  const base = useBaseMap();
  const { scale } = useWords().watch;

  useEffect(() => {
    if (holder.current === null || base === undefined) return;
    const made = flatMap(mapColours[scheme].ground, {
      container: holder.current,
      style: mapStyle(mapColours[scheme], base),
      attributionControl: false,
      ...first.current,
      maxZoom: 22,
      keyboard: hasKeyboard,
      locale: { 'ScaleControl.Meters': scale.metres, 'ScaleControl.Kilometers': scale.kilometres },
    });
    made.addControl(new ScaleControl({ maxWidth: 100 }), 'bottom-right');
    made.getCanvas().setAttribute('aria-label', label);
    if (!hasKeyboard) made.getCanvas().tabIndex = -1;
    const redrawGrid = gridOn(made);
    const hasGrid = base.kind === 'grid';
    made.on('load', () => {
      if (hasGrid) redrawGrid();
      setMap(made);
    });
    if (hasGrid) made.on('move', redrawGrid);
    made.on('click', ({ lngLat }) => pick.current({ latitude: lngLat.lat, longitude: lngLat.wrap().lng }));
    return () => {
      setMap(null);
      const { lng, lat } = made.getCenter();
      first.current = { center: [lng, lat], zoom: made.getZoom() };
      made.remove();
    };
  }, [scheme, base, label, scale, holder, hasKeyboard]);
  return map;
}

type Start =
  | { readonly center: [number, number]; readonly zoom: number }
  | { readonly zoom: number }
  | {
      readonly bounds: [number, number, number, number];
      readonly fitBoundsOptions: { readonly padding: number; readonly maxZoom: number };
    };

/** Close by one place. */
export function lookAt({ longitude, latitude }: Position): Start {
  return { center: [longitude, latitude], zoom: 18.5 };
}

/** All of these places; the world where there are none. @param padding px round them. */
export function lookAtAll(places: Iterable<Position>, padding = 40): Start {
  const bounds = boundsOf(lngLats(places));
  return bounds === null ? { zoom: 1 } : { bounds, fitBoundsOptions: { padding, maxZoom: 17 } };
}

/** Moves a map so that all of these places are in it. */
export function lookAnew(map: MapLibre, places: Iterable<Position>): void {
  const bounds = boundsOf(lngLats(places));
  if (bounds !== null) map.fitBounds(bounds, { padding: 40, maxZoom: 17, animate: false });
}

function* lngLats(places: Iterable<Position>): Generator<LngLat> {
  for (const { longitude, latitude } of places) yield [longitude, latitude];
}
