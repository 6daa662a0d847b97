import type { Category } from '../detection.ts';

/**
 * How often the shipped detector is right in one frame at its shipped threshold: F1 of SSD 428x300, people on PETS 2009
 * S2.L1 (.856) and vehicles on CDnet highway (.893), where precision and recall lie close together. Bicycles have not
 * been measured: their error is not known, and is said to be so.
 */
export const detectorFigures: {
  readonly [K in Category]: { readonly precision: number; readonly recall: number } | null;
} = {
  person: { precision: 0.856, recall: 0.856 },
  vehicle: { precision: 0.893, recall: 0.893 },
  bicycle: null,
};

/** Two-sided 95 % of a normal distribution. */
const z95 = 1.96;

/** One axis of the detected foot's error, m: a median distance of 0.30 m (PETS 2009) is 1.177 standard deviations of a round normal error. */
export const footSigmaM = 0.3 / 1.177;

/** The same where the foot is hidden and inferred from the head: a median of 0.48 m (PETS 2009, 74 feet). */
export const inferredFootSigmaM = 0.48 / 1.177;

/**
 * Variance of a count of `n` things in one frame: false ones among those found, and those missed beside them,
 * n (1 - precision) + n (1 - recall) / recall. Nobody found is no proof of nobody there, so at least that of one.
 * Tracking bridges short misses, so this is rather too wide; where people hide each other it is too narrow, and
 * coverage says so.
 */
export function countVariance(n: number, category: Category): number | null {
  const figures = detectorFigures[category];
  if (figures === null) return null;
  return Math.max(n, 1) * (1 - figures.precision + (1 - figures.recall) / figures.recall);
}

/** Half-width of the 95 % band of a count. */
export function countBand(n: number, category: Category): number | null {
  const variance = countVariance(n, category);
  return variance === null ? null : z95 * Math.sqrt(variance);
}

/**
 * Half-width of the 95 % band of a density, 1/m2: the count's error, and people near the outline placed on its wrong
 * side. With s the foot's error across the outline (detector, calibration and one pixel together), s / sqrt(2 pi) of each metre's people are wrongly in and as many
 * wrongly out.
 */
export function densityBand(
  n: number,
  ground: {
    readonly areaM2: number;
    readonly perimeterM: number;
    readonly residualM: number;
    readonly metresPerPx: number;
    /** Share of the people whose foot is inferred, 0..1; 0 unless said. */
    readonly inferredShare?: number;
  },
): number | null {
  const counted = countVariance(n, 'person');
  if (counted === null) return null;
  const inferred = ground.inferredShare ?? 0;
  const footM = Math.sqrt((1 - inferred) * footSigmaM ** 2 + inferred * inferredFootSigmaM ** 2);
  const sigmaM = Math.hypot(footM, ground.residualM, ground.metresPerPx);
  const misplaced = (n / ground.areaM2) * ground.perimeterM * sigmaM * (2 / Math.sqrt(2 * Math.PI));
  return (z95 * Math.sqrt(counted + misplaced)) / ground.areaM2;
}

/** Half-width of the 95 % band of a mean of `count` values with this root-mean-square error each. */
export function meanBand(rmsError: number, count: number): number | null {
  return count > 0 ? (z95 * rmsError) / Math.sqrt(count) : null;
}

/** How likely the true value is at least `limit`, 0..1, for a normal error with this 95 % half-width. */
export function chanceAbove(value: number, limit: number, errorBand: number): number {
  const z = (value - limit) / Math.max(errorBand / z95, 1e-9);
  // Logistic approximation of the normal distribution, within 0.01 (Bowling et al. 2009).
  return 1 / (1 + Math.exp(-(0.07056 * z ** 3 + 1.5976 * z)));
}
