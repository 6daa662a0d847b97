/**
 * Fragmented MP4 (ISO/IEC 14496-12, -15) of one H.264 or H.265 track, without decoding anything.
 *
 * Own code, because a fragment has to leave whole, with its capture time, at once when its pictures are there: mediabunny
 * (measured: 0.0007 s of CPU for a second at 4 Mbit/s, as cheap as this) cuts fragments at key frames only and when the next
 * has come, cannot write `prft`, and knows no check sum; FFmpeg's muxer can, but is a native context and an IO callback
 * between threads for each open segment.
 *
 * The file: `ftyp`, `moov`, then for each fragment `prft`, `moof`, `mdat`. After the head and after each fragment stands a
 * `free` box with a CRC-32, which players skip: it tells a fragment that a power cut left half written, or full of zeros.
 */
import { crc32 } from 'node:zlib';
import { BoxWriter } from './box-writer.ts';
import { sampleUnits } from './nal-units.ts';
import { codecString, type StreamShape, writeSampleEntry } from './sample-entry.ts';

/** Ticks a second; a whole millisecond is a whole number of them. */
export const timescale = 90_000;
export const ticksPerMs = 90;

export type Mp4Sample = {
  readonly isKey: boolean;
  /** On the stream's own clock, wherever it begins; 90 kHz. */
  readonly dtsTicks: number;
  readonly ptsTicks: number;
  /** One access unit, packaged as the file was opened for. */
  readonly bytes: Uint8Array;
};

export type Mp4Fragment = {
  /** In decoding order, at least one. */
  readonly samples: readonly Mp4Sample[];
  /** When the next sample is decoded, or would be; beyond the last sample's `dtsTicks`. */
  readonly endTicks: number;
  /** Capture time of the first sample, UTC ms. */
  readonly capturedAtMs: number;
};

export type FragmentedMp4 = {
  /** Everything before the first fragment. */
  readonly head: Uint8Array;
  /** RFC 6381. */
  readonly codec: string;
  /** One fragment, to be appended to what was given before; the first sets time 0 of the file. */
  fragment(fragment: Mp4Fragment): Uint8Array;
};

export type Mp4Settings = StreamShape & {
  /** Annex B (start codes; as from encoders and RTSP) without; 'length' is NAL units with four-byte lengths (as from MP4). */
  readonly packaging?: 'annex-b' | 'length';
};

/** @throws Error when the parameter sets cannot be used. */
export function openFragmentedMp4(settings: Mp4Settings): FragmentedMp4 {
  let sequence = 0;
  let originTicks: number | null = null;
  return {
    head: headOf(settings),
    codec: codecString(settings),
    fragment: (fragment) => {
      originTicks ??= fragment.samples[0]!.dtsTicks;
      return fragmentOf(settings, fragment, { sequence: ++sequence, originTicks });
    },
  };
}

/** Of a `free` box that carries a check sum: after its size and type. */
export const checkMark = 'crc ';
export const checkBoxBytes = 16;

function headOf(settings: Mp4Settings): Uint8Array {
  const out = new BoxWriter(1_024);
  out.box('ftyp', () => {
    out.ascii('iso6');
    out.u32(0);
    for (const brand of ['iso6', 'cmfc', 'mp41']) out.ascii(brand);
  });
  out.box('moov', () => {
    out.fullBox('mvhd', {}, () => {
      out.zeros(8);
      out.u32(timescale);
      out.u32(0);
      out.u32(0x1_0000);
      out.u16(0x100);
      out.zeros(10);
      writeUnityMatrix(out);
      out.zeros(24);
      out.u32(2);
    });
    writeTrack(out, settings);
    out.box('mvex', () =>
      out.fullBox('trex', {}, () => {
        out.u32(1);
        out.u32(1);
        out.zeros(12);
      }),
    );
  });
  return checked(out);
}

