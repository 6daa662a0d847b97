import { useMemo } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import { type ZoneOnGround, zonesOnGround } from './ground.ts';
import { isInside, widened } from './in-view.ts';
import { zonesFromZoom } from './map-style.ts';
import type { View } from './use-view.ts';

/**
 * Zones of the cameras in what the map shows, widened by a share of it; null where the map shows too much to draw them.
 */
export function useZonesInView(
  cameras: ReadonlyMap<string, CameraView>,
  view: View | null,
  marginShare: number,
): readonly ZoneOnGround[] | null {
  return useMemo(() => {
    if (view === null || view.zoom < zonesFromZoom) return null;
    const near = widened(view.bounds, marginShare);
    return [...cameras.values()].filter((camera) => isInside(near, camera)).flatMap(zonesOnGround);
  }, [cameras, view, marginShare]);
}
