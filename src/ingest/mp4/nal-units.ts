/** NAL units of H.264 and H.265 (ITU-T H.264 and H.265, Annex B): taken apart, named, and put together as MP4 samples. */

export type VideoCodec = 'h264' | 'h265';

/** What the head of a file needs of a stream: its parameter sets, as NAL units without start codes. */
export type ParameterSets = readonly Uint8Array[];

const startCode = Buffer.from([0, 0, 1]);

/** NAL units without start codes and trailing zero bytes, as views on the same memory. */
export function nalUnits(annexB: Uint8Array): Uint8Array[] {
  const bytes = Buffer.from(annexB.buffer, annexB.byteOffset, annexB.byteLength);
  const units: Uint8Array[] = [];
  let start = bytes.indexOf(startCode);
  while (start >= 0) {
    const next = bytes.indexOf(startCode, start + 3);
    let end = next < 0 ? bytes.length : next;
    while (end > start + 3 && bytes[end - 1] === 0) end--;
    if (end > start + 3) units.push(annexB.subarray(start + 3, end));
    start = next;
  }
  return units;
}

type NalKind = 'vps' | 'sps' | 'pps' | 'delimiter' | 'other';

const h264Kinds: Readonly<Record<number, NalKind>> = { 7: 'sps', 8: 'pps', 9: 'delimiter' };
const h265Kinds: Readonly<Record<number, NalKind>> = { 32: 'vps', 33: 'sps', 34: 'pps', 35: 'delimiter' };

export function nalKind(codec: VideoCodec, unit: Uint8Array): NalKind {
  const first = unit[0] ?? 0;
  return (codec === 'h264' ? h264Kinds[first & 0x1f] : h265Kinds[(first >> 1) & 0x3f]) ?? 'other';
}

/** The parameter sets among these units; null when one of the needed kinds is missing. */
export function parameterSets(codec: VideoCodec, units: readonly Uint8Array[]): ParameterSets | null {
  const kinds = codec === 'h264' ? (['sps', 'pps'] as const) : (['vps', 'sps', 'pps'] as const);
  const sets = kinds.map((kind) => units.filter((unit) => nalKind(codec, unit) === kind));
  return sets.every((found) => found.length > 0) ? sets.flat().map((unit) => unit.slice()) : null;
}

/** The parameter sets that stand in front of a key frame; null when they do not. */
export function parameterSetsOf(codec: VideoCodec, annexB: Uint8Array): ParameterSets | null {
  return parameterSets(codec, nalUnits(annexB));
}

export function isSameSets(a: ParameterSets, b: ParameterSets): boolean {
  return a.length === b.length && a.every((unit, i) => Buffer.compare(unit, b[i]!) === 0);
}

/** What of an access unit goes into an MP4 sample: parameter sets stand in the head of the file, delimiters nowhere. */
export function sampleUnits(codec: VideoCodec, annexB: Uint8Array): Uint8Array[] {
  return nalUnits(annexB).filter((unit) => nalKind(codec, unit) === 'other');
}

/** Bytes as they are meant, without emulation prevention (H.264 section 7.4.1, H.265 section 7.4.2). */
export function withoutEmulation(unit: Uint8Array): Uint8Array {
  const out: number[] = [];
  let zeros = 0;
  for (const byte of unit) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    out.push(byte);
  }
  return Uint8Array.from(out);
}
