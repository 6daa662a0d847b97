/** H.264 and H.265 as RTP carries them: NAL units, and their packets. RFC 6184 and RFC 7798. */
export type VideoCodec = 'h264' | 'h265';

/** Splits Annex B bytes at their start codes. */
export function nalUnits(annexB: Buffer): Buffer[] {
  const units: Buffer[] = [];
  let start = annexB.indexOf('\0\0\x01', 0, 'latin1');
  while (start >= 0) {
    const next = annexB.indexOf('\0\0\x01', start + 3, 'latin1');
    let end = next < 0 ? annexB.length : next;
    while (end > start + 3 && annexB[end - 1] === 0) end--;
    if (end > start + 3) units.push(annexB.subarray(start + 3, end));
    start = next;
  }
  return units;
}

export function nalType(codec: VideoCodec, unit: Buffer): number {
  return codec === 'h264' ? unit[0]! & 31 : (unit[0]! >> 1) & 63;
}

/** SPS and PPS (H.265: VPS too): what a decoder must know before the first picture. */
export function parameterSets(codec: VideoCodec, units: readonly Buffer[]): Buffer[] {
  const types = codec === 'h264' ? [7, 8] : [32, 33, 34];
  return types.flatMap((type) => units.find((unit) => nalType(codec, unit) === type) ?? []);
}

/** A picture that a decoder can begin with. */
export function isKeyPicture(codec: VideoCodec, units: readonly Buffer[]): boolean {
  return units.some((unit) => {
    const type = nalType(codec, unit);
    return codec === 'h264' ? type === 5 : type >= 16 && type <= 21;
  });
}

/** RTP payloads of one unit: whole where it fits, otherwise fragments (FU-A, FU). */
export function payloads(codec: VideoCodec, unit: Buffer, maxBytes: number): Buffer[] {
  if (unit.length <= maxBytes) return [unit];
  const headerBytes = codec === 'h264' ? 1 : 2;
  const type = nalType(codec, unit);
  const indicator =
    codec === 'h264'
      ? Buffer.from([(unit[0]! & 0xe0) | 28])
      : Buffer.from([(unit[0]! & 0x81) | (49 << 1), unit[1]!]);
  const parts: Buffer[] = [];
  const room = maxBytes - indicator.length - 1;
  for (let at = headerBytes; at < unit.length; at += room) {
    const isFirst = at === headerBytes;
    const isLast = at + room >= unit.length;
    const header = (isFirst ? 0x80 : 0) | (isLast ? 0x40 : 0) | type;
    parts.push(Buffer.concat([indicator, Buffer.from([header]), unit.subarray(at, at + room)]));
  }
  return parts;
}
