import type { Measure } from '../measure/measure.ts';
import type { SituationKind } from '../zone.ts';

/** Fruin's level of service for walkways, A (free) to F (breakdown). */
export type LevelOfService = 'A' | 'B' | 'C' | 'D' | 'E' | 'F';

/** Something that is happening in a zone, or to a camera, with the measures that say so. */
export type Situation = {
  readonly id: string;
  readonly cameraId: string;
  readonly kind: SituationKind;
  /** Null for the camera's own faults. */
  readonly zoneId: string | null;
  /** When the condition began, UTC milliseconds (before the hold time ran out). */
  readonly sinceMs: number;
  /** Capture time of the frame that fulfilled the rule, UTC milliseconds. */
  readonly detectedAtMs: number;
  readonly endedMs: number | null;
  /** How sure the rule is, 0..1. */
  readonly certainty: number;
  readonly levelOfService: LevelOfService | null;
  readonly because: readonly Measure[];
};
