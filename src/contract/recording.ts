/** Looking back, and how long: footage, gaps, terms, holds, bookmarks and certificates as the API shows them. */
import { z } from 'zod';
import { gapCauses } from '../core/recording/gap.ts';
import { type RecordingPolicy as CorePolicy, maskedRecordings } from '../core/recording/recording-policy.ts';
import { type OpenSegment, segmentEnds, segmentKinds } from '../core/recording/segment.ts';
import { Id, UtcMs } from './shapes.ts';

export const SegmentKind = z.enum(segmentKinds);

/** One group of pictures of a file: bytes from the start of the file. */
export const FootageFragment = z.object({
  fromMs: UtcMs,
  offset: z.number().int().nonnegative(),
  bytes: z.number().int().positive(),
});

/** What is told of footage that still grows. */
export const GrowingSegment = z.object({
  id: z.uuid(),
  cameraId: z.string(),
  kind: SegmentKind,
  fromMs: z.number(),
  toMs: z.number(),
  codec: z.string(),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  key: z.string(),
  bytes: z.number().int(),
  clockOffsetMs: z.number().nullable(),
  fragments: z.array(FootageFragment.extend({ fromMs: z.number() })),
}) satisfies z.ZodType<OpenSegment>;

/** One piece of footage. `footage.segment` serves the bytes of masked ones; sealed ones only say that they exist. */
export const FootageSegment = z.object({
  id: z.uuid(),
  kind: SegmentKind,
  fromMs: UtcMs,
  toMs: UtcMs,
  codec: z.string(),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  /** Of the file; while it grows, of what is durable of it. */
  bytes: z.number().int(),
  /** Why it ended; null: it still grows. */
  end: z.enum(segmentEnds).nullable(),
  /** Camera clock minus clock of the server, ms. */
  clockOffsetMs: z.number().nullable(),
  /** The head of the file lies before the first. Null: not asked for, or sealed. */
  fragments: z.array(FootageFragment).nullable(),
});

export const FootageGap = z.object({
  cameraId: z.string(),
  kind: SegmentKind,
  fromMs: UtcMs,
  /** Null while it lasts. */
  toMs: UtcMs.nullable(),
  cause: z.enum(gapCauses),
});

export const Hold = z.object({
  id: z.uuid(),
  cameraIds: z.array(z.string()),
  fromMs: UtcMs,
  toMs: UtcMs,
  reason: z.string(),
  owner: z.string(),
  createdAtMs: UtcMs,
  expiresAtMs: UtcMs,
  releasedAtMs: UtcMs.nullable(),
  releasedBy: z.string().nullable(),
});

export const Footage = z.object({
  cameraId: z.string(),
  /** Clock of the server: what grows ends about here. */
  atMs: UtcMs,
  segments: z.array(FootageSegment),
  gaps: z.array(FootageGap),
  holds: z.array(Hold),
});

/** A day (or less) in steps of a minute; every list has one value a step. */
export const FootageDay = z.object({
  cameraId: z.string(),
  fromMs: UtcMs,
  stepMs: z.number().int().positive(),
  /** Bytes of masked footage: moving pictures need more. Null: nothing was recorded. */
  bytes: z.array(z.number().int().nullable()),
  /** Most people at once in any one zone; null: not measured. */
  people: z.array(z.number().nullable()),
  /** Alarms raised. */
  alarms: z.array(z.number().int()),
  gaps: z.array(FootageGap),
});

const Hours = z.number().int().min(1).max(17_520);
const Roll = z.number().int().min(0).max(600_000);

export const RecordingPolicy = z.object({
  masked: z.enum(maskedRecordings),
  preRollMs: Roll,
  postRollMs: Roll,
  isSealed: z.boolean(),
  maskedHours: Hours,
  sealedHours: Hours,
  longer: z.object({ reason: z.string(), approvedBy: z.string(), endsAtMs: UtcMs }).nullable(),
}) satisfies z.ZodType<CorePolicy>;

/** As it is asked for: who approves a longer term is not the asker's to say. */
export const RecordingPolicyDraft = RecordingPolicy.omit({ longer: true }).extend({
  /** Needed above 72 hours: why, and until when. */
  longer: z
    .object({
      reason: z.string().trim().min(10, 'say why in 10 characters or more').max(500),
      endsAtMs: UtcMs,
    })
    .nullable(),
});
export type RecordingPolicyDraft = z.infer<typeof RecordingPolicyDraft>;

export const CameraRecording = z.object({
  cameraId: z.string(),
  policy: RecordingPolicy,
  /** Hours that hold now: the usual ones once a longer term has ended. */
  maskedHoursNow: z.number().int(),
  sealedHoursNow: z.number().int(),
  version: z.number().int(),
  /** A longer term that waits for somebody else's approval. */
  proposal: z
    .object({ policy: RecordingPolicyDraft, proposedBy: z.string(), proposedAtMs: UtcMs })
    .nullable(),
});

export const HoldDraft = z.object({
  cameraIds: z.array(Id).min(1).max(1_000),
  fromMs: UtcMs,
  toMs: UtcMs,
  reason: z.string().trim().min(10, 'say why in 10 characters or more').max(500),
  expiresAtMs: UtcMs,
});

export const Bookmark = z.object({
  id: z.uuid(),
  cameraId: z.string(),
  atMs: UtcMs,
  text: z.string(),
  madeBy: z.string(),
  createdAtMs: UtcMs,
});
export const BookmarkDraft = z.object({
  cameraId: Id,
  atMs: UtcMs,
  text: z.string().trim().min(1).max(500),
});

/** `not-in-backup`: the site was restored, and its footage was not there. */
export const deletionRules = ['term', 'camera-removed', 'disk-full', 'not-in-backup'] as const;
export const CertificatePart = z.object({
  cameraId: z.string(),
  kind: SegmentKind,
  fromMs: UtcMs,
  toMs: UtcMs,
  segments: z.number().int(),
  bytes: z.number().int(),
});
export const DeletionCertificate = z.object({
  id: z.uuid(),
  atMs: UtcMs,
  rule: z.enum(deletionRules),
  segments: z.number().int(),
  bytes: z.number().int(),
  parts: z.array(CertificatePart),
  /** SHA-256, hex, over the lines "id key sha256" of what was deleted, in the order of the keys. */
  digest: z.string(),
});

export type Footage = z.infer<typeof Footage>;
export type FootageSegment = z.infer<typeof FootageSegment>;
export type FootageGap = z.infer<typeof FootageGap>;
export type FootageDay = z.infer<typeof FootageDay>;
export type Hold = z.infer<typeof Hold>;
export type Bookmark = z.infer<typeof Bookmark>;
export type CameraRecording = z.infer<typeof CameraRecording>;
export type DeletionRule = (typeof deletionRules)[number];
export type CertificatePart = z.infer<typeof CertificatePart>;
export type DeletionCertificate = z.infer<typeof DeletionCertificate>;
