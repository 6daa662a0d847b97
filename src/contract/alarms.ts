/** What people decide about alarms: shelves, what is out of service, and the policy of the site. */
import { z } from 'zod';
import { type AlarmPolicy as CoreAlarmPolicy, defaultAlarmPolicy } from '../core/alarm/alarm-policy.ts';
import { type OutOfService as CoreOutOfService, shelfReasons } from '../core/alarm/set-aside.ts';
import { Id, SituationKind, UtcMs } from './shapes.ts';

export const ShelfDraft = z.object({
  version: z.number().int().nonnegative(),
  reason: z.enum(shelfReasons),
  /** How long, ms; not beyond the site's limit. A length, not an instant: clocks of consoles differ. */
  forMs: z.number().int().positive(),
});

export const OutOfService = z.object({
  id: z.string(),
  cameraId: z.string().nullable(),
  zoneId: z.string().nullable(),
  kind: SituationKind.nullable(),
  by: z.string(),
  reason: z.string(),
  sinceMs: UtcMs,
  untilMs: UtcMs.nullable(),
  endedAtMs: UtcMs.nullable(),
  endedBy: z.string().nullable(),
}) satisfies z.ZodType<CoreOutOfService>;

export const OutOfServiceDraft = z
  .object({
    cameraId: Id.nullable().default(null),
    zoneId: Id.nullable().default(null),
    kind: SituationKind.nullable().default(null),
    reason: z.string().trim().min(1).max(500),
    untilMs: UtcMs.nullable().default(null),
  })
  .refine(({ cameraId, kind }) => cameraId !== null || kind !== null, {
    error: 'name a camera, a kind of alarm, or both',
    path: ['cameraId'],
  })
  .refine(({ cameraId, zoneId }) => zoneId === null || cameraId !== null, {
    error: 'a zone is of a camera',
    path: ['zoneId'],
  });

const hourMs = 3_600_000;

export const AlarmPolicy = z.object({
  latchingKinds: z.array(SituationKind).max(50),
  longestShelfMs: z
    .number()
    .int()
    .min(60_000)
    .max(24 * hourMs),
  suppressions: z
    .array(
      z
        .object({ while: SituationKind, kinds: z.array(SituationKind).min(1).max(50) })
        .refine((rule) => !rule.kinds.includes(rule.while), {
          error: 'an alarm does not suppress its own kind',
          path: ['kinds'],
        }),
    )
    .max(50),
  /** So many beginnings within so long are one alarm that counts. */
  chatter: z
    .object({
      times: z.number().int().min(2).max(100),
      withinMs: z.number().int().min(1_000).max(hourMs),
    })
    .default(defaultAlarmPolicy.chatter),
  /** When shifts begin by the site's clock, at a quarter of an hour, in the order of the day. */
  shiftStarts: z
    .array(z.string().regex(/^([01]\d|2[0-3]):(00|15|30|45)$/, 'is a quarter of an hour, HH:MM'))
    .min(1)
    .max(6)
    .refine((starts) => starts.every((start, i) => i === 0 || starts[i - 1]! < start), {
      error: 'are in the order of the day, each once',
    })
    .default([...defaultAlarmPolicy.shiftStarts]),
  version: z.number().int().nonnegative(),
}) satisfies z.ZodType<CoreAlarmPolicy>;

/** Alarms as they were seen: each is noticed by itself. */
export const AlarmBatch = z.object({
  alarms: z
    .array(z.object({ id: z.uuid(), version: z.number().int().nonnegative() }))
    .min(1)
    .max(100),
});

export const NuisanceMark = z.object({
  version: z.number().int().nonnegative(),
  isNuisance: z.boolean(),
});

export type OutOfService = z.infer<typeof OutOfService>;
export type OutOfServiceDraft = z.input<typeof OutOfServiceDraft>;
export type AlarmPolicy = z.infer<typeof AlarmPolicy>;
