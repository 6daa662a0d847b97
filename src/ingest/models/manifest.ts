/** A detector model is a manifest plus a file: what the file is, where it comes from, how to feed and read it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { type Category, categories } from '../../core/detection.ts';

const Score = z.number().gt(0).lt(1);
const Classes = z.array(z.number().int().min(0));

export const ModelManifest = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, 'a name is lower-case letters, digits, dots and dashes'),
  /** SPDX identifier. */
  licence: z.string().min(1),
  /** Where the file comes from, for whoever checks. */
  source: z.string().min(1),
  /** A path beside the manifest, or bytes of a file inside an installed npm package. */
  file: z.union([
    z.string().min(1),
    z.strictObject({
      package: z.string().min(1),
      path: z.string().min(1),
      fromByte: z.number().int().min(0),
      toByte: z.number().int().min(1),
    }),
  ]),
  format: z.enum(['onnx', 'tflite']),
  /** Of the model's bytes (of the slice, where one is named), lower-case hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'a sha256 is 64 lower-case hexadecimal digits'),
  input: z.strictObject({
    widthPx: z.number().int().min(32).max(4096),
    heightPx: z.number().int().min(32).max(4096),
    layout: z.literal('nchw'),
    colour: z.enum(['rgb', 'bgr']),
    /** The network is fed (byte - mean) * scale. */
    mean: z.number(),
    scale: z.number(),
    /** How a picture of another shape is fitted in. */
    fit: z.enum(['stretch', 'letterbox']),
    /** Byte that fills what a letterbox leaves empty. */
    padding: z.number().int().min(0).max(255).default(114),
  }),
  decoder: z.enum(['ssd-mobilenet-v2', 'yolox']),
  /** How many classes the network tells apart, and which of their numbers are of concern here. */
  classes: z
    .strictObject({
      count: z.number().int().min(1).max(10_000),
      person: Classes,
      bicycle: Classes,
      vehicle: Classes,
    })
    .refine((classes) => categories.every((category) => classes[category].every((n) => n < classes.count)), {
      error: 'a class number is below count',
    }),
  /** Below this nothing is told at all; between this and `countScore` a box only keeps a known track alive. */
  reportScore: Score,
  /** From this score on a box may begin a track and be counted. */
  countScore: z.strictObject({ person: Score, bicycle: Score, vehicle: Score }),
  /** Boxes of one category that overlap by more than this are one thing. */
  nmsIou: z.number().gt(0).lte(1),
});
export type ModelManifest = z.infer<typeof ModelManifest>;

/** The category of each class of the network, in its order; null is a class that is of no concern. */
export function categoriesByClass({ classes }: ModelManifest): (Category | null)[] {
  return Array.from(
    { length: classes.count },
    (_, number) => categories.find((category) => classes[category].includes(number)) ?? null,
  );
}

/** A model that cannot be used: the message says which file, what is wrong and what to do. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

/** The detector that comes with the product. */
export const defaultManifestPath = resolve(
  import.meta.dirname,
  '../../../models/ssd-mobilenet-v2-428x300.json',
);

/** @throws ModelError. */
export async function readManifest(path: string): Promise<ModelManifest> {
  const text = await readOrRefuse(path, `the model manifest ${path}`);
  let json: unknown;
  try {
    json = JSON.parse(text.toString('utf8'));
  } catch (cause) {
    throw new ModelError(`The model manifest ${path} is not JSON: ${(cause as Error).message}. Correct it.`, {
      cause,
    });
  }
  const manifest = ModelManifest.safeParse(json);
  if (manifest.success) return manifest.data;
  const faults = manifest.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`,
  );
  throw new ModelError(
    `The model manifest ${path} is not valid (${faults.slice(0, 3).join('; ')}). Compare it with models/ssd-mobilenet-v2-428x300.json.`,
  );
}

/** The bytes the manifest speaks of, proven by their hash. @throws ModelError. */
export async function readModelFile(manifest: ModelManifest, manifestPath: string): Promise<Uint8Array> {
  const { file } = manifest;
  const path =
    typeof file === 'string' ? resolve(dirname(manifestPath), file) : pathInPackage(file.package, file.path);
  const whole = await readOrRefuse(path, `the file ${path} of the model ${manifest.name}`);
  const bytes = typeof file === 'string' ? whole : whole.subarray(file.fromByte, file.toByte);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 === manifest.sha256) return bytes;
  throw new ModelError(
    `The file ${path} is not the one the model ${manifest.name} names: its sha256 is ${sha256}, expected ${manifest.sha256}. ` +
      'Get the right file, or, if you trust this one, put its sha256 into the manifest.',
  );
}

function pathInPackage(name: string, path: string): string {
  try {
    return createRequire(import.meta.url).resolve(`${name}/${path}`);
  } catch (cause) {
    throw new ModelError(`The model's file ${path} of the package ${name} is not installed. Run npm ci.`, {
      cause,
    });
  }
}

async function readOrRefuse(path: string, what: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const problem = isMissing
      ? 'does not exist'
      : `cannot be read (${(cause as NodeJS.ErrnoException).code})`;
    throw new ModelError(`${what[0]!.toUpperCase()}${what.slice(1)} ${problem}. Check its path.`, { cause });
  }
}
