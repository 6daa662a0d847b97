import { useEffect, useRef } from 'react';
import { addressOf } from '../../contract/client.ts';
import type { FloorPlan } from '../../contract/map-plans.ts';
import { firstLayerOnPlans } from './map-style.ts';
import type { MapLibre } from './maplibre.ts';

/** In the dark the paper is dark and its lines are light; no hue in either, for colour means abnormal. */
const paints = {
  dark: { 'raster-saturation': -1, 'raster-brightness-min': 0.8, 'raster-brightness-max': 0.1 },
  light: { 'raster-saturation': -1, 'raster-brightness-min': 0, 'raster-brightness-max': 0.97 },
} as const;

/** Drawings of one level, beneath everything that is measured. @param plans the same list while it is the same plans. */
export function PlanLayer({
  map,
  plans,
  scheme,
}: {
  readonly map: MapLibre;
  readonly plans: readonly FloorPlan[];
  readonly scheme: 'dark' | 'light';
}) {
  // A map of another theme is another map: this one is on its way out.
  const paint = useRef(paints[scheme]);
  paint.current = paints[scheme];
  useEffect(() => {
    // For whoever looks from outside: what is drawn on the map is no element.
    map.getContainer().dataset.plans = plans.map(({ id }) => id).join(' ');
    const added = plans.map((plan) => {
      const source = `plan-${plan.id}`;
      map.addSource(source, {
        type: 'image',
        url: new URL(addressOf('map.plan', { params: { id: plan.id } }), location.origin).href,
        coordinates: plan.corners,
      });
      map.addLayer(
        { id: source, type: 'raster', source, paint: { ...paint.current, 'raster-fade-duration': 0 } },
        firstLayerOnPlans,
      );
      return source;
    });
    return () => {
      for (const source of added) {
        // The map may be gone already, with all it had.
        if (map.getLayer(source) !== undefined) map.removeLayer(source);
        if (map.getSource(source) !== undefined) map.removeSource(source);
      }
    };
  }, [map, plans]);
  return null;
}
