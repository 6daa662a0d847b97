import type { LevelOfService } from './situation/situation.ts';

/** Least space per person of each level on a walkway, m2 (Fruin 1971, Pedestrian Planning and Design). Below E it is F. */
export const walkwaySpaceM2: readonly (readonly [LevelOfService, number])[] = [
  ['A', 3.24],
  ['B', 2.32],
  ['C', 1.39],
  ['D', 0.93],
  ['E', 0.46],
];

/**
 * Fruin's level of service of a walkway: A walks freely, C still passes others, E shuffles, F has broken down.
 * @param densityPerM2 people per square metre, >= 0; an empty place is A.
 * A bound belongs to the better level: exactly 0.93 m2 per person is D.
 */
export function levelOfService(densityPerM2: number): LevelOfService {
  for (const [level, leastM2] of walkwaySpaceM2) if (densityPerM2 * leastM2 <= 1 + 1e-9) return level;
  return 'F';
}
