/** Incidents, their log and their procedures as Zod shapes; each is checked against its core type. */
import { z } from 'zod';
import {
  type Incident as CoreIncident,
  incidentCauses,
  incidentKinds,
  incidentOrigins,
  incidentOutcomes,
  incidentStates,
} from '../core/incident/incident.ts';
import { logLineKinds } from '../core/incident/log-line.ts';
import { type Procedure as CoreProcedure, mostSteps } from '../core/incident/procedure.ts';
import { proposalReasons } from '../core/incident/propose.ts';
import { taskStates } from '../core/incident/task.ts';
import { priorities } from '../core/priority.ts';
import { Id, SituationKind, UtcMs } from './shapes.ts';

export const IncidentKind = z.enum(incidentKinds);
export const IncidentCause = z.enum(incidentCauses);
export const IncidentOutcome = z.enum(incidentOutcomes);
const Position = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
const mostCameras = 60;
const CameraIds = z.array(Id).max(mostCameras);
const Place = z.string().trim().max(200);
const Title = z.string().trim().min(1).max(120);
const Words = z.string().trim().max(4_000);

export const Wording = z
  .object({ en: z.string().max(500).optional(), ru: z.string().max(500).optional() })
  .refine(({ en = '', ru = '' }) => `${en}${ru}`.trim() !== '', 'says nothing in any language');

const Automatic = z.discriminatedUnion('do', [
  z.object({ do: z.literal('show-cameras'), cameraIds: CameraIds }),
  z.object({ do: z.literal('note') }),
  z.object({ do: z.literal('notify'), to: z.array(z.string().trim().min(1).max(80)).min(1).max(20) }),
]);

const dayMs = 86_400_000;
export const Step = z.object({
  id: Id,
  text: Wording,
  isRequired: z.boolean(),
  dueAfterMs: z.number().int().positive().max(dayMs).nullable(),
  automatic: Automatic.nullable(),
});

export const Procedure = z.object({
  kind: IncidentKind,
  version: z.number().int().nonnegative(),
  steps: z.array(Step).max(mostSteps),
}) satisfies z.ZodType<CoreProcedure>;

/** A procedure with who made this version; null: as shipped. */
export const ProcedureView = Procedure.extend({ madeBy: z.string().nullable(), madeAtMs: UtcMs.nullable() });

export const ProcedureDraft = z.object({
  /** In force when it was read. */
  version: z.number().int().nonnegative(),
  steps: z.array(Step).max(mostSteps),
});

/** A text with many procedures. What is left out of a step is nothing: not required, not due, a person's. */
export const ProcedureFile = z.object({
  procedures: z
    .array(
      z.strictObject({
        kind: IncidentKind,
        version: z.number().int().nonnegative(),
        steps: z
          .array(
            z.strictObject({
              ...Step.shape,
              isRequired: Step.shape.isRequired.default(false),
              dueAfterMs: Step.shape.dueAfterMs.default(null),
              automatic: Step.shape.automatic.default(null),
            }),
          )
          .max(mostSteps),
      }),
    )
    .max(incidentKinds.length),
});

const ProceduresText = z.string().min(1).max(900_000);

export const ProcedurePreviewOrder = z.object({ text: ProceduresText });

/** What a text says of one kind, and what is in force. */
export const ProcedurePreview = z.object({ inText: Procedure, inForce: ProcedureView });

export const ProcedureImport = z.object({
  text: ProceduresText,
  /**
   * By kind, the version in force that is to be replaced although it is not the one the text was exported with: somebody
   * has compared the two. Refused where by now another one is in force.
   */
  replaces: z.partialRecord(IncidentKind, z.number().int().nonnegative()).default({}),
});

/** Which kinds got a new version; the others said already what the text says. */
export const ProcedureImported = z.object({
  changed: z.array(IncidentKind),
  unchanged: z.array(IncidentKind),
});

const Task = Step.extend({
  state: z.enum(taskStates),
  dueAtMs: UtcMs.nullable(),
  by: z.string().nullable(),
  atMs: UtcMs.nullable(),
  note: z.string(),
});

const AttachedAlarm = z.object({
  id: z.uuid(),
  kind: SituationKind,
  priority: z.enum(priorities),
  cameraId: z.string(),
  cameraName: z.string(),
  zoneName: z.string().nullable(),
  raisedAtMs: UtcMs,
  hasPicture: z.boolean(),
});

