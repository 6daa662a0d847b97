/** Shares one detector among the cameras of a process: one inference at a time, every camera in turn. */
import type { Detection } from '../core/detection.ts';
import type { Detector } from './detect.ts';
import type { Picture } from './picture.ts';

type Job = {
  readonly picture: Picture;
  readonly resolve: (detections: Detection[] | null) => void;
  readonly reject: (error: unknown) => void;
};

export type DetectorTurn = {
  /**
   * Waits for this camera's turn. Each camera has one waiting place: a newer picture takes it.
   * @returns null for a picture that was replaced, or whose camera has left: it was never looked at.
   * The picture stays the caller's to free, once the promise has settled.
   */
  detect(picture: Picture): Promise<Detection[] | null>;
  /** Pictures replaced before their turn came. */
  readonly droppedCount: number;
  /** The camera leaves; what waits is given back as null. */
  close(): void;
};

/** Round robin: a camera that was just served goes behind all others that wait, so none starves. */
export class DetectorQueue {
  readonly #detector: Pick<Detector, 'detect'>;
  /** In the order in which they will be served; a Map keeps the order of insertion. */
  readonly #waiting = new Map<symbol, Job>();
  #isBusy = false;

  constructor(detector: Pick<Detector, 'detect'>) {
    this.#detector = detector;
  }

  /** Cameras that wait now; never more than there are cameras. */
  get waitingCount(): number {
    return this.#waiting.size;
  }

  join(): DetectorTurn {
    const camera = Symbol('camera');
    const waiting = this.#waiting;
    let dropped = 0;
    return {
      detect: (picture) =>
        new Promise((resolve, reject) => {
          const replaced = waiting.get(camera);
          // Setting a known key keeps its place: the newer picture does not lose the camera's turn.
          waiting.set(camera, { picture, resolve, reject });
          if (replaced) {
            dropped++;
            replaced.resolve(null);
          }
          this.#serve();
        }),
      get droppedCount() {
        return dropped;
      },
      close: () => {
        waiting.get(camera)?.resolve(null);
        waiting.delete(camera);
      },
    };
  }

  async #serve(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (;;) {
      const next = this.#waiting.entries().next();
      if (next.done) break;
      const [camera, job] = next.value;
      this.#waiting.delete(camera);
      try {
        job.resolve(await this.#detector.detect(job.picture));
      } catch (error) {
        job.reject(error);
      }
    }
    this.#isBusy = false;
  }
}
