import { isRegionIn } from './region-in-zone.ts';
import { countsOf, type Judge } from './zone-scene.ts';

/** A place, as long as it stays without what was there. */
type Missing = { readonly tMs: number };

/** How often such a place is one that something was taken from. Ours, not measured. */
const certainty = 0.7;

/**
 * Removed object: something that belonged to the place is gone, for `holdMs` (30 s): the picture there has changed for good and shows
 * less edge along the outline than the empty place did. Over `clearMs` after it is back. For a painting, an
 * extinguisher, a barrier: draw the area round it.
 *
 * What it cannot do: see a thing of the brightness of what is behind it, or one of less than five cells (a picture is
 * about 160 cells wide); tell theft from tidying up; know a thing that came less than some minutes ago, because it is not yet
 * part of the place. What drives or walks off and was detected while it stood is no removed object; a parked
 * car that was never detected is one.
 * @see Tian et al., "Robust Detection of Abandoned and Removed Objects in Complex Surveillance Videos", IEEE Trans. SMC-C
 *   41(5), 2011
 */
export const judgeRemovedObject: Judge<'removed-object'> = (rule, scene) => {
  const before = (scene.memory.get(scene.key) as Map<number, Missing> | undefined) ?? new Map();
  const missing = new Map<number, Missing>();
  const held: { readonly sinceMs: number }[] = [];
  for (const region of scene.still) {
    if (region.look !== 'vanished' || !isRegionIn(scene, region)) continue;
    // Told some seconds late: the time since counts, but no more of it than can have been observed.
    const earlierMs = Math.min(Math.max(0, scene.atMs - region.sinceMs), 5_000);
    const of: Missing = before.get(region.id) ?? { tMs: scene.tMs - earlierMs };
    missing.set(region.id, of);
    if (scene.tMs - of.tMs >= rule.holdMs) held.push({ sinceMs: region.sinceMs });
  }
  scene.memory.set(scene.key, missing);
  return {
    isOn: held.length > 0 && scene.foreground?.isUnsure !== true,
    isKept: held.length > 0,
    sinceMs: held.length === 0 ? null : Math.min(...held.map(({ sinceMs }) => sinceMs)),
    certainty: held.length === 0 ? 0 : certainty,
    levelOfService: null,
    causes: held.length,
    because: () => countsOf(scene, ['person']),
  };
};
