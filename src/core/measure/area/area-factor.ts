/** People for each person's worth of area, learned from the box counter while the crowd is thin. Five numbers, whatever it has seen. */
export type AreaFactor = {
  /** Weighted sums over the pairs: of people, of area, of squared residual over area, of what usual pairs are off. */
  people: number;
  area: number;
  residual: number;
  usual: number;
  /** Sum of the weights of the pairs: how many are still remembered. */
  pairs: number;
};

/** A pair loses half its weight after this many more, one a second. */
const halfPairs = 30 * 60;
/** Fewer pairs than this do not calibrate: two minutes with people. */
export const leastPairs = 120;
/** Nor do fewer people, each counted once a second. */
const leastPeople = 240;
/** A pair further off than this many usual residuals is taken for this far (Huber 1964). */
const huber = 1.5;
/** How long the same people stay: pairs closer together say the same thing, s. */
const samePairs = 10;

/**
 * People per person's worth of area in a place never seen: with the labelled people of PETS 2009 S2.L1 0.83 (nine in ten
 * frames 0.63 to 1.08), with people drawn standing at 27 to 45 degrees 0.9 to 1.7.
 */
const presumedFactor = 1;
/** Standard deviation, share of it. */
const presumedSigma = 0.35;

export function createFactor(): AreaFactor {
  return { people: 0, area: 0, residual: 0, usual: 0, pairs: 0 };
}

/**
 * Takes one second's pair in: a regression through the origin whose errors grow with the square root of the area,
 * robust and forgetting.
 * @param area persons' worth of area, > 0. @param people counted by boxes in the same second.
 */
export function learnFactor(factor: AreaFactor, area: number, people: number): void {
  const keep = 0.5 ** (1 / halfPairs);
  const value = factor.area > 0 ? factor.people / factor.area : people / area;
  const z = (people - value * area) / Math.sqrt(area);
  // Standard deviation from mean absolute deviation, of a normal error; what is off by more adds no more to it.
  const usual = 1.25 * (factor.pairs > 0 ? factor.usual / factor.pairs : 0);
  // The first pairs are all taken as they are: what is usual is not known yet.
  const isKnown = factor.pairs >= leastPairs / 4;
  const most = huber * Math.max(usual, 0.1);
  const held = isKnown ? Math.min(Math.max(z, -most), most) : z;
  factor.people = factor.people * keep + value * area + held * Math.sqrt(area);
  factor.area = factor.area * keep + area;
  // The band tells of what happens, not of what is held: the residual itself, but not without bound.
  factor.residual = factor.residual * keep + Math.min(z * z, isKnown ? (6 * most) ** 2 : Infinity);
  factor.usual = factor.usual * keep + Math.abs(held);
  factor.pairs = factor.pairs * keep + 1;
}

/** A factor further off than this was learned while something was wrong: people who belong to the background, or shadows. */
const mostFactor = 2.5;

export function isCalibrated(factor: AreaFactor): boolean {
  const { pairs, people, area } = factor;
  const isPlausible = people < mostFactor * area && area < mostFactor * people;
  return pairs >= leastPairs && people >= leastPeople && isPlausible;
}

/** People in an area, and the standard deviation of that number as the residuals of the thin crowd tell it. */
export function peopleOf(
  factor: AreaFactor,
  area: number,
): { readonly people: number; readonly sigma: number } {
  const value = factor.people / factor.area;
  const perArea = factor.residual / factor.pairs;
  // The scatter of one second, and that of the factor itself, which does not average out in a larger crowd.
  const ofFactor = (perArea / factor.area) * samePairs;
  return { people: value * area, sigma: Math.sqrt(perArea * area + ofFactor * area * area) };
}

/** The same before it is calibrated: the order of magnitude, with a band to match. */
export function presumedPeopleOf(area: number): { readonly people: number; readonly sigma: number } {
  return { people: presumedFactor * area, sigma: presumedSigma * presumedFactor * area };
}
