import type { Detection } from '../../core/detection.ts';
import { iou } from '../../core/geometry.ts';

/**
 * Greedy non-maximum suppression, each category by itself: the best box stays, what overlaps it by more than
 * `maxIou` goes. @returns the survivors, best first.
 */
export function suppress(detections: readonly Detection[], maxIou: number): Detection[] {
  const kept: Detection[] = [];
  for (const candidate of detections.toSorted((a, b) => b.score - a.score)) {
    const isRepeat = kept.some(
      (better) => better.category === candidate.category && iou(better.box, candidate.box) > maxIou,
    );
    if (!isRepeat) kept.push(candidate);
  }
  return kept;
}
