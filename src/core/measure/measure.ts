import type { Category } from '../detection.ts';

export const measureKinds = ['count', 'density', 'line-flow', 'mean-speed', 'dwell'] as const;
export type MeasureKind = (typeof measureKinds)[number];

export type MeasureUnit = '1' | '1/m2' | '1/min' | 'm/s' | 's';

/** One number about one zone over one window, with how far it can be trusted. */
export type Measure = {
  readonly zoneId: string;
  readonly kind: MeasureKind;
  /** What was measured: 'person' for density and dwell; each category has its own count, flow and speed. */
  readonly category: Category;
  /** Only for line-flow. */
  readonly direction: 'in' | 'out' | null;
  /** End of the window, UTC milliseconds. */
  readonly atMs: number;
  readonly windowMs: number;
  /** Null: not measured (nothing to average, or not calibrated); the reason is in `note`. */
  readonly value: number | null;
  readonly unit: MeasureUnit;
  /** Half-width of the error band, in `unit`; null where the error is not known. */
  readonly errorBand: number | null;
  /** Share of the zone seen in the window, 0..1. */
  readonly coverage: number;
  readonly note: 'not-calibrated' | 'nothing-seen' | 'not-measuring' | 'beyond-range' | null;
};
