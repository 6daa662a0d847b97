import type { Calibration, CalibrationPoint } from './camera.ts';
import type { Matrix3, Point } from './geometry.ts';
import { groundAt, metresPerPixelField } from './ground-plane.ts';
import { fitHomography } from './homography.ts';

export { groundAt, measurableMetresPerPx, metresPerPixelField } from './ground-plane.ts';

/** A calibration whose median leave-one-out residual is larger is refused, metres. */
export const residualLimitM = 0.25;

/**
 * Fewer are refused. Four points always fit exactly and say nothing about their error: on PETS 2009 the worst tenth of
 * random fours is off by over 1.2 m. Leaving one of five out leaves such a four.
 * From six on, each residual comes from a fit that had a point to spare. Eight or more are asked for.
 */
export const leastPoints = 6;
export const advisedPoints = 8;

/** Points of a proposed ground are kept only where so many measured points, so far apart, lie no farther off than this. */
export const confirmation = { points: 2, apartM: 5, withinM: 1 } as const;

/** Least share that points must spread across their own longest direction, or they lie on a line. */
const leastSpread = 0.03;
const leastDeterminacy = 1e-6;

export type CalibrationRefusal =
  | 'not-finite'
  | 'too-few'
  | 'on-a-line'
  | 'beyond-horizon'
  | 'unconfirmed'
  | 'residual';

export type CalibrationResult =
  | { readonly ok: true; readonly calibration: Calibration }
  | {
      readonly ok: false;
      readonly reason: CalibrationRefusal;
      /** What is wrong, with which point, and what to do. */
      readonly message: string;
      /** Leave-one-out residual at each point, metres; null where the rest does not pin the ground down. Empty before a fit. */
      readonly residualsM: readonly (number | null)[];
      readonly groundFromImage: Matrix3 | null;
    };

/**
 * Ties the picture to the ground from point pairs.
 *
 * Accepted on the **median leave-one-out residual**: each point is predicted by the fit of all others, so no point
 * flatters itself; the median because a far point that pins its corner alone is rightly hard to predict and must not
 * condemn a good calibration, while a wrong point spoils the prediction of all others and so lifts the median too.
 * Points of a proposed ground fit each other perfectly, so measured points must confirm them (`confirmationOf`), and the
 * residual that is kept is then the largest of these.
 * Ground axes may be turned, moved or mirrored: no measure depends on it.
 */
export function calibrate(points: readonly CalibrationPoint[]): CalibrationResult {
  const refuse = (
    reason: CalibrationRefusal,
    message: string,
    residualsM: readonly (number | null)[] = [],
    groundFromImage: Matrix3 | null = null,
  ): CalibrationResult => ({ ok: false, reason, message, residualsM, groundFromImage });

  const broken = points.findIndex((p) => ![p.image.x, p.image.y, p.ground.x, p.ground.y].every(isUsable));
  if (broken >= 0) {
    return refuse('not-finite', `Point ${broken + 1} is not a number or absurdly far away. Set it again.`);
  }
  const distinct = distinctCount(points);
  if (distinct < leastPoints) {
    return refuse(
      'too-few',
      `There are ${distinct} different points; at least ${leastPoints} are needed to know the error. ` +
        `Add points, better ${advisedPoints} or more, spread over the whole ground in view.`,
    );
  }
  const fit = fitHomography(points);
  if (
    fit === null ||
    fit.determinacy < leastDeterminacy ||
    spreadOf(points.map((p) => p.image)) < leastSpread ||
    spreadOf(points.map((p) => p.ground)) < leastSpread
  ) {
    return refuse(
      'on-a-line',
      'The points lie on, or nearly on, one line. Add points well to both sides of it.',
    );
  }
  const confirmed = confirmationOf(points);
  if (confirmed !== null && !confirmed.isEnough) {
    return refuse('unconfirmed', unconfirmedMessage(confirmed), [], fit.matrix);
  }
  const hidden = points.findIndex((p) => groundAt(fit.matrix, p.image) === null);
  if (hidden >= 0) {
    return refuse(
      'beyond-horizon',
      `Point ${hidden + 1} would lie on or above the horizon of the others. Check which picture point belongs to which ground point.`,
      [],
      fit.matrix,
    );
  }
  const residualsM = points.map((_, i) => leftOutResidual(points, i));
  const alone = residualsM.indexOf(null);
  if (alone >= 0) {
    return refuse(
      'on-a-line',
      `Without point ${alone + 1} the others do not pin the ground down. Add another point near it.`,
      residualsM,
      fit.matrix,
    );
  }
  const residuals = residualsM as number[];
  const residualM = median(residuals);
  if (residualM > residualLimitM) {
    return refuse('residual', residualMessage(points, residuals, residualM), residuals, fit.matrix);
  }
  // Proposed points fit each other: what the measured ones are off by is what is known of the error.
  const knownM = Math.max(residualM, confirmed?.farthestOffM ?? 0);
  return {
    ok: true,
    calibration: { points, groundFromImage: fit.matrix, residualsM: residuals, residualM: knownM },
  };
}

