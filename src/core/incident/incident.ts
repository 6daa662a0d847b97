/** An incident: something that people work on together until it is over, and its record. Shapes and words only. */
import type { Position } from '../position.ts';
import type { Priority } from '../priority.ts';
import { cameraFaultKinds, type SituationKind, zoneSituationKinds } from '../zone.ts';
import type { Task } from './task.ts';

/** What only people report, in a call or by looking. */
export const reportedKinds = ['medical', 'fire', 'disorder', 'missing-person', 'damage', 'other'] as const;
export const incidentKinds = [...zoneSituationKinds, ...cameraFaultKinds, ...reportedKinds] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** `open`: nobody works on it yet. `on-hold`: it waits for something outside. A closed one may be taken up again. */
export const incidentStates = ['open', 'in-work', 'on-hold', 'closed'] as const;
export type IncidentState = (typeof incidentStates)[number];

/** Functions of incident command after ISO 22320; a small incident has one person in one of them. */
export const incidentRoles = ['command', 'operations', 'planning', 'logistics', 'communications'] as const;
export type IncidentRole = (typeof incidentRoles)[number];

/** How it came to be known. */
export const incidentOrigins = ['alarm', 'call', 'person', 'api'] as const;
export type IncidentOrigin = (typeof incidentOrigins)[number];

/** Why it happened, so that it can be counted; the words are in `lessons`. */
export const incidentCauses = [
  'too-many-people',
  'accident',
  'breakdown',
  'illness',
  'misconduct',
  'lost-property',
  'weather',
  'technical',
  'works',
  'other',
  'unknown',
] as const;
export type IncidentCause = (typeof incidentCauses)[number];

/** How it ended. `false-alarm`: nothing was there. `duplicate`: it is worked as another one. */
export const incidentOutcomes = [
  'resolved',
  'handed-over',
  'ended-by-itself',
  'false-alarm',
  'duplicate',
] as const;
export type IncidentOutcome = (typeof incidentOutcomes)[number];

/** An alarm of the incident as it read when it was attached: its camera may be gone later. */
export type AttachedAlarm = {
  readonly id: string;
  readonly kind: SituationKind;
  readonly priority: Priority;
  readonly cameraId: string;
  readonly cameraName: string;
  readonly zoneName: string | null;
  readonly raisedAtMs: number;
  readonly hasPicture: boolean;
};

export type Closing = {
  readonly cause: IncidentCause;
  readonly outcome: IncidentOutcome;
  /** What should be done otherwise next time; may be empty. */
  readonly lessons: string;
  readonly atMs: number;
  readonly by: string;
};

export type Incident = {
  readonly id: string;
  /** What people call it on the radio: 1, 2, 3 ... of this site. 0 until it is stored. */
  readonly number: number;
  readonly kind: IncidentKind;
  /** Null: kind and place say it, in each language its own way. */
  readonly title: string | null;
  /** Where, in words; empty: not known. */
  readonly place: string;
  readonly position: Position | null;
  readonly priority: Priority;
  readonly state: IncidentState;
  readonly origin: IncidentOrigin;
  /** When it began, as far as known. */
  readonly beganAtMs: number;
  readonly openedAtMs: number;
  readonly openedBy: string;
  /** Names of people; null: nobody has this role. */
  readonly roles: { readonly [R in IncidentRole]: string | null };
  readonly alarms: readonly AttachedAlarm[];
  /** Cameras that show it, in the order they are shown. */
  readonly cameraIds: readonly string[];
  /** The procedure it began with, which stays whatever becomes of the procedure. Version 0 is the shipped one. */
  readonly procedure: { readonly kind: IncidentKind; readonly version: number };
  readonly tasks: readonly Task[];
  /** What it waits for; null unless it is on hold. */
  readonly heldFor: string | null;
  /** Null while it is not closed. */
  readonly closing: Closing | null;
  /** How often it was taken up again. */
  readonly reopenings: number;
  /** Who changed it last: told to whoever came second. */
  readonly changedBy: string;
  readonly changedAtMs: number;
  /** Counts changes; a command names the version it saw. Lines written into the log change nothing. */
  readonly version: number;
};

export const nobody: Incident['roles'] = {
  command: null,
  operations: null,
  planning: null,
  logistics: null,
  communications: null,
};

export function isOver(incident: Pick<Incident, 'state'>): boolean {
  return incident.state === 'closed';
}
