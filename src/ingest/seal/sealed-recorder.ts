/**
 * Records a camera's clear main stream, sealed to the vault: packets go from the camera into sealed chunks, and are
 * plain in this process's memory only. Never decoded.
 */
import type { FromIngest, IngestCamera } from '../../contract/ingest.ts';
import type { GapCause } from '../../core/recording/gap.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { GapTeller } from '../record/gap-teller.ts';
import { PartMaker } from '../record/part-maker.ts';
import { SegmentWriter, type SegmentWriterOptions } from '../record/segment-writer.ts';
import { parseSourceAddress, type SourceAddress } from '../source-address.ts';
import { Backoff } from '../source-backoff.ts';
import { diagnose, fileFault } from '../source-diagnosis.ts';
import { sourceNotice } from '../source-message.ts';
import { pause } from '../source-pause.ts';
import { VideoError } from '../video/decode-fault.ts';
import { mainStream } from './main-stream.ts';
import { SealTransform } from './seal-transform.ts';
import { parseRecipient } from './x25519.ts';

export type SealedRecorderOptions = {
  readonly cameraId: string;
  readonly blobs: Blobs;
  readonly say: (message: FromIngest) => void;
  /** UTC ms. */
  readonly nowMs?: () => number;
  readonly timeoutMs?: number;
  readonly backoffFirstMs?: number;
} & Pick<SegmentWriterOptions, 'tickMs' | 'random' | 'newId' | 'segmentMs' | 'maxWaitingBytes'>;

/** Either what is to be recorded, or why nothing is. */
type Plan =
  | { readonly kind: 'record'; readonly address: SourceAddress; readonly recipient: Uint8Array }
  | { readonly kind: 'rest'; readonly cause: GapCause };

/** A stream that was there so long may be called back at once; one that flickers waits longer each time. */
const steadyMs = 10_000;
const backoffMaxMs = 30_000;
/** How long stopping may take; the process is killed some seconds later. */
const stopWithinMs = 3_000;

export class SealedRecorder {
  readonly #options: SealedRecorderOptions &
    Required<Pick<SealedRecorderOptions, 'nowMs' | 'tickMs' | 'random' | 'timeoutMs'>>;
  readonly #gaps: GapTeller;
  readonly #writer: SegmentWriter;
  readonly #maker: PartMaker;
  readonly #backoff: Backoff;
  #plan: Plan | null = null;
  #planText = '';
  #recipient: Uint8Array | null = null;
  #stream = new AbortController();
  #isStopped = false;
  #ended: Promise<void> = Promise.resolve();
  #lastTrouble = '';

