/** Handovers between shifts as Zod shapes. */
import { z } from 'zod';
import { type Handover as CoreHandover, handoverStates, mostHandedOver } from '../core/handover.ts';
import { priorities } from '../core/priority.ts';
import { Incident } from './incidents.ts';
import { SituationKind, UtcMs } from './shapes.ts';

const Count = z.number().int().nonnegative();

const HandoverAlarm = z.object({
  id: z.string(),
  kind: SituationKind,
  priority: z.enum(priorities),
  raisedAtMs: UtcMs,
  cameraName: z.string(),
  zoneName: z.string().nullable(),
});

export const HandoverFacts = z.object({
  incidents: z
    .array(
      Incident.pick({
        id: true,
        number: true,
        kind: true,
        title: true,
        place: true,
        priority: true,
        state: true,
        heldFor: true,
        openedAtMs: true,
      }).extend({ commander: z.string().nullable(), requiredOpen: Count, overdue: Count }),
    )
    .max(mostHandedOver),
  incidentCount: Count,
  unacknowledged: z.array(HandoverAlarm).max(mostHandedOver),
  unacknowledgedCount: Count,
  shelved: z.array(HandoverAlarm).max(mostHandedOver),
  shelvedCount: Count,
  notMeasuring: z
    .array(z.object({ id: z.string(), name: z.string(), state: z.string() }))
    .max(mostHandedOver),
  notMeasuringCount: Count,
});

export const Handover = z.object({
  id: z.uuid(),
  /** `replaced`: a newer one was written before anybody took this one over. */
  state: z.enum(handoverStates),
  madeAtMs: UtcMs,
  madeBy: z.string(),
  text: z.string(),
  facts: HandoverFacts,
  takenAtMs: UtcMs.nullable(),
  takenBy: z.string().nullable(),
}) satisfies z.ZodType<CoreHandover>;

export const HandoverDraft = z.object({ text: z.string().trim().max(4_000).default('') });

export type Handover = z.infer<typeof Handover>;
export type HandoverFacts = z.infer<typeof HandoverFacts>;
