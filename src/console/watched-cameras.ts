/** Cameras whose numbers and health this page shows now, told to the live stream a moment after they change. */

/** A list that is scrolled, or a map that is dragged, changes them at every frame. */
const toldAfterMs = 100;
const againAfterMs = 2_000;

export type WatchedCameras = {
  /** The same camera may be added by several parts of the page. @returns the way to take these back. */
  add(cameraIds: readonly string[]): () => void;
  /** A stream has begun that knows of none: it is told now. Null: it has ended. */
  begin(streamId: string | null): void;
};

/** @param tell says all of them to the stream; what throws is tried again while the stream lasts. */
export function createWatchedCameras(
  tell: (streamId: string, cameraIds: readonly string[]) => Promise<void>,
): WatchedCameras {
  const counts = new Map<string, number>();
  let stream: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isTelling = false;
  let told = '';

  function tellIn(ms: number): void {
    timer ??= setTimeout(() => void tellNow(), ms);
  }

  async function tellNow(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const [to, cameraIds] = [stream, [...counts.keys()].sort()];
    // An answer under way looks again when it is there: two at once could arrive in the wrong order.
    if (to === null || isTelling || told === String(cameraIds)) return;
    isTelling = true;
    let isTold = false;
    try {
      await tell(to, cameraIds);
      isTold = true;
    } catch {
      // The line is down or the server starts anew: then another stream begins, and is told.
    }
    isTelling = false;
    if (to !== stream) return void tellNow();
    if (isTold) told = String(cameraIds);
    tellIn(isTold ? toldAfterMs : againAfterMs);
  }

  function count(cameraId: string, by: 1 | -1): void {
    const next = (counts.get(cameraId) ?? 0) + by;
    if (next === 0) counts.delete(cameraId);
    else counts.set(cameraId, next);
  }

  return {
    add(cameraIds) {
      for (const id of cameraIds) count(id, 1);
      tellIn(toldAfterMs);
      return () => {
        for (const id of cameraIds) count(id, -1);
        tellIn(toldAfterMs);
      };
    },
    begin(streamId) {
      stream = streamId;
      told = '';
      void tellNow();
    },
  };
}