  constructor(options: SealedRecorderOptions) {
    const defaults = {
      nowMs: Date.now,
      tickMs: () => performance.now(),
      random: Math.random,
      timeoutMs: 5_000,
    };
    this.#options = { ...defaults, ...options };
    const { cameraId, say, random, backoffFirstMs = 500 } = this.#options;
    this.#gaps = new GapTeller({ cameraId, kind: 'sealed', say });
    const openTransform = () => new SealTransform(this.#recipient!);
    this.#writer = new SegmentWriter({ ...this.#options, kind: 'sealed', gaps: this.#gaps, openTransform });
    this.#maker = new PartMaker({
      part: (part) => this.#writer.part(part),
      cut: (end) => this.#writer.cut(end),
    });
    this.#backoff = new Backoff({ firstMs: backoffFirstMs, maxMs: backoffMaxMs, random });
  }

  /** Parts that came and were not written, since the start. */
  get dropped(): number {
    return this.#writer.dropped;
  }

  /** New settings; what does not concern the main stream disturbs nothing. */
  set(camera: Pick<IngestCamera, 'source' | 'recording'>): void {
    const plan = planOf(camera);
    const text = JSON.stringify(
      plan && [camera.source.mainUrl, camera.source.isEnabled, camera.recording?.sealTo],
    );
    if (text === this.#planText || this.#isStopped) return;
    const before = this.#plan;
    this.#plan = plan;
    this.#planText = text;
    this.#stream.abort();
    this.#backoff.reset();
    const stream = new AbortController();
    this.#stream = stream;
    this.#ended = this.#ended.then(() => {
      this.#maker.cut('stopped');
      if (stream.signal.aborted) return;
      if (plan === null) {
        if (before !== null) this.#gaps.begin('not-wanted', this.#endedMs());
      } else if (plan.kind === 'rest') this.#gaps.begin(plan.cause, this.#endedMs());
      else return this.#record(plan, stream.signal);
    });
  }

  /** Writes what is there, within a bounded time. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stream.abort();
    await this.#ended;
    this.#maker.cut('stopped');
    await this.#writer.stop(stopWithinMs);
  }

  async #record(
    { address, recipient }: Extract<Plan, { kind: 'record' }>,
    signal: AbortSignal,
  ): Promise<void> {
    this.#recipient = recipient;
    while (!signal.aborted) {
      const startedMs = this.#options.tickMs();
      const isPlayed = await this.#play(address, signal);
      if (signal.aborted) return;
      const isFilm = address.kind === 'file' && isPlayed;
      if (!isFilm) this.#gaps.begin('camera-lost', this.#endedMs());
      if (this.#options.tickMs() - startedMs > steadyMs) this.#backoff.reset();
      // A film begins again at once.
      if (!isFilm) await pause(this.#backoff.nextMs(), signal);
    }
  }

  /** @returns whether pictures came, and the end was no fault. */
  async #play(address: SourceAddress, signal: AbortSignal): Promise<boolean> {
    const { timeoutMs, nowMs, tickMs } = this.#options;
    let hadPictures = false;
    try {
      const bad = address.kind === 'file' ? await fileFault(address.path) : null;
      if (bad !== null) return this.#tell(sourceNotice(address, bad).message);
      for await (const { sample, stream } of mainStream({ address, timeoutMs, signal, nowMs, tickMs })) {
        this.#maker.take(sample, stream);
        hadPictures ||= stream !== null;
        if (hadPictures) this.#lastTrouble = '';
      }
      if (!hadPictures && !signal.aborted) return this.#tell(sourceNotice(address, 'no-picture').message);
      return hadPictures;
    } catch (error) {
      if (signal.aborted) return false;
      if (!(error instanceof VideoError))
        return this.#tell(error instanceof Error ? error.message : String(error));
      const fault =
        error.fault === 'no-decoder' ? 'no-decoder' : await diagnose(address, error.fault, hadPictures);
      return this.#tell(sourceNotice(address, fault).message);
    } finally {
      this.#maker.cut(signal.aborted ? 'stopped' : 'stream-changed');
    }
  }

  /** Once, until it works again. */
  #tell(why: string | null): false {
    if (why === null || why === this.#lastTrouble) return false;
    this.#lastTrouble = why;
    const { cameraId, say } = this.#options;
    const message = `camera ${cameraId}: its main stream is not sealed. ${why}`;
    say({ type: 'log', level: 'warn', message, cameraId });
    return false;
  }

  #endedMs(): number {
    return this.#writer.lastToMs ?? this.#options.nowMs();
  }
}

/** Null: sealing was not ordered. */
function planOf({ source, recording }: Pick<IngestCamera, 'source' | 'recording'>): Plan | null {
  const sealTo = recording?.sealTo ?? null;
  if (sealTo === null) return null;
  if (!source.isEnabled) return { kind: 'rest', cause: 'camera-disabled' };
  if (source.mainUrl === null) return { kind: 'rest', cause: 'no-main-stream' };
  const address = parseSourceAddress(source.mainUrl);
  if (address.kind === 'refused') return { kind: 'rest', cause: 'no-main-stream' };
  const recipient = parseRecipient(sealTo);
  if (recipient === null) return { kind: 'rest', cause: 'no-vault' };
  return { kind: 'record', address, recipient };
}
