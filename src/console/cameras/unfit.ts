import type { CameraView } from '../../contract/shapes.ts';
import type { Camera } from '../../core/camera.ts';
import type { Matrix3 } from '../../core/geometry.ts';
import { unfitRules } from '../../core/scene.ts';
import type { Zone } from '../../core/zone.ts';

export type PictureSize = { readonly widthPx: number; readonly heightPx: number };
export type Unfit = ReturnType<typeof unfitRules>[number];

/** Rules of these zones that can never fire at this camera as it is calibrated, and why. */
export function unfitOf(camera: CameraView, zones: readonly Zone[], size: PictureSize): readonly Unfit[] {
  const { calibration } = camera;
  const core: Camera = {
    ...camera,
    zones,
    calibration: calibration && {
      ...calibration,
      groundFromImage: calibration.groundFromImage as unknown as Matrix3,
    },
  };
  return unfitRules(core, size);
}
