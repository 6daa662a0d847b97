import path from 'node:path';
import type { DiskCalls } from './disk-calls.ts';
import { isAbsent } from './disk-names.ts';
import { isKeyPart, openSuffix } from './key.ts';

type Found = { readonly key: string; readonly bytes: number };
type Step = { readonly key: string; readonly file: string | null };

/**
 * Blobs of a volume in the order of their keys, one directory in memory at a time for each level.
 * @param which those under their name, or those that are still `open`.
 */
export async function* walkDisk(
  calls: DiskCalls,
  root: string,
  prefix: string,
  which: 'committed' | 'open',
): AsyncGenerator<Found> {
  const suffix = which === 'open' ? openSuffix : '';
  // A stack instead of recursion: the next step is its end.
  const steps: Step[] = [{ key: '', file: null }];
  for (let step = steps.pop(); step; step = steps.pop()) {
    if (step.file !== null) {
      const bytes = await bytesOf(calls, step.file);
      if (bytes !== null) yield { key: step.key, bytes };
      continue;
    }
    const inside = await stepsInside(calls, root, step.key, suffix);
    steps.push(...inside.filter(({ key, file }) => mayMatch(key, file === null, prefix)));
  }
}

/** Last key first. A directory sorts with its slash: 'a-b' stands before 'a/b'. */
async function stepsInside(calls: DiskCalls, root: string, directoryKey: string, suffix: string) {
  const directory = path.join(root, directoryKey);
  const steps: Step[] = [];
  for (const { name, isDirectory } of await entriesOf(calls, directory, directoryKey === '')) {
    if (isDirectory) {
      if (isKeyPart(name)) steps.push({ key: `${directoryKey}${name}/`, file: null });
    } else if (name.endsWith(suffix)) {
      const part = name.slice(0, name.length - suffix.length);
      if (isKeyPart(part)) steps.push({ key: directoryKey + part, file: path.join(directory, name) });
    }
  }
  return steps.sort((a, b) => (a.key < b.key ? 1 : a.key > b.key ? -1 : 0));
}

function mayMatch(key: string, isDirectory: boolean, prefix: string): boolean {
  return key.startsWith(prefix) || (isDirectory && prefix.startsWith(key));
}

/** A directory may go while we walk; the volume itself may not. */
async function entriesOf(calls: DiskCalls, directory: string, isRoot: boolean) {
  try {
    return await calls.readdir(directory);
  } catch (cause) {
    if (isRoot || !isAbsent(cause)) throw cause;
    return [];
  }
}

async function bytesOf(calls: DiskCalls, file: string): Promise<number | null> {
  try {
    return (await calls.stat(file)).bytes;
  } catch (cause) {
    if (!isAbsent(cause)) throw cause;
    return null;
  }
}
