import type { ByteRange } from '../../storage/blobs.ts';

/**
 * The Range header of a request (RFC 9110, 14.2) for so many bytes.
 * @returns null: the whole (no header, or one this server does not serve in parts); 'none': outside of what there is.
 */
export function byteRange(header: string | undefined, totalBytes: number): ByteRange | null | 'none' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.trim() ?? '');
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), totalBytes);
    return length === 0 ? 'none' : { offset: totalBytes - length, length };
  }
  const offset = Number(first);
  const end = last === '' ? totalBytes - 1 : Math.min(Number(last), totalBytes - 1);
  if (last !== '' && Number(last) < offset) return null;
  return offset >= totalBytes ? 'none' : { offset, length: end - offset + 1 };
}
