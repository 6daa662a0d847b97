/** Reads the boxes of files that `fragmented-mp4.ts` wrote, and nothing beyond: what is torn or damaged is no box. */
import { crc32 } from 'node:zlib';
import { checkBoxBytes, checkMark, keyFlags, ticksPerMs, utcMsOfNtp } from './fragmented-mp4.ts';
import { codecString } from './sample-entry.ts';
import { storedSets } from './stored-sets.ts';

export type BoxHead = { readonly type: string; readonly bytes: number };

export const boxHeadBytes = 8;

/** @returns null where the bytes cannot begin a box. */
export function boxHead(bytes: Uint8Array, at = 0): BoxHead | null {
  if (bytes.length < at + boxHeadBytes) return null;
  const size = viewOf(bytes).getUint32(at);
  if (size < boxHeadBytes) return null;
  return { type: Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1'), bytes: size };
}

/** Whether a stretch of boxes ends with the check sum of what stands before it. */
export function isChecked(bytes: Uint8Array): boolean {
  const at = bytes.length - checkBoxBytes;
  if (at < boxHeadBytes) return false;
  const head = boxHead(bytes, at);
  const mark = Buffer.from(bytes.subarray(at + 8, at + 12)).toString('latin1');
  if (head?.type !== 'free' || head.bytes !== checkBoxBytes || mark !== checkMark) return false;
  return viewOf(bytes).getUint32(at + 12) === crc32(bytes.subarray(0, at));
}

export type StreamHead = { readonly codec: string; readonly widthPx: number; readonly heightPx: number };

/** @param head a checked head of a file. @returns null where it is none. */
export function readHead(head: Uint8Array): StreamHead | null {
  const stsd = ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd'].reduce<Uint8Array | null>(
    (within, type) => within && childOf(within, type),
    head,
  );
  // After version, flags and the count of entries stands the only one.
  const entry = stsd?.subarray(8);
  const named = entry && boxHead(entry);
  if (!entry || !named || (named.type !== 'avc1' && named.type !== 'hvc1')) return null;
  const codec = named.type === 'avc1' ? 'h264' : 'h265';
  const config = childOf(entry.subarray(86), codec === 'h264' ? 'avcC' : 'hvcC');
  if (config === null) return null;
  const view = viewOf(entry);
  const parameterSets = storedSets(codec, config);
  return {
    codec: codecString({ codec, parameterSets }),
    widthPx: view.getUint16(32),
    heightPx: view.getUint16(34),
  };
}

export type FragmentHead = {
  /** Capture time of the first picture, UTC ms; how long all of them are shown, ms. */
  readonly fromMs: number;
  readonly lengthMs: number;
  readonly startsWithKey: boolean;
};

/** @param fragment a checked one. @returns null where it is none. */
export function readFragment(fragment: Uint8Array): FragmentHead | null {
  const prft = childOf(fragment, 'prft');
  const traf = childOf(childOf(fragment, 'moof') ?? fragment.subarray(0, 0), 'traf');
  const trun = traf && childOf(traf, 'trun');
  if (prft === null || !trun || prft.length < 16) return null;
  const view = viewOf(trun);
  const count = view.getUint32(4);
  if (trun.length !== 12 + 16 * count || count === 0) return null;
  let ticks = 0;
  for (let i = 0; i < count; i++) ticks += view.getUint32(12 + 16 * i);
  return {
    fromMs: utcMsOfNtp(viewOf(prft).getBigUint64(8)),
    lengthMs: Math.max(1, Math.round(ticks / ticksPerMs)),
    startsWithKey: view.getUint32(20) === keyFlags,
  };
}

/** Body of the first box of that type among those that stand in `bytes`. */
function childOf(bytes: Uint8Array, type: string): Uint8Array | null {
  for (let at = 0; ; ) {
    const head = boxHead(bytes, at);
    if (head === null || at + head.bytes > bytes.length) return null;
    if (head.type === type) return bytes.subarray(at + boxHeadBytes, at + head.bytes);
    at += head.bytes;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
