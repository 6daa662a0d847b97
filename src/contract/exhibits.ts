/** Exhibits as the API speaks of them. What a bundle holds is in src/exhibit/manifest.ts. */
import { z } from 'zod';
import { Id, UtcMs } from './shapes.ts';

export const exhibitStates = ['waiting', 'making', 'ready', 'failed', 'deleted'] as const;

const Reason = z.string().trim().min(10, 'say why in 10 characters or more').max(1_000);

export const Exhibit = z.object({
  id: z.uuid(),
  state: z.enum(exhibitStates),
  /** `opened`: from a sealed original. */
  kind: z.enum(['masked', 'opened']),
  openingId: z.uuid().nullable(),
  cameraId: z.string(),
  /** As it was called then. */
  cameraName: z.string(),
  fromMs: UtcMs,
  toMs: UtcMs,
  title: z.string(),
  reason: z.string(),
  incident: z.string().nullable(),
  language: z.enum(['en', 'ru']),
  /** The sealed originals lie in the bundle too, encrypted. */
  hasSealed: z.boolean(),
  askedBy: z.string(),
  askedAtMs: UtcMs,
  /** Share of the work that is done, 0..1; null but while it is made. */
  progress: z.number().nullable(),
  /** Why it failed and what to do; null but then. */
  message: z.string().nullable(),
  /** Of the bundle; null until it is ready. */
  bytes: z.number().nullable(),
  sha256: z.string().nullable(),
  madeAtMs: UtcMs.nullable(),
  deleteAfterMs: UtcMs,
  hold: z.object({ untilMs: UtcMs, by: z.string(), reason: z.string() }).nullable(),
  deletedAtMs: UtcMs.nullable(),
  deletedBy: z.string().nullable(),
});

export const ExhibitDraft = z.object({
  title: z.string().trim().min(3).max(200),
  reason: Reason,
  /** Incident or case it belongs to. */
  incident: z.string().trim().max(200).nullable().default(null),
  language: z.enum(['en', 'ru']).default('en'),
  hasSealed: z.boolean().default(false),
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('masked'), cameraId: Id, fromMs: UtcMs, toMs: UtcMs }),
    /** What an opening released, for the one who asked for it. */
    z.object({ kind: z.literal('opened'), openingId: z.uuid() }),
  ]),
});

export const ExhibitHold = z.object({ untilMs: UtcMs, reason: Reason });
export const ExhibitDeletion = z.object({ reason: Reason });

/** What a court compares and needs. */
export const ExhibitList = z.object({
  exhibits: z.array(Exhibit),
  /** SHA-256 of the site's public key, hex; null where nothing is recorded. */
  keyFingerprint: z.string().nullable(),
  /** The authority that stamps; null: none is configured. */
  timeStampUrl: z.string().nullable(),
});

export type Exhibit = z.infer<typeof Exhibit>;
export type ExhibitDraft = z.infer<typeof ExhibitDraft>;
export type ExhibitHold = z.infer<typeof ExhibitHold>;
export type ExhibitList = z.infer<typeof ExhibitList>;
