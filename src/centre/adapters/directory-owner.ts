import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './postmaster-pid.ts';

/**
 * One Lamplighter at a time in a directory. The file names its process; one that died without cleaning up is taken over.
 * @returns the release.
 * @throws Error when another one lives here.
 */
export function holdDirectory(directory: string): () => void {
  const file = join(directory, 'owner');
  const other = readOwner(file);
  if (
    other !== null &&
    other.pid !== process.pid &&
    isAlive(other.pid) &&
    startOf(other.pid) === other.start
  ) {
    throw new Error(
      `database: ${directory} is in use by another Lamplighter (process ${other.pid}). ` +
        'Stop that one, or start this one with a data directory of its own',
    );
  }
  writeFileSync(`${file}.part`, JSON.stringify({ pid: process.pid, start: startOf(process.pid) }), {
    mode: 0o600,
  });
  renameSync(`${file}.part`, file);
  return () => {
    if (readOwner(file)?.pid === process.pid) rmSync(file, { force: true });
  };
}

function readOwner(file: string): { pid: number; start: string | null } | null {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof found !== 'object' || found === null || !('pid' in found) || !('start' in found)) return null;
    return { pid: Number(found.pid), start: found.start === null ? null : String(found.start) };
  } catch {
    return null;
  }
}

/** When a process began, in clock ticks since boot: tells a process from a later one of the same number. Null without /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything, spaces too: count from behind it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
