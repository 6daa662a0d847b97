/** H.264 byte streams (ITU-T H.264 Annex B) taken apart into NAL units. */

/** NAL units without start codes and without trailing zero bytes, as views on the same memory. */
export function nalUnits(accessUnit: Uint8Array): Uint8Array[] {
  const units: Uint8Array[] = [];
  let start = -1;
  const end = accessUnit.length;
  for (let i = 0; i + 2 < end; i++) {
    if (accessUnit[i] !== 0 || accessUnit[i + 1] !== 0 || accessUnit[i + 2] !== 1) continue;
    if (start >= 0) units.push(withoutTrailingZeros(accessUnit, start, i));
    start = i + 3;
    i += 2;
  }
  if (start >= 0) units.push(withoutTrailingZeros(accessUnit, start, end));
  return units.filter((unit) => unit.length > 0);
}

function withoutTrailingZeros(bytes: Uint8Array, start: number, end: number): Uint8Array {
  let last = end;
  while (last > start && bytes[last - 1] === 0) last--;
  return bytes.subarray(start, last);
}

const nalSps = 7;
const nalPps = 8;
const nalDelimiter = 9;

export function nalType(unit: Uint8Array): number {
  return unit[0]! & 0x1f;
}

/** The sequence and picture parameter sets in front of a key frame; null when either is missing. */
export function parameterSets(units: readonly Uint8Array[]): { sps: Uint8Array; pps: Uint8Array } | null {
  const sps = units.find((unit) => nalType(unit) === nalSps);
  const pps = units.find((unit) => nalType(unit) === nalPps);
  return sps && pps && sps.length >= 4 ? { sps, pps } : null;
}

/** One MP4 sample: NAL units with 4-byte lengths; parameter sets and delimiters stay in the header. */
export function sampleOf(units: readonly Uint8Array[]): Uint8Array {
  const kept = units.filter((unit) => ![nalSps, nalPps, nalDelimiter].includes(nalType(unit)));
  const sample = new Uint8Array(kept.reduce((sum, unit) => sum + 4 + unit.length, 0));
  const view = new DataView(sample.buffer);
  let at = 0;
  for (const unit of kept) {
    view.setUint32(at, unit.length);
    sample.set(unit, at + 4);
    at += 4 + unit.length;
  }
  return sample;
}
