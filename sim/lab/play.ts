/** A story played under one condition: the scenario that figures are computed from. */
import type { SituationKind } from '../../src/core/zone.ts';
import { type Random, randomOf } from '../random.ts';
import type { GroundZone } from '../scene/scene.ts';
import type { PinholeOptions } from '../world/pinhole.ts';
import type { LabWorld } from './actor.ts';
import { DetectorModel } from './detector-model.ts';
import { foregroundOf } from './foreground-model.ts';
import type { Condition, LabEvent, LabFrame, Scenario } from './scenario.ts';
import { sightOf } from './sight.ts';
import { stage } from './stage.ts';
import { StillModel } from './still-model.ts';
import { truthOf } from './truth.ts';
import { signalOf, weathers } from './weather.ts';

/** What is to happen before a camera. Told anew with the same chance whenever it is played. */
export type Story = {
  readonly id: string;
  readonly story: string;
  readonly kind: SituationKind;
  readonly view: PinholeOptions;
  readonly zones: readonly GroundZone[];
  readonly durationMs: number;
  readonly world: (random: Random) => LabWorld;
  /** The ingest's background model looks for things that stay. */
  readonly hasStill?: boolean;
  /** Dense: the ingest hands the raster of the foreground. */
  readonly hasForeground?: boolean;
};

/** The rate cameras are analysed at. */
const stepMs = 200;
/** Monday 2 November 2026, 10:00 UTC. */
const startMs = 1_793_613_600_000;

export function play(story: Story, at: { readonly seed: number; readonly condition: Condition }): Scenario {
  const id = `${story.id}/${at.condition}/${at.seed}`;
  const { camera, pinhole } = stage(id, story.view, story.zones);
  const weather = weathers[at.condition];
  const world = () => story.world(randomOf(at.seed, `${story.id} world`));
  let truth: readonly LabEvent[] | null = null;

  function* frames(): Generator<LabFrame> {
    const actors = world();
    const random = randomOf(at.seed, `${id} ingest`);
    const detector = new DetectorModel(random, weather, story.view);
    let still: StillModel | null = null;
    for (let ms = 0; ms < story.durationMs; ms += stepMs) {
      const sight = sightOf(pinhole, actors.step(ms));
      const atMs = startMs + ms;
      const { widthPx, heightPx } = story.view;
      const frame = { cameraId: id, runId: `${id} run`, index: ms / stepMs, atMs, widthPx, heightPx };
      const detections = detector.detect(sight);
      const signal = signalOf(weather, random, atMs);
      if (story.hasStill === true) still ??= new StillModel(random, weather, sight);
      yield {
        frame,
        detections,
        signal,
        ...(still === null ? {} : { still: still.regions(sight, atMs) }),
        ...(story.hasForeground === true
          ? { foreground: foregroundOf(sight, { random, weather, widthPx, heightPx }) }
          : {}),
      };
    }
  }

  return {
    id,
    seed: at.seed,
    condition: at.condition,
    story: story.story,
    kind: story.kind,
    camera,
    frames,
    durationMs: story.durationMs,
    get truth() {
      truth ??= truthOf(story.zones, world(), { startMs, durationMs: story.durationMs, stepMs });
      return truth;
    },
  };
}
