import { isInside, type Matrix3, type Point, project } from '../../geometry.ts';
import { groundAt, groundScaleAt } from '../../ground-plane.ts';
import { personAt, personM } from '../../person-in-picture.ts';
import type { ZoneView } from '../../zone-view.ts';

/** What is seen of a dense crowd is heads and shoulders: share of the stature. */
const chestShare = 0.8;
const chestM = chestShare * personM.height;
/** Close enough for each body to have two or three places. */
const pitchM = 0.3;
const mostPlaces = 400;
/** A tenth of a pixel between two pictures is then 0.06 m/s at 5 pictures a second, m/px. */
const coarsestMetresPerPx = 0.12;
/** A window: head and shoulders of one person, not of two. */
const windowM = 0.4;

/** A lattice on the ground of a zone, each place looked at as high as a chest. Computed once for each view. */
export type FlowPlaces = {
  /** x and y of each in turn, fractions of the picture. */
  readonly points: Float32Array;
  readonly windowShare: number;
  readonly ground: readonly Point[];
  /** Metres a fraction of the picture, at chest height: xx, xy, yx, yy of each place in turn. */
  readonly metres: Float32Array;
};

/** @returns null where the picture is too coarse, or the zone has no ground or reaches to the horizon. */
export function flowPlaces(
  { zone, areaM2 }: ZoneView,
  matrix: Matrix3 | null,
  size: Size,
): FlowPlaces | null {
  if (matrix === null || areaM2 === null) return null;
  const corners = zone.points.flatMap((p) => groundAt(matrix, p) ?? []);
  const imageFromGround = inverse(matrix);
  if (corners.length < zone.points.length || imageFromGround === null) return null;
  const pitch = Math.max(pitchM, Math.sqrt(areaM2 / mostPlaces));
  const places: Place[] = [];
  for (const ground of lattice(corners, pitch)) {
    const foot = project(imageFromGround, ground);
    const place = foot === null ? null : placeAt(foot, ground, matrix, size);
    if (place !== null) places.push(place);
  }
  if (places.length === 0) return null;
  const widths = places.map((p) => p.windowShare).sort((a, b) => a - b);
  return {
    points: Float32Array.from(places.flatMap(({ at }) => [at.x, at.y])),
    windowShare: widths[widths.length >> 1]!,
    ground: places.map((p) => p.ground),
    metres: Float32Array.from(places.flatMap((p) => p.metres)),
  };
}

type Size = { readonly widthPx: number; readonly heightPx: number };

type Place = {
  readonly at: Point;
  readonly ground: Point;
  readonly metres: readonly number[];
  readonly windowShare: number;
};

/** A zone that nearly reaches the horizon has ground without end: what is nearest its first corner is enough. */
const mostTried = 20_000;

function* lattice(corners: readonly Point[], pitch: number): Generator<Point> {
  const xs = corners.map((p) => p.x);
  const ys = corners.map((p) => p.y);
  let tried = 0;
  for (let y = Math.min(...ys) + pitch / 2; y < Math.max(...ys); y += pitch) {
    for (let x = Math.min(...xs) + pitch / 2; x < Math.max(...xs); x += pitch) {
      if (++tried > mostTried) return;
      if (isInside({ x, y }, corners)) yield { x, y };
    }
  }
}

function placeAt(foot: Point, ground: Point, matrix: Matrix3, size: Size): Place | null {
  const person = personAt(matrix, foot, size);
  if (person === null) return null;
  const at = { x: foot.x, y: foot.y - (chestShare * person.heightPx) / size.heightPx };
  if (at.x < 0 || at.x > 1 || at.y < 0 || at.y > 1) return null;
  const scale = groundScaleAt(matrix, at, size);
  const behind = groundAt(matrix, at);
  if (scale === null || behind === null) return null;
  // A plane as high as a chest is the ground, seen nearer to the lens: by 1 - chest / camera's height, which the ground
  // that the chest hides behind it tells: it lies chest / tan(depression) / (1 - chest / camera's height) behind the foot.
  const tan = Math.tan(Math.asin(Math.min(sineOf(person), 0.999)));
  const nearer = Math.min(chestM / tan / Math.hypot(behind.x - ground.x, behind.y - ground.y), 1);
  if (scale.metresPerPx * nearer > coarsestMetresPerPx) return null;
  return {
    at,
    ground,
    metres: slopesAt(matrix, at, behind).map((m) => m * nearer),
    windowShare: (windowM / personM.width) * (person.widthPx / size.widthPx),
  };
}

/** Of the depression angle: a patch of ground is shortened by it away from the camera. */
function sineOf({
  widthPx,
  metresPerPx,
}: {
  readonly widthPx: number;
  readonly metresPerPx: number;
}): number {
  return personM.width / widthPx / metresPerPx;
}

/** Ground metres a fraction of the picture. */
function slopesAt(m: Matrix3, image: Point, at: Point): readonly number[] {
  const w = m[6] * image.x + m[7] * image.y + m[8];
  return [
    (m[0] - at.x * m[6]) / w,
    (m[1] - at.x * m[7]) / w,
    (m[3] - at.y * m[6]) / w,
    (m[4] - at.y * m[7]) / w,
  ];
}

/** By cofactors; null for a matrix that flattens the ground. */
function inverse([a, b, c, d, e, f, g, h, i]: Matrix3): Matrix3 | null {
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (!Number.isFinite(1 / det)) return null;
  return [
    (e * i - f * h) / det,
    (c * h - b * i) / det,
    (b * f - c * e) / det,
    (f * g - d * i) / det,
    (a * i - c * g) / det,
    (c * d - a * f) / det,
    (d * h - e * g) / det,
    (b * g - a * h) / det,
    (a * e - b * d) / det,
  ];
}