const Role = z.string().nullable();
export const Incident = z.object({
  id: z.uuid(),
  number: z.number().int().nonnegative(),
  kind: IncidentKind,
  title: z.string().nullable(),
  place: z.string(),
  position: Position.nullable(),
  priority: z.enum(priorities),
  state: z.enum(incidentStates),
  origin: z.enum(incidentOrigins),
  beganAtMs: UtcMs,
  openedAtMs: UtcMs,
  openedBy: z.string(),
  roles: z.object({ command: Role, operations: Role, planning: Role, logistics: Role, communications: Role }),
  alarms: z.array(AttachedAlarm),
  cameraIds: z.array(z.string()),
  procedure: z.object({ kind: IncidentKind, version: z.number().int().nonnegative() }),
  tasks: z.array(Task),
  heldFor: z.string().nullable(),
  closing: z
    .object({
      cause: IncidentCause,
      outcome: IncidentOutcome,
      lessons: z.string(),
      atMs: UtcMs,
      by: z.string(),
    })
    .nullable(),
  reopenings: z.number().int(),
  changedBy: z.string(),
  changedAtMs: UtcMs,
  version: z.number().int(),
}) satisfies z.ZodType<CoreIncident>;

export const LogEntry = z.object({
  /** 1, 2, 3 ... over all incidents: a later line has a higher one. */
  id: z.number().int(),
  atMs: UtcMs,
  /** A person's name, or 'system'. */
  who: z.string(),
  kind: z.enum(logLineKinds),
  text: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  /** A masked picture stands beside it. */
  hasPicture: z.boolean(),
});

export const IncidentView = z.object({ incident: Incident, log: z.array(LogEntry) });

/** What is told of a new one. Alarms say kind, place, priority and time where these are left out. */
export const IncidentDraft = z.object({
  origin: z.enum(incidentOrigins).default('person'),
  kind: IncidentKind.optional(),
  title: Title.nullable().default(null),
  place: Place.optional(),
  position: Position.nullable().default(null),
  priority: z.enum(priorities).optional(),
  beganAtMs: UtcMs.optional(),
  alarmIds: z.array(z.uuid()).max(50).default([]),
  cameraIds: CameraIds.default([]),
  /** What the caller said, or was seen. Names of people do not belong here. */
  words: Words.default(''),
});

export const IncidentChange = z.object({
  version: z.number().int().nonnegative(),
  kind: IncidentKind,
  title: Title.nullable(),
  place: Place,
  priority: z.enum(priorities),
});

export const ClosingDraft = z.object({
  version: z.number().int().nonnegative(),
  cause: IncidentCause,
  outcome: IncidentOutcome,
  lessons: Words.default(''),
});

export const Note = z.object({
  text: z.string().trim().min(1).max(4_000),
  /** An alarm of the incident whose masked picture is kept with the line. */
  alarmId: z.uuid().nullable().default(null),
});

export const TaskChange = z.object({
  state: z.enum(taskStates),
  note: z.string().trim().max(1_000).default(''),
});

export const RoleChange = z.object({
  version: z.number().int().nonnegative(),
  name: z.string().trim().min(1).max(80).nullable(),
});

export const VersionedReason = z.object({
  version: z.number().int().nonnegative(),
  reason: z.string().trim().min(1).max(1_000),
});

export const CameraChoice = z.object({ version: z.number().int().nonnegative(), cameraIds: CameraIds });

export const ProposalView = z.object({
  incident: Incident,
  because: z.array(z.enum(proposalReasons)),
  distanceM: z.number().nullable(),
  apartMs: z.number(),
});

export type Incident = z.infer<typeof Incident>;
export type IncidentView = z.infer<typeof IncidentView>;
export type IncidentDraft = z.infer<typeof IncidentDraft>;
export type LogEntry = z.infer<typeof LogEntry>;
export type Procedure = z.infer<typeof Procedure>;
export type ProcedurePreview = z.infer<typeof ProcedurePreview>;
export type ProcedureView = z.infer<typeof ProcedureView>;
export type ProposalView = z.infer<typeof ProposalView>;
