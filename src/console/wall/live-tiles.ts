/** Which tiles play live: decoding is bounded by the machine, and a tile that does not play says so. */

/** A tile whose camera has a picture. */
export type Tile = {
  /** On the wall, in reading order. */
  readonly place: number;
  readonly isPushed: boolean;
  /** Its camera has an alarm that waits. */
  readonly isWaiting: boolean;
};

/**
 * Pushed tiles first, then those whose alarm waits, then in reading order, as many as may play.
 * @returns the places of the tiles that play; the others show a still once a second.
 */
export function liveTiles(tiles: readonly Tile[], most: number): ReadonlySet<number> {
  const rank = ({ isPushed, isWaiting }: Tile) => (isPushed ? 0 : isWaiting ? 1 : 2);
  const order = [...tiles].sort((a, b) => rank(a) - rank(b) || a.place - b.place);
  return new Set(order.slice(0, Math.max(0, most)).map(({ place }) => place));
}

/** What may be chosen. */
export const liveLimits = [1, 4, 9, 16] as const;

/** Until somebody chooses: a core decodes about two small streams beside everything else. */
export function usualLiveLimit(cores: number): number {
  return liveLimits.findLast((limit) => limit <= 2 * cores) ?? liveLimits[0];
}
