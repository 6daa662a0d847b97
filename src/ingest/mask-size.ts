/** How large the masked stream may be: the policy's longest side, and its pixel density as a ceiling. */
import type { Calibration, MaskPolicy } from '../core/camera.ts';
import { type Matrix3, project } from '../core/geometry.ts';

type Size = { readonly widthPx: number; readonly heightPx: number };

/** Smaller pictures can be neither analysed nor masked. */
export const minSidePx = 32;

/**
 * Size of the masked stream: never larger than the source, longest side at most `maxSidePx`; with a calibration also at
 * most `maxPxPerM` at the nearest standing point. Sides are even, at least 32 where the source has them.
 */
export function maskedSize(source: Size, policy: MaskPolicy, calibration: Calibration | null): Size {
  let scale = Math.min(1, policy.maxSidePx / Math.max(source.widthPx, source.heightPx));
  const density = calibration === null ? null : nearestPxPerM(source.widthPx, calibration.groundFromImage);
  if (density !== null) scale = Math.min(scale, policy.maxPxPerM / density);
  const even = (side: number) => Math.max(minSidePx, Math.floor((side * scale) / 2 + 1e-6) * 2);
  return { widthPx: even(source.widthPx), heightPx: even(source.heightPx) };
}

/**
 * Pixels per metre across the picture at the nearest place a person can stand: the densest point of the lower edge.
 * Null where the lower edge shows no ground.
 */
export function nearestPxPerM(widthPx: number, groundFromImage: Matrix3): number | null {
  let densest: number | null = null;
  for (let step = 0; step <= 10; step++) {
    const density = pxPerMAt({ x: step / 10, y: 1 }, widthPx, groundFromImage);
    if (density !== null && (densest === null || density > densest)) densest = density;
  }
  return densest;
}

/** Pixels per metre across the picture at a point of the ground (fractions of the picture); null on the horizon. */
export function pxPerMAt(
  point: { readonly x: number; readonly y: number },
  widthPx: number,
  groundFromImage: Matrix3,
): number | null {
  const step = 0.5 / widthPx;
  const left = project(groundFromImage, { x: point.x - step, y: point.y });
  const right = project(groundFromImage, { x: point.x + step, y: point.y });
  if (left === null || right === null) return null;
  const metres = Math.hypot(right.x - left.x, right.y - left.y);
  return metres > 0 && Number.isFinite(metres) ? 1 / metres : null;
}
