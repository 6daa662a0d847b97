import type { Matrix3 } from '../geometry.ts';
import { groundAt } from '../ground-plane.ts';
import { type Belief, type CameraFit, fitCamera, usualBelief } from './fit-camera.ts';
import { groundOfCamera } from './tilted-camera.ts';
import type { Sightings } from './upright-sighting.ts';

/** Fewer people could all be tall. */
export const peopleNeeded = 15;
const uprightNeeded = 30;
/** The tallest boxes over the smallest (10 and 90 in 100): below, everybody walks at one distance and says nothing of the rest. */
const leastDepthRatio = 1.25;
/** Median deviation of a height from the model, as a share: above, these are no people on one level ground. */
const mostScatter = 0.12;
/** Distances that are less sure than this are no help. */
export const distanceErrorLimit = 0.35;
const replicates = 32;

export const proposalRefusals = ['too-few-people', 'too-flat', 'uneven', 'too-uncertain'] as const;
export type ProposalRefusal = (typeof proposalRefusals)[number];

/** A ground guessed from walking people: a help for somebody who calibrates, never a calibration. */
export type GroundProposal = {
  /** Image fractions to ground metres: the camera over the origin, looking along +y. Right up to turning and moving. */
  readonly groundFromImage: Matrix3;
  readonly heightM: number;
  readonly tiltDeg: number;
  readonly rollDeg: number;
  /** Horizontal. */
  readonly fieldOfViewDeg: number;
  /** Share by which nine of ten distances on the ground may be off, in four of five ways to draw these people again. */
  readonly distanceError: number;
  /** Rows between which feet were seen, fractions: beyond them the ground is assumed to go on level. */
  readonly seen: { readonly top: number; readonly bottom: number };
};

export type ProposalResult =
  | { readonly ok: true; readonly proposal: GroundProposal }
  | { readonly ok: false; readonly reason: ProposalRefusal };

type Asked = {
  readonly sightings: Sightings;
  /** How many different people they come from. */
  readonly people: number;
  /** Width over height of the picture. */
  readonly aspect: number;
  /** 0 to 1: for the spread only. */
  readonly random: () => number;
};

/**
 * Proposes the ground from how tall people look and how far they come, or says why it cannot.
 *
 * Two yardsticks, both of a crowd and not of anybody: people are 1.70 m tall on average, which gives the camera's height,
 * tilt and roll; and they walk at 1.34 m/s whichever way they go, which gives the focal length that heights alone leave
 * open. Level ground, square pixels and a lens without distortion are assumed.
 *
 * The spread comes from drawing the people again, and what is believed of lenses, statures and speeds with them (a
 * randomised maximum a posteriori): where the people say little, the spread of the beliefs remains.
 *
 * In steps, because a camera's other work goes on meanwhile: each `next()` is some milliseconds.
 */
export function* proposeInSteps({
  sightings,
  people,
  aspect,
  random,
}: Asked): Generator<void, ProposalResult> {
  const refuse = (reason: ProposalRefusal): ProposalResult => ({ ok: false, reason });
  const { upright } = sightings;
  if (people < peopleNeeded || upright.length < uprightNeeded) return refuse('too-few-people');
  const heights = upright.map(({ foot, headY }) => foot.y - headY).sort((a, b) => a - b);
  if (at(heights, 0.9) < leastDepthRatio * at(heights, 0.1)) return refuse('too-flat');
  const fit = fitCamera(sightings, aspect);
  yield;
  if (fit === null || fit.scatter > mostScatter) return refuse('uneven');
  const feet = spread(upright.map(({ foot }) => foot));
  const errors: number[] = [];
  for (let i = 0; i < replicates; i++) {
    const again = fitCamera(drawnAgain(sightings, people, random), aspect, {
      belief: otherBelief(random),
      start: fit.camera,
      isRough: true,
    });
    errors.push(again === null ? Number.POSITIVE_INFINITY : distanceOff(feet, fit, again));
    yield;
  }
  const distanceError = at(
    errors.sort((a, b) => a - b),
    0.8,
  );
  if (!(distanceError <= distanceErrorLimit)) return refuse('too-uncertain');
  const { camera } = fit;
  const rows = upright.map(({ foot }) => foot.y).sort((a, b) => a - b);
  const degrees = 180 / Math.PI;
  return {
    ok: true,
    proposal: {
      groundFromImage: groundOfCamera(camera),
      heightM: camera.heightM,
      tiltDeg: camera.tiltRad * degrees,
      rollDeg: camera.rollRad * degrees,
      fieldOfViewDeg: 2 * Math.atan(aspect / 2 / camera.focal) * degrees,
      distanceError,
      seen: { top: rows[0]!, bottom: rows.at(-1)! },
    },
  };
}

/** All steps at once. */
export function propose(asked: Asked): ProposalResult {
  const steps = proposeInSteps(asked);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

type Spot = { readonly x: number; readonly y: number };

/** A dozen of the places where people stood, from near to far. */
function spread(feet: readonly Spot[]): readonly Spot[] {
  const ordered = [...feet].sort((a, b) => a.y - b.y || a.x - b.x);
  const n = Math.min(12, ordered.length);
  return Array.from({ length: n }, (_, i) => ordered[Math.round((i * (ordered.length - 1)) / (n - 1))]!);
}

/** By what share the distances between places differ, in nine of ten pairs of places. */
function distanceOff(feet: readonly Spot[], one: CameraFit, other: CameraFit): number {
  const place = ({ camera }: CameraFit) => {
    const matrix = groundOfCamera(camera);
    return feet.map((foot) => groundAt(matrix, foot));
  };
  const [as, bs] = [place(one), place(other)];
  const offs: number[] = [];
  for (let i = 0; i < feet.length; i++) {
    for (let k = 0; k < i; k++) {
      const [a, b, c, d] = [as[i], as[k], bs[i], bs[k]];
      if (!a || !b || !c || !d) continue;
      const before = Math.hypot(a.x - b.x, a.y - b.y);
      if (before > 0.5) offs.push(Math.abs(Math.hypot(c.x - d.x, c.y - d.y) / before - 1));
    }
  }
  return offs.length === 0
    ? Number.POSITIVE_INFINITY
    : at(
        offs.sort((a, b) => a - b),
        0.9,
      );
}

/** What one person gave in several bands is much alike: counted as no more than this, or the spread would look too small. */
const sightingsAPerson = 2;

function drawnAgain({ upright, paces }: Sightings, people: number, random: () => number): Sightings {
  const draw = <T>(of: readonly T[]) =>
    Array.from(
      { length: Math.min(of.length, sightingsAPerson * people) },
      () => of[Math.floor(random() * of.length)]!,
    );
  return { upright: draw(upright), paces: draw(paces) };
}

/** The mean stature of fifteen and more people is known to some three per cent, and a detector's boxes are off by some more. */
const statureSigma = 0.05;

function otherBelief(random: () => number): Belief {
  const { focal, focalSigma, rollSigmaRad, personHeightM, speedMPerS, speedSigma } = usualBelief;
  return {
    focal: focal * Math.exp(focalSigma * normal(random)),
    focalSigma,
    rollRad: rollSigmaRad * normal(random),
    rollSigmaRad,
    personHeightM: personHeightM * Math.exp(statureSigma * normal(random)),
    speedMPerS: speedMPerS * Math.exp(speedSigma * normal(random)),
    speedSigma,
  };
}

/** Standard normal (Box & Muller 1958). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)]!;
}