export type Confirmation = {
  readonly isEnough: boolean;
  /** Measured points, and the largest distance between two of them. */
  readonly measured: number;
  readonly apartM: number;
  /** Metres by which the proposed points miss the measured one they fit worst; null where they say nothing of it. */
  readonly farthestOffM: number | null;
};

/** How far measured points confirm proposed ones; null where no point is proposed. */
export function confirmationOf(points: readonly CalibrationPoint[]): Confirmation | null {
  const proposed = points.filter((p) => p.isProposed);
  if (proposed.length === 0) return null;
  const measured = points.filter((p) => !p.isProposed);
  const fit = proposed.length >= 4 ? fitHomography(proposed) : null;
  const offs = measured.map(({ image, ground }) => {
    const found = fit === null ? null : groundAt(fit.matrix, image);
    return found === null ? null : Math.hypot(found.x - ground.x, found.y - ground.y);
  });
  const farthestOffM =
    offs.length === 0 || offs.includes(null) ? null : Math.max(...offs.filter((off) => off !== null));
  let apartM = 0;
  for (const [i, a] of measured.entries()) {
    for (const b of measured.slice(0, i)) {
      apartM = Math.max(apartM, Math.hypot(a.ground.x - b.ground.x, a.ground.y - b.ground.y));
    }
  }
  const isEnough =
    measured.length >= confirmation.points &&
    apartM >= confirmation.apartM &&
    farthestOffM !== null &&
    farthestOffM <= confirmation.withinM;
  return { isEnough, measured: measured.length, apartM, farthestOffM };
}

function unconfirmedMessage({ measured, apartM, farthestOffM }: Confirmation): string {
  const { points, apartM: leastM, withinM } = confirmation;
  const rule = `Proposed points need at least ${points} measured points, ${leastM} m or more apart, that lie within ${withinM} m of them.`;
  if (measured < points) return `${rule} There are ${measured}: measure more points on the ground.`;
  if (apartM < leastM) return `${rule} These are ${apartM.toFixed(1)} m apart: measure one farther away.`;
  if (farthestOffM === null) return `${rule} Too few proposed points are left to compare with.`;
  return `${rule} One lies ${farthestOffM.toFixed(2)} m off: check it, or remove the proposed points.`;
}

function leftOutResidual(points: readonly CalibrationPoint[], i: number): number | null {
  const fit = fitHomography(points, i);
  if (fit === null || fit.determinacy < leastDeterminacy) return null;
  const rest = points.filter((_, k) => k !== i);
  if (spreadOf(rest.map((p) => p.image)) < leastSpread || spreadOf(rest.map((p) => p.ground)) < leastSpread) {
    return null;
  }
  const { image, ground } = points[i]!;
  const found = groundAt(fit.matrix, image);
  return found === null ? null : Math.hypot(found.x - ground.x, found.y - ground.y);
}

