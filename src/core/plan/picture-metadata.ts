/** A picture without what its maker wrote beside it: place, device, names, comments, thumbnails of what was cut away. */
import { orientationOf, tiffOf } from './orientation.ts';
import type { PictureHead } from './picture-head.ts';

type Part = Uint8Array<ArrayBuffer>;

/**
 * What is needed to draw the picture stays byte by byte: pixels, colour profile, and which way is up, without which a
 * photographed plan would lie on its side. What follows its end is left out.
 * @param type of the picture, see `readPictureHead`.
 * @returns null for a picture that is damaged, or breaks off.
 */
export function withoutMetadata(bytes: Uint8Array, type: PictureHead['type']): Part | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'image/jpeg':
      return jpegWithout(bytes, view);
    case 'image/png':
      return pngWithout(bytes, view);
    case 'image/webp':
      return webpWithout(bytes, view);
  }
}

const exifName = 'Exif\0\0';

const textAt = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** Segments of ITU-T T.81, annex B: JFIF, ICC profile and Adobe's colour transform are drawn with, the rest is told. */
function jpegWithout(bytes: Uint8Array, view: DataView): Part | null {
  const kept = [bytes.subarray(0, 2)];
  for (let at = 2; at + 2 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) return joined([...kept, bytes.subarray(at, at + 2)]);
    if (at + 4 > bytes.length) return null;
    let end = at + 2 + view.getUint16(at + 2);
    if (end < at + 4 || end > bytes.length) return null;
    if (marker === 0xda) end = endOfScan(bytes, end);
    const isExif = marker === 0xe1 && textAt(bytes, at + 4, 6) === exifName;
    if (isExif) kept.push(...exifSegment(orientationOf(bytes.subarray(at + 10, end))));
    else if (isDrawnWith(marker, textAt(bytes, at + 4, Math.min(12, end - at - 4))))
      kept.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
}

function isDrawnWith(marker: number, head: string): boolean {
  if (marker === 0xe0) return head.startsWith('JFIF\0');
  if (marker === 0xe2) return head === 'ICC_PROFILE\0';
  if (marker === 0xee) return head.startsWith('Adobe');
  return marker < 0xe0 || marker > 0xfe;
}

/** Behind the coded data, in which 0xff stands before a zero or a restart marker only. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    at = bytes.indexOf(0xff, at);
    if (at === -1) return bytes.length;
    const next = bytes[at + 1]!;
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += 2;
  }
  return bytes.length;
}

function exifSegment(orientation: number): Part[] {
  if (orientation === 1) return [];
  const tiff = tiffOf(orientation);
  const name = [0x45, 0x78, 0x69, 0x66, 0, 0];
  return [Uint8Array.from([0xff, 0xe1, 0, 2 + name.length + tiff.length, ...name, ...tiff])];
}

/** Chunks of the PNG specification that change how it is drawn; all others are told. */
const pngDrawnWith = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD pHYs acTL fcTL fdAT'.split(' '),
);

function pngWithout(bytes: Uint8Array, view: DataView): Part | null {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return null;
    const chunk = textAt(bytes, at + 4, 4);
    if (pngDrawnWith.has(chunk)) kept.push(bytes.subarray(at, end));
    if (chunk === 'IEND') return joined(kept);
    at = end;
  }
  return null;
}

const webpDrawnWith = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Flags of VP8X that announce chunks. */
const saysExif = 0x08;
const saysXmp = 0x04;

function webpWithout(bytes: Uint8Array, view: DataView): Part | null {
  const size = 8 + view.getUint32(4, true);
  if (size > bytes.length) return null;
  const kept = [bytes.slice(0, 12)];
  let extended: Part | null = null;
  for (let at = 12; at < size; ) {
    if (at + 8 > size) return null;
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    if (end > size) return null;
    const chunk = textAt(bytes, at, 4);
    const part = bytes.slice(at, end);
    if (chunk === 'VP8X') {
      part[8]! &= ~(saysExif | saysXmp);
      extended = part;
    }
    if (webpDrawnWith.has(chunk)) kept.push(part);
    if (chunk === 'EXIF' && extended !== null) {
      // Some writers put the name of the JPEG segment before it, against the specification.
      const body = textAt(bytes, at + 8, 6) === exifName ? at + 14 : at + 8;
      const orientation = orientationOf(bytes.subarray(body, end));
      if (orientation !== 1) {
        const tiff = tiffOf(orientation);
        kept.push(Uint8Array.from([0x45, 0x58, 0x49, 0x46, tiff.length, 0, 0, 0, ...tiff]));
        extended[8]! |= saysExif;
      }
    }
    at = end;
  }
  const made = joined(kept);
  new DataView(made.buffer).setUint32(4, made.length - 8, true);
  return made;
}

function joined(parts: readonly Uint8Array[]): Part {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
