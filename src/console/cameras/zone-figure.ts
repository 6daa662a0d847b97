import type { Measure } from '../../core/measure/measure.ts';
import type { Zone } from '../../core/zone.ts';
import { expiredAfterMs } from '../ui/age.ts';
import type { Formats } from '../words/formats.ts';

/** The number a zone is known by: density where measured, else people; on a line the flow both ways. Null: nothing young enough. */
export function zoneFigure(
  measures: readonly Measure[],
  zone: Pick<Zone, 'id' | 'shape'>,
  nowMs: number,
  formats: Pick<Formats, 'number' | 'unit'>,
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
    return `${formats.number(into ?? 0)} → ${formats.number(out ?? 0)} ← ${formats.unit('1/min')}`;
  }
  const density = own.find((m) => m.kind === 'density');
  if (density) return `${formats.number(density.value ?? 0, 1)} ${formats.unit('1/m2')}`;
  const counts = own.filter((m) => m.kind === 'count');
  const shown = counts.filter((m) => m.category === 'person' || (m.value ?? 0) > 0);
  return shown.length === 0 ? null : formats.number(shown.reduce((sum, m) => sum + (m.value ?? 0), 0));
}

/** A measure as `3.1 ±0.4 /m²`; the words for "not measured" are the caller's. */
export function valueText(measure: Measure, formats: Pick<Formats, 'number' | 'unit'>): string | null {
  if (measure.value === null) return null;
  const digits = measure.unit === '1' && Number.isInteger(measure.value) ? 0 : 1;
  const band = measure.errorBand === null ? '' : ` ±${formats.number(measure.errorBand, 1)}`;
  return `${formats.number(measure.value, digits)}${band} ${formats.unit(measure.unit)}`.trim();
}
