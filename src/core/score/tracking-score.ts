import { type ClearMot, clearMot } from './clear-mot.ts';
import { compare, type ScoredFrame } from './comparison.ts';
import { type Hota, hota } from './hota.ts';
import { type Identity, identity } from './identity.ts';

export type TrackingScore = ClearMot &
  Identity &
  Hota & {
    readonly frames: number;
    readonly truthBoxes: number;
    readonly resultBoxes: number;
    readonly truthTracks: number;
    readonly resultTracks: number;
  };

/** Every tracking score of one sequence. */
export function trackingScore(frames: readonly ScoredFrame[]): TrackingScore {
  const comparison = compare(frames);
  const { truthBoxes, resultBoxes, truthTracks, resultTracks } = comparison;
  return {
    ...clearMot(comparison),
    ...identity(comparison),
    ...hota(comparison),
    frames: frames.length,
    truthBoxes,
    resultBoxes,
    truthTracks,
    resultTracks,
  };
}
