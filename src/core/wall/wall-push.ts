/** A camera that somebody puts before everybody who looks at a wall. */
export type WallPush = {
  readonly id: string;
  readonly cameraId: string;
  /** The alarm it is about; null: about the camera alone. */
  readonly alarmId: string | null;
  /** Name of the person. */
  readonly pushedBy: string;
  readonly pushedAtMs: number;
  /** Then it leaves by itself. */
  readonly endsAtMs: number;
};

/** A wall is for what is now: whoever still needs it pushes it again. */
export const pushLastsMs = 5 * 60_000;
/** More at once would be another wall. */
export const mostPushes = 4;

/** What stands on the wall at an instant, newest first. */
export function standing(pushes: readonly WallPush[], nowMs: number): WallPush[] {
  return pushes
    .filter(({ endsAtMs }) => endsAtMs > nowMs)
    .sort((a, b) => b.pushedAtMs - a.pushedAtMs || (a.id < b.id ? -1 : 1));
}

/**
 * One more is pushed: it stands first. The same camera stands once, and of too many the oldest goes.
 * @param pushes what was stored. @returns what stands from now on, newest first.
 */
export function withPush(pushes: readonly WallPush[], push: Omit<WallPush, 'endsAtMs'>): readonly WallPush[] {
  const others = standing(pushes, push.pushedAtMs).filter(({ cameraId }) => cameraId !== push.cameraId);
  return [{ ...push, endsAtMs: push.pushedAtMs + pushLastsMs }, ...others].slice(0, mostPushes);
}

export type TileShown = { readonly cameraId: string | null; readonly push: WallPush | null };

/** What each tile shows: pushed cameras on the first tiles, newest first; the layout on the rest, and again when they leave. */
export function tilesShown(
  tiles: readonly (string | null)[],
  pushes: readonly WallPush[],
  nowMs: number,
): readonly TileShown[] {
  const now = standing(pushes, nowMs);
  return tiles.map((cameraId, i) => {
    const push = now[i] ?? null;
    return push === null ? { cameraId, push } : { cameraId: push.cameraId, push };
  });
}
