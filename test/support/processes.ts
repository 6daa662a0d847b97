/** Processes of this machine, by /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** False for one that has ended and only waits for its parent to notice. */
export function isRunning(pid: number): boolean {
  const fields = statOf(pid);
  return fields !== null && fields[0] !== 'Z' && fields[0] !== 'X';
}

/** Children, their children and so on, the oldest generation first. */
export function descendantsOf(pid: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(statOf(Number(name))?.[1])]),
  );
  const found = [pid];
  for (const ancestor of found) {
    for (const [child, parent] of parents) if (parent === ancestor) found.push(child);
  }
  return found.slice(1);
}

/** A few words of the command line, for a message. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 160);
  } catch {
    return '';
  }
}

/** State, parent and what follows them; null when there is no such process. */
function statOf(pid: number): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return null;
  }
}
