import type { Category } from '../../core/detection.ts';
import { unseenMs } from '../../core/scene-track.ts';
import { binomialInterval } from '../../core/score/binomial-interval.ts';
import type { ScoredFrame } from '../../core/score/comparison.ts';
import { countError } from '../../core/score/count-error.ts';
import {
  type DetectionTally,
  detectionScore,
  emptyTally,
  tallyFrame,
} from '../../core/score/detection-tally.ts';
import { hiddenShare } from '../../core/score/mask-coverage.ts';
import { trackingScore } from '../../core/score/tracking-score.ts';
import type { OfflineFrame } from '../../ingest/offline-frame.ts';
import type { BoxTruth, TrueBox } from '../truth/box-truth.ts';
import type { Evaluation } from './evaluation.ts';

/** Hidden enough: a box with less than this share of its area masked is a miss. */
const enoughHidden = 0.9;
const longestMissList = 100;

type Count = { readonly truth: number; readonly found: number };

/** Scores boxes frame by frame: detections, counts, tracks and masks. */
export class BoxTally {
  readonly #truth: BoxTruth;
  readonly #detection = new Map<Category, DetectionTally>();
  readonly #counts = new Map<Category, Count[]>();
  readonly #allCounts: Count[] = [];
  readonly #detectionCounts: Count[] = [];
  readonly #tracking: ScoredFrame[] = [];
  readonly #missed: { frame: number; id: number | null; hiddenShare: number }[] = [];
  #maskedBoxes = 0;
  #covered = 0;
  #hiddenCells = 0;
  #cells = 0;

  constructor(truth: BoxTruth) {
    this.#truth = truth;
  }

  get frames(): number {
    return this.#allCounts.length;
  }

  take(frame: OfflineFrame): void {
    const truth = this.#truth;
    if (frame.index < truth.firstFrame || frame.index > truth.lastFrame) return;
    const boxes = truth.frames.get(frame.index) ?? [];
    this.#takeDetections(frame, boxes);
    this.#takeCounts(frame, boxes);
    this.#takeMask(frame, boxes);
    if (truth.hasIds) this.#tracking.push(this.#trackingFrame(frame, boxes));
  }

  result(): Pick<Evaluation, 'detection' | 'count' | 'tracking' | 'masking'> {
    const missed = this.#maskedBoxes - this.#covered;
    return {
      detection: Object.fromEntries(
        [...this.#detection].map(([category, tally]) => {
          const { truePositives, misses } = tally;
          const recallInterval = binomialInterval(truePositives, truePositives + misses);
          return [category, { ...detectionScore(tally), recallInterval }];
        }),
      ),
      count: {
        ...countError(this.#allCounts),
        detectionsMae: countError(this.#detectionCounts).mae,
        byCategory: Object.fromEntries([...this.#counts].map(([c, pairs]) => [c, countError(pairs)])),
      },
      tracking: this.#truth.hasIds ? trackingScore(this.#tracking) : { mota: null, idf1: null, hota: null },
      masking: {
        boxes: this.#maskedBoxes,
        covered: this.#covered,
        missRate: this.#maskedBoxes === 0 ? null : missed / this.#maskedBoxes,
        missRateInterval: this.#maskedBoxes === 0 ? null : binomialInterval(missed, this.#maskedBoxes),
        pictureShare: this.#cells === 0 ? null : this.#hiddenCells / this.#cells,
        missed: this.#missed,
      },
    };
  }

  #takeDetections(frame: OfflineFrame, boxes: readonly TrueBox[]): void {
    for (const category of this.#truth.categories) {
      const before = this.#detection.get(category) ?? emptyTally;
      const found = frame.detections.filter((d) => d.category === category);
      const truth = boxes.filter((b) => b.isScored && b.category === category).map((b) => b.box);
      const ignored = boxes.filter((b) => !b.isScored).map((b) => b.box);
      this.#detection.set(category, tallyFrame(before, { truth, found, ignored }));
    }
  }

  #takeCounts(frame: OfflineFrame, boxes: readonly TrueBox[]): void {
    const all = { truth: 0, found: 0 };
    let detected = 0;
    for (const category of this.#truth.categories) {
      const truth = boxes.filter((b) => b.isCounted && b.category === category).length;
      const found = frame.tracks.filter(
        (t) => t.category === category && t.isConfirmed && frame.atMs - t.lastSeenMs <= unseenMs,
      ).length;
      const pairs = this.#counts.get(category) ?? [];
      pairs.push({ truth, found });
      this.#counts.set(category, pairs);
      all.truth += truth;
      all.found += found;
      detected += frame.detections.filter((d) => d.category === category).length;
    }
    this.#allCounts.push(all);
    this.#detectionCounts.push({ truth: all.truth, found: detected });
  }

  #takeMask(frame: OfflineFrame, boxes: readonly TrueBox[]): void {
    for (const bit of frame.mask.bits) if (bit !== 0) this.#hiddenCells++;
    this.#cells += frame.mask.bits.length;
    for (const { box, category, id, isScored } of boxes) {
      if (!isScored || category === 'vehicle') continue;
      const share = hiddenShare(box, frame, frame.mask);
      if (share === null) continue;
      this.#maskedBoxes++;
      if (share >= enoughHidden) this.#covered++;
      else if (this.#missed.length < longestMissList) {
        this.#missed.push({ frame: frame.index, id, hiddenShare: Math.round(share * 1_000) / 1_000 });
      }
    }
  }

  /** Every category lies in a plane of its own, so that a person is never matched with a car. */
  #trackingFrame(frame: OfflineFrame, boxes: readonly TrueBox[]): ScoredFrame {
    const planes = this.#truth.categories;
    const apart = 1_000_000;
    const placed = ({ id, category, box }: { id: number; category: Category; box: TrueBox['box'] }) => {
      const plane = planes.indexOf(category);
      return { id: id * planes.length + plane, box: { ...box, x: box.x + plane * apart } };
    };
    return {
      truth: boxes.filter((b) => b.isScored).map((b) => placed({ ...b, id: b.id! })),
      result: frame.tracks
        .filter((t) => t.isConfirmed && !t.isCoasting && planes.includes(t.category))
        .map(placed),
    };
  }
}
