/** Long orders go out in pieces, one after another; who waits sees how far it is, and a stop is a stop. */
export async function inTurns<P, R>(
  pieces: readonly P[],
  send: (piece: P) => Promise<R>,
  {
    onDone,
    isStopped,
  }: { readonly onDone: (result: R, done: number) => void; readonly isStopped: () => boolean },
): Promise<void> {
  for (const [i, piece] of pieces.entries()) {
    if (isStopped()) return;
    onDone(await send(piece), i + 1);
  }
}

export function piecesOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
