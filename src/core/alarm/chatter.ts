/** When a condition that comes and goes is told as one alarm that counts, not as one alarm each time. */
export type ChatterRule = {
  /** So many beginnings, this one included ... */
  readonly times: number;
  /** ... within so long, ms. */
  readonly withinMs: number;
};

/**
 * An alarm nobody has noticed yet takes in whatever follows anyhow; this is for alarms that were noticed and closed.
 * @param begunAtMs when the condition began before, at this place. @returns whether this beginning joins the last alarm.
 */
export function isChatter(begunAtMs: readonly number[], nowMs: number, rule: ChatterRule): boolean {
  const lately = begunAtMs.filter((atMs) => atMs <= nowMs && nowMs - atMs <= rule.withinMs).length;
  return lately + 1 >= rule.times;
}
