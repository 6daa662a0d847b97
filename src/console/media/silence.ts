const enoughFrames = 20;
const enoughMs = 4_000;

export type Silence = {
  /** A picture came out. */
  heard(): void;
  /** Called for each frame that goes in: has the decoder swallowed frames for too long? */
  isTooLong(nowMs: number): boolean;
};

/** A decoder that took 20 frames over 4 s and gave no picture back is not going to. */
export function watchSilence(): Silence {
  let frames = 0;
  let sinceMs = 0;
  return {
    heard() {
      frames = 0;
    },
    isTooLong(nowMs) {
      if (frames === 0) sinceMs = nowMs;
      frames++;
      return frames > enoughFrames && nowMs - sinceMs > enoughMs;
    },
  };
}
