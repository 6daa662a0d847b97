/** The vault and the opening of sealed footage as the API says them. Shares cross sealed, and only on their way. */
import { z } from 'zod';
import type { EvidencePolicy as CorePolicy } from '../core/evidence/evidence-policy.ts';
import {
  type Asked as CoreAsked,
  type Opening as CoreOpening,
  openingModes,
  openingStates,
} from '../core/evidence/opening.ts';
import { type Vault as CoreVault, custodianSteps, vaultStates } from '../core/evidence/vault.ts';
import { Id, UtcMs } from './shapes.ts';

const Person = z.object({ id: z.string(), name: z.string() });

export const Vault = z.object({
  id: z.string(),
  state: z.enum(vaultStates),
  recipient: z.string().nullable(),
  threshold: z.number().int(),
  custodians: z.array(Person.extend({ step: z.enum(custodianSteps), drilledAtMs: UtcMs.nullable() })),
  redealOf: z.string().nullable(),
  startedAtMs: UtcMs,
  startedBy: z.string(),
  activatedAtMs: UtcMs.nullable(),
  endedAtMs: UtcMs.nullable(),
  version: z.number().int(),
}) satisfies z.ZodType<CoreVault>;

export const EvidencePolicy = z.object({
  maxSpanMs: z.number().int(),
  answerMs: z.number().int(),
  sharesMs: z.number().int(),
  viewMs: z.number().int(),
  reviewMs: z.number().int(),
  ceremonyMs: z.number().int(),
}) satisfies z.ZodType<CorePolicy>;

/** A vault process that waits for shares. They are sealed to `recipient`, which dies with it. */
export const ShareSession = z.object({
  /** Goes into every share that is handed in. */
  sessionId: z.string(),
  recipient: z.string(),
  /** What it is for: custodians of this vault hand in. */
  vaultId: z.string(),
  /** Whose shares are in. */
  handedIn: z.array(Person),
  /** How many more are needed. */
  missing: z.number().int(),
  /** It ends then, with everything in it. */
  endsAtMs: UtcMs,
});

export const VaultView = z.object({
  /** False: this server has no vault process; nothing can be dealt or opened here. */
  isAvailable: z.boolean(),
  active: Vault.nullable(),
  ceremony: Vault.nullable(),
  /** When the ceremony is given up by itself. */
  ceremonyEndsAtMs: UtcMs.nullable(),
  /** Earlier ones, newest first. */
  past: z.array(Vault),
  drill: ShareSession.nullable(),
  /** Of the vault whose key is dealt again in the ceremony. */
  redeal: ShareSession.extend({ isUnlocked: z.boolean() }).nullable(),
  policy: EvidencePolicy,
  /** People with the role of a custodian, to be named. */
  candidates: z.array(Person),
});

const Text = z.string().trim().min(1);
export const AgeRecipient = z
  .string()
  .regex(/^age1[02-9ac-hj-np-z]{58}$/, 'a recipient is an age X25519 public key: age1 and 58 letters');
/** An age file in its armour, small: a share of 80 letters. */
const Sealed = z.string().min(100).max(4_000).startsWith('-----BEGIN AGE ENCRYPTED FILE-----');

export const CeremonyDraft = z.object({
  custodianIds: z.array(z.uuid()).min(2).max(20),
  threshold: z.number().int().min(2).max(20),
  /** `new-key`, or the key of the active vault in new shares. */
  kind: z.enum(['new-key', 'redeal']),
});
export const Joining = z.object({ recipient: AgeRecipient });
export const Collected = z.object({ sealed: z.string(), vault: Vault });
export const HandIn = z.object({ sessionId: z.string().max(200), sealed: Sealed });
export const Reason = z.object({ reason: Text.max(1_000) });

const Area = z.object({
  fromMs: UtcMs,
  toMs: UtcMs,
  box: z.object({
    x: z.number().min(0).max(1),
    y: z.number().min(0).max(1),
    width: z.number().positive().max(1),
    height: z.number().positive().max(1),
  }),
});

export const Asked = z.object({
  caseNumber: z.string().nullable(),
  reason: z.string(),
  legalBasis: z.string(),
  cameraId: z.string(),
  cameraName: z.string(),
  fromMs: UtcMs,
  toMs: UtcMs,
  mode: z.enum(openingModes),
  lifted: z.array(Area),
}) satisfies z.ZodType<CoreAsked>;

export const OpeningDraft = z.object({
  caseNumber: Text.max(80),
  reason: Text.max(1_000),
  legalBasis: Text.max(300),
  cameraId: Id,
  fromMs: UtcMs,
  toMs: UtcMs,
  mode: z.enum(openingModes).default('masked'),
  lifted: z.array(Area).max(100).default([]),
});
export const EmergencyDraft = OpeningDraft.extend({ caseNumber: Text.max(80).nullable().default(null) });

const ReviewDone = z.object({ by: Person, atMs: UtcMs, isJustified: z.boolean(), note: z.string() });

export const Opening = z.object({
  id: z.string(),
  state: z.enum(openingStates),
  isEmergency: z.boolean(),
  requester: Person,
  asked: Asked,
  askedSha256: z.string(),
  vaultId: z.string(),
  threshold: z.number().int(),
  askedAtMs: UtcMs,
  answerByMs: UtcMs,
  approvals: z.array(Person.extend({ atMs: UtcMs })),
  sharesByMs: UtcMs.nullable(),
  releasedAtMs: UtcMs.nullable(),
  viewUntilMs: UtcMs.nullable(),
  exports: z.number().int(),
  endedAtMs: UtcMs.nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
  review: z.object({ dueAtMs: UtcMs, isOverdueTold: z.boolean(), done: ReviewDone.nullable() }).nullable(),
  version: z.number().int(),
}) satisfies z.ZodType<CoreOpening>;

/** How far the released footage is. */
export const ReleaseProgress = z.object({
  state: z.enum(['rendering', 'ready', 'failed']),
  bytes: z.number().int(),
  /** Why it failed and what to do, in English; null: it did not. */
  message: z.string().nullable(),
});

export const OpeningView = Opening.extend({
  custodians: z.array(Person),
  /** Null unless it is released. */
  footage: ReleaseProgress.nullable(),
  /** Earliest and latest sealed pictures in the asked minutes; null: none (any more). */
  sealed: z.object({ fromMs: UtcMs, toMs: UtcMs, segments: z.number().int() }).nullable(),
});

export const Approving = HandIn.extend({
  /** What the custodian's screen showed him. */
  seenSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export const ReviewDraft = z.object({ isJustified: z.boolean(), note: Text.max(2_000) });

export type Vault = z.infer<typeof Vault>;
export type VaultView = z.infer<typeof VaultView>;
export type ShareSession = z.infer<typeof ShareSession>;
export type Opening = z.infer<typeof Opening>;
export type OpeningView = z.infer<typeof OpeningView>;
export type OpeningDraft = z.infer<typeof OpeningDraft>;
export type EmergencyDraft = z.infer<typeof EmergencyDraft>;
export type ReleaseProgress = z.infer<typeof ReleaseProgress>;
