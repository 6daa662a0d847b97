/** Seeded chance for worlds of tests: 0 <= x < 1 (mulberry32). */
export type Random = () => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Normal, mean 0, deviation 1 (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** The same answer for the same numbers, 0 <= x < 1. */
export function chanceOf(...of: readonly number[]): number {
  return randomOf(of.reduce((h, n) => Math.imul(h ^ n, 0x9e3779b1) + 0x7f4a7c15, 17))();
}
