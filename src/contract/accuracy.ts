/** Accuracy cards and the frames they are made of, as Zod shapes. */
import { z } from 'zod';
import {
  type AccuracyFigures as CoreFigures,
  leastFrames,
  lights,
  wantedFrames,
} from '../core/score/accuracy-card.ts';
import { zoneSituationKinds } from '../core/zone.ts';
import { Id, ImagePoint, UtcMs } from './shapes.ts';

const Count = z.number().int().nonnegative();
const Estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });

const CountAccuracy = z.object({
  frames: Count,
  people: Count,
  leastPeople: Count,
  mostPeople: Count,
  error: Estimate,
  bias: Estimate,
  relativeError: z.number().nullable(),
  exact: Estimate,
});

/** No date lies beyond: neither JavaScript nor PostgreSQL has a name for it. */
const Instant = UtcMs.max(8.64e15);

const DrawnEvent = z
  .object({
    kind: z.enum(zoneSituationKinds),
    /** Null: anywhere in the picture. */
    zoneId: Id.nullable(),
    startMs: Instant,
    endMs: Instant,
  })
  .refine(({ startMs, endMs }) => endMs > startMs && endMs - startMs <= 3_600_000, {
    error: 'an event ends after it begins, and within an hour',
    path: ['endMs'],
  });

export const AccuracyFigures = z.object({
  whole: CountAccuracy,
  zones: z.array(CountAccuracy.extend({ zoneId: Id, zoneName: z.string() })),
  found: z.object({
    truePositives: Count,
    falsePositives: Count,
    misses: Count,
    precision: Estimate.nullable(),
    recall: Estimate.nullable(),
  }),
  light: z.enum(lights),
  fromMs: UtcMs,
  toMs: UtcMs,
  events: z.array(
    z.object({
      kind: z.string(),
      zoneId: Id.nullable(),
      startMs: UtcMs,
      endMs: UtcMs,
      outcome: z.enum(['detected', 'missed', 'not-watched']),
      delayMs: z.number().nonnegative().nullable(),
    }),
  ),
}) satisfies z.ZodType<CoreFigures>;

/** How far a camera's counts were from a person's, when, by whom and in what light. */
export const AccuracyCard = AccuracyFigures.extend({
  id: z.uuid(),
  cameraId: Id,
  madeAtMs: UtcMs,
  madeBy: z.string(),
  /** False once zones, calibration or stream have changed since: the figures are of another set-up. */
  isCurrent: z.boolean(),
});
export type AccuracyCard = z.infer<typeof AccuracyCard>;

/** Frames being collected, or waiting to be labelled. What was counted in them is not told before the card is made. */
export const Labelling = z.object({
  id: z.uuid(),
  startedAtMs: UtcMs,
  startedBy: z.string(),
  everyMs: z.number().int(),
  /** The frames are removed then, labelled or not. */
  expiresAtMs: UtcMs,
  wanted: Count,
  frames: z.array(z.object({ id: z.uuid(), capturedAtMs: UtcMs, aspect: z.number().positive() })),
  /** Outlines as they were when the first frame was asked for. */
  zones: z.array(z.object({ id: Id, name: z.string(), points: z.array(ImagePoint) })),
});
export type Labelling = z.infer<typeof Labelling>;

export const LabellingStart = z.object({
  /** Between frames: frames far apart say more than frames of one minute. */
  everyMs: z.number().int().min(1_000).max(600_000).default(15_000),
});

/** Frames that are left out were skipped. */
export const AccuracyDraft = z.object({
  labellingId: z.uuid(),
  frames: z
    .array(z.object({ id: z.uuid(), labels: z.array(ImagePoint).max(500) }))
    .min(leastFrames)
    .max(wantedFrames),
  events: z.array(DrawnEvent).max(20).default([]),
});
export type AccuracyDraft = z.infer<typeof AccuracyDraft>;

/** The card, and what the camera had found in each labelled frame: told once, now that the labels are given. */
export const AccuracyResult = z.object({
  card: AccuracyCard,
  frames: z.array(
    z.object({
      id: z.uuid(),
      found: z.array(z.object({ x: z.number(), y: z.number(), height: z.number() })),
      /** By label: the index of the found person it belongs to, or -1. */
      foundOfLabel: z.array(z.number().int()),
    }),
  ),
});
export type AccuracyResult = z.infer<typeof AccuracyResult>;
