/**
 * Times of frames on the media timeline of the fallback player: capture times since the first frame, always rising,
 * with the length of the newest frame guessed from the ones before it. A long pause in the camera is closed up, so that
 * the browser does not stop at a gap.
 */
export type FrameClock = {
  readonly lastTimeMs: number | null;
  readonly lastCapturedAtMs: number;
  /** Smoothed time between frames, ms. */
  readonly intervalMs: number;
};

export const newFrameClock: FrameClock = { lastTimeMs: null, lastCapturedAtMs: 0, intervalMs: 100 };

const longestStepMs = 1_000;

export function placeFrame(
  clock: FrameClock,
  capturedAtMs: number,
): { readonly clock: FrameClock; readonly timeMs: number; readonly durationMs: number } {
  if (clock.lastTimeMs === null) {
    const first: FrameClock = { ...clock, lastTimeMs: 0, lastCapturedAtMs: capturedAtMs };
    return { clock: first, timeMs: 0, durationMs: Math.round(first.intervalMs) };
  }
  const stepMs = Math.round(Math.min(longestStepMs, Math.max(1, capturedAtMs - clock.lastCapturedAtMs)));
  const timeMs = clock.lastTimeMs + stepMs;
  const intervalMs = clock.intervalMs + (stepMs - clock.intervalMs) / 4;
  return {
    clock: { lastTimeMs: timeMs, lastCapturedAtMs: capturedAtMs, intervalMs },
    timeMs,
    durationMs: Math.max(1, Math.round(intervalMs)),
  };
}

/**
 * Where the fallback player should be: the newest frame, caught up gently when a little late and by a jump when the
 * picture would be more than `jumpBehindMs` old.
 */
export function liveEdge(position: {
  readonly atMs: number;
  readonly endMs: number;
}): { readonly move: 'jump'; readonly toMs: number } | { readonly move: 'rate'; readonly rate: number } {
  const behindMs = position.endMs - position.atMs;
  if (behindMs > jumpBehindMs || behindMs < 0) return { move: 'jump', toMs: Math.max(0, position.endMs - 1) };
  return { move: 'rate', rate: behindMs > easyBehindMs ? 1.25 : 1 };
}

export const jumpBehindMs = 450;
const easyBehindMs = 150;
