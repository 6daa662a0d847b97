/** Asks the detector about one picture and waits only so long: a late answer is no answer. */
import type { Detection } from '../core/detection.ts';
import type { Picture } from './picture.ts';

/**
 * Everything seen in one picture, weak detections too, pixels of the picture; null when it was never looked at. Rejects
 * when the detector failed.
 */
export type Detect = (picture: Picture) => Promise<readonly Detection[] | null>;

export type DetectionResult =
  | { readonly kind: 'seen'; readonly detections: readonly Detection[] }
  /** It took longer than allowed, or an earlier picture is still being worked on. */
  | { readonly kind: 'late' }
  | { readonly kind: 'failed'; readonly error: unknown };

export class DetectionWait {
  readonly #detect: Detect;
  readonly #lateMs: number;
  #pending: Promise<unknown> | null = null;

  /** @param lateMs how long a picture may wait for its result; Infinity for films analysed as fast as they go. */
  constructor(detect: Detect, lateMs: number) {
    this.#detect = detect;
    this.#lateMs = lateMs;
  }

  /** The detector still holds a picture: it must not be freed before `settled`. */
  get settled(): Promise<unknown> {
    return this.#pending ?? Promise.resolve();
  }

  /** At most one picture of a camera is with the detector: while one is late, the next are not asked about. */
  async ask(picture: Picture): Promise<DetectionResult> {
    if (this.#pending !== null) return { kind: 'late' };
    const answer = this.#ask(picture);
    const pending = answer.finally(() => {
      if (this.#pending === pending) this.#pending = null;
    });
    this.#pending = pending;
    if (this.#lateMs === Number.POSITIVE_INFINITY) return pending;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<DetectionResult>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'late' }), this.#lateMs);
    });
    try {
      return await Promise.race([pending, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #ask(picture: Picture): Promise<DetectionResult> {
    try {
      const detections = await this.#detect(picture);
      return detections === null ? { kind: 'late' } : { kind: 'seen', detections };
    } catch (error) {
      return { kind: 'failed', error };
    }
  }
}
