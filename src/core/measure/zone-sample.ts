import { type Category, categories } from '../detection.ts';
import { isInside } from '../geometry.ts';
import { measurableMetresPerPx } from '../ground-plane.ts';
import { isCounted, type SceneTrack } from '../scene-track.ts';
import type { ZoneView } from '../zone-view.ts';
import { seenGround } from './hidden-ground.ts';

/** What one frame says about one area. */
export type ZoneSample = {
  readonly tMs: number;
  readonly counts: { readonly [K in Category]: number };
  /** People on the measurable part of the ground. */
  readonly peopleOnGround: number;
  /** On the same ground, what looks a little like a person and is not counted. */
  readonly doubtful: number;
  /**
   * How much of what may be there was seen in this frame, 0..1: of the things counted those not predicted (one whose foot
   * is inferred is half seen), times the share of the ground that is not hidden behind what is seen.
   */
  readonly seenShare: number;
  /** Share of the people on the ground whose foot is inferred, 0..1. */
  readonly inferredShare: number;
  readonly speeds: readonly {
    readonly trackId: number;
    readonly category: Category;
    readonly mps: number;
    readonly errorMps: number;
  }[];
};

/** Strictly inside, as PedPy counts. */
export function sampleZone(
  view: ZoneView,
  tracks: readonly SceneTrack[],
  tMs: number,
  doubtful = 0,
): ZoneSample {
  const inside = tracks.filter((t) => isCounted(t, tMs) && isInside(t.foot, view.zone.points));
  const counts: { [K in Category]: number } = { person: 0, bicycle: 0, vehicle: 0 };
  for (const category of categories) counts[category] = inside.filter((t) => t.category === category).length;
  const onGround = inside.filter((t) => t.metresPerPx !== null && t.metresPerPx <= measurableMetresPerPx);
  const people = onGround.filter((t) => t.category === 'person');
  const boxes = tracks.filter((t) => t.isConfirmed && t.isSeen).map((t) => t.box);
  const seen = inside.reduce((sum, t) => sum + (t.isSeen ? (t.isFootInferred ? 0.5 : 1) : 0), 0);
  return {
    tMs,
    counts,
    peopleOnGround: people.length,
    doubtful,
    seenShare: (inside.length === 0 ? 1 : seen / inside.length) * seenGround(view.stands, boxes),
    inferredShare: people.filter((t) => t.isFootInferred).length / Math.max(people.length, 1),
    speeds: onGround.flatMap(({ id, category, velocity }) =>
      velocity === null || velocity.mps === null || velocity.errorMps === null
        ? []
        : [
            {
              trackId: id,
              category,
              mps: Math.hypot(velocity.mps.x, velocity.mps.y),
              errorMps: velocity.errorMps,
            },
          ],
    ),
  };
}
