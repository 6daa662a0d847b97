import type { Priority } from '../../priority.ts';
import type { SituationKind } from '../../zone.ts';

/** One time an alarm asked to be noticed: what IEC 62682 counts. An alarm that comes again is counted again. */
export type Annunciation = {
  readonly alarmId: string;
  readonly cameraId: string;
  readonly zoneId: string | null;
  readonly kind: SituationKind;
  readonly priority: Priority;
  /** When it asked, UTC ms. */
  readonly atMs: number;
  readonly acknowledgedAtMs: number | null;
  readonly acknowledgedBy: string | null;
  /** When it stood no longer: over and noticed, reset, or set aside. Null: it still stands. */
  readonly overAtMs: number | null;
  /** Somebody said that the alarm was not worth attention. */
  readonly isNuisance: boolean;
};

/** UTC ms; `toMs` is outside. */
export type Span = { readonly fromMs: number; readonly toMs: number };

export function isIn(span: Span, atMs: number): boolean {
  return atMs >= span.fromMs && atMs < span.toMs;
}

/** The rule that spoke: a kind of situation at a place. */
export function ruleKeyOf({ cameraId, zoneId, kind }: Annunciation): string {
  return `${cameraId} ${zoneId ?? ''} ${kind}`;
}
