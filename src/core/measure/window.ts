import type { ZoneView } from '../zone-view.ts';
import type { Beyond } from './beyond-range.ts';
import type { ZoneSample } from './zone-sample.ts';

/** The frames of one window over one area, ready to be measured. */
export type Window = {
  readonly view: ZoneView;
  /** One or more. */
  readonly samples: readonly ZoneSample[];
  /** End, UTC ms. */
  readonly atMs: number;
  readonly windowMs: number;
  /** Mean of the frames' `seenShare`, 0..1: falls where things hide each other. */
  readonly seenShare: number;
  /** Set while the crowd is denser than boxes can count. */
  readonly beyond: Beyond | null;
  /** People on the measurable ground who are known to be there at the least, and have no box. */
  readonly missing: number;
};

/** What is known of a crowd besides its boxes. */
export type CrowdView = Pick<Window, 'beyond' | 'missing'>;

export const nothingHidden: CrowdView = { beyond: null, missing: 0 };

export function windowOf(
  view: ZoneView,
  samples: readonly ZoneSample[],
  span: { readonly atMs: number; readonly windowMs: number },
  { beyond, missing }: CrowdView = nothingHidden,
): Window {
  const seen = samples.reduce((sum, s) => sum + s.seenShare, 0) / Math.max(samples.length, 1);
  return { view, samples, ...span, seenShare: Math.min(seen, 1), beyond, missing };
}

/** Share of the people that have boxes, 0..1, of those known to be there. */
export function foundShare(people: number, { missing }: CrowdView): number {
  return missing > 0 ? people / (people + missing) : 1;
}
