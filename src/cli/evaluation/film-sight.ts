/** What the detector found of what was drawn: whether a miss is the eye's or the rule's. */
import { type Category, categories } from '../../core/detection.ts';
import { type DetectionTally, emptyTally } from '../../core/score/detection-tally.ts';
import type { Evaluation } from './evaluation.ts';

export type Sight = {
  /** At IoU 0.5 and the scores that count, of what shows half of itself or more. */
  readonly detection: { readonly [C in Category]: DetectionTally };
  /** People and bicycles drawn, and those of them that the mask hid for nine tenths. */
  readonly drawn: number;
  readonly hidden: number;
};

export const noSight: Sight = {
  detection: { person: emptyTally, bicycle: emptyTally, vehicle: emptyTally },
  drawn: 0,
  hidden: 0,
};

export function addSight(sight: Sight, film: Pick<Evaluation, 'detection' | 'masking'>): Sight {
  const sum = (category: Category): DetectionTally => {
    const before = sight.detection[category];
    const { truePositives, falsePositives, misses } = film.detection[category] ?? emptyTally;
    return {
      truePositives: before.truePositives + truePositives,
      falsePositives: before.falsePositives + falsePositives,
      misses: before.misses + misses,
    };
  };
  return {
    detection: { person: sum('person'), bicycle: sum('bicycle'), vehicle: sum('vehicle') },
    drawn: sight.drawn + film.masking.boxes,
    hidden: sight.hidden + film.masking.covered,
  };
}

/** A table for a person, a condition a row. */
export function sightTable(sights: Readonly<Record<string, Sight>>): string {
  const rows = Object.entries(sights).map(([condition, { detection, drawn, hidden }]) => [
    condition,
    ...categories.map((category) => found(detection[category])),
    drawn === 0 ? '-' : `${percent(hidden, drawn)} of ${drawn}`,
  ]);
  const lines = [
    ['condition', ...categories.map((category) => `${category}: recall, precision`), 'masked'],
    ...rows,
  ];
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return `${lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`;
}

function found({ truePositives, falsePositives, misses }: DetectionTally): string {
  if (truePositives + misses === 0) return falsePositives === 0 ? '-' : `none drawn, ${falsePositives} false`;
  const precision = percent(truePositives, truePositives + falsePositives);
  return `${percent(truePositives, truePositives + misses)}, ${precision}`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
}
