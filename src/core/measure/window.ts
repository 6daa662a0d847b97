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
};

export function windowOf(
  view: ZoneView,
  samples: readonly ZoneSample[],
  span: { readonly atMs: number; readonly windowMs: number },
  beyond: Beyond | null,
): Window {
  const seen = samples.reduce((sum, s) => sum + s.seenShare, 0) / Math.max(samples.length, 1);
  return { view, samples, ...span, seenShare: Math.min(seen, 1), beyond };
}
