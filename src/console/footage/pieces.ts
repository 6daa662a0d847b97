/** Where each group of pictures lies: what a player looks up, thousands of times a minute. Pure. */
import type { FootageSegment } from '../../contract/recording.ts';

/** One group of pictures in a file. It begins with a key frame. */
export type Piece = {
  /** Of these very bytes: what still grows has another key when it is longer. */
  readonly key: string;
  readonly segmentId: string;
  readonly codec: string;
  /** Capture time of its first picture, and of the one after its last; UTC ms. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly offset: number;
  readonly bytes: number;
  /** The head of the file is so long. */
  readonly headBytes: number;
};

/** All pieces of masked segments that were listed with fragments, by time. */
export function piecesOf(segments: readonly FootageSegment[]): readonly Piece[] {
  return segments
    .flatMap((segment) => (segment.kind === 'masked' ? piecesIn(segment) : []))
    .sort((a, b) => a.fromMs - b.fromMs);
}

function piecesIn({ id, codec, toMs, fragments }: FootageSegment): Piece[] {
  const headBytes = fragments?.[0]?.offset ?? 0;
  return (fragments ?? []).map(({ fromMs, offset, bytes }, i) => ({
    key: `${id}:${offset}:${bytes}`,
    segmentId: id,
    codec,
    fromMs,
    toMs: fragments![i + 1]?.fromMs ?? toMs,
    offset,
    bytes,
    headBytes,
  }));
}

/** Index of the last piece that begins at or before the instant; -1: none does. */
export function lastAt(pieces: readonly Piece[], atMs: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.fromMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Holes shorter than this are the time between two pictures. */
export const seamMs = 500;

/**
 * The piece whose picture stands at an instant: between two segments the last picture stays for a moment. Where the clock
 * was set back and a time was recorded twice, the later beginning wins.
 */
export function pieceAt(pieces: readonly Piece[], atMs: number): Piece | null {
  const piece = pieces[lastAt(pieces, atMs)];
  return piece !== undefined && atMs < piece.toMs + seamMs ? piece : null;
}

export function pieceAfter(pieces: readonly Piece[], piece: Piece): Piece | null {
  let i = lastAt(pieces, piece.fromMs);
  while (i >= 0 && pieces[i]!.key !== piece.key && pieces[i]!.fromMs === piece.fromMs) i--;
  return pieces[i + 1] ?? null;
}

/** Whether one goes on where the other ends, with nothing missing between. */
export function isSeamless(piece: Piece, next: Piece): boolean {
  return Math.abs(next.fromMs - piece.toMs) < seamMs;
}

/**
 * Pieces that lie behind each other in one file, from one on: fetched by one request.
 * @param most.ms of footage at most, but at least the one piece; `most.bytes` likewise.
 */
export function runFrom(
  pieces: readonly Piece[],
  first: Piece,
  most: { readonly ms: number; readonly bytes: number },
): readonly Piece[] {
  const run = [first];
  let bytes = first.bytes;
  for (let next = pieceAfter(pieces, first); next !== null; next = pieceAfter(pieces, next)) {
    const last = run.at(-1)!;
    const isBehind = next.segmentId === first.segmentId && next.offset === last.offset + last.bytes;
    if (!isBehind || next.toMs - first.fromMs > most.ms || bytes + next.bytes > most.bytes) break;
    run.push(next);
    bytes += next.bytes;
  }
  return run;
}

/** What has to be there soon when the clock stands at `atMs` and runs at `speed`: in the order it is needed. */
export function aheadOf(
  pieces: readonly Piece[],
  { atMs, speed }: { readonly atMs: number; readonly speed: number },
): readonly Piece[] {
  const reachMs = 1_000 + 2_500 * Math.max(1, Math.abs(speed));
  const [fromMs, toMs] = speed < 0 ? [atMs - reachMs, atMs] : [atMs, atMs + reachMs];
  const ahead: Piece[] = [];
  for (let i = Math.max(0, lastAt(pieces, fromMs)); i < pieces.length && pieces[i]!.fromMs <= toMs; i++) {
    if (pieces[i]!.toMs > fromMs) ahead.push(pieces[i]!);
  }
  return speed < 0 ? ahead.reverse() : ahead;
}
