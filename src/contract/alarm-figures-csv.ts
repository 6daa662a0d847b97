/** Alarm performance as one table: a line for the whole, and one for each rule, shift and operator. */
import type { AlarmFigures, StreamFigures } from './alarm-figures.ts';
import { writeCsv } from './csv.ts';

const parts = ['part', 'from', 'to', 'camera', 'zone', 'kind', 'operator'] as const;
type Part = { readonly [K in (typeof parts)[number]]?: string };

/** Durations in seconds, shares 0..1; empty: nothing to divide by. */
const columns: readonly (readonly [name: string, of: (figures: StreamFigures) => number | null])[] = [
  ['alarms', (f) => f.alarms],
  ['hours', (f) => f.lengthMs / 3_600_000],
  ['alarms_per_10_min', (f) => f.perTenMinutes],
  ['most_in_10_min', (f) => f.mostInTenMinutes],
  ['share_of_10_min_periods_above_10', (f) => f.crowdedPeriodsShare],
  ['floods', (f) => f.floods],
  ['share_of_time_in_flood', (f) => f.floodedShare],
  ['stale_at_once', (f) => f.staleAtOnce],
  ['chattering_rules', (f) => f.chatteringRules],
  ['acknowledged', (f) => f.acknowledged],
  ['acknowledge_median_s', (f) => secondsOf(f.acknowledgeMedianMs)],
  ['acknowledge_p95_s', (f) => secondsOf(f.acknowledgeP95Ms)],
  ['late_share', (f) => f.lateShare],
  ['nuisances', (f) => f.nuisances],
  ['nuisance_share', (f) => f.nuisanceShare],
  ['high', (f) => f.byPriority.high],
  ['medium', (f) => f.byPriority.medium],
  ['low', (f) => f.byPriority.low],
];

/** @param place names of a camera and a zone, as people know them. */
export function figuresCsv(
  figures: AlarmFigures,
  place: (cameraId: string, zoneId: string | null) => { readonly camera: string; readonly zone: string },
): string {
  const whole = { from: timeOf(figures.fromMs), to: timeOf(figures.toMs) };
  return writeCsv([
    [...parts, ...columns.map(([name]) => name)],
    line({ part: 'whole', ...whole }, figures.whole),
    ...figures.rules.map((rule) =>
      line({ part: 'rule', ...whole, ...place(rule.cameraId, rule.zoneId), kind: rule.kind }, rule),
    ),
    ...figures.shifts.map((shift) =>
      line({ part: 'shift', from: timeOf(shift.fromMs), to: timeOf(shift.toMs) }, shift),
    ),
    ...figures.operators.flatMap(({ name, stream, own }) => [
      line({ part: 'operator', ...whole, operator: name }, stream),
      line({ part: 'operator_own', ...whole, operator: name }, own),
    ]),
  ]);
}

function line(part: Part, figures: StreamFigures): string[] {
  return [
    ...parts.map((name) => part[name] ?? ''),
    ...columns.map(([, of]) => {
      const value = of(figures);
      return value === null ? '' : String(Math.round(value * 1e4) / 1e4);
    }),
  ];
}

function secondsOf(ms: number | null): number | null {
  return ms === null ? null : ms / 1_000;
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
