/** Boxes of an MP4 file (ISO/IEC 14496-12), as far as footage is taken apart and put together again. */

export type Box = { readonly type: string; readonly bytes: Uint8Array };

/** Larger than a group of pictures of any camera. What is larger is not footage of ours. */
export const maxBoxBytes = 256 * 1024 * 1024;

/**
 * Cuts a stream into whole top-level boxes; holds one at a time.
 * @throws Error when the stream ends inside a box, or a box is larger than `maxBoxBytes`.
 */
export async function* boxesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Box> {
  let pieces: Uint8Array[] = [];
  let held = 0;
  let wanted = 8;
  for await (const piece of stream) {
    pieces.push(piece);
    held += piece.length;
    while (held >= wanted) {
      const joined = pieces.length === 1 ? pieces[0]! : joinBytes(pieces);
      const size = sizeOf(joined);
      if (held < size) {
        pieces = [joined];
        wanted = size;
        break;
      }
      yield { type: typeOf(joined), bytes: joined.subarray(0, size) };
      pieces = [joined.subarray(size)];
      held -= size;
      wanted = 8;
    }
  }
  if (held > 0) throw new Error(`the film ends inside a box: ${held} bytes are left`);
}

/** Boxes inside a box's payload, whole. @param from where the payload begins. */
export function childrenOf(bytes: Uint8Array, from = 8): Box[] {
  const boxes: Box[] = [];
  let at = from;
  while (at + 8 <= bytes.length) {
    const rest = bytes.subarray(at);
    const size = sizeOf(rest);
    if (size > rest.length) throw new Error(`a box ${typeOf(rest)} is longer than what it lies in`);
    boxes.push({ type: typeOf(rest), bytes: rest.subarray(0, size) });
    at += size;
  }
  return boxes;
}

/** The first box at a path of types, e.g. ['moov', 'trak', 'mdia', 'mdhd']; the first is the type of `bytes` itself. */
export function boxAt(bytes: Uint8Array, path: readonly string[]): Uint8Array | null {
  if (typeOf(bytes) !== path[0]) return null;
  if (path.length === 1) return bytes;
  for (const child of childrenOf(bytes)) {
    const found = child.type === path[1] ? boxAt(child.bytes, path.slice(1)) : null;
    if (found !== null) return found;
  }
  return null;
}

export function makeBox(type: string, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + payload.length);
  viewOf(bytes).setUint32(0, bytes.length);
  for (let i = 0; i < 4; i += 1) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(payload, 8);
  return bytes;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

function typeOf(bytes: Uint8Array): string {
  return String.fromCharCode(bytes[4]!, bytes[5]!, bytes[6]!, bytes[7]!);
}

function sizeOf(bytes: Uint8Array): number {
  const size = viewOf(bytes).getUint32(0);
  // 0 (to the end of the file) and 1 (64 bits) are for single boxes of gigabytes: footage is in fragments.
  if (size < 8 || size > maxBoxBytes) throw new Error(`a box ${typeOf(bytes)} says it has ${size} bytes`);
  return size;
}
