import type { Calibration } from './camera.ts';
import type { Matrix3, Point } from './geometry.ts';

/** Larger cells are good for counting only: a foot found 1 px off is off by more than a step's width. */
export const measurableMetresPerPx = 0.3;

/** Until a camera has said how large its analysed picture is. */
export const usualPicture = { widthPx: 640, heightPx: 360 } as const;

/** Denominator of the homography, 1 at the middle of the calibration points, below which a point counts as beyond the horizon. */
const horizon = 1e-3;

/** Where an image point lies on the ground, metres; null on or beyond the horizon. The matrix is oriented: positive denominators are in front. */
export function groundAt(groundFromImage: Matrix3, image: Point): Point | null {
  const m = groundFromImage;
  const w = m[6] * image.x + m[7] * image.y + m[8];
  if (!(w > horizon)) return null;
  const x = (m[0] * image.x + m[1] * image.y + m[2]) / w;
  const y = (m[3] * image.x + m[4] * image.y + m[5]) / w;
  return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
}

/** The same homography, scaled so that `groundAt` knows the ground in front: 1 at the middle of its points, or at the lower edge of the picture. */
export function oriented(calibration: Pick<Calibration, 'points' | 'groundFromImage'>): Matrix3 {
  const { points, groundFromImage: m } = calibration;
  const n = points.length;
  const x = n === 0 ? 0.5 : points.reduce((sum, p) => sum + p.image.x, 0) / n;
  const y = n === 0 ? 1 : points.reduce((sum, p) => sum + p.image.y, 0) / n;
  const w = m[6] * x + m[7] * y + m[8];
  return m.map((value) => value / w) as unknown as Matrix3;
}

export type GroundScale = {
  /** Metres that one pixel covers in its worst direction (mostly away from the camera). */
  readonly metresPerPx: number;
  /** Ground area of one square pixel, m2. */
  readonly areaPerPx: number;
};

/**
 * How coarse the ground is at an image point.
 * @param size of the analysed picture. @returns null on or beyond the horizon.
 */
export function groundScaleAt(
  groundFromImage: Matrix3,
  image: Point,
  size: { readonly widthPx: number; readonly heightPx: number },
): GroundScale | null {
  const at = groundAt(groundFromImage, image);
  if (at === null) return null;
  const m = groundFromImage;
  const w = m[6] * image.x + m[7] * image.y + m[8];
  const a = (m[0] - at.x * m[6]) / w / size.widthPx;
  const b = (m[1] - at.x * m[7]) / w / size.heightPx;
  const c = (m[3] - at.y * m[6]) / w / size.widthPx;
  const d = (m[4] - at.y * m[7]) / w / size.heightPx;
  // Singular values of the 2x2 Jacobian.
  const sum = (a * a + b * b + c * c + d * d) / 2;
  const det = a * d - b * c;
  return {
    metresPerPx: Math.sqrt(sum + Math.sqrt(Math.max(sum * sum - det * det, 0))),
    areaPerPx: Math.abs(det),
  };
}

export type MetresPerPixelField = {
  readonly columns: number;
  readonly rows: number;
  /** Row by row from the top left; null above the horizon. Above `measurableMetresPerPx` a cell is for counting only. */
  readonly metresPerPx: readonly (number | null)[];
};

/** Metres per pixel at the middle of each cell of a grid over the picture. */
export function metresPerPixelField(asked: {
  readonly groundFromImage: Matrix3;
  readonly columns: number;
  readonly rows: number;
  readonly widthPx: number;
  readonly heightPx: number;
}): MetresPerPixelField {
  const { groundFromImage, columns, rows } = asked;
  return {
    columns,
    rows,
    metresPerPx: Array.from({ length: columns * rows }, (_, i) => {
      const image = { x: ((i % columns) + 0.5) / columns, y: (Math.floor(i / columns) + 0.5) / rows };
      return groundScaleAt(groundFromImage, image, asked)?.metresPerPx ?? null;
    }),
  };
}
