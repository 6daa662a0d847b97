import type { OpenSegment, Segment } from '../../core/recording/segment.ts';
import type { Blobs, ByteRange } from '../../storage/blobs.ts';
import type { Mp4 } from '../http/call.ts';

const pieceBytes = 1_048_576;

/** The file of a piece of footage, as far as it is durable. */
export function footageBytes(blobs: Blobs, segment: Segment | OpenSegment): Mp4 {
  const isGrowing = !('sha256' in segment);
  return {
    totalBytes: segment.bytes,
    etag: isGrowing ? null : segment.sha256,
    async stream(range) {
      if (!isGrowing) return blobs.stream(segment.key, range);
      const first = await blobs.readOpen(segment.key, pieceOf(range, 0));
      // Closed meanwhile, or a storage that shows nothing before it is closed (S3).
      if (first === null) return blobs.stream(segment.key, range);
      return pieces(blobs, segment.key, { range, first });
    },
  };
}

async function* pieces(
  blobs: Blobs,
  key: string,
  { range, first }: { readonly range: ByteRange; readonly first: Uint8Array },
): AsyncIterable<Uint8Array> {
  let sent = first.byteLength;
  yield first;
  while (sent < range.length) {
    const piece = pieceOf(range, sent);
    const bytes = (await blobs.readOpen(key, piece)) ?? (await blobs.read(key, piece));
    if (bytes === null || bytes.byteLength === 0) throw new Error(`footage ${key} ended before its time`);
    sent += bytes.byteLength;
    yield bytes;
  }
}

function pieceOf(range: ByteRange, sent: number): ByteRange {
  return { offset: range.offset + sent, length: Math.min(pieceBytes, range.length - sent) };
}
