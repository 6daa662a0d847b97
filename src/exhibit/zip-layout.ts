/**
 * The one way a bundle is laid out as a ZIP: nothing compressed, one order, no times, no extras. Whatever the headers hold
 * follows from name, size, CRC and place, so a verifier writes them again and compares: no byte is left unchecked.
 */
import { joinBytes } from './boxes.ts';

export type ZipEntry = {
  readonly name: string;
  readonly bytes: number;
  readonly crc: number;
  /** Of its local header, from the start of the bundle. */
  readonly offset: number;
};

/** An entry stays below it, so that its own sizes never need ZIP64; a longer film goes on in the next file. */
export const maxEntryBytes = 0xffff_fffe;
export const endBytes = 22;
export const descriptorBytes = 16;
const limit = 0xffff_ffff;
/** Bit 3: sizes follow the data. Bit 11: names are UTF-8. */
const flags = 0x0808;
/** 1 January 1980, the beginning of ZIP time: when a file was made stands in the manifest, signed. */
const zipDate = 0x0021;
/** Regular file, rw-r--r--, written on Unix. */
const attributes = 0o100644 * 0x1_0000;

export function localHeaderOf(name: string): Uint8Array {
  const text = new TextEncoder().encode(name);
  const fixed = packed([
    [4, 0x0403_4b50],
    [2, 20],
    [2, flags],
    [2, 0],
    [2, 0],
    [2, zipDate],
    [4, 0],
    [4, 0],
    [4, 0],
    [2, text.length],
    [2, 0],
  ]);
  return joinBytes([fixed, text]);
}

export function descriptorOf({ crc, bytes }: Pick<ZipEntry, 'crc' | 'bytes'>): Uint8Array {
  return packed([
    [4, 0x0807_4b50],
    [4, crc],
    [4, bytes],
    [4, bytes],
  ]);
}

/** Everything after the last file: the central directory and its end. @param start where it begins. */
export function directoryOf(entries: readonly ZipEntry[], start: number): Uint8Array {
  const headers = entries.map(centralHeaderOf);
  const length = headers.reduce((sum, header) => sum + header.length, 0);
  const isLarge = start >= limit;
  const large = isLarge
    ? [
        packed([
          [4, 0x0606_4b50],
          [8, 44],
          [2, (3 << 8) | 45],
          [2, 45],
          [4, 0],
          [4, 0],
          [8, entries.length],
          [8, entries.length],
          [8, length],
          [8, start],
        ]),
        packed([
          [4, 0x0706_4b50],
          [4, 0],
          [8, start + length],
          [4, 1],
        ]),
      ]
    : [];
  const end = packed([
    [4, 0x0605_4b50],
    [2, 0],
    [2, 0],
    [2, entries.length],
    [2, entries.length],
    [4, length],
    [4, isLarge ? limit : start],
    [2, 0],
  ]);
  return joinBytes([...headers, ...large, end]);
}

function centralHeaderOf({ name, bytes, crc, offset }: ZipEntry): Uint8Array {
  const text = new TextEncoder().encode(name);
  const isFar = offset >= limit;
  const extra = isFar
    ? packed([
        [2, 1],
        [2, 8],
        [8, offset],
      ])
    : new Uint8Array(0);
  const fixed = packed([
    [4, 0x0201_4b50],
    [2, (3 << 8) | (isFar ? 45 : 20)],
    [2, isFar ? 45 : 20],
    [2, flags],
    [2, 0],
    [2, 0],
    [2, zipDate],
    [4, crc],
    [4, bytes],
    [4, bytes],
    [2, text.length],
    [2, extra.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, attributes],
    [4, isFar ? limit : offset],
  ]);
  return joinBytes([fixed, text, extra]);
}

/** Little-endian fields of 2, 4 or 8 bytes. */
function packed(fields: readonly (readonly [2 | 4 | 8, number])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += width;
  }
  return bytes;
}
