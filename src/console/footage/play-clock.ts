/** The one clock that all tiles follow. Pure: ticks are the browser's monotonic time, ms. */

export type PlayClock = {
  /** Shown instant at `tickMs`, UTC ms. */
  readonly atMs: number;
  readonly tickMs: number;
  /** Footage per time; negative: backwards. */
  readonly speed: number;
  readonly isPlaying: boolean;
};

export const forwardSpeeds = [0.25, 0.5, 1, 2, 4, 8, 16] as const;
const backwardSpeeds = [-1, -2, -4, -8, -16] as const;

export function clockAt(clock: PlayClock, tickMs: number): number {
  return clock.isPlaying ? clock.atMs + Math.max(0, tickMs - clock.tickMs) * clock.speed : clock.atMs;
}

/** Goes on from where it is now, with something else about it. */
export function turned(
  clock: PlayClock,
  tickMs: number,
  change: Partial<Pick<PlayClock, 'atMs' | 'speed' | 'isPlaying'>>,
): PlayClock {
  return { ...clock, atMs: clockAt(clock, tickMs), ...change, tickMs };
}

/** J and L: one step further in that direction; from standing, or from the other direction, at usual speed. */
export function shuttled(clock: PlayClock, towards: 1 | -1): Pick<PlayClock, 'speed' | 'isPlaying'> {
  const isTurning = !clock.isPlaying || Math.sign(clock.speed) !== towards;
  if (isTurning) return { speed: towards, isPlaying: true };
  const speeds: readonly number[] = towards > 0 ? forwardSpeeds : backwardSpeeds;
  const i = speeds.indexOf(clock.speed);
  return { speed: speeds[Math.min(speeds.length - 1, i + 1)] ?? towards, isPlaying: true };
}

/** Whether only key frames are shown: backwards, and where decoding every picture would cost more than is seen. */
export function showsKeysOnly(speed: number, tiles: number): boolean {
  return speed < 0 || speed >= 16 || speed * tiles > 16;
}
