/** Where a camera can measure, as the map draws it. */
import type { CameraView } from '../../contract/shapes.ts';
import { fieldOfView } from '../../core/field-of-view.ts';
import type { Matrix3, Point } from '../../core/geometry.ts';
import { usualPicture } from '../../core/ground-plane.ts';
import { placeAt } from '../../core/local-metres.ts';
import type { LngLat } from './ground.ts';

type Size = { readonly widthPx: number; readonly heightPx: number };
type Kept = Size & { readonly ring: readonly Point[] | null };

/** A calibration that has not changed is not followed again each time the map moves. */
const kept = new WeakMap<object, Kept>();

/**
 * Closed ring of the ground a camera measures; null without a place or a calibration.
 * @param health says how large its analysed picture is; until it is heard the usual one is taken.
 */
export function fieldOnGround(
  { position, calibration }: Pick<CameraView, 'position' | 'calibration'>,
  health: { readonly widthPx: number | null; readonly heightPx: number | null } | undefined,
): readonly LngLat[] | null {
  if (position === null || calibration === null) return null;
  const widthPx = health?.widthPx || usualPicture.widthPx;
  const heightPx = health?.heightPx || usualPicture.heightPx;
  let field = kept.get(calibration);
  if (field?.widthPx !== widthPx || field.heightPx !== heightPx) {
    const groundFromImage = calibration.groundFromImage as unknown as Matrix3;
    const ring = fieldOfView({ points: calibration.points, groundFromImage }, { widthPx, heightPx });
    field = { widthPx, heightPx, ring };
    kept.set(calibration, field);
  }
  if (field.ring === null) return null;
  return [...field.ring, field.ring[0]!].map((metres) => {
    const place = placeAt(position, metres);
    return [place.longitude, place.latitude];
  });
}
