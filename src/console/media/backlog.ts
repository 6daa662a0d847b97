/**
 * Which frames go to the decoder. A viewer that stays behind skips to the next key frame instead of showing the past;
 * every frame passed over is counted. A burst is no backlog: on joining, the whole current group of pictures arrives at
 * once and is decoded in a moment.
 */
export type Backlog = {
  /** Nothing can be decoded before the next key frame. */
  readonly needsKey: boolean;
  readonly skipped: number;
  /** Since when the queue has not been short, ms; null: it is. */
  readonly longSinceMs: number | null;
};

export const emptyBacklog: Backlog = { needsKey: true, skipped: 0, longSinceMs: null };

/** Frames the decoder may hold, ever. */
export const queueLimit = 120;
/** A queue this long for `patienceMs` means the viewer is behind. */
export const shortQueue = 4;
export const patienceMs = 600;

/** `restart`: throw away what waits and begin at this key frame. */
export type Admission = 'decode' | 'restart' | 'skip';

export function admit(
  backlog: Backlog,
  frame: { readonly isKey: boolean },
  queue: { readonly length: number; readonly nowMs: number },
): { readonly backlog: Backlog; readonly admission: Admission } {
  const longSinceMs = queue.length < shortQueue ? null : (backlog.longSinceMs ?? queue.nowMs);
  const isBehind =
    queue.length >= queueLimit || (longSinceMs !== null && queue.nowMs - longSinceMs > patienceMs);
  if (frame.isKey) {
    if (!isBehind) return { backlog: { ...backlog, needsKey: false, longSinceMs }, admission: 'decode' };
    const skipped = backlog.skipped + queue.length;
    return { backlog: { needsKey: false, skipped, longSinceMs: null }, admission: 'restart' };
  }
  if (backlog.needsKey || isBehind) {
    return { backlog: { needsKey: true, skipped: backlog.skipped + 1, longSinceMs }, admission: 'skip' };
  }
  return { backlog: { ...backlog, longSinceMs }, admission: 'decode' };
}
