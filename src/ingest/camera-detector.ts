/** The shared detector as one camera sees it, with its turn in the queue. */
import type { Category } from '../core/detection.ts';
import type { Detect } from './detection-wait.ts';

export type CameraDetector = {
  readonly detect: Detect;
  /** From here on a detection may begin a track and be counted. */
  readonly countScore: Readonly<Record<Category, number>>;
};

/** The tracker knows one limit for all categories: the lowest. See `heardByTracker` for the others. */
export function strongScore(countScore: CameraDetector['countScore']): number {
  return Math.min(countScore.person, countScore.bicycle, countScore.vehicle);
}

/** What is too weak for its own category is made too weak for the tracker's single limit. */
export function heardByTracker<T extends { readonly category: Category; readonly score: number }>(
  detections: readonly T[],
  countScore: CameraDetector['countScore'],
): readonly T[] {
  const limit = strongScore(countScore);
  return detections.map((detection) =>
    detection.score >= limit && detection.score < countScore[detection.category]
      ? { ...detection, score: limit * 0.99 }
      : detection,
  );
}
