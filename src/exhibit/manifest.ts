/** What `manifest.json` of a bundle holds. docs/exhibit-format.md says the same in prose, for those who write their own verifier. */
import { z } from 'zod';
import { gapCauses } from '../core/recording/gap.ts';
import { segmentEnds, segmentKinds } from '../core/recording/segment.ts';

export const schemaName = 'lamplighter-exhibit/1';

const UtcMs = z.number().int();
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in hexadecimal');
const FileName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_.-]*(\/[a-z0-9][a-z0-9_.-]*)?$/, 'is no file name of a bundle');
const Text = z.string().max(4_000);

export const ManifestFile = z.strictObject({
  name: FileName,
  bytes: z.number().int().nonnegative(),
  sha256: Sha256,
});

const Piece = z.strictObject({
  segmentId: z.uuid().nullable(),
  /** Capture time. */
  fromMs: UtcMs,
  toMs: UtcMs,
  /** Where it begins in the film. */
  filmAtMs: z.number().int().nonnegative(),
});

const SourceSegment = z.strictObject({
  id: z.uuid(),
  kind: z.enum(segmentKinds),
  fromMs: UtcMs,
  toMs: UtcMs,
  codec: z.string(),
  widthPx: z.number().int().positive(),
  heightPx: z.number().int().positive(),
  bytes: z.number().int().positive(),
  /** Of the segment as it was stored, noted when it was written. */
  sha256: Sha256,
  end: z.enum(segmentEnds),
  /** Camera clock minus clock of the recorder. */
  clockOffsetMs: z.number().nullable(),
  /** Its file in this bundle; null: it is not in it as it was stored. */
  file: FileName.nullable(),
});

/** How the footage came to be. */
export const Making = z.discriminatedUnion('kind', [
  /** From the masked recording: people were hidden before anything was written. */
  z.strictObject({ kind: z.literal('masked') }),
  /** From the sealed original, opened by custodians. */
  z.strictObject({
    kind: z.literal('opened'),
    /** `masked`: people are hidden but in the lifted areas; `clear`: as the camera sent it. */
    mode: z.enum(['masked', 'clear']),
    openingId: z.uuid(),
    caseNumber: Text.nullable(),
    reason: Text,
    legalBasis: Text,
    requestedBy: Text,
    requestedAtMs: UtcMs,
    isEmergency: z.boolean(),
    approvers: z.array(z.strictObject({ name: Text, atMs: UtcMs })),
  }),
]);
export type Making = z.infer<typeof Making>;

/** An entry of the site's log. `hash` is SHA-256 over the 32 bytes of `previousHash` and the canonical entry. */
export const CustodyEntry = z.strictObject({
  id: z.number().int().positive(),
  atMs: UtcMs,
  who: Text,
  action: Text,
  target: Text.nullable(),
  detail: z.record(z.string(), z.unknown()),
  previousHash: Sha256,
  hash: Sha256,
});
export type CustodyEntry = z.infer<typeof CustodyEntry>;

export const Manifest = z.strictObject({
  schema: z.literal(schemaName),
  exhibit: z.strictObject({
    id: z.uuid(),
    /** What the site calls it. */
    title: Text,
    reason: Text,
    /** Incident or case it belongs to, in the words of the one who asked. */
    incident: Text.nullable(),
    madeAtMs: UtcMs,
    madeBy: Text,
    /** When the site deletes its own copy. */
    deleteAfterMs: UtcMs,
  }),
  site: z.strictObject({
    name: Text,
    /** SHA-256 of the public key that signs this manifest. */
    keyFingerprint: Sha256,
    /** IANA name, of the local times in the report. */
    timeZone: z.string().max(80),
  }),
  software: z.strictObject({ name: Text, version: Text, commit: Text.nullable() }),
  camera: z.strictObject({
    id: Text,
    name: Text,
    purpose: Text,
    isSimulated: z.boolean(),
    position: z.strictObject({ latitude: z.number(), longitude: z.number() }).nullable(),
    /** Maps fractions of the picture to metres on the ground, row by row; null: it was not calibrated. */
    calibration: z
      .strictObject({
        groundFromImage: z.array(z.number()).length(9),
        residualM: z.number(),
        points: z.number().int(),
      })
      .nullable(),
  }),
  span: z.strictObject({ askedFromMs: UtcMs, askedToMs: UtcMs, fromMs: UtcMs, toMs: UtcMs }),
  made: Making,
  footage: z.array(z.strictObject({ file: FileName, pieces: z.array(Piece).min(1) })).min(1),
  segments: z.array(SourceSegment),
  /** Times within the span without footage. */
  gaps: z.array(z.strictObject({ fromMs: UtcMs, toMs: UtcMs, cause: z.enum([...gapCauses, 'unexplained']) })),
  custody: z.strictObject({
    entries: z.array(CustodyEntry),
    /** The newest entry of the log when this was made. */
    head: z.strictObject({ id: z.number().int().nonnegative(), hash: Sha256 }),
  }),
  /** Every other file but the proofs: manifest.json, manifest.sig, manifest.json.tsr, SHA256SUMS. In the order of the bundle. */
  files: z.array(ManifestFile).min(1),
  /** The authority that was asked; null: none, and the bundle has no manifest.json.tsr. */
  timeStamp: z.strictObject({ authority: Text }).nullable(),
});
export type Manifest = z.infer<typeof Manifest>;

/** Files that prove the manifest, and are therefore not in it. In the order of the bundle, after all others. */
export const proofFiles = ['manifest.json', 'manifest.sig', 'manifest.json.tsr', 'SHA256SUMS'] as const;
