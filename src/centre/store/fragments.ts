import type { Fragment } from '../../core/recording/segment.ts';

const each = 12;

/** Twelve bytes a fragment, little endian: ms after the segment's beginning, offset, length. */
export function packFragments(fragments: readonly Fragment[], fromMs: number): Uint8Array {
  const bytes = new Uint8Array(fragments.length * each);
  const view = new DataView(bytes.buffer);
  for (const [i, fragment] of fragments.entries()) {
    view.setUint32(i * each, Math.max(0, Math.round(fragment.fromMs) - fromMs), true);
    view.setUint32(i * each + 4, fragment.offset, true);
    view.setUint32(i * each + 8, fragment.bytes, true);
  }
  return bytes;
}

export function unpackFragments(bytes: Uint8Array, fromMs: number): Fragment[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.byteLength / each) }, (_, i) => ({
    fromMs: fromMs + view.getUint32(i * each, true),
    offset: view.getUint32(i * each + 4, true),
    bytes: view.getUint32(i * each + 8, true),
  }));
}
