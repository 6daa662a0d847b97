/**
 * The one way a backup is laid out as a tar (ustar): regular files, no times, no owners. Whatever a header holds follows
 * from name and length, so a reader writes it again and compares: no byte is left unchecked.
 */
const block = 512;
/** Eleven octal digits; larger lengths stand in binary, as GNU tar writes and every tar reads them. */
const mostOctal = 8 ** 11 - 1;

/** @throws Error for a name that does not fit. */
export function headerOf(name: string, bytes: number): Uint8Array {
  const header = Buffer.alloc(block);
  if (!/^[\x21-\x7e]{1,99}$/.test(name)) throw new Error(`${name}: no name for a file of a backup`);
  header.write(name, 0, 'latin1');
  header.write('0000600\0', 100, 'latin1');
  header.write('0000000\0', 108, 'latin1');
  header.write('0000000\0', 116, 'latin1');
  if (bytes <= mostOctal) header.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  else {
    header[124] = 0x80;
    header.writeBigUInt64BE(BigInt(bytes), 128);
  }
  header.write('00000000000\0', 136, 'latin1');
  header.write(' '.repeat(8), 148, 'latin1');
  header.write('0', 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** What a header says; null: it is not one of ours, to the last byte. */
export function readHeader(header: Uint8Array): { readonly name: string; readonly bytes: number } | null {
  const text = Buffer.from(header);
  const name = text.toString('latin1', 0, text.indexOf(0));
  const bytes =
    text[124] === 0x80
      ? Number(text.readBigUInt64BE(128))
      : Number.parseInt(text.toString('latin1', 124, 135), 8);
  if (!Number.isSafeInteger(bytes) || !/^[\x21-\x7e]{1,99}$/.test(name)) return null;
  return text.equals(headerOf(name, bytes)) ? { name, bytes } : null;
}

/** Zeros after so many bytes, up to the next block. */
export function paddingOf(bytes: number): number {
  return (block - (bytes % block)) % block;
}

export const headerBytes = block;
/** Two empty blocks end it. */
export const endBytes = 2 * block;
