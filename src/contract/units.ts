/** Units, where they are, what they are sent to, and what is said between them and the control room. */
import { z } from 'zod';
import { mostAreaCorners } from '../core/area.ts';
import { unitActions } from '../core/unit/advance-unit.ts';
import type { Suggestion as CoreSuggestion } from '../core/unit/nearest.ts';
import type { RunCard as CoreRunCard } from '../core/unit/run-card.ts';
import { type Unit as CoreUnit, unitKinds, unitStates } from '../core/unit/unit.ts';
import { IncidentKind } from './incidents.ts';
import { UtcMs } from './shapes.ts';

export const Place = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
/** Corners, in order; empty: everywhere. */
export const Area = z
  .array(Place)
  .max(mostAreaCorners)
  .refine((corners) => corners.length === 0 || corners.length >= 3, {
    error: 'an area has 3 corners or more',
  });
const Name = z.string().trim().min(1).max(60);
const Text = z.string().trim().min(1).max(500);

export const UnitNote = z.object({
  id: z.number().int(),
  atMs: UtcMs,
  /** A person's name; the unit's where it comes from the unit. */
  who: z.string(),
  isFromUnit: z.boolean(),
  text: z.string(),
});
export type UnitNote = z.infer<typeof UnitNote>;

const Core = z.object({
  id: z.uuid(),
  name: Name,
  kind: z.enum(unitKinds),
  state: z.enum(unitStates),
  assignment: z
    .object({
      incidentId: z.uuid(),
      assignedAtMs: UtcMs,
      assignedBy: z.string(),
      acknowledgedAtMs: UtcMs.nullable(),
    })
    .nullable(),
  checkIn: z
    .object({ everyMs: z.number().int().positive(), dueAtMs: UtcMs, missedAtMs: UtcMs.nullable() })
    .nullable(),
  position: Place.extend({ atMs: UtcMs, source: z.enum(['api', 'phone']) }).nullable(),
  stateSinceMs: UtcMs,
  changedBy: z.string(),
  version: z.number().int(),
}) satisfies z.ZodType<CoreUnit>;

export const Unit = Core.extend({
  /** Number of the incident it is sent to. */
  incidentNumber: z.number().int().nullable(),
  /** The newest word between it and the control room. */
  lastNote: UnitNote.nullable(),
});
export type UnitView = z.infer<typeof Unit>;

export const UnitDraft = z.object({ name: Name, kind: z.enum(unitKinds) });

export const RunCard = z.object({
  id: z.uuid(),
  name: Name,
  kinds: z.array(IncidentKind).max(100),
  /** Corners; empty: everywhere. */
  area: Area,
  needs: z
    .array(z.object({ kind: z.enum(unitKinds), count: z.number().int().min(1).max(50) }))
    .min(1)
    .max(unitKinds.length)
    .refine((needs) => new Set(needs.map(({ kind }) => kind)).size === needs.length, {
      error: 'each kind of unit stands once',
    }),
  checkInMinutes: z.number().int().min(1).max(240).nullable(),
  /** Counts changes; a command names the version it saw. */
  version: z.number().int().nonnegative().default(1),
}) satisfies z.ZodType<CoreRunCard>;
export type RunCard = z.infer<typeof RunCard>;
export const RunCardDraft = RunCard.omit({ id: true, version: true });
export type RunCardDraft = z.infer<typeof RunCardDraft>;

const Suggestion = z.object({
  unitId: z.uuid(),
  distanceM: z.number().nonnegative().nullable(),
  by: z.enum(['road', 'straight-line']).nullable(),
  isStale: z.boolean(),
  isAskedFor: z.boolean(),
}) satisfies z.ZodType<CoreSuggestion>;

/** Whom to send to an incident. A person decides. */
export const Dispatch = z.object({ card: RunCard.nullable(), suggestions: z.array(Suggestion) });
export type Dispatch = z.infer<typeof Dispatch>;

export const UnitAct = z.object({ action: z.enum(unitActions), version: z.number().int().nonnegative() });
export const AssignDraft = z.object({
  incidentId: z.uuid(),
  version: z.number().int().nonnegative(),
  /** Null: not asked. Left out: as the run card says. */
  checkInMinutes: z.number().int().min(1).max(240).nullable().optional(),
});
export const NoteDraft = z.object({ text: Text });

/** What a unit sees on its phone: itself, what it is sent to, and the words between. */
export const OwnUnit = z.object({
  unit: Unit,
  incident: z
    .object({
      number: z.number().int(),
      kind: IncidentKind,
      title: z.string().nullable(),
      place: z.string(),
      position: Place.nullable(),
      priority: z.enum(['high', 'medium', 'low']),
    })
    .nullable(),
  /** Newest last. */
  notes: z.array(UnitNote),
});
export type OwnUnit = z.infer<typeof OwnUnit>;
