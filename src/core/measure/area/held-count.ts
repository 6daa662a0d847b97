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
/** More people than this for each person's worth of area do not cover it: they belong to what is taken for the empty place. */
const mostPerArea = 2.5;
/** Boxes that are fewer by this share, and this many, have lost people: less is their own error. */
const lostShare = 0.3;
const leastLost = 3;

/**
 * Who was counted and has not walked out is still there: the greatest count, less the share of the area that has been laid
 * bare since. It needs no calibration. Area that is covered anew brings nobody back.
 * @returns the new count where it is the greater.
 */
export function followHeld(before: HeldCount | null, now: HeldCount): HeldCount {
  const covering = now.people > 0 ? Math.min(1, (mostPerArea * now.area) / now.people) : 1;
  const counted = { people: now.people * covering, count: now.count * covering, area: now.area };
  if (before === null) return counted;
  const area = Math.min(before.area, now.area / keptShare);
  const share = before.area > 0 ? area / before.area : 0;
  const held = { people: before.people * share, count: before.count * share, area };
  return counted.people >= held.people ? counted : held;
}

/** Boxes show fewer than are still there. */
export function isLosing(held: HeldCount, people: number): boolean {
  return held.people - people >= Math.max(leastLost, lostShare * held.people);
}
