const firstMs = 500;
const longestMs = 15_000;

/**
 * How long to wait before attempt `attempt` (0 is the first after a loss).
 * Doubles up to 15 s; the jitter keeps a hundred tiles from coming back in the same instant.
 * @param chance 0..1
 */
export function reconnectDelayMs(attempt: number, chance: number): number {
  const ceilingMs = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 20));
  return Math.round(ceilingMs * (0.5 + chance / 2));
}
