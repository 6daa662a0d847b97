import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** What a running PostgreSQL writes about itself into its data directory. */
export type PostmasterPid = {
  readonly pid: number;
  readonly port: number;
  /** False while it recovers after a crash, or shuts down. */
  readonly isReady: boolean;
};

/** @returns null when there is no such file, or it is half-written. */
export function readPostmasterPid(cluster: string): PostmasterPid | null {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port)) return null;
  return { pid, port, isReady: (lines[7] ?? '').startsWith('ready') };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // EPERM: it lives, and belongs to somebody else.
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Processes that work in this data directory: a server and the backends that outlived it.
 * Matched by working directory, because a process id alone may meanwhile belong to a stranger.
 * @returns null where the system has no /proc.
 */
export function processesIn(cluster: string): number[] | null {
  if (process.platform !== 'linux') return null;
  const path = realpathSync(cluster);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && workingDirectory(pid) === path);
}

function workingDirectory(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}
