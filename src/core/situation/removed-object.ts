import type { StillRegion } from '../still-region.ts';
import { isRegionIn, wasHandled } from './region-in-zone.ts';
import { countsOf, type Judge } from './zone-scene.ts';

/** A place, as long as it stays without what was there. */
type Missing = {
  readonly tMs: number;
  /** Somebody was within reach when it came up. */
  readonly wasHandled: boolean;
  /** An alarm was told of it: what it looks like is settled. */
  isSettled: boolean;
};

/** How often such a place is one that something was taken from. Ours, not measured. */
const certaintyClear = 0.7;
const certaintyUnclear = 0.4;

/**
 * Removed object: something that belonged to the place is gone, for `holdMs` (30 s): the picture there has changed for good and shows
 * less edge along the outline than the empty place did. Over `clearMs` after it is back. For a painting, an
 * extinguisher, a barrier: draw the area round it. Where the outline does not say whether something came or went,
 * it is told only if somebody was within reach; a zone that is watched for left objects as well may then tell both.
 *
 * What it cannot do: see a thing that differs by less than 15 grey levels from what is behind it, or one of less than
 * five cells (a picture is about 160 cells wide); tell theft from tidying up; know a thing that came less than some minutes
 * ago, because it is not yet part of the place. What drives or walks off and was detected while it stood is no removed object;
 * a parked car that was never detected is one.
 * @see Tian et al., "Robust Detection of Abandoned and Removed Objects in Complex Surveillance Videos", IEEE Trans. SMC-C
 *   41(5), 2011
 */
export const judgeRemovedObject: Judge<'removed-object'> = (rule, scene) => {
  const before = (scene.memory.get(scene.key) as Map<number, Missing> | undefined) ?? new Map();
  const missing = new Map<number, Missing>();
  const held: StillRegion[] = [];
  const isSure = scene.foreground?.isUnsure !== true;
  for (const region of scene.still) {
    if (!isRegionIn(scene, region)) continue;
    // Told some seconds late: the time since counts, but no more of it than can have been observed.
    const earlierMs = Math.min(Math.max(0, scene.atMs - region.sinceMs), 5_000);
    const of: Missing = before.get(region.id) ?? {
      tMs: scene.tMs - earlierMs,
      wasHandled: wasHandled(scene, region),
      isSettled: false,
    };
    missing.set(region.id, of);
    if (isRemoved(region, of) && scene.tMs - of.tMs >= rule.holdMs) {
      if (isSure) of.isSettled = true;
      held.push(region);
    }
  }
  scene.memory.set(scene.key, missing);
  return {
    isOn: held.length > 0 && isSure,
    isKept: held.length > 0,
    sinceMs: held.length === 0 ? null : Math.min(...held.map(({ sinceMs }) => sinceMs)),
    certainty: Math.max(
      0,
      ...held.map(({ look }) => (look === 'vanished' ? certaintyClear : certaintyUnclear)),
    ),
    levelOfService: null,
    causes: held.length,
    because: () => countsOf(scene, ['person']),
  };
};

/** Where its outline does not say whether something came or went, somebody must have been there to take it. */
function isRemoved({ look }: StillRegion, of: Missing): boolean {
  return of.isSettled || look === 'vanished' || (look === 'unknown' && of.wasHandled);
}
