import type { Category } from '../detection.ts';
import type { Point } from '../geometry.ts';
import { type SceneTrack, sizePx } from '../scene-track.ts';
import type { Verdict } from './watch.ts';
import { certaintyOf, countsOf, isIn, isStaying, type ZoneScene } from './zone-scene.ts';

/** Since when a track has been seen inside. */
type Inside = { readonly tMs: number; readonly atMs: number; lastTMs: number; seen: number; missed: number };

/** A detector may miss it this long without the hold time beginning anew. */
const missMs = 1_000;
/** What came up in the middle of the area and has not stirred is held this long at least. */
const doubtMs = 2_000;
/** Stirred: so many of its own sizes lie between the earlier and the later half of its sightings; jitter and a shaking camera make less. */
const stirSizes = 0.3;

/**
 * Something of the categories has had its foot strictly inside the area for `holdMs`: what intrusion, a person on the track
 * and a pedestrian on the carriageway have in common. Being seen outside begins the time anew; being missed for under a
 * second does not. Goes on while anything of the kind stays inside. Works without calibration.
 *
 * Who intrudes comes in from somewhere. What the detector sees all of a sudden in the middle of the area, and what stays on its
 * spot, is more often a bush or a sign that looks like somebody for a moment: it counts from 2 s on, or once it stirs.
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
    if (inside === null || !track.isConfirmed) return [];
    const ms = scene.tMs - inside.tMs;
    const isLong = ms >= rule.holdMs && (ms >= doubtMs || !isDoubtful(scene, track));
    return isLong ? [{ track, inside }] : [];
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
    // One whose track was lost and found anew is two tracks for a second, but only one of them is seen.
    causes: causes.filter(({ track }) => track.isSeen).length,
    because: () => countsOf(scene, rule.categories),
  };
}

function isDoubtful(scene: ZoneScene, track: SceneTrack): boolean {
  if (track.visits.get(scene.view.zone.id)?.isStartUnknown !== true) return false;
  const half = Math.floor(track.path.length / 2);
  const [from, to] = [middleOf(track.path.slice(0, half)), middleOf(track.path.slice(half))];
  return half === 0 || Math.hypot(to.x - from.x, to.y - from.y) < stirSizes * sizePx(track.box);
}

function middleOf(path: SceneTrack['path']): Point {
  return {
    x: path.reduce((sum, { px }) => sum + px.x, 0) / path.length,
    y: path.reduce((sum, { px }) => sum + px.y, 0) / path.length,
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
