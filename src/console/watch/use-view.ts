import { useEffect, useState } from 'react';
import type { Bounds } from './in-view.ts';
import type { MapLibre } from './maplibre.ts';

export type View = { readonly bounds: Bounds; readonly zoom: number };

/** While a hand drags on, what is drawn follows this often. */
const followEveryMs = 250;

/** What the map shows; null before it is drawn. */
export function useView(map: MapLibre | null): View | null {
  const [view, setView] = useState<View | null>(null);
  useEffect(() => {
    if (map === null) return setView(null);
    let readAtMs = 0;
    const read = () => {
      readAtMs = performance.now();
      const bounds = map.getBounds();
      setView({
        bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
        zoom: map.getZoom(),
      });
    };
    const follow = () => {
      if (performance.now() - readAtMs >= followEveryMs) read();
    };
    read();
    map.on('moveend', read);
    map.on('move', follow);
    return () => {
      map.off('moveend', read);
      map.off('move', follow);
    };
  }, [map]);
  return view;
}
