/**
 * Reads the fragmented MP4 of a sealed segment while it is decrypted: its stream, then its pictures in decoding order.
 * What is clear in its memory is zeroed as soon as nobody needs it.
 */
import { ticksPerMs, utcMsOfNtp } from '../ingest/mp4/fragmented-mp4.ts';
import type { ParameterSets, VideoCodec } from '../ingest/mp4/nal-units.ts';
import { storedSets } from '../ingest/mp4/stored-sets.ts';

export type StoredStream = {
  readonly codec: VideoCodec;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly parameterSets: ParameterSets;
};

export type StoredPicture = {
  readonly isKey: boolean;
  /** Of the file; 90 kHz. */
  readonly dtsTicks: number;
  readonly ptsTicks: number;
  readonly durationTicks: number;
  /** Capture time, UTC ms; of a picture that is shown later than others also in their order. */
  readonly atMs: number;
  /** NAL units with four-byte lengths; the reader's memory, zeroed at the next `push` or `wipe`. */
  readonly bytes: Uint8Array;
};

type Box = { readonly type: string; readonly body: Uint8Array };

const largestBoxBytes = 64 << 20;

export class Mp4Reader {
  stream: StoredStream | null = null;
  /** All that was put together last, of which `#held` is what was not read yet. */
  #joined: Uint8Array = new Uint8Array(0);
  #held: Uint8Array = this.#joined;
  /** What came since, put to `#held` only when the box is whole: some are of many megabytes. */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #capture: { readonly atMs: number; readonly ptsTicks: number } | null = null;
  #moof: Uint8Array | null = null;

  /**
   * @param plain is the reader's from now on: it is zeroed when it has been read.
   * @returns the pictures that are whole now. @throws Error for what is no segment.
   */
  push(plain: Uint8Array): StoredPicture[] {
    this.#joined.subarray(0, this.#joined.length - this.#held.length).fill(0);
    this.#waiting.push(plain);
    this.#waitingBytes += plain.length;
    if (this.#held.length + this.#waitingBytes < boxSize(this.#held)) return [];
    this.#join();
    const pictures: StoredPicture[] = [];
    for (;;) {
      const box = nextBox(this.#held);
      if (box === null) return pictures;
      this.#held = this.#held.subarray(8 + box.body.length);
      pictures.push(...this.#take(box));
    }
  }

  /** Ends it: nothing clear is left, and the pictures it gave are gone. */
  wipe(): void {
    this.#join();
    this.#joined.fill(0);
  }

  #join(): void {
    const pieces = this.#waiting.splice(0);
    // No Buffer, whose slice() would be a view on what is zeroed later.
    const joined = new Uint8Array(this.#held.length + this.#waitingBytes);
    joined.set(this.#held);
    let at = this.#held.length;
    for (const piece of pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    for (const piece of [this.#joined, ...pieces]) piece.fill(0);
    this.#joined = joined;
    this.#held = joined;
    this.#waitingBytes = 0;
  }

  #take({ type, body }: Box): StoredPicture[] {
    switch (type) {
      case 'moov':
        this.stream = streamOf(body);
        return [];
      case 'prft':
        this.#capture = {
          atMs: utcMsOfNtp(view(body).getBigUint64(8)),
          ptsTicks: Number(view(body).getBigUint64(16)),
        };
        return [];
      case 'moof':
        this.#moof = body.slice();
        return [];
      case 'mdat': {
        if (this.stream === null || this.#capture === null || this.#moof === null) {
          throw new Error('its film is damaged: pictures come before what describes them');
        }
        const pictures = picturesOf(this.#moof, body, this.#capture);
        this.#moof = null;
        return pictures;
      }
      default:
        return [];
    }
  }
}

function picturesOf(
  moof: Uint8Array,
  media: Uint8Array,
  capture: { readonly atMs: number; readonly ptsTicks: number },
): StoredPicture[] {
  const traf = find(moof, 'traf');
  const trun = view(find(traf, 'trun'));
  const pictures: StoredPicture[] = [];
  let dtsTicks = Number(view(find(traf, 'tfdt')).getBigUint64(4));
  const count = trun.getUint32(4);
  for (let i = 0, at = 12, offset = 0; i < count; i++, at += 16) {
    const durationTicks = trun.getUint32(at);
    const bytes = media.subarray(offset, offset + trun.getUint32(at + 4));
    const ptsTicks = dtsTicks + trun.getInt32(at + 12);
    const atMs = capture.atMs + Math.round((ptsTicks - capture.ptsTicks) / ticksPerMs);
    // 0x00010000: not a place to begin (ISO/IEC 14496-12 section 8.8.3.1).
    const isKey = (trun.getUint32(at + 8) & 0x1_0000) === 0;
    pictures.push({ isKey, dtsTicks, ptsTicks, durationTicks, atMs, bytes });
    offset += bytes.length;
    dtsTicks += durationTicks;
  }
  return pictures;
}

function streamOf(moov: Uint8Array): StoredStream {
  const stbl = ['trak', 'mdia', 'minf', 'stbl'].reduce(find, moov);
  const stsd = find(stbl, 'stsd');
  const entry = nextBox(stsd.subarray(8));
  if (entry === null) throw new Error('its film is damaged: it does not say what it holds');
  const codec = entry.type.startsWith('avc') ? 'h264' : 'h265';
  const sizes = view(entry.body);
  // Behind the 78 bytes that every video entry begins with stand its boxes.
  const boxes = entry.body.subarray(78);
  const parameterSets = storedSets(codec, find(boxes, codec === 'h264' ? 'avcC' : 'hvcC'));
  return { codec, widthPx: sizes.getUint16(24), heightPx: sizes.getUint16(26), parameterSets };
}

function find(container: Uint8Array, type: string): Uint8Array {
  for (let rest = container; rest.length >= 8; ) {
    const box = nextBox(rest);
    if (box === null) break;
    if (box.type === type) return box.body;
    rest = rest.subarray(8 + box.body.length);
  }
  throw new Error(`its film is damaged: the box ${type} is missing`);
}

/** Null while it is not whole. */
function nextBox(bytes: Uint8Array): Box | null {
  const size = boxSize(bytes);
  if (bytes.length < size) return null;
  return { type: String.fromCharCode(...bytes.subarray(4, 8)), body: bytes.subarray(8, size) };
}

/** Of the box at the beginning, with its head; 8 while that is not there yet. */
function boxSize(bytes: Uint8Array): number {
  if (bytes.length < 8) return 8;
  const size = view(bytes).getUint32(0);
  if (size < 8 || size > largestBoxBytes) throw new Error('its film is damaged: a box has no possible size');
  return size;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
