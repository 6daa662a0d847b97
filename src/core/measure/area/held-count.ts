/** How many boxes counted, and the area that was covered then. */
export type HeldCount = {
  /** On the measurable ground. */
  readonly people: number;
  /** In the whole zone. */
  readonly count: number;
  /** Persons' worth. */
  readonly area: number;
};

/** The covered area may come and go by this much, outlines and clothes like the ground, without anybody having left. */
const keptShare = 0.8;
/** Boxes that are fewer by this share, and this many, have lost people: less is their own error. */
const lostShare = 0.3;
const leastLost = 3;

/**
 * Who was counted and has not walked out is still there: the greatest count, less the share of the area that has been laid
 * bare since. It needs no calibration. Area that is covered anew brings nobody back.
 * @returns the new count where it is the greater.
 */
export function followHeld(before: HeldCount | null, now: HeldCount): HeldCount {
  if (before === null) return now;
  const area = Math.min(before.area, now.area / keptShare);
  const share = before.area > 0 ? area / before.area : 0;
  const held = { people: before.people * share, count: before.count * share, area };
  return now.people >= held.people ? now : held;
}

/** Boxes show fewer than are still there. */
export function isLosing(held: HeldCount, people: number): boolean {
  return held.people - people >= Math.max(leastLost, lostShare * held.people);
}
