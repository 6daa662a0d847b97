import type { Point } from '../../geometry.ts';
import { usualRadiusM, weightOf } from './local-density.ts';

/** One person, with how well the velocity is known. */
export type Jostler = {
  /** Ground metres. */
  readonly at: Point;
  /** m/s; null while not known: such a person still fills ground. */
  readonly velocity: Point | null;
  /** Standard error of each component of the velocity, m/s. */
  readonly errorMps: number;
  /** Whose surroundings are looked at; the others are there so that the outline is no wall. */
  readonly isInZone: boolean;
};

/** Crowd pressure of a zone at one instant, freed from what jitter adds. */
export type Jostle = {
  /** Mean over the people of the zone of local density times local variance, less `noisePerS2`; may be below 0 by chance, 1/s2. */
  readonly pressurePerS2: number;
  /** What the errors of the velocities alone would read as, 1/s2. */
  readonly noisePerS2: number;
  /** How many people it is the mean of. */
  readonly people: number;
};

/**
 * What tracks that hop add, for each share of people whose velocity was left out: their like remain among the others. A hop
 * leads to the next person, 1 / sqrt(rho) away, so it adds 1 / T2 to P whatever the density; T is 2 s, and about half are small
 * enough to remain.
 */
const hopPerS2 = 0.15;
/** So many times what is usual near is out of the usual. */
const outlying = 2.5;
/** Neighbours within this are near, m; with fewer than so many there is no usual. */
const nearM = 2;
const leastNear = 4;

/**
 * Helbing's crowd pressure, P = rho Var(v), at the place of each person of the zone, and the mean of it. Density and variance
 * are local, with Gaussian weights of radius R. The errors of the velocities add a variance of their own, twice the square
 * of each, which is taken off: 0.25 m of jitter at 5 frames a second and a slope of 2 s would read 0.04 at 1.5 /m2, twice
 * the usual limit. Jitter that wanders slowly hides from the slope's error and stays in.
 * Whoever moves as nobody near does is left out: see `trustOf`.
 * @returns null for fewer than two people with a velocity.
 * @see Helbing, Johansson & Al-Abideen 2007, doi:10.1103/PhysRevE.75.046109
 */
export function jostleAmong(all: readonly Jostler[], radiusM = usualRadiusM): Jostle | null {
  const isTrusted = trustOf(all);
  const crowd = all.map((p) => (isTrusted(p) ? p : { ...p, velocity: null }));
  const places = crowd.filter((p) => p.isInZone && p.velocity !== null);
  if (places.length < 2) return null;
  let [pressure, noise] = [0, 0];
  for (const place of places) {
    const around = surroundingsOf(place.at, crowd, radiusM);
    pressure += around.densityPerM2 * (around.variance - around.noise);
    noise += around.densityPerM2 * around.noise;
  }
  const people = places.length;
  const hops = hopPerS2 * (1 - people / crowd.filter((p) => p.isInZone).length);
  return { pressurePerS2: pressure / people - hops, noisePerS2: noise / people + hops, people };
}

/**
 * Leaves out who moves or errs as nobody near does: in a dense crowd tracks hop from one person to the next, and one hop
 * outweighs all others. A push moves neighbours too, in whatever direction, and stays in.
 */
function trustOf(all: readonly Jostler[]): (person: Jostler) => boolean {
  const known = all.flatMap((person) =>
    person.velocity === null ? [] : [{ person, at: person.at, velocity: person.velocity, away: 0 }],
  );
  const middle = {
    x: middleOf(known.map((k) => k.velocity.x)),
    y: middleOf(known.map((k) => k.velocity.y)),
  };
  for (const k of known) k.away = Math.hypot(k.velocity.x - middle.x, k.velocity.y - middle.y);
  const mostError = outlying * medianOf(known.map((k) => k.person.errorMps));
  const trusted = new Set<Jostler>();
  for (const own of known) {
    if (own.person.errorMps > mostError) continue;
    const near: number[] = [];
    for (const k of known) {
      const dx = k.at.x - own.at.x;
      const dy = k.at.y - own.at.y;
      if (k !== own && dx * dx + dy * dy <= nearM * nearM) near.push(k.away);
    }
    if (near.length < leastNear || own.away <= outlying * medianOf(near)) trusted.add(own.person);
  }
  return (person) => trusted.has(person);
}

/** Mean of the middle half: neither outliers nor two opposite halves drag it far. */
function middleOf(values: number[]): number {
  values.sort((a, b) => a - b);
  const quarter = Math.floor(values.length / 4);
  const half = values.slice(quarter, values.length - quarter);
  return half.reduce((sum, v) => sum + v, 0) / half.length;
}

function medianOf(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1] ?? 0;
}

function surroundingsOf(at: Point, all: readonly Jostler[], radiusM: number) {
  const reachM = 3 * radiusM;
  let [filled, weight, x, y, squares, errors, heavyErrors] = [0, 0, 0, 0, 0, 0, 0];
  for (const { at: there, velocity, errorMps } of all) {
    if (Math.abs(there.x - at.x) > reachM || Math.abs(there.y - at.y) > reachM) continue;
    const w = weightOf(at, there, radiusM);
    filled += w;
    if (velocity === null) continue;
    weight += w;
    x += w * velocity.x;
    y += w * velocity.y;
    squares += w * (velocity.x ** 2 + velocity.y ** 2);
    errors += w * 2 * errorMps ** 2;
    heavyErrors += w * w * 2 * errorMps ** 2;
  }
  const variance = squares / weight - (x / weight) ** 2 - (y / weight) ** 2;
  // The mean velocity shares the errors, so a little of them cancels.
  const noise = errors / weight - heavyErrors / weight ** 2;
  return { densityPerM2: filled / (Math.PI * radiusM ** 2), variance, noise };
}
