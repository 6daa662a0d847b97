/** Seeded chance for the simulated city. Nothing in sim/ uses Math.random. */
export type Random = {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [from, to). */
  between(from: number, to: number): number;
  /** Uniform whole number in [0, count). */
  below(count: number): number;
  /** Normal with mean 0 and standard deviation 1. */
  normal(): number;
  pick<T>(list: readonly T[]): T;
};

/**
 * xoshiro128** 1.1, its state filled by splitmix32 from the seed and a name, so that two scenes of one
 * seed do not share their chance.
 * @see Blackman & Vigna 2021, "Scrambled linear pseudorandom number generators", doi:10.1145/3460772
 */
export function randomOf(seed: number, name = ''): Random {
  let mix = seed >>> 0;
  for (let i = 0; i < name.length; i++) mix = Math.imul(mix ^ name.charCodeAt(i), 0x01000193) >>> 0;
  const splitmix = () => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let s0 = splitmix();
  let s1 = splitmix();
  let s2 = splitmix();
  let s3 = splitmix();
  const bits = () => {
    const product = Math.imul(s1, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  };
  const next = () => bits() / 0x1_0000_0000;
  return {
    next,
    between: (from, to) => from + (to - from) * next(),
    below: (count) => Math.floor(next() * count),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (list) => list[Math.floor(next() * list.length)]!,
  };
}
