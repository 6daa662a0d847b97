import type { Point } from '../geometry.ts';
import { assign } from '../track/assignment.ts';

/** A person as counted in one frame: a place and a size, nothing that tells who, and no thread to any other frame. */
export type FoundPerson = {
  /** Where the feet are, fractions of the picture. */
  readonly x: number;
  readonly y: number;
  /** Height of the box, as a fraction of the picture's height. */
  readonly height: number;
};

export type PersonMatch = {
  /** By label: the index of the found person it belongs to, or -1. */
  readonly foundOfLabel: readonly number[];
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly misses: number;
};

/** Nobody clicks more exactly than this, however small the person, in heights of the picture. */
const leastReach = 0.025;

/**
 * Pairs clicked feet with found people, one to one: as many pairs as possible, and of those the closest. A click belongs
 * to a person when it lies within half the person's height of the feet.
 * @param aspect width of the picture over its height.
 */
export function matchPeople(
  labels: readonly Point[],
  found: readonly FoundPerson[],
  aspect: number,
): PersonMatch {
  const gains = new Float64Array(labels.length * found.length);
  for (const [l, label] of labels.entries()) {
    for (const [f, person] of found.entries()) {
      const reach = Math.max(person.height / 2, leastReach);
      const away = Math.hypot((label.x - person.x) * aspect, label.y - person.y) / reach;
      // The number of pairs outweighs any closeness.
      if (away <= 1) gains[l * found.length + f] = 1_000 - away;
    }
  }
  const foundOfLabel = [...assign(gains, labels.length, found.length)];
  const truePositives = foundOfLabel.filter((f) => f >= 0).length;
  return {
    foundOfLabel,
    truePositives,
    falsePositives: found.length - truePositives,
    misses: labels.length - truePositives,
  };
}
