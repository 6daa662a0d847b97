/**
 * The smallest fragmented MP4 (ISO/IEC 14496-12, -15) that Media Source Extensions take: one H.264 track, one fragment
 * per frame, so that no frame waits for the next group of pictures. Durations in the header are 0: the browser then
 * knows the stream as live and renders with low delay.
 */
export const timescale = 1_000;

export type InitSegment = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly sps: Uint8Array;
  readonly pps: Uint8Array;
};

export function initSegment(stream: InitSegment): Uint8Array {
  return concat([
    box('ftyp', ascii('iso5'), u32(512), ascii('iso5'), ascii('iso6'), ascii('mp41')),
    box(
      'moov',
      mvhd(),
      trak(stream),
      box('mvex', fullBox('trex', 0, 0, u32(1), u32(1), u32(0), u32(0), u32(0))),
    ),
  ]);
}

export type Fragment = {
  /** Counts from 1. */
  readonly sequence: number;
  /** Decode and presentation time since the stream began, ms. */
  readonly timeMs: number;
  readonly durationMs: number;
  readonly isKey: boolean;
  readonly sample: Uint8Array;
};

export function fragment(frame: Fragment): Uint8Array {
  const moof = (dataOffset: number) =>
    box(
      'moof',
      fullBox('mfhd', 0, 0, u32(frame.sequence)),
      box(
        'traf',
        // 0x020000: offsets count from the start of this moof.
        fullBox('tfhd', 0, 0x02_00_00, u32(1)),
        fullBox('tfdt', 1, 0, u64(frame.timeMs)),
        // 0x701: data offset, then duration, size and flags of each sample.
        fullBox(
          'trun',
          0,
          0x00_07_01,
          u32(1),
          u32(dataOffset),
          u32(frame.durationMs),
          u32(frame.sample.length),
          // Depends on no other sample / depends on others and is no sync sample.
          u32(frame.isKey ? 0x02_00_00_00 : 0x01_01_00_00),
        ),
      ),
    );
  const header = moof(moof(0).length + 8);
  return concat([header, box('mdat', frame.sample)]);
}

function mvhd(): Uint8Array {
  return fullBox(
    'mvhd',
    0,
    0,
    u32(0),
    u32(0),
    u32(timescale),
    u32(0),
    u32(0x00_01_00_00),
    u16(0x01_00),
    new Uint8Array(10),
    unityMatrix(),
    new Uint8Array(24),
    u32(2),
  );
}

function trak(stream: InitSegment): Uint8Array {
  const tkhd = fullBox(
    'tkhd',
    0,
    // Enabled and in the movie.
    3,
    u32(0),
    u32(0),
    u32(1),
    u32(0),
    u32(0),
    new Uint8Array(8),
    new Uint8Array(8),
    unityMatrix(),
    u32(stream.widthPx * 65_536),
    u32(stream.heightPx * 65_536),
  );
  const undetermined = 0x55c4;
  const mdhd = fullBox('mdhd', 0, 0, u32(0), u32(0), u32(timescale), u32(0), u16(undetermined), u16(0));
  const hdlr = fullBox('hdlr', 0, 0, u32(0), ascii('vide'), new Uint8Array(12), ascii('live\0'));
  const dinf = box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1)));
  const stbl = box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), avc1(stream)),
    fullBox('stts', 0, 0, u32(0)),
    fullBox('stsc', 0, 0, u32(0)),
    fullBox('stsz', 0, 0, u32(0), u32(0)),
    fullBox('stco', 0, 0, u32(0)),
  );
  const minf = box('minf', fullBox('vmhd', 0, 1, new Uint8Array(8)), dinf, stbl);
  return box('trak', tkhd, box('mdia', mdhd, hdlr, minf));
}

function avc1(stream: InitSegment): Uint8Array {
  const dpi72 = 0x00_48_00_00;
  return box(
    'avc1',
    new Uint8Array(6),
    u16(1),
    new Uint8Array(16),
    u16(stream.widthPx),
    u16(stream.heightPx),
    u32(dpi72),
    u32(dpi72),
    u32(0),
    u16(1),
    new Uint8Array(32),
    u16(24),
    u16(0xffff),
    avcC(stream),
  );
}

function avcC({ sps, pps }: InitSegment): Uint8Array {
  return box(
    'avcC',
    // Version 1; profile, constraints and level as the SPS has them; 4-byte lengths; one SPS.
    new Uint8Array([1, sps[1]!, sps[2]!, sps[3]!, 0xff, 0xe1]),
    u16(sps.length),
    sps,
    new Uint8Array([1]),
    u16(pps.length),
    pps,
  );
}

function unityMatrix(): Uint8Array {
  return concat([0x1_00_00, 0, 0, 0, 0x1_00_00, 0, 0, 0, 0x40_00_00_00].map(u32));
}

function fullBox(type: string, version: number, flags: number, ...parts: Uint8Array[]): Uint8Array {
  return box(type, u32(version * 0x1_00_00_00 + flags), ...parts);
}

function box(type: string, ...parts: Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.length, 8);
  return concat([u32(size), ascii(type), ...parts]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function u16(value: number): Uint8Array {
  return new Uint8Array([(value >> 8) & 0xff, value & 0xff]);
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function u64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(Math.round(value)));
  return bytes;
}
