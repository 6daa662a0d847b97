import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type DataLock =
  | { ok: true; release(): void }
  | { ok: false; reason: 'taken' | 'denied' | 'half-restored'; message: string };

/** Stands in a data directory from the first to the last step of a restore. */
export const restoreMark = 'restore-unfinished';

/**
 * One centre per data directory: two would own the same embedded database. The lock names a process;
 * one that is gone (kill -9, power cut) is taken over.
 */
export function lockDataDirectory(
  directory: string,
  pid = process.pid,
  { isRestore = false }: { readonly isRestore?: boolean } = {},
): DataLock {
  const file = path.join(directory, 'centre.lock');
  if (!isRestore && existsSync(path.join(directory, restoreMark)))
    return {
      ok: false,
      reason: 'half-restored',
      message: `A restore into ${directory} did not come to its end, so what is there is not whole. Do it again: lamplighter restore FILE --data ${directory} --again`,
    };
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    return refusal(directory, error);
  }
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, String(pid), { flag: 'wx', mode: 0o600 });
      return { ok: true, release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return refusal(directory, error);
    }
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder !== pid && isCentre(holder)) {
      return {
        ok: false,
        reason: 'taken',
        message: `Another Lamplighter (process ${holder}) uses the data directory ${directory}. Stop it, or give this one its own with --data FOLDER.`,
      };
    }
    rmSync(file, { force: true });
  }
  return {
    ok: false,
    reason: 'taken',
    message: `The data directory ${directory} is being taken by another Lamplighter that starts right now.`,
  };
}

function refusal(directory: string, error: unknown): DataLock {
  return {
    ok: false,
    reason: 'denied',
    message: `Cannot write to the data directory ${directory}: ${(error as Error).message}. Make it writable, or give another with --data FOLDER.`,
  };
}

/** A process number may have been given to somebody else since: where the system tells, its command line is looked at. */
function isCentre(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('lamplighter');
  } catch {
    return true;
  }
}
