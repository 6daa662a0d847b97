/** One fragment of a film is given its place in another film: its times and its number change, its pictures do not. */
import { type Box, boxAt, childrenOf, joinBytes, makeBox, viewOf } from './boxes.ts';

/** What two films must share to be one: how samples are coded, and how time is counted. */
export type FilmHead = {
  /** ftyp and moov, as they begin a film. */
  readonly bytes: Uint8Array;
  /** Equal texts: the fragments of both play after either head. */
  readonly identity: string;
  readonly ticksPerS: number;
  readonly defaultDurationTicks: number;
};

/** @throws Error for what is no fragmented film of one track. */
export function headOf(ftyp: Uint8Array, moov: Uint8Array): FilmHead {
  const mdia = ['moov', 'trak', 'mdia'];
  const mdhd = boxAt(moov, [...mdia, 'mdhd']);
  const stsd = boxAt(moov, [...mdia, 'minf', 'stbl', 'stsd']);
  const trex = boxAt(moov, ['moov', 'mvex', 'trex']);
  const tracks = childrenOf(moov).filter(({ type }) => type === 'trak').length;
  if (mdhd === null || stsd === null || trex === null || tracks !== 1) {
    throw new Error(`this is no fragmented film of one picture track: it has ${tracks} tracks`);
  }
  const ticksPerS = viewOf(mdhd).getUint32(mdhd[8] === 1 ? 28 : 20);
  if (ticksPerS === 0) throw new Error('the film counts no time: its timescale is 0');
  return {
    bytes: joinBytes([ftyp, moov]),
    identity: `${hexOf(stsd)} ${hexOf(trex)} ${ticksPerS}`,
    ticksPerS,
    defaultDurationTicks: viewOf(trex).getUint32(20),
  };
}

export type FragmentTime = { readonly decodeTicks: number; readonly durationTicks: number };

/** When a fragment is decoded, and how long it lasts. */
export function timeOf(moof: Uint8Array, head: FilmHead): FragmentTime {
  const { tfhd, tfdt, truns } = partsOf(moof);
  const view = viewOf(tfdt);
  const decodeTicks = tfdt[8] === 1 ? Number(view.getBigUint64(12)) : view.getUint32(12);
  const defaultTicks = defaultDurationOf(tfhd) ?? head.defaultDurationTicks;
  const durationTicks = truns.reduce((sum, trun) => sum + durationOf(trun, defaultTicks), 0);
  return { decodeTicks, durationTicks };
}

/** The same moof at another time of another film. */
export function movedMoof(moof: Uint8Array, to: { sequence: number; decodeTicks: number }): Uint8Array {
  // A decode time of four bytes becomes one of eight: the pictures then lie so much further on.
  const shift = partsOf(moof).tfdt[8] === 1 ? 0 : 4;
  const children = childrenOf(moof).map(({ type, bytes }) => {
    if (type === 'mfhd') {
      const moved = bytes.slice();
      viewOf(moved).setUint32(12, to.sequence);
      return moved;
    }
    if (type !== 'traf') return bytes;
    return makeBox(
      'traf',
      joinBytes(childrenOf(bytes).map((child) => movedInTrack(child, to.decodeTicks, shift))),
    );
  });
  return makeBox('moof', joinBytes(children));
}

/** Producer reference time (capture time of the next fragment): its place in the film moves along. */
export function movedPrft(prft: Uint8Array, byTicks: number): Uint8Array | null {
  if (prft[8] !== 1) return null;
  const moved = prft.slice();
  const media = Number(viewOf(prft).getBigUint64(24)) + byTicks;
  if (media < 0) return null;
  viewOf(moved).setBigUint64(24, BigInt(media));
  return moved;
}

/** Seconds from 1900, where NTP's time begins, to 1970. */
const ntpEpochS = 2_208_988_800;

/** The capture time a producer reference time tells, UTC ms; null where it tells none. */
export function capturedAtMsOf(prft: Uint8Array): number | null {
  if (prft[8] !== 1) return null;
  const view = viewOf(prft);
  const wholeS = view.getUint32(16) - ntpEpochS;
  return wholeS * 1_000 + Math.round((view.getUint32(20) / 2 ** 32) * 1_000);
}

function movedInTrack({ type, bytes }: Box, decodeTicks: number, shift: number): Uint8Array {
  if (type === 'tfdt') {
    const payload = new Uint8Array(12);
    payload[0] = 1;
    viewOf(payload).setBigUint64(4, BigInt(decodeTicks));
    return makeBox('tfdt', payload);
  }
  if (type !== 'trun' || shift === 0 || (flagsOf(bytes) & 1) === 0) return bytes;
  const moved = bytes.slice();
  viewOf(moved).setInt32(16, viewOf(bytes).getInt32(16) + shift);
  return moved;
}

function partsOf(moof: Uint8Array): { tfhd: Uint8Array; tfdt: Uint8Array; truns: Uint8Array[] } {
  const tracks = childrenOf(moof).filter(({ type }) => type === 'traf');
  const boxes = tracks.length === 1 ? childrenOf(tracks[0]!.bytes) : [];
  const tfhd = boxes.find(({ type }) => type === 'tfhd')?.bytes;
  const tfdt = boxes.find(({ type }) => type === 'tfdt')?.bytes;
  if (tfhd === undefined || tfdt === undefined)
    throw new Error('a fragment of the film has no time, or not one track');
  if (flagsOf(tfhd) & 1) throw new Error('a fragment of the film counts from the start of its old file');
  return { tfhd, tfdt, truns: boxes.filter(({ type }) => type === 'trun').map(({ bytes }) => bytes) };
}

function defaultDurationOf(tfhd: Uint8Array): number | null {
  const flags = flagsOf(tfhd);
  return flags & 8 ? viewOf(tfhd).getUint32(flags & 2 ? 20 : 16) : null;
}

function durationOf(trun: Uint8Array, defaultTicks: number): number {
  const flags = flagsOf(trun);
  const view = viewOf(trun);
  const samples = view.getUint32(12);
  if ((flags & 0x100) === 0) return samples * defaultTicks;
  const first = 16 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0);
  const width = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  let sum = 0;
  for (let i = 0; i < samples; i += 1) sum += view.getUint32(first + i * width);
  return sum;
}

function flagsOf(bytes: Uint8Array): number {
  return viewOf(bytes).getUint32(8) & 0xff_ffff;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
