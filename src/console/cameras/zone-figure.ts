import type { Measure } from '../../core/measure/measure.ts';
import type { Zone } from '../../core/zone.ts';
import { expiredAfterMs } from '../ui/age.ts';
import type { Formats } from '../words/formats.ts';

/** How a language writes a figure. */
export type FigureWords = Pick<Formats, 'number' | 'unit'> & {
  readonly directions: { readonly in: string; readonly out: string };
};

/** The number a zone is known by: density where measured, else people; on a line the flow both ways. Null: nothing young enough. */
export function zoneFigure(
  measures: readonly Measure[],
  zone: Pick<Zone, 'id' | 'shape'>,
  nowMs: number,
  { number, unit, directions }: FigureWords,
): string | null {
  const own = measures.filter(
    (m) => m.zoneId === zone.id && m.value !== null && nowMs - m.atMs < expiredAfterMs,
  );
  if (zone.shape === 'line') {
    const flow = (direction: 'in' | 'out') => {
      const flows = own.filter((m) => m.kind === 'line-flow' && m.direction === direction);
      return flows.length === 0 ? null : flows.reduce((sum, m) => sum + (m.value ?? 0), 0);
    };
    const [into, out] = [flow('in'), flow('out')];
    if (into === null && out === null) return null;
    const ways = `${directions.in} ${number(into ?? 0)} · ${directions.out} ${number(out ?? 0)}`;
    return `${ways} ${unit('1/min')}`;
  }
  const density = own.find((m) => m.kind === 'density');
  if (density) return `${number(density.value ?? 0, 1)} ${unit('1/m2')}`;
  const counts = own.filter((m) => m.kind === 'count');
  const shown = counts.filter((m) => m.category === 'person' || (m.value ?? 0) > 0);
  return shown.length === 0 ? null : number(shown.reduce((sum, m) => sum + (m.value ?? 0), 0));
}

/** A count that is whole is shown whole; everything else to a tenth. */
export function digitsOf(measure: Pick<Measure, 'unit' | 'value'>): number {
  const isCounted = measure.unit === '1' || measure.unit === '1/min';
  return isCounted && Number.isInteger(measure.value) ? 0 : 1;
}
