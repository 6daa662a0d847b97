import { walkwaySpaceM2 } from '../../level-of-service.ts';
import type { LevelOfService } from '../../situation/situation.ts';

/** What a place is for decides how much room is enough. */
export type Facility = 'walkway' | 'queue' | 'stairs';

/**
 * Least space per person of each level, m2; below E it is F. Walkway and stairs: Fruin 1971, Pedestrian Planning and Design.
 * Queue: Fruin as rounded by the Highway Capacity Manual and the Transit Capacity and Quality of Service Manual.
 */
export const leastSpaceM2: Readonly<Record<Facility, readonly (readonly [LevelOfService, number])[]>> = {
  walkway: walkwaySpaceM2,
  queue: [
    ['A', 1.21],
    ['B', 0.9],
    ['C', 0.7],
    ['D', 0.3],
    ['E', 0.2],
  ],
  stairs: [
    ['A', 1.85],
    ['B', 1.39],
    ['C', 0.93],
    ['D', 0.65],
    ['E', 0.37],
  ],
};

/**
 * Level of service of a place with this density. A bound belongs to the better level; an empty place is A.
 * @param densityPerM2 >= 0.
 */
export function serviceLevel(densityPerM2: number, facility: Facility): LevelOfService {
  for (const [level, leastM2] of leastSpaceM2[facility]) if (densityPerM2 * leastM2 <= 1 + 1e-9) return level;
  return 'F';
}
