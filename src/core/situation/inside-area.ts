import type { Category } from '../detection.ts';
import type { SceneTrack } from '../scene-track.ts';
import type { Verdict } from './watch.ts';
import { certaintyOf, countsOf, isIn, isStaying, type ZoneScene } from './zone-scene.ts';

/** Since when a track has been seen inside. */
type Inside = { readonly tMs: number; readonly atMs: number; lastTMs: number; seen: number; missed: number };

/** A detector may miss it this long without the hold time beginning anew. */
const missMs = 1_000;

/**
 * Something of the categories has had its foot strictly inside the area for `holdMs`: what intrusion, a person on the track
 * and a pedestrian on the carriageway have in common. Being seen outside begins the time anew; being missed for under a
 * second does not. Goes on while anything of the kind stays inside. Works without calibration.
 * @param isWatched leaves tracks out that are no such thing, though they are of the category.
 */
export function judgeInside(
  rule: { readonly categories: readonly Category[]; readonly holdMs: number },
  scene: ZoneScene,
  isWatched: (track: SceneTrack) => boolean = () => true,
): Verdict {
  const watched = scene.tracks.filter((t) => rule.categories.includes(t.category) && isWatched(t));
  const causes = watched.flatMap((track) => {
    const inside = followInside(scene, track, isIn(scene, track));
    return inside === null || !track.isConfirmed || scene.tMs - inside.tMs < rule.holdMs
      ? []
      : [{ track, inside }];
  });
  const certainties = causes.map(({ track, inside }) =>
    certaintyOf(track.category, inside.seen / (inside.seen + inside.missed)),
  );
  return {
    isOn: causes.some(({ track }) => track.isSeen),
    isKept: causes.length > 0 || watched.some((t) => isStaying(scene, t)),
    sinceMs: causes.length === 0 ? null : Math.min(...causes.map((c) => c.inside.atMs)),
    certainty: Math.max(0, ...certainties),
    levelOfService: null,
    causes: causes.length,
    because: () => countsOf(scene, rule.categories),
  };
}

function followInside(
  scene: ZoneScene,
  { memory, isSeen }: Pick<SceneTrack, 'memory' | 'isSeen'>,
  isInsideNow: boolean,
): Inside | null {
  const before = memory.get(scene.key) as Inside | undefined;
  const isBroken = isSeen ? !isInsideNow : before === undefined || scene.tMs - before.lastTMs > missMs;
  if (isBroken) {
    memory.delete(scene.key);
    return null;
  }
  const inside = before ?? { tMs: scene.tMs, atMs: scene.atMs, lastTMs: scene.tMs, seen: 0, missed: 0 };
  if (isSeen) {
    inside.seen++;
    inside.lastTMs = scene.tMs;
  } else {
    inside.missed++;
  }
  memory.set(scene.key, inside);
  return inside;
}
