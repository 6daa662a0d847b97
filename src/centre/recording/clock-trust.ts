/** A wall clock that leaps ahead makes everything look old. What cannot be undone waits until somebody may have noticed. */
export type ClockTrust = {
  /** Asked before each deletion. @returns false for an hour after a leap; the leap itself is told once. */
  isTrusted(): boolean;
};

const leapMs = 3_600_000;
const waitMs = 3_600_000;

/** @param world.tickMs monotonic: it does not leap, and it stands while the machine sleeps. */
export function createClockTrust(world: {
  readonly nowMs: () => number;
  readonly tickMs: () => number;
  readonly onLeap: (aheadMs: number) => void;
}): ClockTrust {
  const { nowMs, tickMs, onLeap } = world;
  let offsetMs = nowMs() - tickMs();
  let distrustedUntilMs = Number.NEGATIVE_INFINITY;
  return {
    isTrusted() {
      const tick = tickMs();
      const aheadMs = nowMs() - tick - offsetMs;
      offsetMs += aheadMs;
      if (aheadMs > leapMs) {
        distrustedUntilMs = tick + waitMs;
        onLeap(aheadMs);
      }
      // Set back again: what looked old is not.
      if (aheadMs < -leapMs) distrustedUntilMs = Number.NEGATIVE_INFINITY;
      return tick >= distrustedUntilMs;
    },
  };
}
