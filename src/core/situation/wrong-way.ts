import type { Point } from '../geometry.ts';
import { type SceneTrack, sizePx } from '../scene-track.ts';
import { causesOf, tallyCauses } from './cause-tally.ts';
import { causeSpeed, certaintyOf, countsOf, isStaying, type Judge, type ZoneScene } from './zone-scene.ts';

/** Without ground the box is the yardstick. So many of its sizes stand for a metre of travel ... */
const sizesPerM = 0.1;
/** ... and so many a second for a metre a second: slower, for what drives towards the camera moves little in the picture. */
const sizesPerMps = 0.15;

/** An unbroken travel against the arrow. */
type Run = {
  readonly tMs: number;
  readonly atMs: number;
  /** Place along the arrow, backwards, metres or pixels. */
  readonly along: number;
  /** Metres or box sizes since the run began, now and at most. */
  readonly travelled: number;
  readonly farthest: number;
  readonly seen: number;
  missed: number;
};

/**
 * Wrong way: something has travelled against the zone's arrow by `distanceM` metres, for `holdMs`, at `minSpeedMps` or
 * more on average, without turning back or nearly stopping in between (v · lane < -2 m/s for 15 m and 2 s by
 * default). Over `clearMs` after it has stopped, turned or left. The zone must be longer than `distanceM`.
 *
 * Without calibration, or where most of the zone is coarser than 1 m/px, travel is measured in sizes of the thing's
 * own box (square root of its area): for 15 m and 2 m/s, 1.5 sizes at 0.3 sizes a second, for `holdMs`. A car's box is
 * 1.5 to 4.5 m, so that is 2 to 7 m: sooner and less sure than metres. Motion straight towards or away from a low
 * camera moves the foot little and may be missed.
 *
 * One open situation for each zone: whoever follows the wrong way changes it, with the new number of all since it began.
 *
 * What it cannot do: follow a bend (one arrow a zone: draw one zone for each straight), or tell reversing from driving.
 */
export const judgeWrongWay: Judge<'wrong-way'> = (rule, scene) => {
  const { view } = scene;
  const isMetric = view.travelIn === 'metres';
  const lane = isMetric ? view.laneGround : view.lanePx;
  const least = isMetric
    ? { travel: rule.distanceM, perS: rule.minSpeedMps }
    : { travel: rule.distanceM * sizesPerM, perS: rule.minSpeedMps * sizesPerMps };
  const watched = lane === null ? [] : scene.tracks.filter((t) => rule.categories.includes(t.category));
  const found = watched.flatMap((track) => {
    const run = followRun(scene, track, lane!, least.perS);
    if (run === null || !track.isConfirmed) return [];
    const seconds = (scene.tMs - run.tMs) / 1000;
    const travel = run.farthest;
    const isLong = travel >= least.travel && seconds * 1000 >= rule.holdMs;
    return isLong && travel >= least.perS * seconds ? [{ track, run, seconds, travel }] : [];
  });
  const first = found[0];
  const isKept = found.some(({ track }) => isStaying(scene, track));
  const sinceMs = found.length === 0 ? null : Math.min(...found.map((c) => c.run.atMs));
  const tally = tallyCauses(
    scene,
    found.map(({ track }) => track),
    { isKept, sinceMs, clearMs: rule.clearMs },
  );
  return {
    isOn: found.some(({ track }) => track.isSeen),
    isKept,
    sinceMs,
    certainty: Math.max(
      0,
      ...found.map(({ track, run }) =>
        certaintyOf(track.category, (run.seen / (run.seen + run.missed)) * (isMetric ? 1 : 0.8)),
      ),
    ),
    levelOfService: null,
    causes: tally.count,
    because: () =>
      first === undefined
        ? []
        : [
            causeSpeed(scene, first.track, {
              mps: isMetric ? first.travel / first.seconds : null,
              errorMps: isMetric ? (first.track.velocity?.errorMps ?? null) : null,
              windowMs: first.seconds * 1000,
            }),
            causesOf(scene, first.track.category, tally),
            ...countsOf(scene, [first.track.category]),
          ],
  };
};

function followRun(scene: ZoneScene, track: SceneTrack, lane: Point, perS: number): Run | null {
  const before = (track.memory.get(scene.key) as Run | undefined) ?? null;
  if (!track.isSeen) {
    if (before !== null) before.missed++;
    return before;
  }
  const isMetric = scene.view.travelIn === 'metres';
  const at = isMetric ? track.ground : track.path.at(-1)!.px;
  if (at === null || !track.visits.has(scene.view.zone.id)) {
    track.memory.delete(scene.key);
    return null;
  }
  const along = -(at.x * lane.x + at.y * lane.y);
  const velocity = isMetric ? track.velocity?.mps : track.velocity?.sizesPerS;
  const againstPerS = velocity ? -(velocity.x * lane.x + velocity.y * lane.y) : null;
  // The size changes while it drives nearer or away, so each step is measured in the size at that step.
  const step = before === null ? 0 : (along - before.along) / (isMetric ? 1 : sizePx(track.box));
  const travelled = (before?.travelled ?? 0) + step;
  const isBroken =
    before === null ||
    travelled < before.farthest - (isMetric ? 1 : 0.25) ||
    (againstPerS !== null && againstPerS < perS / 2);
  const run: Run = isBroken
    ? { tMs: scene.tMs, atMs: scene.atMs, along, travelled: 0, farthest: 0, seen: 1, missed: 0 }
    : {
        ...before,
        along,
        travelled,
        farthest: Math.max(before.farthest, travelled),
        seen: before.seen + 1,
      };
  track.memory.set(scene.key, run);
  return run;
}
