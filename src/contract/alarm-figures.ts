/** Performance of the alarm system, and why each kind of alarm exists. */
import { z } from 'zod';
import type { AlarmFigures as CoreAlarmFigures } from '../core/alarm/figures/alarm-figures.ts';
import { targetNames } from '../core/alarm/figures/alarm-target.ts';
import type { SiteRationalisation as CoreSiteRationalisation } from '../core/alarm/rationalisation.ts';
import { Priority, SituationKind, UtcMs } from './shapes.ts';

const Count = z.number().int().nonnegative();
const Share = z.number().min(0).max(1).nullable();
const Ms = z.number().nonnegative();

export const StreamFigures = z.object({
  alarms: Count.describe('Times an alarm asked to be noticed'),
  lengthMs: Ms.describe('Time looked at'),
  perTenMinutes: z.number().nonnegative().nullable().describe('Mean of ten minutes'),
  mostInTenMinutes: Count.describe('The most within any ten minutes'),
  crowdedPeriodsShare: Share.describe('Share of ten-minute periods on the clock with more than ten alarms'),
  floods: Count,
  floodedShare: Share.describe('Share of the time within floods'),
  staleAtOnce: Count.describe('The most alarms that stood for more than 24 hours, at once'),
  chatteringRules: Count,
  acknowledged: Count,
  acknowledgeMedianMs: Ms.nullable(),
  acknowledgeP95Ms: Ms.nullable(),
  lateShare: Share.describe('Noticed later than their kind allows, or not at all in that time'),
  nuisances: Count,
  nuisanceShare: Share,
  byPriority: z.object({ high: Count, medium: Count, low: Count }),
  rules: Count.describe('Rules that spoke at all'),
  topTenShare: Share.describe('Share of the ten rules that spoke most'),
});

const Counts = z.array(Count);

export const AlarmFigures = z.object({
  fromMs: UtcMs,
  toMs: UtcMs,
  whole: StreamFigures,
  judgements: z.array(
    z.object({
      name: z.enum(targetNames),
      value: z.number().nullable(),
      good: z.number(),
      most: z.number(),
      verdict: z.enum(['met', 'near', 'missed']).nullable(),
    }),
  ),
  periods: z.object({ fromMs: UtcMs, stepMs: Ms, high: Counts, medium: Counts, low: Counts }),
  floods: z.array(z.object({ fromMs: UtcMs, toMs: UtcMs, alarms: Count })),
  rules: z
    .array(
      StreamFigures.extend({
        cameraId: z.string(),
        zoneId: z.string().nullable(),
        kind: SituationKind,
        share: z.number().min(0).max(1).describe('Of all alarms of the span'),
      }),
    )
    .describe('Most alarms first; at most 500'),
  shifts: z.array(StreamFigures.extend({ fromMs: UtcMs, toMs: UtcMs, start: z.string() })),
  operators: z
    .array(
      z.object({
        name: z.string(),
        shifts: Count.describe('Shifts in which this person acknowledged anything'),
        stream: StreamFigures.describe('All alarms of these shifts: every console shows every alarm'),
        own: StreamFigures.describe('Alarms this person acknowledged'),
      }),
    )
    .describe('Your own; everybody’s to those who may read the log'),
}) satisfies z.ZodType<CoreAlarmFigures>;
export type AlarmFigures = z.infer<typeof AlarmFigures>;
export type StreamFigures = z.infer<typeof StreamFigures>;

const OwnWords = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .nullable()
  .describe('In the site’s own words; null: as shipped, in the reader’s language');

const dayMs = 86_400_000;
export const RationalisationDraft = z.object({
  version: Count,
  priority: Priority,
  timeToRespondMs: z.number().int().min(1_000).max(dayMs),
  cause: OwnWords,
  consequence: OwnWords,
  response: OwnWords,
});

export const SiteRationalisation = RationalisationDraft.extend({
  kind: SituationKind,
  reviewedBy: z.string(),
  reviewedAtMs: UtcMs,
}) satisfies z.ZodType<CoreSiteRationalisation>;
export type RationalisationDraft = z.infer<typeof RationalisationDraft>;
export type SiteRationalisation = z.infer<typeof SiteRationalisation>;
