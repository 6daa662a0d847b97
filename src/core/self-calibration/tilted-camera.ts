import type { Matrix3, Point } from '../geometry.ts';
import type { UprightSighting } from './upright-sighting.ts';

/** A camera with square pixels and its optical axis in the middle of the picture, over level ground. */
export type TiltedCamera = {
  /** Focal length in picture heights: the same for every size of the same picture. */
  readonly focal: number;
  /** Of the line of sight below the horizontal. */
  readonly tiltRad: number;
  /** Clockwise turn of the camera about its line of sight. */
  readonly rollRad: number;
  /** Of the lens over the ground. */
  readonly heightM: number;
  /** Width over height of the picture. */
  readonly aspect: number;
};

/** Picture fractions to ground metres: the camera stands over the origin and looks along +y; x is to its right. */
export function groundOfCamera(camera: TiltedCamera): Matrix3 {
  const { focal, heightM, aspect } = camera;
  const [st, ct] = [Math.sin(camera.tiltRad), Math.cos(camera.tiltRad)];
  const [sr, cr] = [Math.sin(camera.rollRad), Math.cos(camera.rollRad)];
  // The picture turned upright, in picture heights about its middle: right and down as linear forms of x, y, 1.
  const right = [cr * aspect, sr, -(cr * aspect + sr) / 2];
  const down = [-sr * aspect, cr, (sr * aspect - cr) / 2];
  const form = (of: readonly number[], factor: number, constant: number) => [
    factor * of[0]!,
    factor * of[1]!,
    factor * of[2]! + constant,
  ];
  return [
    ...form(right, heightM, 0),
    ...form(down, -heightM * st, heightM * focal * ct),
    ...form(down, ct, focal * st),
  ] as unknown as Matrix3;
}

/**
 * A person's height as a share of the camera's, from the rows of feet and head alone: where the vertical line over the
 * foot meets the ray of the head's row. The vertical scale cancels, so it does not need the camera's height.
 * @returns null where the feet would stand on or beyond the horizon, or the head below the feet.
 */
export function heightShare(
  camera: Pick<TiltedCamera, 'focal' | 'tiltRad' | 'rollRad' | 'aspect'>,
  { foot, headY }: UprightSighting,
): number | null {
  const footTan = tanBelowHorizon(camera, foot);
  const headTan = tanBelowHorizon(camera, { x: foot.x, y: headY });
  if (footTan === null || headTan === null || footTan <= 1e-4) return null;
  const share = 1 - headTan / footTan;
  return share > 0 ? share : null;
}

/** Tangent of the angle between the horizontal and the ray through an image row; null for a ray straight down or behind. */
function tanBelowHorizon(
  { focal, tiltRad, rollRad, aspect }: Pick<TiltedCamera, 'focal' | 'tiltRad' | 'rollRad' | 'aspect'>,
  image: Point,
): number | null {
  const down = (image.y - 0.5) * Math.cos(rollRad) - (image.x - 0.5) * aspect * Math.sin(rollRad);
  const forward = focal * Math.cos(tiltRad) - down * Math.sin(tiltRad);
  return forward <= 0 ? null : (focal * Math.sin(tiltRad) + down * Math.cos(tiltRad)) / forward;
}
