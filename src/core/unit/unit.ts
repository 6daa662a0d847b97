import type { Position } from '../position.ts';

/** What a unit can do; a run card asks for these. */
export const unitKinds = ['patrol', 'stewards', 'ambulance', 'fire', 'technical', 'other'] as const;
export type UnitKind = (typeof unitKinds)[number];

/** `busy`: at work of its own. `off`: not on duty. */
export const unitStates = ['free', 'assigned', 'en-route', 'on-scene', 'busy', 'off'] as const;
export type UnitState = (typeof unitStates)[number];

/** Newest only: where staff have been is nobody's business. */
export type UnitPosition = Position & { readonly atMs: number; readonly source: 'api' | 'phone' };

export type Assignment = {
  readonly incidentId: string;
  readonly assignedAtMs: number;
  readonly assignedBy: string;
  /** The unit has said that it knows; null: not yet. */
  readonly acknowledgedAtMs: number | null;
};

/** The unit says every so often that it is well. */
export type CheckIn = {
  readonly everyMs: number;
  readonly dueAtMs: number;
  /** Nothing was heard by then, and that was raised; null: in time. */
  readonly missedAtMs: number | null;
};

/** A crew or vehicle that is sent. Not a person: who sits in it is not known here. */
export type Unit = {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly state: UnitState;
  /** Null unless assigned, en route or on the scene. */
  readonly assignment: Assignment | null;
  readonly checkIn: CheckIn | null;
  readonly position: UnitPosition | null;
  readonly stateSinceMs: number;
  /** Who changed it last: told to whoever comes second. */
  readonly changedBy: string;
  /** Counts changes; a command names the version it saw. Positions are none. */
  readonly version: number;
};

/** Older than this a position is shown grey: the unit may be elsewhere. */
export const staleAfterMs = 120_000;

export function isStale(position: Pick<UnitPosition, 'atMs'>, nowMs: number): boolean {
  return nowMs - position.atMs > staleAfterMs;
}
