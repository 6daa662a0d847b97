import { useMemo } from 'react';
import type { CameraView } from '../../contract/shapes.ts';
import type { Zone } from '../../core/zone.ts';
import { useCameraHealth } from '../live.ts';
import { type Unfit, unfitOf } from './unfit.ts';

/** Until a camera has said how large its picture is. */
const usualSize = { widthPx: 640, heightPx: 360 };

/** Rules that can never fire, worked out here: what is being drawn is not yet known to the server. */
export function useUnfit(camera: CameraView, zones: readonly Zone[]): readonly Unfit[] {
  const health = useCameraHealth(camera.id);
  const widthPx = health?.widthPx ?? usualSize.widthPx;
  const heightPx = health?.heightPx ?? usualSize.heightPx;
  return useMemo(() => unfitOf(camera, zones, { widthPx, heightPx }), [camera, zones, widthPx, heightPx]);
}
