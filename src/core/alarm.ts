import type { SituationKind } from './zone.ts';

export const priorities = ['high', 'medium', 'low'] as const;
export type Priority = (typeof priorities)[number];

/** States of IEC 62682 in use so far; shelved, suppressed and out of service come with the control room. */
export const alarmStates = ['unacknowledged', 'acknowledged', 'returned-unacknowledged', 'normal'] as const;
export type AlarmState = (typeof alarmStates)[number];

export type Alarm = {
  readonly id: string;
  readonly situationId: string;
  readonly cameraId: string;
  readonly zoneId: string | null;
  readonly kind: SituationKind;
  readonly priority: Priority;
  readonly state: AlarmState;
  readonly raisedAtMs: number;
  readonly returnedAtMs: number | null;
  readonly acknowledgedAtMs: number | null;
  readonly acknowledgedBy: string | null;
  /** Counts changes; a command names the version it saw. */
  readonly version: number;
};
