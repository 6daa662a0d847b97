/** Reads all of a process's memory (Linux), to look for what must not be there. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

const pieceBytes = 4 << 20;

/** Null: this system does not let one process read another. */
export function countInMemory(
  pid: number,
  patterns: Readonly<Record<string, Buffer>>,
): Record<string, number> | null {
  let memory: number;
  let maps: string;
  try {
    maps = readFileSync(`/proc/${pid}/maps`, 'utf8');
    memory = openSync(`/proc/${pid}/mem`, 'r');
  } catch {
    return null;
  }
  const longest = Math.max(...Object.values(patterns).map((pattern) => pattern.length));
  const counts = Object.fromEntries(Object.keys(patterns).map((name) => [name, 0]));
  // A process that lives changes while it is read; what it held throughout is found.
  const piece = Buffer.alloc(pieceBytes + longest);
  try {
    for (const line of maps.split('\n')) {
      const range = /^([0-9a-f]+)-([0-9a-f]+) r/.exec(line);
      if (range === null || line.endsWith('[vvar]') || line.endsWith('[vsyscall]')) continue;
      const end = BigInt(`0x${range[2]}`);
      for (let at = BigInt(`0x${range[1]}`); at < end; at += BigInt(pieceBytes)) {
        const wanted = Number(end - at > BigInt(piece.length) ? BigInt(piece.length) : end - at);
        const read = readPiece(memory, piece, wanted, at);
        for (const [name, pattern] of Object.entries(patterns)) {
          counts[name]! += occurrences(piece.subarray(0, read), pattern);
        }
      }
    }
  } finally {
    piece.fill(0);
    closeSync(memory);
  }
  return counts;
}

/** Pages that were reserved and never used cannot be read. */
function readPiece(memory: number, piece: Buffer, wanted: number, at: bigint): number {
  try {
    return readSync(memory, piece, 0, wanted, at);
  } catch {
    return 0;
  }
}

/** Those that begin in the first part: the rest overlaps with the next piece. */
function occurrences(bytes: Buffer, pattern: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(pattern); at >= 0 && at < pieceBytes; at = bytes.indexOf(pattern, at + 1))
    count++;
  return count;
}

export function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(' ').filter(Boolean).map(Number);
}
