/** The shared detector as one camera sees it, with its turn in the queue. */
import type { Category } from '../core/detection.ts';
import type { Detect } from './detection-wait.ts';

export type CameraDetector = {
  readonly detect: Detect;
  /** From here on a detection may begin a track and be counted. */
  readonly countScore: Readonly<Record<Category, number>>;
};