function writeTrack(out: BoxWriter, settings: Mp4Settings): void {
  const undetermined = 0x55c4;
  out.box('trak', () => {
    // Enabled and in the movie.
    out.fullBox('tkhd', { flags: 3 }, () => {
      out.zeros(8);
      out.u32(1);
      out.zeros(24);
      writeUnityMatrix(out);
      out.u32(settings.widthPx * 0x1_0000);
      out.u32(settings.heightPx * 0x1_0000);
    });
    out.box('mdia', () => {
      out.fullBox('mdhd', {}, () => {
        out.zeros(8);
        out.u32(timescale);
        out.u32(0);
        out.u16(undetermined);
        out.u16(0);
      });
      out.fullBox('hdlr', {}, () => {
        out.u32(0);
        out.ascii('vide');
        out.zeros(13);
      });
      out.box('minf', () => {
        out.fullBox('vmhd', { flags: 1 }, () => out.zeros(8));
        out.box('dinf', () =>
          out.fullBox('dref', {}, () => {
            out.u32(1);
            out.fullBox('url ', { flags: 1 }, () => {});
          }),
        );
        out.box('stbl', () => {
          out.fullBox('stsd', {}, () => {
            out.u32(1);
            writeSampleEntry(out, settings);
          });
          for (const type of ['stts', 'stsc', 'stco']) out.fullBox(type, {}, () => out.u32(0));
          out.fullBox('stsz', {}, () => out.zeros(8));
        });
      });
    });
  });
}

type Place = { readonly sequence: number; readonly originTicks: number };

function fragmentOf(settings: Mp4Settings, { samples, endTicks, capturedAtMs }: Mp4Fragment, place: Place) {
  const first = samples[0]!;
  const bodies = samples.map(({ bytes }) =>
    settings.packaging === 'length' ? [bytes] : sampleUnits(settings.codec, bytes),
  );
  const lengthBytes = settings.packaging === 'length' ? 0 : 4;
  const sizes = bodies.map((units) => units.reduce((sum, unit) => sum + lengthBytes + unit.length, 0));
  const mediaBytes = sizes.reduce((sum, size) => sum + size, 0);
  const out = new BoxWriter(200 + 16 * samples.length + mediaBytes);
  // 24: the time is that of the capture (ISO/IEC 14496-12 section 8.16.5).
  out.fullBox('prft', { version: 1, flags: 24 }, () => {
    out.u32(1);
    out.u64(ntpOf(capturedAtMs));
    out.u64(BigInt(Math.round(first.ptsTicks - place.originTicks)));
  });
  const moofAt = out.length;
  let dataOffsetAt = 0;
  out.box('moof', () => {
    out.fullBox('mfhd', {}, () => out.u32(place.sequence));
    out.box('traf', () => {
      // 0x020000: offsets count from the start of this moof.
      out.fullBox('tfhd', { flags: 0x02_0000 }, () => out.u32(1));
      out.fullBox('tfdt', { version: 1 }, () =>
        out.u64(BigInt(Math.round(first.dtsTicks - place.originTicks))),
      );
      // Data offset; of each sample duration, size, flags, and the time from decoding to showing.
      out.fullBox('trun', { version: 1, flags: 0xf01 }, () => {
        out.u32(samples.length);
        dataOffsetAt = out.length;
        out.u32(0);
        samples.forEach((sample, i) => {
          const nextTicks = samples[i + 1]?.dtsTicks ?? endTicks;
          out.u32(Math.max(1, Math.round(nextTicks - sample.dtsTicks)));
          out.u32(sizes[i]!);
          out.u32(sample.isKey ? keyFlags : otherFlags);
          out.i32(Math.round(sample.ptsTicks - sample.dtsTicks));
        });
      });
    });
  });
  out.putU32(dataOffsetAt, out.length + 8 - moofAt);
  out.box('mdat', () => {
    for (const units of bodies) {
      for (const unit of units) {
        if (lengthBytes > 0) out.u32(unit.length);
        out.bytes(unit);
      }
    }
  });
  return checked(out);
}

/** Depends on no other sample; depends on others and is no place to begin. */
export const keyFlags = 0x02_00_00_00;
const otherFlags = 0x01_01_00_00;

/** Seconds from 1900, where NTP's time begins, to 1970. */
const ntpEpochS = 2_208_988_800;

function ntpOf(utcMs: number): bigint {
  const ms = BigInt(Math.round(utcMs));
  return ((ms / 1000n + BigInt(ntpEpochS)) << 32n) + ((ms % 1000n) << 32n) / 1000n;
}

/** The inverse, to the millisecond. */
export function utcMsOfNtp(ntp: bigint): number {
  const fraction = Number(ntp & 0xffff_ffffn) / 2 ** 32;
  return (Number(ntp >> 32n) - ntpEpochS) * 1000 + Math.round(fraction * 1000);
}

function checked(out: BoxWriter): Uint8Array {
  const sum = crc32(out.written());
  out.box('free', () => {
    out.ascii(checkMark);
    out.u32(sum);
  });
  return out.written();
}

function writeUnityMatrix(out: BoxWriter): void {
  for (const value of [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000]) out.u32(value);
}
