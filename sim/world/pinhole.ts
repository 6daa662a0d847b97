/** The scene's camera: it stands over the origin of the ground, so ground metres are east and north of it. */
import type { Matrix3, Point } from '../../src/core/geometry.ts';

export type Ground = Point;
export type Point3 = { readonly x: number; readonly y: number; readonly z: number };
/** Camera space, metres: right, up in the picture, and depth along the line of sight. */
export type Seen = { readonly right: number; readonly up: number; readonly depth: number };

export type PinholeOptions = {
  readonly heightM: number;
  /** Clockwise from north, degrees. */
  readonly yawDeg: number;
  /** Below the horizontal, degrees. */
  readonly tiltDeg: number;
  readonly focalPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
};

export type Pinhole = PinholeOptions & {
  see(p: Point3): Seen;
  /** Pixels; null on or behind the camera's plane. */
  project(p: Point3): Point | null;
  /** Exact homography from ground metres to picture fractions. */
  readonly imageFromGround: Matrix3;
  /** Exact homography from picture fractions to ground metres. */
  readonly groundFromImage: Matrix3;
  /** Unit vector of the line of sight, and of the picture's right and up. */
  readonly axes: { readonly forward: Point3; readonly right: Point3; readonly up: Point3 };
};

export function pinhole(options: PinholeOptions): Pinhole {
  const { heightM, focalPx, widthPx, heightPx } = options;
  const yaw = (options.yawDeg * Math.PI) / 180;
  const tilt = (options.tiltDeg * Math.PI) / 180;
  const [sy, cy, st, ct] = [Math.sin(yaw), Math.cos(yaw), Math.sin(tilt), Math.cos(tilt)];
  const forward = { x: sy * ct, y: cy * ct, z: -st };
  const right = { x: cy, y: -sy, z: 0 };
  const up = { x: sy * st, y: cy * st, z: ct };
  const see = (p: Point3): Seen => {
    const dz = p.z - heightM;
    return {
      right: right.x * p.x + right.y * p.y,
      up: up.x * p.x + up.y * p.y + up.z * dz,
      depth: forward.x * p.x + forward.y * p.y + forward.z * dz,
    };
  };
  const project = (p: Point3): Point | null => {
    const seen = see(p);
    if (seen.depth <= 0.05) return null;
    return {
      x: widthPx / 2 + (focalPx * seen.right) / seen.depth,
      y: heightPx / 2 - (focalPx * seen.up) / seen.depth,
    };
  };
  // Rows of K [R | t] restricted to z = 0, divided by the picture's size so that it yields fractions.
  const row = (a: Point3, b: Point3, focal: number, centre: number, size: number) =>
    [
      (focal * a.x + centre * b.x) / size,
      (focal * a.y + centre * b.y) / size,
      (-heightM * (focal * a.z + centre * b.z)) / size,
    ] as const;
  const imageFromGround: Matrix3 = [
    ...row(right, forward, focalPx, widthPx / 2, widthPx),
    ...row(up, forward, -focalPx, heightPx / 2, heightPx),
    forward.x,
    forward.y,
    -heightM * forward.z,
  ];
  return {
    ...options,
    see,
    project,
    imageFromGround,
    groundFromImage: inverse(imageFromGround),
    axes: { forward, right, up },
  };
}

function inverse(m: Matrix3): Matrix3 {
  const [a, b, c, d, e, f, g, h, i] = m;
  const A = e * i - f * h;
  const B = f * g - d * i;
  const C = d * h - e * g;
  const det = a * A + b * B + c * C;
  return [
    A / det,
    (c * h - b * i) / det,
    (b * f - c * e) / det,
    B / det,
    (a * i - c * g) / det,
    (c * d - a * f) / det,
    C / det,
    (b * g - a * h) / det,
    (a * e - b * d) / det,
  ];
}
