import { groundAt } from '../ground-plane.ts';
import { minimise } from './minimise.ts';
import { groundOfCamera, heightShare, type TiltedCamera } from './tilted-camera.ts';
import type { Pace, Sightings, UprightSighting } from './upright-sighting.ts';

/** Mean height of walking adults with their shoes, metres: the yardstick. */
export const personHeightM = 1.7;

/** Mean speed of free walking, the second yardstick. @see Weidmann 1993, "Transporttechnik der Fussgaenger" */
export const freeSpeedMPerS = 1.34;

/**
 * What is believed before anybody walks by. Heights alone say little of the focal length (a longer lens seen from
 * farther away looks almost alike), so a wide belief about lenses keeps the fit from running off.
 */
export type Belief = {
  /** Picture heights. 1.6 is a horizontal view of 58 degrees in a 16:9 picture. */
  readonly focal: number;
  /** Standard deviation of its logarithm: two in three lenses lie between 1 and 2.6 picture heights. */
  readonly focalSigma: number;
  readonly rollRad: number;
  readonly rollSigmaRad: number;
  readonly personHeightM: number;
  readonly speedMPerS: number;
  /** Standard deviation of the logarithm of a place's mean speed: a mall is slower than a station. */
  readonly speedSigma: number;
};

export const usualBelief: Belief = {
  focal: 1.6,
  focalSigma: 0.5,
  rollRad: 0,
  rollSigmaRad: 0.03,
  personHeightM,
  speedMPerS: freeSpeedMPerS,
  speedSigma: 0.15,
};

/** Scatter of the logarithm of one box's height about the model: people differ by 5 to 6 %, a stride and a detector add the rest. */
const sightingSigma = 0.08;
/** The same of one pace's speed about the mean speed; wide, for the paces of one person are alike. */
const paceSigma = 0.35;

export type CameraFit = {
  readonly camera: TiltedCamera;
  /** Median deviation of a person's height from the model, as a share. */
  readonly scatter: number;
  readonly cost: number;
};

type Angles = Pick<TiltedCamera, 'focal' | 'tiltRad' | 'rollRad'>;

/**
 * The camera under which all these people are equally tall.
 *
 * Every pair of rows (feet, head) gives the person's height as a share of the camera's height; the camera is the one
 * whose shares agree best. A Cauchy loss lets children, riders and boxes cut by a lamp post count little. Found by a
 * coarse grid over tilt and focal length, then by a simplex: no start to guess and no random sample to draw.
 * @param options.start camera of an earlier fit of much the same sightings, instead of the grid.
 * @param options.isRough stops early: good to a few per mille, for a spread.
 * @see Lv, Zhao & Nevatia 2006, "Camera calibration from video of a walking human", IEEE TPAMI 28
 * @see Krahnstoever & Mendonça 2005, "Bayesian autocalibration for surveillance", ICCV; 2006, "Autocalibration
 *   from tracks of walking people", BMVC: the paces
 * @see Liu, Collins & Liu 2011, "Surveillance camera autocalibration based on pedestrian height distributions", BMVC
 */
export function fitCamera(
  sightings: Sightings,
  aspect: number,
  {
    belief = usualBelief,
    start,
    isRough = false,
  }: { readonly belief?: Belief; readonly start?: TiltedCamera; readonly isRough?: boolean } = {},
): CameraFit | null {
  const cost = (angles: Angles) => costOf(sightings, { ...angles, aspect }, belief);
  const from = start ?? gridStart(cost, belief);
  if (from === null) return null;
  const found = minimise(
    ([logFocal, tiltRad, rollRad]) =>
      cost({ focal: Math.exp(logFocal!), tiltRad: tiltRad!, rollRad: rollRad! }),
    [Math.log(from.focal), from.tiltRad, from.rollRad],
    [0.15, 0.03, 0.01],
    isRough ? { most: 80, tolerance: 0.02 } : {},
  );
  if (!Number.isFinite(found.value)) return null;
  const [logFocal, tiltRad, rollRad] = found.at;
  const angles = { focal: Math.exp(logFocal!), tiltRad: tiltRad!, rollRad: rollRad!, aspect };
  const logs = logShares(sightings.upright, angles);
  const middle = centreOf(logs);
  const camera = { ...angles, heightM: belief.personHeightM / Math.exp(middle) };
  return { camera, scatter: medianOf(logs.map((log) => Math.abs(log - middle))), cost: found.value };
}

