/**
 * How a file names and describes its stream (ISO/IEC 14496-15): avc1 with avcC for H.264, hvc1 with hvcC for H.265.
 * Both take their parameter sets from the head of the file only, which is what browsers play.
 */
import { BitReader } from './bit-reader.ts';
import type { BoxWriter } from './box-writer.ts';
import { nalKind, type ParameterSets, type VideoCodec, withoutEmulation } from './nal-units.ts';

export type StreamShape = {
  readonly codec: VideoCodec;
  readonly parameterSets: ParameterSets;
  readonly widthPx: number;
  readonly heightPx: number;
};

/** The stream's name after RFC 6381 and ISO/IEC 14496-15 annex E, e.g. avc1.42C01E, hvc1.1.6.L93.B0. */
export function codecString({ codec, parameterSets }: Pick<StreamShape, 'codec' | 'parameterSets'>): string {
  const sps = withoutEmulation(one(codec, parameterSets, 'sps'));
  if (codec === 'h264') return `avc1.${hex(sps.subarray(1, 4))}`;
  const profile = sps.subarray(3, 15);
  const space = ['', 'A', 'B', 'C'][profile[0]! >> 6]!;
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
  let compatibility = 0;
  for (let i = 0; i < 32; i++) compatibility = compatibility * 2 + ((view.getUint32(1) >>> i) & 1);
  const constraints = [...profile.subarray(5, 11)];
  while (constraints.length > 0 && constraints.at(-1) === 0) constraints.pop();
  return [
    'hvc1',
    `${space}${profile[0]! & 0x1f}`,
    compatibility.toString(16).toUpperCase(),
    `${(profile[0]! & 0x20) === 0 ? 'L' : 'H'}${profile[11]}`,
    ...constraints.map((byte) => byte.toString(16).toUpperCase()),
  ].join('.');
}

/** @throws Error when a parameter set is missing or damaged. */
export function writeSampleEntry(out: BoxWriter, shape: StreamShape): void {
  const dpi72 = 0x48_0000;
  out.box(shape.codec === 'h264' ? 'avc1' : 'hvc1', () => {
    out.zeros(6);
    out.u16(1);
    out.zeros(16);
    out.u16(shape.widthPx);
    out.u16(shape.heightPx);
    out.u32(dpi72);
    out.u32(dpi72);
    out.u32(0);
    out.u16(1);
    out.zeros(32);
    out.u16(24);
    out.u16(0xffff);
    if (shape.codec === 'h264') writeAvcC(out, shape.parameterSets);
    else writeHvcC(out, shape.parameterSets);
  });
}

/** Profiles that say their colour format and depth (H.264 section 7.3.2.1.1). */
const highProfiles = new Set([100, 110, 122, 144]);

function writeAvcC(out: BoxWriter, sets: ParameterSets): void {
  const spss = all('h264', sets, 'sps');
  const ppss = all('h264', sets, 'pps');
  const sps = withoutEmulation(one('h264', sets, 'sps'));
  out.box('avcC', () => {
    out.u8(1);
    out.bytes(sps.subarray(1, 4));
    // Lengths of four bytes.
    out.u8(0xff);
    out.u8(0xe0 | spss.length);
    for (const unit of spss) writeUnit(out, unit);
    out.u8(ppss.length);
    for (const unit of ppss) writeUnit(out, unit);
    if (!highProfiles.has(sps[1]!)) return;
    const bits = new BitReader(sps, 4);
    bits.unsigned();
    const chroma = bits.unsigned();
    if (chroma === 3) bits.bits(1);
    out.u8(0xfc | chroma);
    out.u8(0xf8 | bits.unsigned());
    out.u8(0xf8 | bits.unsigned());
    out.u8(0);
  });
}

function writeHvcC(out: BoxWriter, sets: ParameterSets): void {
  const sps = withoutEmulation(one('h265', sets, 'sps'));
  const { layers, isNested, chroma, lumaBits, chromaBits } = readH265Sps(sps);
  const kinds = [
    { kind: 'vps', type: 32 },
    { kind: 'sps', type: 33 },
    { kind: 'pps', type: 34 },
  ] as const;
  out.box('hvcC', () => {
    out.u8(1);
    out.bytes(sps.subarray(3, 15));
    // Nothing is said of spatial segments and parallelism; frame rates vary.
    out.u16(0xf000);
    out.u8(0xfc);
    out.u8(0xfc | chroma);
    out.u8(0xf8 | lumaBits);
    out.u8(0xf8 | chromaBits);
    out.u16(0);
    out.u8((layers << 3) | (isNested << 2) | 3);
    out.u8(kinds.length);
    for (const { kind, type } of kinds) {
      const units = all('h265', sets, kind);
      out.u8(0x80 | type);
      out.u16(units.length);
      for (const unit of units) writeUnit(out, unit);
    }
  });
}

/** H.265 section 7.3.2.2.1, as far as hvcC asks. Bits are counted above 8. */
function readH265Sps(sps: Uint8Array) {
  const bits = new BitReader(sps, 2);
  bits.bits(4);
  const subLayers = bits.bits(3);
  const isNested = bits.bits(1);
  bits.bits(96);
  const present = Array.from({ length: subLayers }, () => ({ profile: bits.bits(1), level: bits.bits(1) }));
  if (subLayers > 0) bits.bits(2 * (8 - subLayers));
  for (const { profile, level } of present) bits.bits(88 * profile + 8 * level);
  bits.unsigned();
  const chroma = bits.unsigned();
  if (chroma === 3) bits.bits(1);
  bits.unsigned();
  bits.unsigned();
  if (bits.bits(1) === 1) for (let i = 0; i < 4; i++) bits.unsigned();
  return { layers: subLayers + 1, isNested, chroma, lumaBits: bits.unsigned(), chromaBits: bits.unsigned() };
}

function writeUnit(out: BoxWriter, unit: Uint8Array): void {
  out.u16(unit.length);
  out.bytes(unit);
}

function all(codec: VideoCodec, sets: ParameterSets, kind: 'vps' | 'sps' | 'pps'): Uint8Array[] {
  return sets.filter((unit) => nalKind(codec, unit) === kind);
}

function one(codec: VideoCodec, sets: ParameterSets, kind: 'vps' | 'sps' | 'pps'): Uint8Array {
  const unit = all(codec, sets, kind)[0];
  if (unit === undefined || unit.length < (codec === 'h264' ? 4 : 15)) {
    throw new Error(`the stream came without a usable ${kind.toUpperCase()}`);
  }
  return unit;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex').toUpperCase();
}
