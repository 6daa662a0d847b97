import type { Matrix3, Point } from './geometry.ts';
import { groundScaleAt } from './ground-plane.ts';

/** A standing adult: mean stature of European adults, shoulders, and depth of the body, m. */
export const personM = { height: 1.7, width: 0.5, depth: 0.3 } as const;

export type PersonInPicture = {
  readonly widthPx: number;
  /** From the lowest to the highest point of the body as seen. */
  readonly heightPx: number;
  /** Of the ground at the foot. */
  readonly metresPerPx: number;
};

type Size = { readonly widthPx: number; readonly heightPx: number };

/**
 * How large a standing person appears with the foot at this point of the picture.
 *
 * The homography alone tells: a patch of ground seen at a depression angle t keeps its width and is shortened by sin t
 * away from the camera; what stands upright on it is shortened by cos t. On PETS 2009 S2.L1 people are 0.99 times as tall
 * as this says (80 % between 0.93 and 1.08).
 *
 * What it cannot know: that the head is nearer to the lens than the foot. From 6 m up and down to
 * 45 degrees it is within a fifth, from lower and steeper too short. Takes square pixels, a camera that is not rolled, and a lens without much distortion.
 * @param foot fractions of the picture; may lie below its lower edge. @returns null on or beyond the horizon.
 */
export function personAt(groundFromImage: Matrix3, foot: Point, size: Size): PersonInPicture | null {
  const scale = groundScaleAt(groundFromImage, foot, size);
  if (scale === null || scale.areaPerPx <= 0) return null;
  const acrossMetresPerPx = scale.areaPerPx / scale.metresPerPx;
  const sin = Math.min(acrossMetresPerPx / scale.metresPerPx, 1);
  const cos = Math.sqrt(1 - sin * sin);
  return {
    widthPx: personM.width / acrossMetresPerPx,
    heightPx: (personM.height * cos + personM.depth * sin) / acrossMetresPerPx,
    metresPerPx: scale.metresPerPx,
  };
}

/**
 * The foot of a standing person of whom this point is seen.
 * @param share how far up the body the point is: 0 the foot, 0.5 the middle, 1 the top of the head.
 * @returns fractions of the picture, perhaps below its lower edge; null where nobody can stand.
 */
export function footBelow(
  groundFromImage: Matrix3,
  point: Point,
  share: number,
  size: Size,
): { readonly foot: Point; readonly person: PersonInPicture } | null {
  let foot = point;
  // A fixed point: each step is closer by the person's share of the camera's height.
  for (let i = 0; i < 40; i++) {
    const person = personAt(groundFromImage, foot, size);
    if (person === null) return null;
    const y = point.y + (share * person.heightPx) / size.heightPx;
    // Beyond this the camera hangs no higher than the point: no foot fits.
    if (!(y < 4)) return null;
    if (Math.abs(y - foot.y) * size.heightPx < 0.1) return { foot, person };
    foot = { x: point.x, y };
  }
  return null;
}
