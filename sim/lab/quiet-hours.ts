/** Ordinary life without any event, hour by hour: whatever is announced in it is a false alarm. Simulated. */
import { play } from './play.ts';
import { conditions, type Scenario } from './scenario.ts';
import { quietStories } from './story/quiet.ts';

/**
 * Camera-hours of a street, a road, a platform and a hall, in every condition in turn. Every frame is analysed, at the full rate of
 * 5 a second, also while nothing moves. At 24 hours each place is seen six times and each condition about five times.
 * @param hours a whole number, 24 or more for a figure that says something.
 */
export function quietHours(seed: number, hours: number): readonly Scenario[] {
  return Array.from({ length: hours }, (_, hour) =>
    play(quietStories[hour % quietStories.length]!, {
      seed: seed + hour,
      condition: conditions[hour % conditions.length]!,
    }),
  );
}
