import type { Detector } from '../ingest/detect.ts';
import type { Blobs } from '../storage/blobs.ts';

/** What a film is made with. */
export type RenderMeans = {
  /** The vault's private key, 32 bytes; stays the caller's to wipe. */
  readonly key: Uint8Array;
  readonly blobs: Blobs;
  /** Loaded once; asked for by masked films only. */
  readonly detector: () => Promise<Detector>;
};
