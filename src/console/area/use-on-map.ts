import { useEffect, useState } from 'react';
import type { Point } from '../../core/geometry.ts';
import type { Position } from '../../core/position.ts';
import type { MapLibre } from '../watch/maplibre.ts';

/** What lies on top of a map has to know where a place is in it, and which place lies where. */
export type OnMap = {
  /** Px from the map's top left corner. */
  at(position: Position): Point;
  place(point: Point): Position;
  middle(): Position;
  /** Px. */
  size(): { readonly w: number; readonly h: number };
  /** Moves the map as far as a place needs to be seen. */
  keepInView(position: Position): void;
  /** @param around stays where it is; null: the middle does. */
  zoomBy(steps: number, around: Position | null): void;
};

/** Px from the border within which a place is hard to work on. */
const marginPx = 24;

/** @returns null while there is no map; another object each time the map has moved. */
export function useOnMap(map: MapLibre | null): OnMap | null {
  const [onMap, setOnMap] = useState<OnMap | null>(null);
  useEffect(() => {
    if (map === null) return;
    const look = () => setOnMap(onMapOf(map));
    look();
    map.on('move', look);
    map.on('resize', look);
    return () => {
      map.off('move', look);
      map.off('resize', look);
      setOnMap(null);
    };
  }, [map]);
  return onMap;
}

function onMapOf(map: MapLibre): OnMap {
  const at = ({ longitude, latitude }: Position): Point => {
    const { x, y } = map.project([longitude, latitude]);
    return { x, y };
  };
  return {
    at,
    place({ x, y }) {
      const { lng, lat } = map.unproject([x, y]);
      return { latitude: lat, longitude: lng };
    },
    middle() {
      const { lng, lat } = map.getCenter();
      return { latitude: lat, longitude: lng };
    },
    size() {
      const { clientWidth: w, clientHeight: h } = map.getContainer();
      return { w, h };
    },
    keepInView(position) {
      const { clientWidth, clientHeight } = map.getContainer();
      const { x, y } = at(position);
      const over = (value: number, most: number) =>
        value < marginPx ? value - marginPx : Math.max(0, value - (most - marginPx));
      const by: [number, number] = [over(x, clientWidth), over(y, clientHeight)];
      if (by[0] !== 0 || by[1] !== 0) map.panBy(by, { animate: false });
    },
    zoomBy(steps, around) {
      const zoom = map.getZoom() + steps;
      map.easeTo(
        around === null
          ? { zoom, animate: false }
          : { zoom, around: [around.longitude, around.latitude], animate: false },
      );
    },
  };
}
