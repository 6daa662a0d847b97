/** Sealed segments of a film, as ingest writes them, without waiting for the film's own time. */
import type { Segment } from '../../src/core/recording/segment.ts';
import { GapTeller } from '../../src/ingest/record/gap-teller.ts';
import { PartMaker } from '../../src/ingest/record/part-maker.ts';
import { SegmentWriter } from '../../src/ingest/record/segment-writer.ts';
import { mainStream } from '../../src/ingest/seal/main-stream.ts';
import { SealTransform } from '../../src/ingest/seal/seal-transform.ts';
import { parseRecipient } from '../../src/ingest/seal/x25519.ts';
import type { Blobs } from '../../src/storage/blobs.ts';

export type SealedFootage = {
  readonly film: string;
  readonly blobs: Blobs;
  /** The vault's public key, age1.... */
  readonly recipient: string;
  /** UTC ms of the first picture. */
  readonly fromMs: number;
  readonly segmentMs?: number;
  readonly cameraId?: string;
};

export async function sealFootage(footage: SealedFootage): Promise<Segment[]> {
  const { film, blobs, recipient, fromMs, segmentMs = 60_000, cameraId = 'yard' } = footage;
  const segments: Segment[] = [];
  const key = parseRecipient(recipient)!;
  const gaps = new GapTeller({ cameraId, kind: 'sealed', say: () => {} });
  const writer = new SegmentWriter({
    cameraId,
    kind: 'sealed',
    blobs,
    gaps,
    segmentMs,
    openTransform: () => new SealTransform(key),
    say: (message) => {
      if (message.type === 'segment.closed') segments.push(message.segment);
    },
  });
  const maker = new PartMaker({ part: (part) => writer.part(part), cut: (end) => writer.cut(end) });
  let isBegun = false;
  // The film begins at its time, and every picture is late from then on.
  const nowMs = () => {
    if (isBegun) return Number.POSITIVE_INFINITY;
    isBegun = true;
    return fromMs;
  };
  const address = { kind: 'file', path: film, shown: film } as const;
  const { signal } = new AbortController();
  for await (const { sample, stream } of mainStream({
    address,
    timeoutMs: 1_000,
    signal,
    nowMs,
    tickMs: () => 0,
  })) {
    maker.take({ ...sample, tickMs: sample.capturedAtMs }, stream);
    await writer.idle();
  }
  maker.cut('stopped');
  await writer.stop(10_000);
  return segments;
}
