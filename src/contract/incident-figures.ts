/** How many incidents there were, why, and how long help and ending took. Of nobody a name. */
import { z } from 'zod';
import type { IncidentFigures as CoreIncidentFigures } from '../core/incident/figures/incident-figures.ts';
import { Incident, IncidentCause, IncidentKind, IncidentOutcome } from './incidents.ts';
import { UtcMs } from './shapes.ts';

const Count = z.number().int().nonnegative();
const Ms = z.number().nonnegative().nullable();
const PerDay = z.array(Count).describe('Opened on each of `days`');

export const Waits = z.object({
  incidents: Count.describe('Incidents that have this time'),
  medianMs: Ms,
  p95Ms: Ms,
});

export const IncidentGroupFigures = z.object({
  incidents: Count,
  open: Count.describe('Not closed yet'),
  perDay: PerDay,
  enRoute: Waits.describe('From opening until the first unit said that it is on its way'),
  onScene: Waits.describe('From opening until the first unit said that it is there'),
  closing: Waits.describe('From opening to closing; where it was reopened, to the last one'),
});

export const IncidentFigures = z.object({
  fromMs: UtcMs,
  toMs: UtcMs,
  days: z
    .array(z.object({ fromMs: UtcMs, toMs: UtcMs }))
    .describe('Days of the site’s clock; the first and the last are cut to the span'),
  whole: IncidentGroupFigures,
  byPriority: z.object({ high: PerDay, medium: PerDay, low: PerDay }),
  kinds: z.array(IncidentGroupFigures.extend({ kind: IncidentKind })).describe('Most incidents first'),
  causes: z.array(IncidentGroupFigures.extend({ cause: IncidentCause })).describe('Of closed ones'),
  outcomes: z.array(z.object({ outcome: IncidentOutcome, incidents: Count })).describe('Of closed ones'),
  lessons: z
    .array(
      Incident.pick({ id: true, number: true, kind: true, title: true, place: true }).extend({
        atMs: UtcMs.describe('When it was closed'),
        lessons: z.string(),
      }),
    )
    .describe('The newest first; at most 200'),
  exercises: Count.describe('Exercises finished in the span. They are none of the incidents'),
}) satisfies z.ZodType<CoreIncidentFigures>;
export type IncidentFigures = z.infer<typeof IncidentFigures>;
export type IncidentGroupFigures = z.infer<typeof IncidentGroupFigures>;
