/** The pictures of sealed segments in their order, decrypted in memory one segment after the other. */
import type { RenderOrder, SealedPiece } from '../contract/vault.ts';
import { openSealed } from '../ingest/seal/age-opener.ts';
import { SealFault } from '../ingest/seal/seal-fault.ts';
import type { Blobs } from '../storage/blobs.ts';
import { Mp4Reader, type StoredPicture, type StoredStream } from './mp4-reader.ts';

export type OpenedPicture = StoredPicture & {
  readonly stream: StoredStream;
  /** Of the first picture of a segment: what comes before it is not needed. */
  readonly beginsSegment: boolean;
};

/**
 * @param key the vault's private key; stays the caller's.
 * @returns in decoding order. The bytes are gone (zeroed) when the next piece is read: use them at once.
 * @throws Error that names the segment and says what is wrong with it.
 */
export async function* storedPictures(
  segments: RenderOrder['segments'],
  { key, blobs }: { readonly key: Uint8Array; readonly blobs: Pick<Blobs, 'stream'> },
): AsyncGenerator<OpenedPicture> {
  for (const segment of segments) {
    try {
      yield* picturesOf(segment, key, blobs);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw new Error(messageOf(segment, error), { cause: error });
    }
  }
}

async function* picturesOf(
  { key: name, isTorn }: SealedPiece,
  key: Uint8Array,
  blobs: Pick<Blobs, 'stream'>,
): AsyncGenerator<OpenedPicture> {
  const stored = await blobs.stream(name);
  if (stored === null) throw new Error('it is not in the storage');
  const reader = new Mp4Reader();
  let beginsSegment = true;
  try {
    for await (const plain of openSealed(stored, key, { isTorn })) {
      for (const picture of reader.push(plain)) {
        yield { ...picture, stream: reader.stream!, beginsSegment };
        beginsSegment = false;
      }
    }
  } finally {
    reader.wipe();
  }
}

function messageOf({ key }: SealedPiece, error: Error): string {
  const advice =
    error instanceof SealFault && error.place === 'key'
      ? 'Open it with the vault it was sealed to.'
      : 'Run "lamplighter check", and leave this segment out.';
  return `The sealed segment ${key} cannot be opened: ${error.message}. ${advice}`;
}
