/** How large a stream's pictures are, read from its sequence parameter set: cameras do not say it otherwise. */
import { BitReader } from './bit-reader.ts';
import { nalKind, type ParameterSets, type VideoCodec, withoutEmulation } from './nal-units.ts';

export type PictureSize = { readonly widthPx: number; readonly heightPx: number };

/** As shown: without what is cropped. @throws Error when the set is missing or damaged. */
export function pictureSizeOf(codec: VideoCodec, sets: ParameterSets): PictureSize {
  const sps = sets.find((unit) => nalKind(codec, unit) === 'sps');
  if (sps === undefined) throw new Error('the stream came without an SPS');
  const size = codec === 'h264' ? h264Size(withoutEmulation(sps)) : h265Size(withoutEmulation(sps));
  if (!isPossible(size.widthPx) || !isPossible(size.heightPx))
    throw new Error('a parameter set of the stream is damaged');
  return size;
}

function isPossible(side: number): boolean {
  return Number.isInteger(side) && side >= 16 && side <= 16_384;
}

/** Profiles that say their colour format and depth (H.264 section 7.3.2.1.1). */
const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** H.264 section 7.3.2.1.1. */
function h264Size(sps: Uint8Array): PictureSize {
  const bits = new BitReader(sps, 4);
  bits.unsigned();
  let chroma = 1;
  let isSeparate = 0;
  if (highProfiles.has(sps[1]!)) {
    chroma = bits.unsigned();
    if (chroma === 3) isSeparate = bits.bits(1);
    bits.unsigned();
    bits.unsigned();
    bits.bits(1);
    if (bits.bits(1) === 1) skipScaling(bits, chroma);
  }
  bits.unsigned();
  skipOrderCount(bits);
  bits.unsigned();
  bits.bits(1);
  const columns = bits.unsigned() + 1;
  const rows = bits.unsigned() + 1;
  const isProgressive = bits.bits(1);
  if (isProgressive === 0) bits.bits(1);
  bits.bits(1);
  const crop = cropOf(bits);
  const format = isSeparate === 1 ? 0 : chroma;
  const unitX = format === 1 || format === 2 ? 2 : 1;
  const unitY = (format === 1 ? 2 : 1) * (2 - isProgressive);
  return {
    widthPx: columns * 16 - crop.sides * unitX,
    heightPx: rows * 16 * (2 - isProgressive) - crop.ends * unitY,
  };
}

function skipOrderCount(bits: BitReader): void {
  const type = bits.unsigned();
  if (type === 0) bits.unsigned();
  if (type !== 1) return;
  bits.bits(1);
  bits.unsigned();
  bits.unsigned();
  for (let left = bits.unsigned(); left > 0; left--) bits.unsigned();
}

/** Lists of deltas that end where a value becomes 0 (H.264 section 7.3.2.1.1.1). */
function skipScaling(bits: BitReader, chroma: number): void {
  for (let list = 0; list < (chroma === 3 ? 12 : 8); list++) {
    if (bits.bits(1) === 0) continue;
    let last = 8;
    for (let left = list < 6 ? 16 : 64; left > 0; left--) {
      const next = (last + signed(bits) + 256) % 256;
      if (next === 0) break;
      last = next;
    }
  }
}

/** se(v) */
function signed(bits: BitReader): number {
  const value = bits.unsigned();
  return value % 2 === 1 ? (value + 1) / 2 : -value / 2;
}

/** H.265 section 7.3.2.2.1. */
function h265Size(sps: Uint8Array): PictureSize {
  const bits = new BitReader(sps, 2);
  bits.bits(4);
  const subLayers = bits.bits(3);
  bits.bits(1);
  bits.bits(96);
  const present = Array.from({ length: subLayers }, () => ({ profile: bits.bits(1), level: bits.bits(1) }));
  if (subLayers > 0) bits.bits(2 * (8 - subLayers));
  for (const { profile, level } of present) bits.bits(88 * profile + 8 * level);
  bits.unsigned();
  const chroma = bits.unsigned();
  if (chroma === 3) bits.bits(1);
  const widthPx = bits.unsigned();
  const heightPx = bits.unsigned();
  const crop = cropOf(bits);
  return {
    widthPx: widthPx - crop.sides * (chroma === 1 || chroma === 2 ? 2 : 1),
    heightPx: heightPx - crop.ends * (chroma === 1 ? 2 : 1),
  };
}

/** Left and right, top and bottom together, in crop units. */
function cropOf(bits: BitReader): { sides: number; ends: number } {
  if (bits.bits(1) === 0) return { sides: 0, ends: 0 };
  const sides = bits.unsigned() + bits.unsigned();
  return { sides, ends: bits.unsigned() + bits.unsigned() };
}
