import type { OpenSegment, Segment } from '../core/recording/segment.ts';
import type { Blobs } from './blobs.ts';

/**
 * Makes footage whole again that lies in the storage without a row. Whoever wrote it knows how to read it, so ingest
 * implements this (src/ingest/record/footage-salvage.ts) and the centre is handed it.
 */
export type Salvage = {
  /** Whose file it is, by its key; null: no footage. */
  placeOf(key: string): Pick<Segment, 'id' | 'cameraId' | 'kind'> | null;
  /**
   * Of a file that a dead writer left open: keeps what is whole of it, durably, under its key.
   * @param known what was told of it last; sealed footage cannot be read without it.
   * @returns null when nothing of it can be used: then it is removed. @throws StorageError.
   */
  torn(key: string, known: OpenSegment | null): Promise<Segment | null>;
  /**
   * Of a committed file. It is left as it is.
   * @returns null when it is damaged, or cannot be understood. @throws StorageError.
   */
  committed(key: string, known: OpenSegment | null): Promise<Segment | null>;
};

/** Where footage lies, and who can read back what a dead writer left. */
export type FootageStorage = {
  readonly blobs: Blobs;
  readonly salvage: Salvage;
  /** Bytes that stay free on each volume. */
  readonly reserveBytes: number;
};
