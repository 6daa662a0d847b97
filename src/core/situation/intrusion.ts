import { certaintyOf, countsOf, isIn, isStaying, type Judge, type ZoneScene } from './zone-scene.ts';

/** Since when a track has been seen inside. */
type Inside = { readonly tMs: number; readonly atMs: number; lastTMs: number; seen: number; missed: number };

/** A detector may miss it this long without the hold time beginning anew. */
const missMs = 1_000;

/**
 * Intrusion: the foot of a person, bicycle or vehicle (`categories`) has been strictly inside the area for `holdMs` (0.5 s on
 * a track, 1.5 s on a carriageway). Being seen outside begins the time anew; being missed for under a second does not.
 * Open while anything of the kind stays inside, over `clearMs` after the last has left. Works without calibration and
 * at any size that the detector finds.
 *
 * What it cannot do: see feet that hide behind something in front of the area, or tell staff from strangers.
 */
export const judgeIntrusion: Judge<'intrusion'> = (rule, scene) => {
  const watched = scene.tracks.filter((t) => rule.categories.includes(t.category));
  const causes = watched.flatMap((track) => {
    const inside = followInside(scene, track.memory, track.isSeen, isIn(scene, track));
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
};

function followInside(
  scene: ZoneScene,
  memory: Map<string, unknown>,
  isSeen: boolean,
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
