import type { Point } from '../geometry.ts';
import type { ZoneView } from '../zone-view.ts';
import { counterFlowIndex } from './crowd/counter-flow-index.ts';
import type { CrowdSample } from './crowd-sample.ts';
import { countVariance } from './error-band.ts';
import type { Measure } from './measure.ts';
import type { Window } from './window.ts';

/** Walkers of the last so many ms make the streams: long enough for a zone of a few metres. */
export const streamWindowMs = 5_000;
/** With fewer walkers the live series has no number. */
export const leastWalkers = 4;
/** Slower is standing, in metres or box sizes a second. */
const slowest = 0.4;
/** Cosine of the widest angle to the axis, 35 degrees: two streams that cross at a right angle are both off any axis between. */
const leastAligned = 0.82;
/** Samples that make a walker: about half a second ... */
const leastSamples = 3;
/** ... over so much of the way, metres or box sizes: a track that hops to the next person in a dense crowd makes less. */
const leastWay = 1.5;
/** Whoever goes forth and back goes nowhere: the lesser is at most this share of the greater. */
const mostBack = 0.3;

/** Walkers along one axis. */
export type Streams = {
  /** 0 to 0.5; null without walkers. */
  readonly index: number | null;
  /** Different people in both streams, and in the lesser one. */
  readonly walkers: number;
  readonly lesser: number;
};

/**
 * The two streams along an axis: J+ and J- are the sums of the walkers' speeds along it over the window, which is what a
 * counting line across the zone would count, averaged over all such lines (Edie's flow). Whoever stands, walks
 * across, or to and fro belongs to neither.
 * @param axis unit vector; null: the principal direction of all motion.
 */
export function streamsOf(samples: readonly CrowdSample[], axis: Point | null): Streams {
  const along = axis ?? principalAxis(samples);
  if (along === null) return { index: null, walkers: 0, lesser: 0 };
  const travels = new Map<number, Travel>();
  for (const { people } of samples) {
    for (const person of people) {
      const speed = walkingSpeed(person);
      if (speed === null) continue;
      const v = person.slow!.x * along.x + person.slow!.y * along.y;
      if (Math.abs(v) < leastAligned * speed) continue;
      const place = person.at.x * along.x + person.at.y * along.y;
      const travel = travels.get(person.trackId) ?? { forth: 0, back: 0, n: 0, way: 0, last: place };
      travel.n++;
      // Step by step, for a box grows as it comes nearer.
      travel.way += (place - travel.last) / person.yard;
      travel.last = place;
      if (v > 0) travel.forth += v;
      else travel.back -= v;
      travels.set(person.trackId, travel);
    }
  }
  const walkers = [...travels.values()].filter(isWalker);
  const sum = (of: 'forth' | 'back') => walkers.reduce((total, t) => total + t[of], 0);
  const forth = walkers.filter((t) => t.forth > t.back).length;
  return {
    index: counterFlowIndex(sum('forth'), sum('back')),
    walkers: walkers.length,
    lesser: Math.min(forth, walkers.length - forth),
  };
}

/**
 * Counter-flow index of the walkers of the last 5 s along the zone's arrow, or else along the principal direction of motion.
 * @returns 0 (one way) to 0.5 (as many each way); null with fewer than 4 walkers. The band is the detector's: people it
 *   misses or invents on either side.
 */
export function counterFlowOf(window: Window, streams: Streams): Measure {
  const { view } = window;
  const isKnown = streams.index !== null && streams.walkers >= leastWalkers;
  return {
    zoneId: view.zone.id,
    kind: 'counter-flow',
    category: 'person',
    direction: null,
    atMs: window.atMs,
    windowMs: streamWindowMs,
    value: isKnown ? streams.index : null,
    unit: '1',
    errorBand: isKnown ? shareBand(streams.index!, streams.walkers) : null,
    coverage: view.coverage * window.seenShare,
    note: isKnown ? null : 'nothing-seen',
  };
}

/** The axis that the zone's arrow gives, in the unit in which its travel is judged. */
export function arrowOf(view: ZoneView): Point | null {
  return view.travelIn === 'metres' ? view.laneGround : view.lanePx;
}

export function streamSamples(samples: readonly CrowdSample[], tMs: number): readonly CrowdSample[] {
  return samples.filter((s) => s.tMs > tMs - streamWindowMs);
}

function walkingSpeed({ slow, slowError }: CrowdSample['people'][number]): number | null {
  if (slow === null) return null;
  const speed = Math.hypot(slow.x, slow.y);
  return speed >= slowest && speed >= 2 * slowError ? speed : null;
}

type Travel = { forth: number; back: number; n: number; way: number; last: number };

function isWalker({ forth, back, n, way }: Travel): boolean {
  const isSteady = Math.min(forth, back) <= mostBack * Math.max(forth, back);
  return n >= leastSamples && isSteady && Math.abs(way) >= leastWay;
}

/** The direction in which most is travelled, either way; null when nobody walks. */
function principalAxis(samples: readonly CrowdSample[]): Point | null {
  let [xx, yy, xy] = [0, 0, 0];
  for (const { people } of samples) {
    for (const person of people) {
      if (walkingSpeed(person) === null) continue;
      const { x, y } = person.slow!;
      xx += x * x;
      yy += y * y;
      xy += x * y;
    }
  }
  if (xx + yy === 0) return null;
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return { x: Math.cos(angle), y: Math.sin(angle) };
}

/** With none on one side the next could still be missed there: half a person more keeps the band open. */
function shareBand(share: number, walkers: number): number {
  const p = (share * walkers + 0.5) / (walkers + 1);
  return 1.96 * Math.sqrt(((countVariance(walkers, 'person') ?? 0) * p * (1 - p)) / walkers ** 2);
}
