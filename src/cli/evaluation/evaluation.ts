import type { Category } from '../../core/detection.ts';
import type { BarComparison } from '../../core/score/detection-bar.ts';
import type { DetectionScore } from '../../core/score/detection-tally.ts';
import type { KindScore } from '../../core/score/kind-score.ts';
import type { TrackingScore } from '../../core/score/tracking-score.ts';

export type Interval = { readonly low: number; readonly high: number };

/** Everything `lamplighter evaluate` says, as it is printed with --json. Null: the truth does not tell. */
export type Evaluation = {
  readonly footage: string;
  readonly model: string;
  readonly frames: { readonly decoded: number; readonly analysed: number; readonly scored: number };
  readonly videoSeconds: number;
  /** At IoU 0.5 and the model's shipped thresholds, for the categories the truth speaks of. */
  readonly detection: {
    readonly [C in Category]?: DetectionScore & { readonly recallInterval: Interval };
  };
  /** Things counted (confirmed tracks seen in the last second) against things labelled, over scored frames. */
  readonly count: {
    readonly mae: number | null;
    readonly bias: number | null;
    /** The same for bare detections. */
    readonly detectionsMae: number | null;
    readonly byCategory: {
      readonly [C in Category]?: { readonly mae: number | null; readonly bias: number | null };
    };
  };
  readonly tracking: TrackingScore | { readonly mota: null; readonly idf1: null; readonly hota: null };
  readonly events: readonly {
    readonly kind: string;
    readonly atMs: number;
    readonly zoneId: string | null;
    readonly sinceMs: number;
    readonly endedMs: number | null;
    /** It lies in the part of the film that the truth speaks of. */
    readonly isInTruth: boolean;
    /** How many caused it, as it was told. */
    readonly causes: number;
  }[];
  /** Crossings in the part of the film that the truth speaks of. */
  readonly crossings: { readonly [line: string]: { readonly in: number; readonly out: number } };
  readonly eventScore: EventEvaluation | null;
  /** Labelled people and bicycles: how many have at least 90 % of their visible area hidden in the masked stream. */
  readonly masking: {
    readonly boxes: number;
    readonly covered: number;
    readonly missRate: number | null;
    readonly missRateInterval: Interval | null;
    /** Mean share of the whole picture that is hidden: 1 would hide everybody and show nothing. */
    readonly pictureShare: number | null;
    /** The first hundred that were not: where to look. */
    readonly missed: readonly {
      readonly frame: number;
      readonly id: number | null;
      readonly hiddenShare: number;
    }[];
  };
  readonly framesPerSecond: number;
  readonly cpuSecondsPerVideoSecond: number;
};

/** The figures of one kind, beside the public bar. */
export type KindEvaluation = Omit<KindScore, 'missed'> & { readonly bar: BarComparison };

export type EventEvaluation = KindScore & {
  readonly toleranceMs: number;
  readonly byKind: { readonly [kind: string]: KindEvaluation };
  /** Asked for by the truth and watched by no zone, in words. */
  readonly notWatched: readonly string[];
};
