/**
 * How far this browser's clock runs ahead of the server's, from messages that carry the server's sending time.
 * A delay only ever adds to `arrival - sent`, so the smallest difference of a window is the best estimate
 * (the minimum filter of NTP). It still holds the fastest one-way delay: ages read that much too young, a millisecond
 * or less on one machine. The window lets the estimate follow a server clock that was set back.
 */
export type ClockOffset = {
  /** Smallest difference of each slot, newest last. */
  readonly slots: readonly { readonly startMs: number; readonly minMs: number }[];
};

export const noOffset: ClockOffset = { slots: [] };

const slotMs = 5_000;
const slotsKept = 6;

export function observeOffset(
  offset: ClockOffset,
  message: { readonly sentAtMs: number; readonly arrivedAtMs: number },
): ClockOffset {
  const differenceMs = message.arrivedAtMs - message.sentAtMs;
  if (!Number.isFinite(differenceMs)) return offset;
  const last = offset.slots.at(-1);
  if (!last || message.arrivedAtMs - last.startMs >= slotMs) {
    const slots = [...offset.slots, { startMs: message.arrivedAtMs, minMs: differenceMs }];
    return { slots: slots.slice(-slotsKept) };
  }
  if (differenceMs >= last.minMs) return offset;
  return { slots: [...offset.slots.slice(0, -1), { ...last, minMs: differenceMs }] };
}

/** Milliseconds to take from this browser's clock to get the server's; 0 before the first message. */
export function offsetMs(offset: ClockOffset): number {
  let min = Number.POSITIVE_INFINITY;
  for (const slot of offset.slots) min = Math.min(min, slot.minMs);
  return Number.isFinite(min) ? min : 0;
}

/** Age of what was captured at a server time, never negative. */
export function ageOf(capturedAtMs: number, nowMs: number, offset: ClockOffset): number {
  return Math.max(0, nowMs - offsetMs(offset) - capturedAtMs);
}
