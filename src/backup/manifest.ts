/** What a backup says of itself: `about.json` is its first file, `manifest.json` its last but one. docs/guide/backup.md */
import { z } from 'zod';

export const formatName = 'lamplighter-backup';
export const formatVersion = 1;

export const aboutName = 'about.json';
export const manifestName = 'manifest.json';
/** SHA-256 of the manifest, hex: what was cut before it is no backup. */
export const sealName = 'manifest.sha256';
export const configName = 'lamplighter.yaml';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);

export const About = z.object({
  format: z.literal(formatName),
  formatVersion: z.literal(formatVersion),
  /** Everything in it is as it was then, UTC. */
  madeAtMs: z.number().int().min(0),
  product: z.string(),
  /** Tells this site from every other; null: nothing has happened there. */
  site: Hash.nullable(),
  schema: z.array(z.object({ number: z.number().int(), name: z.string(), checksum: Hash })),
  tables: z.array(z.object({ name: Name, columns: z.array(Name), isParent: z.boolean() })),
  sequences: z.array(z.object({ name: Name, value: z.number().int() })),
  auditHead: z.number().int(),
  notIncluded: z.array(z.string()),
});
export type About = z.infer<typeof About>;

export const Manifest = z.object({
  format: z.literal(formatName),
  /** All files before it, in their order. */
  files: z.array(z.object({ name: z.string(), bytes: z.number().int(), sha256: Hash })),
  /** What was to be in it and is not, or is not what it should be, in words. */
  warnings: z.array(z.string()),
});
export type Manifest = z.infer<typeof Manifest>;
