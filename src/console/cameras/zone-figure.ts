import { type Category, categories } from '../../core/detection.ts';
import type { Measure } from '../../core/measure/measure.ts';
import type { Zone } from '../../core/zone.ts';
import { expiredAfterMs } from '../ui/age.ts';
import type { Formats } from '../words/formats.ts';

/** How a language writes a figure. */
export type FigureWords = Pick<Formats, 'number' | 'unit'> & {
  readonly directions: { readonly in: string; readonly out: string };
  readonly categories: { readonly [C in Category]: string };
};

/**
 * The number a zone is known by: on a line the flow both ways; in an area with a queue rule the queue's length; else the
 * density of people where it is measured and matters, else how many of what is there most. Null: nothing young enough.
 */
export function zoneFigure(
  measures: readonly Measure[],
  zone: Pick<Zone, 'id' | 'shape' | 'rules'>,
  nowMs: number,
  words: FigureWords,
): string | null {
  const own = measures.filter(
    (m) => m.zoneId === zone.id && m.value !== null && nowMs - m.atMs < expiredAfterMs,
  );
  if (zone.shape === 'line') return flowFigure(own, words);
  const queue = own.find((m) => m.kind === 'queue-length');
  if (queue) return `${words.number(queue.value ?? 0, 1)} ${words.unit('m')}`;
  const density = own.find((m) => m.kind === 'density');
  const isForPeople = zone.rules.some((rule) => rule.kind === 'crowding');
  if (density && (isForPeople || (density.value ?? 0) >= 0.05))
    return `${words.number(density.value ?? 0, 1)} ${words.unit('1/m2')}`;
  return countFigure(own, words);
}

function flowFigure(own: readonly Measure[], { number, unit, directions }: FigureWords): string | null {
  const flows = own.filter((m) => m.kind === 'line-flow');
  if (flows.length === 0) return null;
  const sum = (direction: 'in' | 'out') =>
    flows.filter((m) => m.direction === direction).reduce((total, m) => total + (m.value ?? 0), 0);
  const ways = (['in', 'out'] as const).map((way) => `${directions[way]} ${number(sum(way))}`);
  return `${ways.join(' · ')} ${unit('1/min')}`;
}

function countFigure(own: readonly Measure[], words: FigureWords): string | null {
  const counts = categories.flatMap((category) => {
    const count = own.find((m) => m.kind === 'count' && m.category === category);
    return count === undefined ? [] : [{ category, value: count.value ?? 0 }];
  });
  if (counts.length === 0) return null;
  const most = counts.reduce((best, count) => (count.value > best.value ? count : best));
  if (most.value === 0) return words.number(0);
  return `${words.categories[most.category].toLowerCase()} ${words.number(most.value)}`;
}

/**
 * A count that is whole is shown whole, a pressure to a thousandth (its limits are hundredths), a share to a hundredth;
 * everything else to a tenth.
 */
export function digitsOf(measure: Pick<Measure, 'kind' | 'unit' | 'value'>): number {
  if (measure.kind === 'crowd-pressure') return 3;
  if (measure.kind === 'counter-flow') return 2;
  const isCounted = measure.unit === '1' || measure.unit === '1/min';
  return isCounted && Number.isInteger(measure.value) ? 0 : 1;
}
