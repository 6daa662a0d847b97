/** A story of the laboratory as a film: the same actors, the same truth, drawn before the same camera. */
import type { CalibrationPoint, Camera } from '../../../src/core/camera.ts';
import type { SituationKind } from '../../../src/core/zone.ts';
import { calibrationPoints } from '../../camera-entry.ts';
import { randomOf } from '../../random.ts';
import type { Scene } from '../../scene/scene.ts';
import type { LabWorld } from '../actor.ts';
import type { Story } from '../play.ts';
import type { Condition, LabEvent } from '../scenario.ts';
import { stage } from '../stage.ts';
import { truthOf } from '../truth.ts';
import { castOf } from './cast.ts';
import { lookOf } from './light.ts';
import { placeOf } from './place.ts';

/** The rate cameras are analysed at: what is not analysed is not drawn. */
export const filmFrameMs = 200;

export type Filmed = {
  /** Safe as the name of a file. */
  readonly id: string;
  readonly seed: number;
  readonly condition: Condition;
  readonly story: string;
  readonly kind: SituationKind;
  readonly camera: Camera;
  readonly calibration: readonly CalibrationPoint[];
  readonly durationMs: number;
  /** What truly happens, in ms of the film. */
  readonly truth: readonly LabEvent[];
  scene(): Scene;
};

/** @param at.part of a long story: only so much of it is filmed. */
export function filmed(
  story: Story,
  at: {
    readonly seed: number;
    readonly condition: Condition;
    readonly part?: { readonly fromMs: number; readonly durationMs: number };
  },
): Filmed {
  const { fromMs, durationMs } = at.part ?? { fromMs: 0, durationMs: story.durationMs };
  const id = [story.id, at.condition, at.seed, ...(fromMs > 0 ? [`${fromMs / 1000}s`] : [])].join('-');
  const { camera, pinhole, zones } = stage(id, story.view, story.zones);
  // As in `play`: the same chance, so the same life as in the scenario of boxes.
  const world = (): LabWorld => {
    const inner = story.world(randomOf(at.seed, `${story.id} world`));
    return { step: (ms) => inner.step(fromMs + ms) };
  };
  let truth: readonly LabEvent[] | null = null;
  return {
    id,
    seed: at.seed,
    condition: at.condition,
    story: story.story,
    kind: story.kind,
    camera,
    calibration: calibrationPoints(pinhole),
    durationMs,
    get truth() {
      truth ??= truthOf(zones, world(), { startMs: 0, durationMs, stepMs: filmFrameMs });
      return truth;
    },
    scene() {
      const place = placeOf(story.view);
      return {
        id,
        name: `lab ${at.condition}`,
        purpose: story.story,
        cityM: { x: 0, y: 0 },
        camera: story.view,
        durationMs,
        frameMs: filmFrameMs,
        zones,
        ...lookOf(at.condition, { seed: at.seed, eye: pinhole, place }),
        drawBackdrop: (on) => place.draw(on),
        world: () => castOf(world(), at.seed),
      };
    },
  };
}
