/**
 * Reads recorded fragments (ISO/IEC 14496-12): `prft`, `moof`, `mdat`, one after the other. Own code, because the index of
 * fragments tells where each lies, so that one request brings it, and its `prft` tells when it was captured to the
 * millisecond; readers of whole files look for both in the file. Pure.
 */

export type Frame = {
  /** Capture time, UTC ms. */
  readonly atMs: number;
  readonly isKey: boolean;
  /** One access unit with lengths, as the file holds it: a view. */
  readonly data: Uint8Array;
};

type Box = { readonly type: string; readonly at: number; readonly from: number; readonly to: number };

const ticksPerMs = 90;
/** From 1900, where NTP's time begins, to 1970. */
const ntpEpochS = 2_208_988_800;

/** The decoder's description (`avcC` or `hvcC`) out of the head of a file. @throws Error when there is none. */
export function descriptionOf(head: Uint8Array): Uint8Array {
  const moov = child(head, { from: 0, to: head.length }, 'moov');
  const stsd = ['trak', 'mdia', 'minf', 'stbl', 'stsd'].reduce((box, type) => child(head, box, type), moov);
  // Version, flags and count; then the fields of a sample entry for pictures.
  const entry = boxesIn(head, { from: stsd.from + 8, to: stsd.to })[0];
  if (entry === undefined) throw new Error('the head of the footage describes no pictures');
  const inner = boxesIn(head, { from: entry.from + 78, to: entry.to });
  const found = inner.find(({ type }) => type === 'avcC' || type === 'hvcC');
  if (found === undefined) throw new Error('the head of the footage describes no decoder');
  return head.subarray(found.from, found.to);
}

/** Pictures of one or more fragments, in decoding order. @throws Error when the bytes are not whole fragments. */
export function framesOf(bytes: Uint8Array): readonly Frame[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: Frame[] = [];
  let capturedAtMs: number | null = null;
  for (const box of boxesIn(bytes, { from: 0, to: bytes.length })) {
    if (box.type === 'prft') capturedAtMs = utcMs(view, box.from + 8);
    if (box.type !== 'moof') continue;
    if (capturedAtMs === null) throw new Error('a fragment does not tell when it was captured');
    frames.push(...framesIn(bytes, { view, box, capturedAtMs }));
    capturedAtMs = null;
  }
  return frames;
}

/** When the first picture of a fragment is decoded, on the clock of its file; 90 kHz. */
export function startTicksOf(bytes: Uint8Array): number {
  const moof = child(bytes, { from: 0, to: bytes.length }, 'moof');
  const tfdt = child(bytes, child(bytes, moof, 'traf'), 'tfdt');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Version 1 has 64 bits.
  return bytes[tfdt.from] === 1 ? Number(view.getBigUint64(tfdt.from + 4)) : view.getUint32(tfdt.from + 4);
}

function framesIn(
  bytes: Uint8Array,
  { view, box, capturedAtMs }: { readonly view: DataView; readonly box: Box; readonly capturedAtMs: number },
): Frame[] {
  const trun = child(bytes, child(bytes, box, 'traf'), 'trun');
  const flags = view.getUint32(trun.from) & 0xff_ff_ff;
  if (flags !== 0xf01) throw new Error('a fragment is laid out in an unknown way');
  const count = view.getUint32(trun.from + 4);
  let dataAt = box.at + view.getUint32(trun.from + 8);
  let ticks = 0;
  const frames: Frame[] = [];
  for (let i = 0; i < count; i++) {
    const at = trun.from + 12 + i * 16;
    const size = view.getUint32(at + 4);
    if (dataAt + size > bytes.length) throw new Error('a fragment ends before its last picture');
    frames.push({
      atMs: Math.round(capturedAtMs + (ticks + view.getInt32(at + 12)) / ticksPerMs),
      // "Is no sync sample".
      isKey: (view.getUint32(at + 8) & 0x1_00_00) === 0,
      data: bytes.subarray(dataAt, dataAt + size),
    });
    ticks += view.getUint32(at);
    dataAt += size;
  }
  return frames;
}

function utcMs(view: DataView, at: number): number {
  const seconds = view.getUint32(at) - ntpEpochS;
  return seconds * 1_000 + Math.round((view.getUint32(at + 4) / 2 ** 32) * 1_000);
}

function child(bytes: Uint8Array, parent: Pick<Box, 'from' | 'to'>, type: string): Box {
  const found = boxesIn(bytes, parent).find((box) => box.type === type);
  if (found === undefined) throw new Error(`footage without its ${type} box`);
  return found;
}

function boxesIn(bytes: Uint8Array, { from, to }: Pick<Box, 'from' | 'to'>): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to; ) {
    const size = view.getUint32(at);
    if (size < 8 || at + size > to) throw new Error('footage with a box that is cut off');
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    boxes.push({ type, at, from: at + 8, to: at + size });
    at += size;
  }
  return boxes;
}
