import type { Category } from '../detection.ts';

export const measureKinds = [
  'count',
  'density',
  'line-flow',
  'mean-speed',
  'dwell',
  /** Density times the variance of velocity. */
  'crowd-pressure',
  /** Share of walkers who go the other way, 0 to 0.5. */
  'counter-flow',
  'queue-length',
  /** How long who enters now will stay, from counts alone. */
  'wait',
  /** How long nobody of this category has been near an object. */
  'unattended',
  /** How many have caused a situation, from its beginning to `atMs`. */
  'causes',
] as const;
export type MeasureKind = (typeof measureKinds)[number];

export type MeasureUnit = '1' | '1/m2' | '1/min' | 'm/s' | 's' | 'm' | '1/s2';

export const measureNotes = [
  'not-calibrated',
  'nothing-seen',
  'not-measuring',
  'beyond-range',
  /** The place is too dense for boxes: the number comes from the area that people cover. */
  'by-area',
  /** The same, for velocities: from the movement of texture, and at least this. */
  'by-flow',
] as const;
export type MeasureNote = (typeof measureNotes)[number];

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
  readonly note: MeasureNote | null;
};
