/** One segment on its way into the storage: plain MP4 in, stored bytes out, hashed as they go. */
import { createHash, type Hash } from 'node:crypto';
import type {
  Fragment,
  OpenSegment,
  Segment,
  SegmentEnd,
  SegmentKind,
} from '../../core/recording/segment.ts';
import type { Blobs, BlobWriter } from '../../storage/blobs.ts';
import { type FragmentedMp4, openFragmentedMp4 } from '../mp4/fragmented-mp4.ts';
import type { Part } from './part.ts';
import { segmentKey } from './segment-key.ts';

/** Turns the plain bytes of one segment into the stored ones while they come, in order. Without one they are the same. */
export type SegmentTransform = {
  /** Stored bytes, as far as they can be given already; what is held back comes later. */
  push(plain: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /** What was held back, and the end. Called once, last. */
  finish(): Uint8Array | Promise<Uint8Array>;
  /** Plain bytes so far, with those it put between itself (boxes that players skip): where the next ones begin. */
  readonly plainBytes: number;
  /** So many plain bytes can be had back from what was given so far. */
  readonly plainBytesGiven: number;
};

export type SinkOptions = {
  readonly blobs: Blobs;
  readonly segmentId: string;
  readonly cameraId: string;
  readonly kind: SegmentKind;
  /** Begins the stored bytes of one segment; null: they are the plain ones. */
  readonly openTransform: (() => SegmentTransform | Promise<SegmentTransform>) | null;
};

type WrittenPart = {
  readonly part: Pick<Part, 'fromMs' | 'toMs' | 'startsWithKey'>;
  readonly offset: number;
  readonly bytes: number;
};

/** So many stored bytes, once they are durable, hold so many parts and have this hash. */
type Mark = { readonly storedBytes: number; readonly parts: number; readonly hash: Hash };

type Opened = {
  readonly first: Part;
  readonly mp4: FragmentedMp4;
  readonly transform: SegmentTransform | null;
  readonly writer: BlobWriter;
};

export class SegmentSink {
  readonly #options: SinkOptions;
  readonly #writer: BlobWriter;
  readonly #transform: SegmentTransform | null;
  readonly #mp4: FragmentedMp4;
  readonly #first: Pick<Part, 'stream' | 'fromMs' | 'clockOffsetMs'>;
  readonly #hash: Hash = createHash('sha256');
  #plainBytes = 0;
  /** Without their pictures: these are as many bytes as the segment. */
  readonly #parts: WrittenPart[] = [];
  #durable: OpenSegment | null = null;
  #durableHash: Hash | null = null;
  /** Synced, and not durable for that: storages that take whole blocks only have up to one of them waiting. */
  #marks: Mark[] = [];

  private constructor(options: SinkOptions, { first, mp4, transform, writer }: Opened) {
    this.#options = options;
    const { stream, fromMs, clockOffsetMs } = first;
    this.#first = { stream, fromMs, clockOffsetMs };
    this.#mp4 = mp4;
    this.#transform = transform;
    this.#writer = writer;
  }

  /**
   * @param first begins with a key frame; it is not written yet.
   * @throws StorageError; Error when the stream cannot be described.
   */
  static async open(options: SinkOptions, first: Part): Promise<SegmentSink> {
    const mp4 = openFragmentedMp4(first.stream);
    const transform = (await options.openTransform?.()) ?? null;
    const writer = await options.blobs.create(segmentKey(options, first.fromMs));
    return new SegmentSink(options, { first, mp4, transform, writer });
  }

  get key(): string {
    return this.#writer.key;
  }

  get fromMs(): number {
    return this.#first.fromMs;
  }

  /** What survives a power cut; null before the first part does. */
  get durable(): OpenSegment | null {
    return this.#durable;
  }

  /** Synced when it resolves, but for what a transform holds back; `durable` says how far that went. @throws StorageError. */
  async write(part: Part): Promise<void> {
    const { samples, endTicks, fromMs } = part;
    const isFirst = this.#plainBytes === 0;
    const fragment = this.#mp4.fragment({ samples, endTicks, capturedAtMs: fromMs });
    const plain = isFirst ? Buffer.concat([this.#mp4.head, fragment]) : fragment;
    const offset = this.#plainBytes + (isFirst ? this.#mp4.head.length : 0);
    this.#plainBytes += plain.length;
    const { toMs, startsWithKey } = part;
    this.#parts.push({ part: { fromMs, toMs, startsWithKey }, offset, bytes: fragment.length });
    await this.#append(this.#transform === null ? plain : await this.#transform.push(plain));
    this.#plainBytes = this.#transform?.plainBytes ?? this.#plainBytes;
    await this.#writer.sync();
    this.#mark(this.#transform?.plainBytesGiven ?? this.#plainBytes);
    this.#keepDurable();
  }

  /** @returns the segment once it is durable under its key. @throws StorageError. */
  async close(end: SegmentEnd): Promise<Segment> {
    if (this.#transform !== null) await this.#append(await this.#transform.finish());
    await this.#writer.commit();
    this.#mark(this.#plainBytes);
    this.#keepDurable();
    return this.#closed(end);
  }

  /**
   * The storage refused: what was durable becomes the segment, the rest is gone.
   * @returns null when nothing was. @throws StorageError while it still refuses; may be called again.
   */
  async salvage(): Promise<Segment | null> {
    const durable = this.#durable;
    if (durable === null) {
      await this.#writer.abort();
      return null;
    }
    try {
      if (this.#writer.bytes !== durable.bytes) throw new Error('more was written than is durable');
      await this.#writer.commit();
    } catch {
      await this.#options.blobs.salvage(this.key, durable.bytes);
    }
    // Transformed bytes lack their end now, as those of a dead writer do.
    return this.#closed(this.#transform === null ? 'storage' : 'torn');
  }

  async #append(stored: Uint8Array): Promise<void> {
    if (stored.length === 0) return;
    this.#hash.update(stored);
    await this.#writer.append(stored);
  }

  #mark(plainBytes: number): void {
    const parts = this.#parts.filter(({ offset, bytes }) => offset + bytes <= plainBytes).length;
    this.#marks.push({ storedBytes: this.#writer.bytes, parts, hash: this.#hash.copy() });
  }

  #keepDurable(): void {
    const { durableBytes } = this.#writer;
    const mark = this.#marks.findLast(({ storedBytes }) => storedBytes <= durableBytes);
    if (mark === undefined) return;
    this.#marks = this.#marks.filter(({ storedBytes }) => storedBytes > durableBytes);
    const parts = this.#parts.slice(0, mark.parts);
    const last = parts.at(-1);
    if (last === undefined) return;
    const { segmentId, cameraId, kind } = this.#options;
    const { stream, fromMs, clockOffsetMs } = this.#first;
    this.#durable = {
      id: segmentId,
      cameraId,
      kind,
      fromMs,
      toMs: last.part.toMs,
      codec: this.#mp4.codec,
      widthPx: stream.widthPx,
      heightPx: stream.heightPx,
      key: this.key,
      bytes: mark.storedBytes,
      clockOffsetMs,
      fragments: fragmentsOf(parts),
    };
    this.#durableHash = mark.hash;
  }

  #closed(end: SegmentEnd): Segment {
    return { ...this.#durable!, sha256: this.#durableHash!.copy().digest('hex'), end };
  }
}

/** Later parts of a long group of pictures belong to the fragment that its key frame begins. */
export function fragmentsOf(
  parts: readonly {
    readonly part: Pick<Part, 'fromMs' | 'startsWithKey'>;
    readonly offset: number;
    readonly bytes: number;
  }[],
): Fragment[] {
  const fragments: { fromMs: number; offset: number; bytes: number }[] = [];
  for (const { part, offset, bytes } of parts) {
    const last = fragments.at(-1);
    if (part.startsWithKey || last === undefined) fragments.push({ fromMs: part.fromMs, offset, bytes });
    else last.bytes = offset + bytes - last.offset;
  }
  return fragments;
}
