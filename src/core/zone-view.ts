import type { Camera } from './camera.ts';
import { isInside, type Matrix3, type Point, polygonArea } from './geometry.ts';
import { groundAt, groundScaleAt, measurableMetresPerPx, oriented } from './ground-plane.ts';
import { type Stand, standsIn } from './measure/hidden-ground.ts';
import type { Zone } from './zone.ts';

/** Coarser ground is not even good enough for the rules that look at travel over many metres, m/px. */
const rulesMetresPerPx = 1;

/** A zone as one camera sees it: what of it lies on measurable ground. Computed once for each change of camera. */
export type ZoneView = {
  readonly zone: Zone;
  /** Corners or ends in pixels of the analysed frame. */
  readonly px: readonly Point[];
  readonly isCalibrated: boolean;
  /** Ground area of the measurable part, m2; null without calibration or when none of it is measurable. */
  readonly areaM2: number | null;
  /** Outline of the measurable part, m. */
  readonly perimeterM: number | null;
  /** Mean coarseness of the measurable part, m; null with `areaM2`. */
  readonly metresPerPx: number | null;
  /** Measurable share of the zone's ground, 0..1; 1 without calibration (the zone is in the picture). */
  readonly coverage: number;
  /** Whether travel in this zone is judged in metres or, without a usable ground, in box sizes. */
  readonly travelIn: 'metres' | 'sizes';
  /** Permitted direction as unit vectors; null when none is drawn. */
  readonly laneGround: Point | null;
  readonly lanePx: Point | null;
  /** Longest way along the arrow inside the zone, at most, m; null where travel is judged in sizes. */
  readonly laneLengthM: number | null;
  /** Median error of the calibration, m. */
  readonly residualM: number;
  /** Where somebody might stand: what is hidden is counted on them. Empty without ground. */
  readonly stands: readonly Stand[];
};

type Size = { readonly widthPx: number; readonly heightPx: number };

export function matrixOf(camera: Camera): Matrix3 | null {
  return camera.calibration === null ? null : oriented(camera.calibration);
}

export function viewZone(zone: Zone, camera: Camera, size: Size): ZoneView {
  const matrix = matrixOf(camera);
  const px = zone.points.map((p) => ({ x: p.x * size.widthPx, y: p.y * size.heightPx }));
  const base = {
    zone,
    px,
    lanePx: unit(zone.direction, (p) => ({ x: p.x * size.widthPx, y: p.y * size.heightPx })),
    residualM: camera.calibration?.residualM ?? 0,
  };
  if (matrix === null || zone.shape === 'line') {
    return {
      ...base,
      isCalibrated: matrix !== null,
      areaM2: null,
      perimeterM: null,
      metresPerPx: null,
      coverage: 1,
      travelIn: 'sizes',
      laneGround: null,
      laneLengthM: null,
      stands: [],
    };
  }
  const laneGround = unit(zone.direction, (p) => groundAt(matrix, p));
  const part = measurablePart(zone, matrix, size);
  const isMetric = part.travelShare >= 0.5 && (zone.direction === null || laneGround !== null);
  return {
    ...base,
    isCalibrated: true,
    areaM2: part.areaM2,
    perimeterM: part.perimeterM,
    metresPerPx: part.metresPerPx,
    coverage: part.coverage,
    travelIn: isMetric ? 'metres' : 'sizes',
    laneGround,
    laneLengthM: isMetric && laneGround !== null ? extentAlong(laneGround, zone, matrix) : null,
    stands: standsIn(zone.points, matrix, size),
  };
}

/**
 * Samples the zone on a grid over its bounding box. Ground beyond 3 m/px, and the sky, counts as if it were 3 m/px, so
 * that a zone that reaches the horizon has a finite whole.
 */
function measurablePart(zone: Zone, matrix: Matrix3, size: Size) {
  const n = 64;
  const xs = zone.points.map((p) => p.x);
  const ys = zone.points.map((p) => p.y);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  const w = Math.max(...xs) - left;
  const h = Math.max(...ys) - top;
  const cellPx = ((w * size.widthPx) / n) * ((h * size.heightPx) / n);
  let measurableM2 = 0;
  let coarseM3 = 0;
  let wholeM2 = 0;
  let samples = 0;
  let travelSamples = 0;
  for (let i = 0; i < n * n; i++) {
    const p = { x: left + (((i % n) + 0.5) / n) * w, y: top + ((Math.floor(i / n) + 0.5) / n) * h };
    if (!isInside(p, zone.points)) continue;
    samples++;
    const scale = groundScaleAt(matrix, p, size);
    wholeM2 += Math.min(scale?.areaPerPx ?? 9, 9) * cellPx;
    if (scale === null) continue;
    if (scale.metresPerPx <= measurableMetresPerPx) {
      measurableM2 += scale.areaPerPx * cellPx;
      coarseM3 += scale.metresPerPx * scale.areaPerPx * cellPx;
    }
    if (scale.metresPerPx <= rulesMetresPerPx) travelSamples++;
  }
  const coverage = wholeM2 > 0 ? Math.min(measurableM2 / wholeM2, 1) : 0;
  const corners = zone.points.flatMap((p) => groundAt(matrix, p) ?? []);
  const isWhole = corners.length === zone.points.length && coverage > 0.999;
  const exactM2 = polygonArea(corners);
  // The shoelace formula is exact unless the outline crosses itself; then the samples are right.
  const isExact = isWhole && Math.abs(exactM2 - measurableM2) < 0.05 * measurableM2;
  const areaM2 = isExact ? exactM2 : measurableM2;
  return {
    areaM2: areaM2 > 0 ? areaM2 : null,
    perimeterM: areaM2 > 0 ? (isWhole ? perimeter(corners) : 4 * Math.sqrt(areaM2)) : null,
    metresPerPx: measurableM2 > 0 ? coarseM3 / measurableM2 : null,
    coverage: isWhole ? 1 : coverage,
    travelShare: samples > 0 ? travelSamples / samples : 0,
  };
}

/** @returns null when a corner lies beyond the horizon: then there is no end to it. */
function extentAlong(lane: Point, zone: Zone, matrix: Matrix3): number | null {
  const along = zone.points.map((p) => {
    const at = groundAt(matrix, p);
    return at === null ? null : at.x * lane.x + at.y * lane.y;
  });
  const known = along.filter((value) => value !== null);
  return known.length < along.length ? null : Math.max(...known) - Math.min(...known);
}

function perimeter(corners: readonly Point[]): number {
  return corners.reduce((sum, p, i) => {
    const q = corners[(i + 1) % corners.length]!;
    return sum + Math.hypot(p.x - q.x, p.y - q.y);
  }, 0);
}

function unit(arrow: Zone['direction'], place: (p: Point) => Point | null): Point | null {
  if (arrow === null) return null;
  const from = place(arrow[0]);
  const to = place(arrow[1]);
  if (from === null || to === null) return null;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return length > 1e-9 ? { x: (to.x - from.x) / length, y: (to.y - from.y) / length } : null;
}
