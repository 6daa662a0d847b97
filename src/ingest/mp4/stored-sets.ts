/** Parameter sets out of the boxes that carry them in MP4 files: avcC and hvcC (ISO/IEC 14496-15). */
import type { VideoCodec } from './nal-units.ts';

/** @param record body of avcC or hvcC. @throws RangeError when it is cut short. */
export function storedSets(codec: VideoCodec, record: Uint8Array): Uint8Array[] {
  return codec === 'h264' ? setsOfAvcC(record) : setsOfHvcC(record);
}

/** Section 5.3.3.1. */
function setsOfAvcC(record: Uint8Array): Uint8Array[] {
  const sets: Uint8Array[] = [];
  let at = 5;
  for (const mask of [0x1f, 0xff]) {
    for (let left = record[at++]! & mask; left > 0; left--) at = takeUnit(record, at, sets);
  }
  return sets;
}

/** Section 8.3.3.1. */
function setsOfHvcC(record: Uint8Array): Uint8Array[] {
  const sets: Uint8Array[] = [];
  let at = 23;
  for (let arrays = record[22]!; arrays > 0; arrays--) {
    const count = (record[at + 1]! << 8) | record[at + 2]!;
    at += 3;
    for (let left = count; left > 0; left--) at = takeUnit(record, at, sets);
  }
  return sets;
}

function takeUnit(record: Uint8Array, at: number, into: Uint8Array[]): number {
  const end = at + 2 + ((record[at]! << 8) | record[at + 1]!);
  if (!(end <= record.length)) throw new RangeError('a record of parameter sets is cut short');
  into.push(record.slice(at + 2, end));
  return end;
}
