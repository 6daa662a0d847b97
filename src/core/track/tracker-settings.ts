import type { Category } from '../detection.ts';

export type TrackerSettings = {
  /** Detections from here on may start tracks and are paired first; weaker ones only continue tracks. A property of the detector, for all categories or each. */
  readonly strongScore: number | Readonly<Record<Category, number>>;
  /** Weaker ones than this share of `strongScore` are noise, and not heard at all. */
  readonly weakShare: number;
  /**
   * A newcomer takes weak detections down to this share: at 5 frames/s a distant cyclist is seldom strong three times
   * running. 1: strong ones only, which makes fewer tracks of doubtful things.
   */
  readonly newcomerShare: number;
  /** Least overlap of prediction and detection, strong ones. */
  readonly minOverlap: number;
  /** The same for weak ones. */
  readonly minWeakOverlap: number;
  /** Weak detections alone carry a track no longer than this: a signpost that looks a little like a person is not one. */
  readonly weakMs: number;
  /**
   * The same for what came from elsewhere and is found weakly where it was found strongly: somebody who waits at dusk, a car of which the
   * next one hides half. A picture that stands still is scored the same in every frame, so waiting for a strong one is in vain.
   */
  readonly standingWeakMs: number;
  /** A track counts once seen strongly this many times, or once more when some were weak. */
  readonly confirmHits: number;
  /** What has never moved counts only while its mean score stays at or above this; null: `strongScore`. */
  readonly stillScore: number | null;
  /** Size of the picture: a track predicted to have left it is dropped at once. Null: unknown. */
  readonly picture: { readonly widthPx: number; readonly heightPx: number } | null;
  /** A track seen often enough is predicted this long without being seen, then dropped. */
  readonly coastMs: number;
  /** The same for a newcomer. */
  readonly tentativeCoastMs: number;
  /** Never more tracks than this; what finds no room is counted in `refusedStarts`. */
  readonly maxTracks: number;
};

export const defaultTrackerSettings: TrackerSettings = {
  strongScore: 0.5,
  weakShare: 0.65,
  newcomerShare: 0.8,
  minOverlap: 0.1,
  minWeakOverlap: 0.2,
  weakMs: 2_000,
  standingWeakMs: 60_000,
  confirmHits: 3,
  stillScore: null,
  picture: null,
  coastMs: 2_500,
  tentativeCoastMs: 500,
  maxTracks: 300,
};

export function strongScoreOf(category: Category, { strongScore }: TrackerSettings): number {
  return typeof strongScore === 'number' ? strongScore : strongScore[category];
}
