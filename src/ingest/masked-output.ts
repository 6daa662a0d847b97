/** The way out for a camera's masked pictures: access units for viewers, a JPEG now and then. */
import type { FromIngest, MediaDemand } from '../contract/ingest.ts';
import type { MaskedPicture } from './mask.ts';
import type { Outbox } from './outbox.ts';
import type { MaskedRecorder } from './record/masked-recorder.ts';
import type { StageClock } from './stage-clock.ts';
import { type MaskedEncoder, openEncoder } from './video/encode.ts';
import { type JpegEncoder, openJpegEncoder } from './video/jpeg.ts';

export type MaskedOutputOptions = {
  readonly cameraId: string;
  readonly fps: number;
  readonly outbox: Outbox;
  readonly stages: StageClock;
  /** Takes the same pictures as viewers, also while there are none; null: nothing is recorded. */
  readonly recorder: MaskedRecorder | null;
  /** Monotonic, ms. */
  readonly tickMs: () => number;
};

const stillIntervalMs = 1_000;
/** A still costs as much as the analysis of two quiet pictures, and who asks for one gets its age with it. */
const restingStillIntervalMs = 5_000;

type Encoders = { readonly video: MaskedEncoder; readonly jpeg: JpegEncoder };

export class MaskedOutput {
  readonly #options: MaskedOutputOptions;
  #encoders: Encoders | null = null;
  /** What the centre was told of the stream. */
  #header = '';
  #needsKey = false;
  #demand: MediaDemand = { stream: true, stills: true };
  #snapshotAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: MaskedOutputOptions) {
    this.#options = options;
  }

  /** @throws Error when an encoder fails; the output is to be closed then. */
  write(picture: MaskedPicture, capturedAtMs: number): void {
    const { cameraId, outbox, stages, tickMs, recorder } = this.#options;
    this.#snapshot(picture, capturedAtMs);
    const isSent = this.#demand.stream && this.#hasRoom();
    const isRecorded = recorder?.isWanted === true;
    if (!isSent && !isRecorded) return;
    const { video } = this.#encodersFor(picture);
    const startedMs = tickMs();
    const needsKey = (isSent && this.#needsKey) || (isRecorded && recorder.needsKey(capturedAtMs));
    const { isKey, accessUnit } = video.encode(picture, needsKey);
    stages.add('encode', tickMs() - startedMs, tickMs());
    if (isRecorded) {
      const { widthPx, heightPx } = picture;
      recorder.write({ isKey, accessUnit, capturedAtMs, tickMs: startedMs, widthPx, heightPx });
    }
    if (!isSent) return;
    this.#needsKey = false;
    const codec = video.codec();
    if (isKey && codec !== null) this.#announce(codec, picture);
    outbox.send({ type: 'media.frame', cameraId, isKey, capturedAtMs, accessUnit });
  }

  /** A viewer can do nothing with the rest of a group whose frame is missing: the next sent is a key frame. */
  #hasRoom(): boolean {
    if (this.#options.outbox.hasRoom()) return true;
    this.#needsKey = true;
    this.#options.stages.drop('deliver');
    return false;
  }

  /** Where nobody watches and nothing is recorded, only a still is encoded now and then; who comes gets a key frame first. */
  setDemand(demand: MediaDemand): void {
    if (demand.stream && !this.#demand.stream) this.#needsKey = true;
    this.#demand = demand;
  }

  #snapshot(picture: MaskedPicture, capturedAtMs: number): void {
    const { cameraId, outbox } = this.#options;
    const sinceMs = capturedAtMs - this.#snapshotAtMs;
    const intervalMs = this.#demand.stills ? stillIntervalMs : restingStillIntervalMs;
    if ((sinceMs >= 0 && sinceMs < intervalMs) || !outbox.hasRoom()) return;
    this.#snapshotAtMs = capturedAtMs;
    outbox.send({ type: 'media.snapshot', cameraId, capturedAtMs, jpeg: this.jpeg(picture) });
  }

  /** @throws Error when the encoder fails. */
  jpeg(picture: MaskedPicture): Uint8Array {
    return this.#encodersFor(picture).jpeg.encode(picture);
  }

  close(): void {
    this.#encoders?.video.close();
    this.#encoders?.jpeg.close();
    this.#encoders = null;
  }

  #encodersFor({ widthPx, heightPx }: MaskedPicture): Encoders {
    const open = this.#encoders;
    if (open !== null && open.video.widthPx === widthPx && open.video.heightPx === heightPx) return open;
    this.close();
    const video = openEncoder({ widthPx, heightPx, fps: this.#options.fps });
    try {
      this.#encoders = { video, jpeg: openJpegEncoder({ widthPx, heightPx }) };
    } catch (error) {
      video.close();
      throw error;
    }
    return this.#encoders;
  }

  #announce(codec: string, { widthPx, heightPx }: MaskedPicture): void {
    const { cameraId, outbox } = this.#options;
    const header = { type: 'media.header', cameraId, codec, widthPx, heightPx } satisfies FromIngest;
    const text = JSON.stringify(header);
    if (text === this.#header) return;
    this.#header = text;
    outbox.send(header);
  }
}