function gridStart(cost: (angles: Angles) => number, belief: Belief): Angles | null {
  let best: { angles: Angles; cost: number } | null = null;
  for (let step = -2; step <= 2; step += 0.5) {
    const focal = belief.focal * Math.exp(step * belief.focalSigma);
    for (let tiltDeg = -4; tiltDeg <= 80; tiltDeg += 2) {
      const angles = { focal, tiltRad: (tiltDeg * Math.PI) / 180, rollRad: 0 };
      const value = cost(angles);
      if (Number.isFinite(value) && (best === null || value < best.cost)) best = { angles, cost: value };
    }
  }
  return best?.angles ?? null;
}

/** A sighting that stands beyond the horizon is as far off as any can be: a few never forbid the right camera. */
const farthestOff = 3;
/** With more than this share of them beyond the horizon it is not the camera that saw them. */
const mostBeyond = 0.2;

/** Of those that stand on the ground in view. */
function logShares(upright: readonly UprightSighting[], camera: Angles & { aspect: number }): number[] {
  return upright.flatMap((sighting) => {
    const share = heightShare(camera, sighting);
    return share === null ? [] : [Math.log(share)];
  });
}

function costOf({ upright, paces }: Sightings, angles: Angles & { aspect: number }, belief: Belief): number {
  if (angles.tiltRad > 1.5 || angles.tiltRad < -0.3) return Number.POSITIVE_INFINITY;
  const logs = logShares(upright, angles);
  const beyond = upright.length - logs.length;
  if (beyond > mostBeyond * upright.length) return Number.POSITIVE_INFINITY;
  const middle = centreOf(logs);
  const heights =
    lossOf(logs, middle, sightingSigma) + beyond * Math.log1p((farthestOff / sightingSigma) ** 2);
  const camera = { ...angles, heightM: belief.personHeightM / Math.exp(middle) };
  const focalOff = Math.log(angles.focal / belief.focal) / belief.focalSigma;
  const rollOff = (angles.rollRad - belief.rollRad) / belief.rollSigmaRad;
  return heights + paceCost(paces, camera, belief) + focalOff ** 2 + rollOff ** 2;
}

/** People walk equally fast in all directions, and about as fast as people do. */
function paceCost(paces: readonly Pace[], camera: TiltedCamera, { speedMPerS, speedSigma }: Belief): number {
  const ground = groundOfCamera(camera);
  const logs = paces.flatMap(({ from, to, seconds }) => {
    const [a, b] = [groundAt(ground, from), groundAt(ground, to)];
    return a === null || b === null ? [] : [Math.log(Math.hypot(a.x - b.x, a.y - b.y) / seconds + 1e-3)];
  });
  const beyond = paces.length - logs.length;
  const believed = Math.log(speedMPerS);
  const middle = centreOf(logs, paceSigma, { at: believed, weight: (paceSigma / speedSigma) ** 2 });
  return (
    lossOf(logs, middle, paceSigma) +
    beyond * Math.log1p((farthestOff / paceSigma) ** 2) +
    ((middle - believed) / speedSigma) ** 2
  );
}

/** Cauchy: one that is far off counts little more than one that is farther. */
function lossOf(logs: readonly number[], middle: number, sigma: number): number {
  let sum = 0;
  for (const log of logs) sum += Math.log1p(((log - middle) / sigma) ** 2);
  return sum;
}

/** Where most of them agree: the median, then steps of weighting down what is far from it. */
function centreOf(
  logs: readonly number[],
  sigma = sightingSigma,
  belief: { readonly at: number; readonly weight: number } = { at: 0, weight: 0 },
): number {
  let centre = logs.length > 0 ? medianOf(logs) : belief.at;
  for (let step = 0; step < 4; step++) {
    let weights = belief.weight;
    let sum = belief.weight * belief.at;
    for (const log of logs) {
      const weight = 1 / (1 + ((log - centre) / sigma) ** 2);
      weights += weight;
      sum += weight * log;
    }
    centre = weights > 0 ? sum / weights : belief.at;
  }
  return centre;
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? 0;
}
