import type { CalibrationPoint } from './camera.ts';
import type { Matrix3, Point } from './geometry.ts';

/** How a fit turned out: the matrix, and how well the points pin it down. */
export type HomographyFit = {
  /** Maps image to ground; scaled so that its denominator is 1 at the middle of the image points. */
  readonly matrix: Matrix3;
  /** Second smallest over largest eigenvalue of the design matrix: 0 when more than one homography fits. */
  readonly determinacy: number;
};

/**
 * The homography of a ground plane by the direct linear transform on normalised points (Hartley 1997; Hartley &
 * Zisserman 2004, algorithm 4.2). Image axes are normalised separately, so the picture's aspect ratio does not matter
 * and fractions are as good as pixels; the ground is normalised as a whole, so turning or moving it changes nothing.
 * @param pairs 4 or more; fewer, or all in one place, give null.
 * @param leftOut index of a pair to leave out, for residuals that a point cannot flatter; -1 is none.
 */
export function fitHomography(pairs: readonly CalibrationPoint[], leftOut = -1): HomographyFit | null {
  const used = leftOut < 0 ? pairs : pairs.filter((_, i) => i !== leftOut);
  if (used.length < 4) return null;
  const image = normalisation(
    used.map((p) => p.image),
    'each axis',
  );
  const ground = normalisation(
    used.map((p) => p.ground),
    'both axes',
  );
  if (image === null || ground === null) return null;

  const { values, vectors } = symmetricEigen(designOf(used, image, ground), 9);
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const h = order[0]!;
  const normalised = Array.from({ length: 9 }, (_, row) => vectors[row * 9 + h]!);
  const matrix = denormalise(normalised, image, ground);
  const w = matrix[6]! * image.x + matrix[7]! * image.y + matrix[8]!;
  if (!Number.isFinite(w) || Math.abs(w) < 1e-12) return null;
  return {
    matrix: matrix.map((value) => value / w) as unknown as Matrix3,
    determinacy: Math.max(values[order[1]!]!, 0) / values[order[8]!]!,
  };
}

type Normalisation = Point & { readonly sx: number; readonly sy: number };

/** Moves the middle to 0 and the mean distance from it to sqrt 2 (1 an axis). */
function normalisation(points: readonly Point[], scale: 'each axis' | 'both axes'): Normalisation | null {
  const n = points.length;
  const x = points.reduce((sum, p) => sum + p.x, 0) / n;
  const y = points.reduce((sum, p) => sum + p.y, 0) / n;
  if (scale === 'both axes') {
    const d = points.reduce((sum, p) => sum + Math.hypot(p.x - x, p.y - y), 0) / n;
    return Number.isFinite(d) && d > 0 ? { x, y, sx: Math.SQRT2 / d, sy: Math.SQRT2 / d } : null;
  }
  const dx = Math.sqrt(points.reduce((sum, p) => sum + (p.x - x) ** 2, 0) / n);
  const dy = Math.sqrt(points.reduce((sum, p) => sum + (p.y - y) ** 2, 0) / n);
  return Number.isFinite(dx * dy) && dx * dy > 0 ? { x, y, sx: 1 / dx, sy: 1 / dy } : null;
}

/** A transposed times A of the linear system A h = 0, two rows a pair. */
function designOf(
  pairs: readonly CalibrationPoint[],
  image: Normalisation,
  ground: Normalisation,
): Float64Array {
  const design = new Float64Array(81);
  for (const pair of pairs) {
    const x = (pair.image.x - image.x) * image.sx;
    const y = (pair.image.y - image.y) * image.sy;
    const u = (pair.ground.x - ground.x) * ground.sx;
    const v = (pair.ground.y - ground.y) * ground.sy;
    addOuter(design, [-x, -y, -1, 0, 0, 0, u * x, u * y, u]);
    addOuter(design, [0, 0, 0, -x, -y, -1, v * x, v * y, v]);
  }
  return design;
}

function addOuter(matrix: Float64Array, row: readonly number[]): void {
  for (let i = 0; i < 9; i++) for (let j = 0; j < 9; j++) matrix[i * 9 + j]! += row[i]! * row[j]!;
}

/** inverse(ground) * h * image. */
function denormalise(h: readonly number[], image: Normalisation, ground: Normalisation): number[] {
  const rows = [0, 3, 6].map((k) => {
    const a = h[k]! * image.sx;
    const b = h[k + 1]! * image.sy;
    return [a, b, h[k + 2]! - a * image.x - b * image.y];
  });
  const [r0, r1, r2] = rows as [number[], number[], number[]];
  return [
    ...r2.map((value, i) => r0[i]! / ground.sx + value * ground.x),
    ...r2.map((value, i) => r1[i]! / ground.sy + value * ground.y),
    ...r2,
  ];
}

/**
 * Eigenvalues and vectors of a symmetric matrix by cyclic Jacobi rotations (Golub & Van Loan, 8.5).
 * @param matrix row-major n x n; destroyed. @returns vectors in columns.
 */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
): { values: Float64Array; vectors: Float64Array } {
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let on = 0;
    for (let p = 0; p < n; p++) {
      on += matrix[p * n + p]! ** 2;
      for (let q = p + 1; q < n; q++) off += matrix[p * n + q]! ** 2;
    }
    if (!(off > 1e-30 * on)) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(matrix, vectors, n, p, q);
  }
  return { values: Float64Array.from({ length: n }, (_, i) => matrix[i * n + i]!), vectors };
}

function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const kp = a[k * n + p]!;
    const kq = a[k * n + q]!;
    a[k * n + p] = c * kp - s * kq;
    a[k * n + q] = s * kp + c * kq;
  }
  for (let k = 0; k < n; k++) {
    const pk = a[p * n + k]!;
    const qk = a[q * n + k]!;
    a[p * n + k] = c * pk - s * qk;
    a[q * n + k] = s * pk + c * qk;
    const vp = v[k * n + p]!;
    const vq = v[k * n + q]!;
    v[k * n + p] = c * vp - s * vq;
    v[k * n + q] = s * vp + c * vq;
  }
}
