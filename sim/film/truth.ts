/** What a film really shows, frame by frame: nothing here is detected, all of it is known. */
import type { Category } from '../../src/core/detection.ts';
import type { Box, Point } from '../../src/core/geometry.ts';
import type { SituationKind } from '../../src/core/zone.ts';

export type TruthBox = {
  readonly id: number;
  readonly category: Category;
  /** Pixels of the film, cut at its borders. */
  readonly box: Box;
  /** Where it stands, metres east and north of the camera's foot. */
  readonly feet: Point;
  /** Share of the whole thing that the picture shows, 0..1: the rest is hidden or outside. */
  readonly visible: number;
};

export type TruthFrame = {
  readonly index: number;
  readonly atMs: number;
  readonly boxes: readonly TruthBox[];
};

export type TruthEvent = {
  readonly kind: SituationKind;
  /** Null: the camera's own. */
  readonly zoneId: string | null;
  readonly startMs: number;
  readonly endMs: number;
};

export type Truth = {
  readonly scene: string;
  readonly seed: number;
  readonly isSimulated: true;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly framesPerSecond: number;
  readonly frames: readonly TruthFrame[];
  readonly events: readonly TruthEvent[];
};

const motClass: { readonly [C in Category]: number } = { person: 1, vehicle: 3, bicycle: 4 };

/**
 * Truth as MOT text: frame (from 1), id, left, top, width, height, confidence, class, visibility.
 * Classes as in MOT16: 1 pedestrian, 3 car, 4 bicycle. Boxes less visible than `minVisible` are marked 0, to be left out of scores.
 * @see Milan et al. 2016, "MOT16: a benchmark for multi-object tracking", arXiv:1603.00831
 */
export function motText(truth: Truth, only?: Category, minVisible = 0.25): string {
  const lines: string[] = [];
  for (const frame of truth.frames) {
    for (const { id, category, box, visible } of frame.boxes) {
      if (only && category !== only) continue;
      const counts = visible >= minVisible ? 1 : 0;
      const numbers = [box.x, box.y, box.w, box.h].map((value) => value.toFixed(2)).join(',');
      lines.push(`${frame.index + 1},${id},${numbers},${counts},${motClass[category]},${visible.toFixed(3)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
