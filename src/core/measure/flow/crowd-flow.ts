import type { FlowAsk, FlowField } from '../../flow-field.ts';
import type { Matrix3, Point } from '../../geometry.ts';
import type { ZoneView } from '../../zone-view.ts';
import { usualRadiusM, weightOf } from '../crowd/local-density.ts';
import { type FlowPlaces, flowPlaces } from './flow-places.ts';

/** Flow is followed as far back as any window of pressure, ms. */
const keptMs = 6_000;
/** Two fields farther apart are not compared, ms. */
const longestStepMs = 700;
/** With less of the places known nothing is said of the crowd, share. */
const leastKnown = 0.25;
/** Slower texture may as well be the ground between people, m/s. */
const stillMps = 0.1;
/** Local variance is worked out about every so many places. */
const everyPlaces = 11;
/** With less weight about it a place has no surroundings. */
const leastWeight = 3;

/** How unevenly the texture of a crowd moves at one instant. */
export type FlowSample = {
  readonly tMs: number;
  /** Mean local variance of velocity, freed from what noise adds; may be below 0 by chance, m2/s2. */
  readonly variance: number;
  /** Share of the places whose movement is known, 0..1. */
  readonly knownShare: number;
};

/** What a zone remembers of its flow. Changed in place. */
export type CrowdFlow = {
  /** Null until the crowd is first beyond boxes, and where the picture is too coarse. */
  places: FlowPlaces | null;
  isPlaced: boolean;
  before: { readonly tMs: number; readonly velocities: Float32Array } | null;
  samples: readonly FlowSample[];
};

export function createCrowdFlow(): CrowdFlow {
  return { places: null, isPlaced: false, before: null, samples: [] };
}

/** Where to look in the next picture; null where it cannot be looked at. */
export function askFlow(
  flow: CrowdFlow,
  view: ZoneView,
  matrix: Matrix3 | null,
  size: { readonly widthPx: number; readonly heightPx: number },
): FlowAsk | null {
  if (!flow.isPlaced) flow.places = flowPlaces(view, matrix, size);
  flow.isPlaced = true;
  if (flow.places === null) return null;
  const { points, windowShare } = flow.places;
  return { zoneId: view.zone.id, points, windowShare };
}

/** Takes one field in. @param field null: none was found, and nothing is compared across the gap. */
export function followCrowdFlow(flow: CrowdFlow, field: FlowField | null, tMs: number): void {
  flow.samples = flow.samples.filter((s) => s.tMs > tMs - keptMs);
  if (flow.places === null || field === null || field.moved.length !== flow.places.points.length) return;
  const velocities = velocitiesOf(flow.places, field);
  const { before } = flow;
  flow.before = { tMs, velocities };
  if (before === null || tMs - before.tMs > longestStepMs) return;
  const sample = sampleOf(flow.places, before.velocities, velocities);
  if (sample.knownShare >= leastKnown) flow.samples = [...flow.samples, { tMs, ...sample }];
}

/** m/s: x and y of each place in turn; NaN stays NaN. */
export function velocitiesOf({ metres }: FlowPlaces, { moved, intervalMs }: FlowField): Float32Array {
  const perS = 1000 / intervalMs;
  return moved.map((_, i) => {
    const x = moved[i & ~1]!;
    const y = moved[i | 1]!;
    // Four numbers a place, a row of two for each of x and y.
    return (metres[2 * i]! * x + metres[2 * i + 1]! * y) * perS;
  });
}

/**
 * Local variance with Gaussian weights, as Helbing's, mean over the zone. Noise is another in each picture: the product of
 * deviations of two fields in a row holds what moves, and hardly any of it (what the picture between them adds to
 * both has opposite signs, so that noise can only lower the number).
 *
 * Of all places, and of those alone that move: the lesser counts. Ground that shows between people who walk together
 * has another velocity than they, and is none of them; one who walks past people who stand is no push.
 */
function sampleOf(places: FlowPlaces, before: Float32Array, now: Float32Array): Omit<FlowSample, 'tMs'> {
  const known: number[] = [];
  const moving: number[] = [];
  for (let i = 0; i < places.ground.length; i++) {
    if (Number.isNaN(now[2 * i]!) || Number.isNaN(before[2 * i]!)) continue;
    known.push(i);
    if (Math.max(speedAt(now, i), speedAt(before, i)) > stillMps) moving.push(i);
  }
  const of = (chosen: readonly number[]) => meanVariance(places.ground, chosen, before, now);
  return { variance: Math.min(of(known), of(moving)), knownShare: known.length / places.ground.length };
}

function speedAt(velocities: Float32Array, i: number): number {
  return Math.hypot(velocities[2 * i]!, velocities[2 * i + 1]!);
}

function meanVariance(
  ground: readonly Point[],
  chosen: readonly number[],
  before: Float32Array,
  now: Float32Array,
): number {
  let total = 0;
  let middles = 0;
  for (let c = Math.min(everyPlaces, ground.length) >> 1; c < ground.length; c += everyPlaces) {
    let [weight, x, y, wasX, wasY, products] = [0, 0, 0, 0, 0, 0];
    for (const i of chosen) {
      const w = weightOf(ground[c]!, ground[i]!, usualRadiusM);
      const [vx, vy, ux, uy] = [now[2 * i]!, now[2 * i + 1]!, before[2 * i]!, before[2 * i + 1]!];
      weight += w;
      x += w * vx;
      y += w * vy;
      wasX += w * ux;
      wasY += w * uy;
      products += w * (vx * ux + vy * uy);
    }
    middles++;
    // Where nothing moves there is no variance, and the mean is of the whole zone.
    if (weight >= leastWeight) total += products / weight - (x * wasX + y * wasY) / weight ** 2;
  }
  return total / middles;
}
