/** ONNX models converted once and kept. A cached file ends with the sha256 of what stands before it. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelError, type ModelManifest } from './manifest.ts';
import { tfliteToOnnx } from './tflite-to-onnx.ts';

/** Raised when the conversion changes what it writes. */
const conversionVersion = 1;
const digestBytes = 32;

/** The model as ONNX: as it is, or converted, from the cache where a sound one lies there. @throws ModelError. */
export async function onnxOf(
  manifest: ModelManifest,
  file: Uint8Array,
  cacheDirectory: string,
): Promise<Uint8Array> {
  if (manifest.format === 'onnx') return file;
  const { widthPx, heightPx } = manifest.input;
  const name = `${manifest.sha256.slice(0, 16)}-${widthPx}x${heightPx}-v${conversionVersion}.onnx`;
  const path = join(cacheDirectory, name);
  const cached = await readCached(path);
  if (cached) return cached;
  let onnx: Uint8Array;
  try {
    onnx = tfliteToOnnx(file, { widthPx, heightPx });
  } catch (cause) {
    throw new ModelError(
      `The model ${manifest.name} cannot be converted: ${(cause as Error).message}. Bring it as ONNX instead.`,
      { cause },
    );
  }
  await writeCached(path, onnx);
  return onnx;
}

async function readCached(path: string): Promise<Uint8Array | null> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes || bytes.length <= digestBytes) return null;
  const onnx = bytes.subarray(0, -digestBytes);
  return digestOf(onnx).equals(bytes.subarray(-digestBytes)) ? onnx : null;
}

/** Whole or absent, also when several processes start at once. A cache that cannot be kept costs half a second, not the start. */
async function writeCached(path: string, onnx: Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}-${randomUUID()}`;
  try {
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(draft, Buffer.concat([onnx, digestOf(onnx)]));
    await rename(draft, path);
  } catch {
    await rm(draft, { force: true }).catch(() => {});
  }
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
