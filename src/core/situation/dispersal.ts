import type { Point } from '../geometry.ts';
import { meanBand } from '../measure/error-band.ts';
import type { Measure } from '../measure/measure.ts';
import { quantile } from '../quantile.ts';
import { isCounted, type SceneTrack } from '../scene-track.ts';
import { outwardness } from './outwardness.ts';
import { certaintyOf, countsOf, isIn, type Judge, type ZoneScene } from './zone-scene.ts';

/** Whoever has just run out of the zone still counts, ms. */
const leftMs = 2_000;
/** The time before, when people were calm: from the oldest sample to this long ago, ms. */
const calmBeforeMs = 3_000;
/** Running is this many times one's own mean speed before. */
const jumpFactor = 2;
/** A track that began within so many metres, or box sizes, of somebody calm is taken to be theirs. */
const bornWithin = 2;
/**
 * One runs from this share of the limit on; half of those who run must reach the limit itself. Not their mean: where a group parts,
 * feet come out from behind others, and a box that grows at its foot seems to dart towards the camera.
 */
const runnerShare = 0.75;
/** While open, people at this share of the limit still run. */
const releaseShare = 0.6;

/**
 * Sudden dispersal: within about 3 s people who were here and calm have begun to run apart. At least `minPeople` (5), and half of those
 * in the area, run, half of them at `minSpeedMps` (2 m/s) and more, half of them at least twice as fast as before, outward from a common
 * centre, and not all to one side; all this for `holdMs` (1 s). Over `clearMs` (5 s) after fewer than half as many run.
 * Those who have left the area less than 2 s ago still count. Speeds are slopes of 1 s. Without calibration they are in
 * box sizes, about a metre for a person.
 *
 * What it cannot do: see a flight all to one side (for a train, or from a fire behind them: the same to a camera), people
 * whose tracks are lost for good when they start to run, or a reason. Children at play and a crowd that breaks up at a whistle
 * may look alike. Publicly tested algorithms of this kind were judged uncertain; use it where someone looks at once.
 * @see Comité d'évaluation, vidéoprotection algorithmique, loi 2023-380: mouvement de foule
 */
export const judgeDispersal: Judge<'dispersal'> = (rule, scene) => {
  const runners = runnersOf(scene, runnerShare * rule.minSpeedMps);
  const people = peopleHere(scene);
  const speeds = runners.map((r) => r.speed).sort((a, b) => a - b);
  const isRunning = runners.length >= rule.minPeople && quantile(speeds, 0.5)! >= rule.minSpeedMps;
  const outward = outwardness(runners.map((r) => ({ at: r.at, heading: r.heading })));
  const begins =
    isRunning && outward.isApart && runners.length * 2 >= people && isJump(scene, runners, rule.minPeople);
  // The calm before goes out of sight while they run on.
  const burst = scene.memory.get(scene.key) as { lastTMs: number } | undefined;
  const goesOn = isRunning && burst !== undefined && scene.tMs - burst.lastTMs <= 1_000;
  if (begins || goesOn) scene.memory.set(scene.key, { lastTMs: scene.tMs });
  const still = runnersOf(scene, releaseShare * rule.minSpeedMps);
  const seen = runners.filter((r) => r.isSeen).length;
  return {
    isOn: begins || goesOn,
    isKept: begins || goesOn || still.length * 2 >= rule.minPeople,
    sinceMs: null,
    certainty: certaintyOf('person', (outward.share * seen) / Math.max(runners.length, 1)),
    levelOfService: null,
    causes: 0,
    because: () => [
      speedMeasure(scene, runners),
      ...countsOf(scene, ['person']).map((count) => ({ ...count, value: runners.length })),
    ],
  };
};

type Runner = {
  readonly trackId: number;
  readonly at: Point;
  readonly bornAt: Point;
  readonly heading: Point;
  readonly speed: number;
  readonly error: number;
  readonly isSeen: boolean;
};

/** In metres, or box sizes, where travel is judged in them. */
function runnersOf(scene: ZoneScene, leastSpeed: number): readonly Runner[] {
  const isMetric = scene.view.travelIn === 'metres';
  return scene.tracks.flatMap((track) => {
    if (!isOfHere(scene, track)) return [];
    const v = isMetric ? track.velocity?.mps : track.velocity?.sizesPerS;
    const at = isMetric ? track.ground : (track.path.at(-1)?.px ?? null);
    const born = track.path[0];
    const bornAt = (isMetric ? born?.ground : born?.px) ?? null;
    if (!v || at === null || bornAt === null) return [];
    const speed = Math.hypot(v.x, v.y);
    if (speed < leastSpeed) return [];
    const error = (isMetric ? track.velocity!.errorMps : track.velocity!.errorSizesPerS) ?? 0;
    const heading = { x: v.x / speed, y: v.y / speed };
    return [{ trackId: track.id, at, bornAt, heading, speed, error, isSeen: track.isSeen }];
  });
}

function isOfHere(scene: ZoneScene, track: SceneTrack): boolean {
  if (track.category !== 'person' || !isCounted(track, scene.tMs)) return false;
  const key = `${scene.key}/here`;
  if (isIn(scene, track)) track.memory.set(key, scene.tMs);
  const last = track.memory.get(key) as number | undefined;
  return last !== undefined && scene.tMs - last <= leftMs;
}

function peopleHere(scene: ZoneScene): number {
  return scene.tracks.filter((t) => t.isSeen && isOfHere(scene, t)).length;
}

/**
 * Enough people were here before, and half of those who run now were slow then, each for themselves: whoever has come running, or
 * out of a train, was not. A sudden start often breaks the track, so one that began where somebody calm stood counts too.
 */
function isJump(scene: ZoneScene, runners: readonly Runner[], minPeople: number): boolean {
  const calm = scene.crowd.filter((s) => s.tMs <= scene.tMs - calmBeforeMs);
  if (calm.length === 0 || meanOf(calm.map((s) => s.people.length)) < minPeople) return false;
  const people = calm.flatMap((s) =>
    s.people.flatMap(({ trackId, at, yard, velocity: v }) =>
      v === null ? [] : [{ trackId, at, yard, speed: Math.hypot(v.x, v.y) }],
    ),
  );
  const startled = runners.filter(({ trackId, speed, bornAt }) => {
    const own = people.filter((p) => p.trackId === trackId);
    if (own.length > 0) return speed >= jumpFactor * meanOf(own.map((p) => p.speed));
    return people.some(
      (p) =>
        speed >= jumpFactor * p.speed &&
        Math.hypot(p.at.x - bornAt.x, p.at.y - bornAt.y) <= bornWithin * p.yard,
    );
  });
  return startled.length * 2 >= runners.length;
}

function speedMeasure(scene: ZoneScene, runners: readonly Runner[]): Measure {
  const isMetric = scene.view.travelIn === 'metres';
  const rms = Math.sqrt(meanOf(runners.map((r) => r.error ** 2)));
  const value = isMetric && runners.length > 0 ? meanOf(runners.map((r) => r.speed)) : null;
  return {
    zoneId: scene.view.zone.id,
    kind: 'mean-speed',
    category: 'person',
    direction: null,
    atMs: Math.round(scene.atMs),
    windowMs: 1_000,
    value,
    unit: 'm/s',
    errorBand: value === null ? null : meanBand(rms, runners.length),
    coverage: scene.view.coverage,
    note: value !== null ? null : isMetric ? 'nothing-seen' : 'not-calibrated',
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / Math.max(values.length, 1);
}
