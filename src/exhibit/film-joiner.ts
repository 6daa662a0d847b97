import type { Box } from './boxes.ts';
import { capturedAtMsOf, type FilmHead, headOf, movedMoof, movedPrft, timeOf } from './film-fragment.ts';

/** A stretch of capture time, and where it is found in a film. */
export type FilmPiece = {
  /** Null where a film came whole. */
  readonly segmentId: string | null;
  readonly fromMs: number;
  readonly toMs: number;
  /** From the beginning of the film, ms. */
  readonly filmAtMs: number;
};

export type Film = { readonly name: string; readonly pieces: readonly FilmPiece[] };

export type FilmOutput = {
  begin(name: string): Promise<void>;
  box(box: Box): Promise<void>;
  end(): Promise<void>;
};

/**
 * Joins pieces of footage to one film that plays through. Time between pieces without footage is not in the film: the list
 * of pieces says when each part was. Where the camera's stream changed its size or coding, or a film grows beyond
 * `maxBytes`, the next film begins (footage-2.mp4).
 */
export type FilmJoiner = {
  /** One piece: head (ftyp, moov), then its fragments. @throws Error when it cannot be read as a film. */
  add(piece: Omit<FilmPiece, 'filmAtMs'>, boxes: AsyncIterable<Box> | Iterable<Box>): Promise<void>;
  end(): Promise<readonly Film[]>;
};

/** Leaves room below 4 GiB for the last group of pictures and the C2PA manifest. */
const defaultMaxBytes = 3_500_000_000;
/** Capture time that jumps by more than film time begins a new piece: something is missing in between. */
const jumpMs = 1_000;

export function createFilmJoiner(output: FilmOutput, maxBytes = defaultMaxBytes): FilmJoiner {
  const films: { name: string; pieces: FilmPiece[] }[] = [];
  let open: { head: FilmHead; endTicks: number; sequence: number; bytes: number } | null = null;

  async function put(type: string, bytes: Uint8Array): Promise<void> {
    open!.bytes += bytes.length;
    await output.box({ type, bytes });
  }

  async function beginFilm(head: FilmHead): Promise<void> {
    await endFilm();
    const name = films.length === 0 ? 'footage.mp4' : `footage-${films.length + 1}.mp4`;
    films.push({ name, pieces: [] });
    open = { head, endTicks: 0, sequence: 0, bytes: 0 };
    await output.begin(name);
    const ftypBytes = new DataView(head.bytes.buffer, head.bytes.byteOffset).getUint32(0);
    await put('ftyp', head.bytes.subarray(0, ftypBytes));
    await put('moov', head.bytes.subarray(ftypBytes));
  }

  async function endFilm(): Promise<void> {
    if (open !== null) await output.end();
    open = null;
  }

  /** A piece that goes on elsewhere ends where its pictures did. */
  function endLastPiece(isInLastFilm: boolean, toMs: number): void {
    const pieces = films.at(isInLastFilm ? -2 : -1)?.pieces;
    const last = pieces?.at(-1);
    if (pieces !== undefined && last !== undefined) pieces[pieces.length - 1] = { ...last, toMs };
  }

  return {
    async add(piece, boxes) {
      let ftyp: Uint8Array | null = null;
      let head: FilmHead | null = null;
      let prft: Uint8Array | null = null;
      /** Of the film minus of the piece. */
      let shiftTicks: number | null = null;
      /** Where the present piece begins: in the piece's own film, and in capture time. */
      let firstTicks = 0;
      let firstMs = piece.fromMs;
      let lastEndMs = piece.fromMs;
      let isInFragment = false;
      for await (const { type, bytes } of boxes) {
        if (isInFragment && type !== 'mdat')
          throw new Error(`a box ${type} stands between a fragment and its pictures`);
        if (type === 'ftyp') ftyp = bytes;
        else if (type === 'moov') {
          if (ftyp === null) throw new Error('the film does not begin with its type');
          head = headOf(ftyp, bytes);
        } else if (type === 'prft') prft = bytes;
        else if (type === 'moof') {
          if (head === null) throw new Error('the film has pictures before its head');
          const time = timeOf(bytes, head);
          const isNext = open === null || open.head.identity !== head.identity || open.bytes > maxBytes;
          if (isNext) await beginFilm(head);
          const film = open!;
          const toldMs = prft === null ? null : capturedAtMsOf(prft);
          const goneMs = ((time.decodeTicks - firstTicks) / head.ticksPerS) * 1_000;
          const isFirst = shiftTicks === null;
          const hasJumped = toldMs !== null && Math.abs(toldMs - (firstMs + goneMs)) > jumpMs;
          if (isFirst || isNext || hasJumped) {
            const fromMs = isFirst ? piece.fromMs : Math.round(hasJumped ? toldMs : firstMs + goneMs);
            if (!isFirst) endLastPiece(isNext, hasJumped ? Math.round(lastEndMs) : fromMs);
            if (isFirst || isNext) shiftTicks = film.endTicks - time.decodeTicks;
            firstTicks = time.decodeTicks;
            firstMs = fromMs;
            const filmAtMs = Math.round(((time.decodeTicks + shiftTicks!) / head.ticksPerS) * 1_000);
            films.at(-1)!.pieces.push({ ...piece, fromMs, filmAtMs });
          }
          lastEndMs =
            firstMs + ((time.decodeTicks + time.durationTicks - firstTicks) / head.ticksPerS) * 1_000;
          const moved = prft === null ? null : movedPrft(prft, shiftTicks!);
          if (moved !== null) await put('prft', moved);
          prft = null;
          film.sequence += 1;
          const decodeTicks = time.decodeTicks + shiftTicks!;
          await put('moof', movedMoof(bytes, { sequence: film.sequence, decodeTicks }));
          film.endTicks = decodeTicks + time.durationTicks;
          isInFragment = true;
        } else if (type === 'mdat') {
          if (!isInFragment) throw new Error('the film has pictures without their times');
          await put('mdat', bytes);
          isInFragment = false;
        }
        // Check sums, padding and indexes are of the old file and are left there.
      }
      if (isInFragment) throw new Error('the film ends before the pictures of its last fragment');
    },
    async end() {
      await endFilm();
      return films;
    },
  };
}
