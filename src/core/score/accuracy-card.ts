/** How far a camera's counts are from what a person counted in the same masked frames. */
import { isInside, type Point } from '../geometry.ts';
import { binomialInterval } from './binomial-interval.ts';
import type { EventOutcome } from './event-outcome.ts';
import { type Estimate, meanInterval } from './mean-interval.ts';
import { type FoundPerson, matchPeople } from './person-match.ts';

/** What the camera said of a zone in one frame. */
export type ZoneCount = { readonly zoneId: string; readonly people: number };

/** One masked frame with what a person clicked in it and what the camera counted. */
export type LabelledFrame = {
  readonly capturedAtMs: number;
  /** Width of the picture over its height. */
  readonly aspect: number;
  /** Mean brightness, 0..255; null where it was not read. */
  readonly meanLuma: number | null;
  /** Feet of the people somebody sees, fractions of the picture. */
  readonly labels: readonly Point[];
  readonly found: readonly FoundPerson[];
  readonly counts: readonly ZoneCount[];
};

export type CardZone = { readonly id: string; readonly name: string; readonly points: readonly Point[] };

/** The error of a count of people, over the frames in which there was one. People a frame. */
export type CountAccuracy = {
  readonly frames: number;
  /** Clicked, all frames together. */
  readonly people: number;
  readonly leastPeople: number;
  readonly mostPeople: number;
  /** Mean absolute error: what a count is off by, either way. */
  readonly error: Estimate;
  /** Mean signed error: below 0 when too few are counted. */
  readonly bias: Estimate;
  /** All absolute errors over all people; null where there was nobody. */
  readonly relativeError: number | null;
  /** Share of the frames counted exactly, 0..1. */
  readonly exact: Estimate;
};

export type PeopleFound = {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly misses: number;
  /** Null where there is nothing to divide by. */
  readonly precision: Estimate | null;
  readonly recall: Estimate | null;
};

/** By the brightness of the picture alone: a lit hall reads `day` at midnight. */
export const lights = ['day', 'dusk', 'night', 'mixed', 'unknown'] as const;
export type Light = (typeof lights)[number];

export type AccuracyFigures = {
  readonly whole: CountAccuracy;
  readonly zones: readonly (CountAccuracy & { readonly zoneId: string; readonly zoneName: string })[];
  readonly found: PeopleFound;
  readonly light: Light;
  /** First and last frame, UTC ms. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly events: readonly EventOutcome[];
};

/** Fewer frames say too little to stand beside a number. */
export const leastFrames = 10;
export const wantedFrames = 20;

/** Mean brightness of a picture, 0..255: below is dusk, below is night. */
const duskLuma = 75;
const nightLuma = 40;
/** Most frames must agree for one word to fit them all. */
const agreeingShare = 0.8;

/**
 * The figures of an accuracy card. Every interval is two-sided 95 % and takes frames for independent of one another,
 * which those a few seconds apart are not quite; spread over hours they are.
 *
 * The truth is what a person can tell in a masked picture. Whoever neither the camera nor that person could see is in
 * no figure.
 * @param frames two or more. @param zones areas; a frame counts for those it has a count of.
 */
export function accuracyFigures(
  frames: readonly LabelledFrame[],
  zones: readonly CardZone[],
  events: readonly EventOutcome[],
): AccuracyFigures {
  const times = frames.map(({ capturedAtMs }) => capturedAtMs);
  return {
    whole: countAccuracy(frames.map(({ labels, found }) => ({ truth: labels.length, found: found.length })))!,
    zones: zones.flatMap(({ id, name, points }) => {
      const accuracy = countAccuracy(frames.flatMap((frame) => pairIn(frame, id, points)));
      return accuracy === null ? [] : [{ zoneId: id, zoneName: name, ...accuracy }];
    }),
    found: peopleFound(frames),
    light: lightOf(frames),
    fromMs: Math.min(...times),
    toMs: Math.max(...times),
    events,
  };
}

type Pair = { readonly truth: number; readonly found: number };

function pairIn(frame: LabelledFrame, zoneId: string, points: readonly Point[]): readonly Pair[] {
  const count = frame.counts.find((zone) => zone.zoneId === zoneId);
  if (count === undefined) return [];
  return [{ truth: frame.labels.filter((label) => isInside(label, points)).length, found: count.people }];
}

/** @returns null for fewer than two frames. */
export function countAccuracy(pairs: readonly Pair[]): CountAccuracy | null {
  const errors = pairs.map(({ truth, found }) => found - truth);
  const bias = meanInterval(errors);
  const absolute = meanInterval(errors.map(Math.abs));
  if (bias === null || absolute === null) return null;
  const truths = pairs.map(({ truth }) => truth);
  const people = sum(truths);
  return {
    frames: pairs.length,
    people,
    leastPeople: Math.min(...truths),
    mostPeople: Math.max(...truths),
    error: { ...absolute, low: Math.max(0, absolute.low) },
    bias,
    relativeError: people === 0 ? null : sum(errors.map(Math.abs)) / people,
    exact: share(errors.filter((error) => error === 0).length, errors.length)!,
  };
}

function peopleFound(frames: readonly LabelledFrame[]): PeopleFound {
  const matches = frames.map(({ labels, found, aspect }) => matchPeople(labels, found, aspect));
  const truePositives = sum(matches.map((match) => match.truePositives));
  const falsePositives = sum(matches.map((match) => match.falsePositives));
  const misses = sum(matches.map((match) => match.misses));
  return {
    truePositives,
    falsePositives,
    misses,
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, truePositives + misses),
  };
}

function lightOf(frames: readonly LabelledFrame[]): Light {
  const seen = frames.flatMap(({ meanLuma }) => (meanLuma === null ? [] : [lightAt(meanLuma)]));
  if (seen.length === 0) return 'unknown';
  const most = (['day', 'dusk', 'night'] as const)
    .map((light) => ({ light, frames: seen.filter((one) => one === light).length }))
    .sort((a, b) => b.frames - a.frames)[0]!;
  return most.frames >= agreeingShare * seen.length ? most.light : 'mixed';
}

function lightAt(meanLuma: number): 'day' | 'dusk' | 'night' {
  if (meanLuma < nightLuma) return 'night';
  return meanLuma < duskLuma ? 'dusk' : 'day';
}

/** A share with its exact interval. */
function share(part: number, whole: number): Estimate | null {
  return whole === 0 ? null : { value: part / whole, ...binomialInterval(part, whole) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
