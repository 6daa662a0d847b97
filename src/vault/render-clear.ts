/**
 * The clear original, not decoded, cut to the span. It begins with the first key frame in it, and ends before the first
 * picture, in decoding order, that is shown after it: nothing from outside leaves, and up to a group of pictures of the
 * beginning is left out.
 */
import type { RenderOrder } from '../contract/vault.ts';
import { type FragmentedMp4, openFragmentedMp4, ticksPerMs } from '../ingest/mp4/fragmented-mp4.ts';
import { isSameSets } from '../ingest/mp4/nal-units.ts';
import type { StoredStream } from './mp4-reader.ts';
import type { RenderMeans } from './render-means.ts';
import { type OpenedPicture, storedPictures } from './stored-pictures.ts';

/** A fragment ends with the next key frame, or when it has lasted so long. */
const longestFragmentMs = 2_000;

export async function* renderClear(
  { segments, fromMs, toMs }: RenderOrder,
  means: Pick<RenderMeans, 'key' | 'blobs'>,
): AsyncGenerator<Uint8Array> {
  let film: ClearFilm | null = null;
  /** Whether the pictures that come can be decoded from what was given. */
  let isJoined = false;
  for await (const picture of storedPictures(segments, means)) {
    if (picture.atMs >= toMs) break;
    if (picture.isKey && picture.atMs >= fromMs) isJoined = true;
    // A segment begins with a key frame; between two of them something may be missing.
    else if (picture.beginsSegment) isJoined = false;
    if (!isJoined || picture.atMs < fromMs) continue;
    if (film === null) {
      film = new ClearFilm(picture.stream);
      yield film.head;
    }
    yield* film.take(picture);
  }
  if (film === null) throw nothingThere({ fromMs, toMs });
  yield* film.end();
}

export function nothingThere({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): Error {
  const [from, to] = [fromMs, toMs].map((ms) => new Date(ms).toISOString());
  return new Error(
    `No picture of the sealed segments can be shown from ${from} to ${to}. Ask for a longer span: a film begins with a key frame, and some cameras send one in ten seconds.`,
  );
}

type Kept = {
  isKey: boolean;
  dtsTicks: number;
  ptsTicks: number;
  endTicks: number;
  atMs: number;
  bytes: Uint8Array;
};

/** Puts pictures of several segments on one time line: the capture times decide how far apart they are. */
class ClearFilm {
  readonly #mp4: FragmentedMp4;
  readonly #stream: StoredStream;
  #kept: Kept[] = [];
  /** Added to a segment's own ticks. */
  #shiftTicks = 0;
  #endTicks = 0;
  #zeroMs: number | null = null;

  constructor(stream: StoredStream) {
    this.#stream = stream;
    this.#mp4 = openFragmentedMp4({ ...stream, packaging: 'length' });
  }

  get head(): Uint8Array {
    return this.#mp4.head;
  }

  *take(picture: OpenedPicture): Generator<Uint8Array> {
    if (picture.beginsSegment || this.#zeroMs === null) {
      yield* this.end();
      this.#join(picture);
    }
    const first = this.#kept[0];
    const isLong =
      first !== undefined &&
      picture.dtsTicks + this.#shiftTicks - first.dtsTicks >= longestFragmentMs * ticksPerMs;
    if (picture.isKey || isLong) yield* this.end();
    const dtsTicks = picture.dtsTicks + this.#shiftTicks;
    this.#endTicks = dtsTicks + picture.durationTicks;
    this.#kept.push({
      isKey: picture.isKey,
      dtsTicks,
      ptsTicks: picture.ptsTicks + this.#shiftTicks,
      endTicks: this.#endTicks,
      atMs: picture.atMs,
      bytes: picture.bytes.slice(),
    });
  }

  /** What is there, as a fragment. */
  *end(): Generator<Uint8Array> {
    const first = this.#kept[0];
    if (first === undefined) return;
    const fragment = { samples: this.#kept, endTicks: this.#endTicks, capturedAtMs: first.atMs };
    const bytes = this.#mp4.fragment(fragment);
    for (const { bytes: clear } of this.#kept) clear.fill(0);
    this.#kept = [];
    yield bytes;
  }

  #join(picture: OpenedPicture): void {
    if (!isSameStream(picture.stream, this.#stream)) {
      const at = new Date(picture.atMs).toISOString();
      throw new Error(
        `The stream of the camera changed at ${at} (size or codec). Open the time before and after it separately.`,
      );
    }
    this.#zeroMs ??= picture.atMs;
    const wantedTicks = (picture.atMs - this.#zeroMs) * ticksPerMs + picture.dtsTicks - picture.ptsTicks;
    // Decoding times only grow, also where two clocks differ by a millisecond.
    this.#shiftTicks = Math.max(wantedTicks, this.#endTicks) - picture.dtsTicks;
  }
}

function isSameStream(a: StoredStream, b: StoredStream): boolean {
  const isSameShape = a.codec === b.codec && a.widthPx === b.widthPx && a.heightPx === b.heightPx;
  return isSameShape && isSameSets(a.parameterSets, b.parameterSets);
}
