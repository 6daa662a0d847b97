import type { Point } from '../geometry.ts';

/** One walking person's box in one part of the picture, without who, when or where to: fractions of the picture. */
export type UprightSighting = {
  /** Middle of the box's lower edge. */
  readonly foot: Point;
  /** Row of the box's upper edge. */
  readonly headY: number;
};

/** How far one walking person's feet came in a moment, without who or when: fractions of the picture. */
export type Pace = { readonly from: Point; readonly to: Point; readonly seconds: number };

/** What walking people say of a camera. */
export type Sightings = { readonly upright: readonly UprightSighting[]; readonly paces: readonly Pace[] };