/** Names the point without which the others agree, if there is one. */
function residualMessage(
  points: readonly CalibrationPoint[],
  residualsM: readonly number[],
  residualM: number,
): string {
  const said = `The points disagree by ${residualM.toFixed(2)} m (median; at most ${residualLimitM} m is accepted). `;
  let culprit = { index: -1, restM: residualLimitM };
  for (let i = 0; i < points.length && points.length > leastPoints && points.length <= 30; i++) {
    const rest = points.filter((_, k) => k !== i);
    const restM = median(rest.map((_, k) => leftOutResidual(rest, k) ?? Number.POSITIVE_INFINITY));
    if (restM < culprit.restM) culprit = { index: i, restM };
  }
  if (culprit.index >= 0) {
    return `${said}Point ${culprit.index + 1} does not fit: without it the others agree within ${culprit.restM.toFixed(2)} m. Correct or remove it.`;
  }
  const worst = residualsM.indexOf(Math.max(...residualsM));
  return `${said}Point ${worst + 1} is the worst (${residualsM[worst]!.toFixed(2)} m). Check that all are on the same level ground and in metres.`;
}

/** What a calibration says of itself before it is kept. Equal in shape to `CalibrationReport` of the contract. */
export type CalibrationReport = {
  isAccepted: boolean;
  refusal: string | null;
  residualsM: (number | null)[];
  residualM: number | null;
  groundFromImage: number[] | null;
  field: { columns: number; rows: number; metresPerPx: (number | null)[] };
};

/** @param size of the analysed picture; the field depends on it. */
export function calibrationReport(
  points: readonly CalibrationPoint[],
  size: { readonly widthPx: number; readonly heightPx: number },
): CalibrationReport {
  const result = calibrate(points);
  const matrix = result.ok ? result.calibration.groundFromImage : result.groundFromImage;
  const residualsM = result.ok ? result.calibration.residualsM : result.residualsM;
  const known = residualsM.filter((r) => r !== null);
  const residualM = known.length > 0 ? median(known) : null;
  const columns = 32;
  const rows = Math.min(Math.max(Math.round((columns * size.heightPx) / size.widthPx), 1), 64);
  const field =
    matrix === null
      ? { columns, rows, metresPerPx: new Array<null>(columns * rows).fill(null) }
      : metresPerPixelField({ groundFromImage: matrix, columns, rows, ...size });
  return {
    isAccepted: result.ok,
    refusal: result.ok ? null : result.message,
    residualsM: residualsM.length > 0 ? [...residualsM] : points.map(() => null),
    residualM: result.ok ? result.calibration.residualM : residualM,
    groundFromImage: matrix === null ? null : [...matrix],
    field: { columns, rows, metresPerPx: [...field.metresPerPx] },
  };
}

/** Short over long extent of a cloud of points, 0..1: 0 on a line. */
function spreadOf(points: readonly Point[]): number {
  const n = points.length;
  const mx = points.reduce((sum, p) => sum + p.x, 0) / n;
  const my = points.reduce((sum, p) => sum + p.y, 0) / n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const p of points) {
    xx += (p.x - mx) ** 2;
    yy += (p.y - my) ** 2;
    xy += (p.x - mx) * (p.y - my);
  }
  const root = Math.hypot(xx - yy, 2 * xy);
  return Math.sqrt(Math.max(xx + yy - root, 0) / (xx + yy + root));
}

function distinctCount(points: readonly CalibrationPoint[]): number {
  const near = (a: number, b: number, by: number) => Math.abs(a - b) < by;
  const kept: CalibrationPoint[] = [];
  for (const p of points) {
    const isRepeated = kept.some(
      (k) =>
        (near(k.image.x, p.image.x, 1e-4) && near(k.image.y, p.image.y, 1e-4)) ||
        (near(k.ground.x, p.ground.x, 1e-3) && near(k.ground.y, p.ground.y, 1e-3)),
    );
    if (!isRepeated) kept.push(p);
  }
  return kept.length;
}

/** 10,000 km: room for projected map coordinates. */
function isUsable(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) <= 1e7;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
