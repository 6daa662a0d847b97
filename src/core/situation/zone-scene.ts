import type { Category } from '../detection.ts';
import type { Foreground } from '../foreground.ts';
import type { Frame } from '../frame.ts';
import { isInside, type Matrix3 } from '../geometry.ts';
import { countOf } from '../measure/count.ts';
import type { CrowdSample } from '../measure/crowd-sample.ts';
import { detectorFigures } from '../measure/error-band.ts';
import type { FlowSample } from '../measure/flow/crowd-flow.ts';
import type { Measure } from '../measure/measure.ts';
import type { Window } from '../measure/window.ts';
import { isCounted, type SceneTrack } from '../scene-track.ts';
import type { StillRegion } from '../still-region.ts';
import type { Rule, ZoneSituationKind } from '../zone.ts';
import type { ZoneView } from '../zone-view.ts';
import type { Verdict } from './watch.ts';

/** One zone in one frame, as its rules see it. */
export type ZoneScene = {
  readonly view: ZoneView;
  /** Every track of the frame, confirmed or not. */
  readonly tracks: readonly SceneTrack[];
  /** What was set down or taken away and stays so; empty where the source has no pixels. */
  readonly still: readonly StillRegion[];
  readonly foreground: Foreground | null;
  /** Ground metres from fractions of the picture; null without calibration. */
  readonly matrix: Matrix3 | null;
  readonly frame: Frame;
  /** Observed time, ms. */
  readonly tMs: number;
  /** UTC ms. */
  readonly atMs: number;
  /** The last second of this zone. */
  readonly window: Window;
  /** How its people moved in the last seconds, newest last. */
  readonly crowd: readonly CrowdSample[];
  /** How its texture moved in the last seconds, where a crowd is beyond boxes. */
  readonly texture: readonly FlowSample[];
  /** What the rule remembers between frames of the zone itself; of tracks it is in `track.memory`. */
  readonly memory: Map<string, unknown>;
  /** Names this rule's memory. */
  readonly key: string;
};

export type RuleOf<K extends ZoneSituationKind> = Extract<Rule, { kind: K }>;

/** A rule that holds for a while. The momentary one, line crossing, stands apart. */
export type Judge<K extends ZoneSituationKind> = (rule: RuleOf<K>, scene: ZoneScene) => Verdict;

/** The foot is strictly inside the area. */
export function isIn(scene: ZoneScene, track: SceneTrack): boolean {
  return isInside(track.foot, scene.view.zone.points);
}

/** In the zone, or was less than a second ago: short misses and jitter on the outline do not break a stay. */
export function isStaying(scene: ZoneScene, track: SceneTrack): boolean {
  return isCounted(track, scene.tMs) && track.visits.has(scene.view.zone.id);
}

/**
 * Certainty of a rule about single things: how often the detector is right about this kind of thing, times the share of
 * frames in which it was seen while the rule's hold time ran. 0.8 where the detector has not been measured.
 */
export function certaintyOf(category: Category, seenShare: number): number {
  return Math.min(Math.max((detectorFigures[category]?.precision ?? 0.8) * seenShare, 0), 1);
}

export function countsOf(scene: ZoneScene, categories: readonly Category[]): readonly Measure[] {
  return categories.map((category) => countOf(scene.window, category));
}

/** The speed of the thing that caused a situation, over the time that the rule looked at it. */
export function causeSpeed(
  scene: ZoneScene,
  track: SceneTrack,
  of: { readonly mps: number | null; readonly errorMps: number | null; readonly windowMs: number },
): Measure {
  return {
    zoneId: scene.view.zone.id,
    kind: 'mean-speed',
    category: track.category,
    direction: null,
    atMs: Math.round(scene.atMs),
    windowMs: Math.max(Math.round(of.windowMs), 0),
    value: of.mps,
    unit: 'm/s',
    errorBand: of.mps === null || of.errorMps === null ? null : 1.96 * of.errorMps,
    coverage: scene.view.coverage,
    note: of.mps === null ? 'not-calibrated' : null,
  };
}

export const offVerdict: Verdict = {
  isOn: false,
  isKept: false,
  sinceMs: null,
  certainty: 0,
  levelOfService: null,
  causes: 0,
  because: () => [],
};
