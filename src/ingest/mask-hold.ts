/** Boxes that stay masked after the detector or the tracker lost them: a person does not vanish, the detector blinks. */
import type { Box } from '../core/geometry.ts';

export type HeldBox = { readonly box: Box; readonly lastSeenMs: number };

/** Person boxes by track, with the last place each was really seen. Bounded by the number of tracks of the last seconds. */
export type MaskHold = { readonly byTrack: ReadonlyMap<number, HeldBox>; readonly loose: readonly HeldBox[] };

export const noHold: MaskHold = { byTrack: new Map(), loose: [] };

/** A lost track is held this long: at 1.4 m/s a walker is then 4 m on, found again or covered by motion. */
export const trackHoldMs = 3_000;
/** A detection that made no track yet. */
export const looseHoldMs = 1_000;

/**
 * @param seen boxes of this frame's tracks (matched ones only) and of the detections that belong to none.
 * @returns the boxes to go on masking, without those past their time.
 */
export function advanceHold(
  hold: MaskHold,
  seen: {
    readonly tracks: readonly { readonly id: number; readonly box: Box }[];
    readonly loose: readonly Box[];
  },
  atMs: number,
): MaskHold {
  const isFresh = (lastSeenMs: number, forMs: number) => atMs >= lastSeenMs && atMs - lastSeenMs <= forMs;
  const byTrack = new Map([...hold.byTrack].filter(([, held]) => isFresh(held.lastSeenMs, trackHoldMs)));
  for (const { id, box } of seen.tracks) byTrack.set(id, { box, lastSeenMs: atMs });
  const loose = hold.loose.filter((held) => isFresh(held.lastSeenMs, looseHoldMs));
  return { byTrack, loose: [...loose, ...seen.loose.map((box) => ({ box, lastSeenMs: atMs }))] };
}
