import type { Measure } from '../measure/measure.ts';
import { isCounted, type SceneTrack } from '../scene-track.ts';
import { createFreeFlow, type FreeFlow, freeFlowOf, learnSpeed } from './free-flow.ts';
import { speedOf, steadied } from './travel-speed.ts';
import { certaintyOf, countsOf, isIn, type Judge, offVerdict, type ZoneScene } from './zone-scene.ts';

/** Speed is told of this long a piece of time, in whole seconds. */
const windowS = 10;
/** An open situation goes on up to this much more than its share of free flow. */
const releaseFactor = 1.2;
/** A vehicle teaches the free speed once it has been seen this long. */
const leastPassageMs = 1_000;

/** One second of the zone: time that vehicles spent in it, time with a known speed, and the way they made in that. */
type Second = { readonly s: number; observedMs: number; presentMs: number; timedMs: number; metres: number };
type Memory = { seconds: Second[]; lastTMs: number; readonly free: FreeFlow };
/** What one vehicle has done in the zone. */
type Passage = { ms: number; metres: number; isLearned: boolean };

/**
 * Slow traffic: for `holdMs` (60 s) the vehicles of the area drive at less than `share` (0.5) of free flow, `minVehicles` (3)
 * or more of them. Over once above 1.2 times that, or with fewer than half as many, for `clearMs`.
 *
 * The speed is Edie's: way made by all divided by time spent by all, over the last 10 s, so that a slow lorry among many
 * counts as one and a standing queue as zero. The number is the mean of those 10 s: a miss or a gap does not begin the hold
 * time anew. An empty road is not slow.
 *
 * Free flow is `freeFlowMps` or, when that is null, learned: the 85th percentile of the zone's own vehicles, those of a day ago
 * weighing half. Until 50 vehicles have passed in half an hour or more nothing is said; the same after a restart of
 * the process, for it is not stored. Without calibration speeds are in box sizes: a given `freeFlowMps` means nothing there, and the
 * learned one is taken.
 *
 * What it cannot do: know free flow where traffic has been slow ever since it began to look; tell a jam from slow driving in
 * fog or snow, which are slow as well; see vehicles that hide behind others.
 * @see Edie 1963, Discussion of traffic stream measurements and definitions
 */
export const judgeSlowTraffic: Judge<'slow-traffic'> = (rule, scene) => {
  const memory = follow(scene);
  const learned = freeFlowOf(memory.free, scene.tMs);
  const freeMps = scene.view.travelIn === 'metres' ? (rule.freeFlowMps ?? learned) : learned;
  const { vehicles, mps, observedS } = flowOf(memory);
  if (freeMps === null || mps === null) return offVerdict;
  const limit = rule.share * freeMps;
  // Two seconds of it are enough to begin with, so that a rule drawn in a jam need not wait.
  const isKnown = observedS >= 2;
  return {
    isOn: isKnown && mps < limit && vehicles >= rule.minVehicles - 0.5,
    isKept: mps < limit * releaseFactor && vehicles >= rule.minVehicles / 2,
    sinceMs: null,
    certainty: certaintyOf('vehicle', Math.min(1, scene.window.seenShare)),
    levelOfService: null,
    // Each vehicle more is no news.
    causes: 0,
    because: () => [meanSpeed(scene, mps), ...countsOf(scene, ['vehicle'])],
  };
};

function follow(scene: ZoneScene): Memory {
  const memory: Memory = (scene.memory.get(scene.key) as Memory | undefined) ?? {
    seconds: [],
    lastTMs: scene.tMs,
    free: createFreeFlow(scene.tMs),
  };
  scene.memory.set(scene.key, memory);
  const ms = Math.min(Math.max(scene.tMs - memory.lastTMs, 0), 1_000);
  memory.lastTMs = scene.tMs;
  const second = secondAt(memory, Math.floor(scene.tMs / 1000));
  second.observedMs += ms;
  for (const track of scene.tracks) {
    if (track.category !== 'vehicle' || !isCounted(track, scene.tMs) || !isIn(scene, track)) continue;
    second.presentMs += ms;
    const speed = speedOf(scene, track);
    if (speed === null) continue;
    const metres = (steadied(speed) * ms) / 1000;
    second.timedMs += ms;
    second.metres += metres;
    learn(scene, memory.free, track, { ms, metres });
  }
  return memory;
}

/** Once a vehicle, so that the slow do not weigh more for staying longer. */
function learn(
  scene: ZoneScene,
  free: FreeFlow,
  track: SceneTrack,
  step: { readonly ms: number; readonly metres: number },
): void {
  const passage = (track.memory.get(scene.key) as Passage | undefined) ?? {
    ms: 0,
    metres: 0,
    isLearned: false,
  };
  passage.ms += step.ms;
  passage.metres += step.metres;
  track.memory.set(scene.key, passage);
  if (passage.isLearned || passage.ms < leastPassageMs) return;
  passage.isLearned = true;
  learnSpeed(free, passage.metres / (passage.ms / 1000), scene.tMs);
}

function secondAt(memory: Memory, s: number): Second {
  const last = memory.seconds.at(-1);
  if (last?.s === s) return last;
  const second: Second = { s, observedMs: 0, presentMs: 0, timedMs: 0, metres: 0 };
  memory.seconds = [...memory.seconds.filter((old) => old.s > s - windowS), second];
  return second;
}

function flowOf({ seconds }: Memory) {
  const sum = (of: (second: Second) => number) => seconds.reduce((all, second) => all + of(second), 0);
  const observedMs = sum((s) => s.observedMs);
  const timedMs = sum((s) => s.timedMs);
  return {
    observedS: observedMs / 1000,
    vehicles: observedMs === 0 ? 0 : sum((s) => s.presentMs) / observedMs,
    mps: timedMs === 0 ? null : sum((s) => s.metres) / (timedMs / 1000),
  };
}

function meanSpeed(scene: ZoneScene, mps: number): Measure {
  const isMetric = scene.view.travelIn === 'metres';
  return {
    zoneId: scene.view.zone.id,
    kind: 'mean-speed',
    category: 'vehicle',
    direction: null,
    atMs: Math.round(scene.atMs),
    windowMs: windowS * 1000,
    value: isMetric ? mps : null,
    unit: 'm/s',
    errorBand: null,
    coverage: scene.view.coverage,
    note: isMetric ? null : 'not-calibrated',
  };
}
