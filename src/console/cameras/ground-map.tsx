import { useEffect, useRef } from 'react';
import type { Position } from '../../core/position.ts';
import { Marker } from '../watch/maplibre.ts';
import { lookAt, lookAtAll, useSmallMap } from '../watch/use-small-map.ts';
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
  const holder = useRef<HTMLDivElement>(null);
  const start = center === null ? lookAtAll(spots.map(({ position }) => position)) : lookAt(center);
  const map = useSmallMap({ holder, label, start, onPick });

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
