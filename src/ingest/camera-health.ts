/** What a camera says of itself once a second. */
import type { CameraHealth, CameraState } from '../contract/shapes.ts';
import type { StateNotice } from '../contract/state-cause.ts';
import type { AnalysedPicture } from './analysis.ts';
import { DropShare } from './drop-share.ts';
import { MissShare } from './miss-share.ts';
import { RateMeter } from './rate-meter.ts';
import type { SourceStats, VideoSource } from './source.ts';
import type { StageClock } from './stage-clock.ts';

export class CameraHealthMeter {
  state: CameraState = 'connecting';
  /** Pictures analysed since the stream was opened. */
  streamFrames = 0;
  /** Capture time of the newest analysed picture, or when the stream was opened, UTC ms. */
  lastFrameMs: number;
  readonly #cameraId: string;
  readonly #stages: StageClock;
  readonly #nowMs: () => number;
  readonly #analysed = new RateMeter();
  readonly #detected = new RateMeter();
  readonly #drops = new DropShare();
  readonly #misses = new MissShare();
  #notice: StateNotice | null = null;
  #source: VideoSource | null = null;
  /** Of streams closed before. */
  #before = { dropped: 0, reconnects: 0 };
  #decode = { frames: 0, ms: 0 };
  #framesAnalysed = 0;
  /** Pictures of this stream that got no detections in time: not measured, like dropped ones. */
  #undetected = 0;
  #frameAgeMs: number | null = null;
  #isFullyMasked = true;

  constructor(cameraId: string, stages: StageClock, nowMs: () => number) {
    this.#cameraId = cameraId;
    this.#stages = stages;
    this.#nowMs = nowMs;
    this.lastFrameMs = nowMs();
  }

  openStream(source: VideoSource): void {
    this.#source = source;
    this.streamFrames = 0;
    this.#undetected = 0;
    this.#decode = { frames: 0, ms: 0 };
    this.lastFrameMs = this.#nowMs();
  }

  closeStream(): void {
    const stats = this.#source?.stats();
    this.#before.dropped += stats?.framesDropped ?? 0;
    this.#before.reconnects += stats?.reconnects ?? 0;
    this.#source = null;
    this.#isFullyMasked = true;
  }

  /** @returns false when nothing is new. */
  setState(state: CameraState, notice: StateNotice | null): boolean {
    if (state === this.state && notice?.message === this.#notice?.message) return false;
    this.state = state;
    this.#notice = notice;
    return true;
  }

  add({ frame, answer, plan }: AnalysedPicture): void {
    const nowMs = this.#nowMs();
    this.streamFrames++;
    this.#framesAnalysed++;
    this.lastFrameMs = nowMs;
    this.#analysed.add(nowMs);
    if (answer?.kind === 'seen') this.#detected.add(nowMs);
    else if (answer !== null) this.#undetected++;
    this.#misses.add(plan);
    this.#isFullyMasked = plan.whyWhole !== null;
    this.#frameAgeMs = Math.max(0, nowMs - frame.atMs);
  }

  /** The masked picture left the process. */
  sent(capturedAtMs: number): void {
    this.#frameAgeMs = Math.max(0, this.#nowMs() - capturedAtMs);
  }

  droppedShare(): number {
    return this.#drops.share();
  }

  /** See `CameraSignal`. */
  clockErrorMs(): number | null {
    return this.#source?.stats().clockErrorMs ?? null;
  }

  /** Once a second. */
  sample(): void {
    const stats = this.#source?.stats();
    if (stats === undefined) return;
    const dropped = stats.framesDropped + this.#undetected;
    this.#drops.add({ atMs: this.#nowMs(), due: stats.framesDue, dropped });
    this.#sampleDecoder(stats);
  }

  report(): CameraHealth {
    const nowMs = this.#nowMs();
    const stats = this.#source?.stats();
    const analysedFps = this.#analysed.perSecond(nowMs);
    const detectedFps = this.#detected.perSecond(nowMs);
    return {
      cameraId: this.#cameraId,
      state: this.state,
      stateMessage: this.#notice?.message ?? null,
      stateCause: this.#notice?.cause ?? null,
      codec: stats?.codec ?? null,
      widthPx: stats?.widthPx ?? null,
      heightPx: stats?.heightPx ?? null,
      sourceFps: stats?.sourceFps ?? null,
      analysedFps,
      detectedFps,
      framesAnalysed: this.#framesAnalysed,
      framesDropped: this.#before.dropped + (stats?.framesDropped ?? 0),
      frameAgeMs: this.state === 'live' ? this.#frameAgeMs : null,
      reconnects: this.#before.reconnects + (stats?.reconnects ?? 0),
      isQuiet: analysedFps !== null && detectedFps !== null && detectedFps < analysedFps / 2,
      isFullyMasked: this.#isFullyMasked,
      wholeMaskShare: this.#misses.whole(),
      missShare: this.#misses.motionOnly(),
      stages: this.#stages.health(performance.now()),
      atMs: Math.round(nowMs),
    };
  }

  /** The decoder counts for itself: its mean over the last second stands for one picture. */
  #sampleDecoder({ framesDecoded, decodeMs }: SourceStats): void {
    const frames = framesDecoded - this.#decode.frames;
    if (frames > 0) this.#stages.add('decode', (decodeMs - this.#decode.ms) / frames, performance.now());
    this.#decode = { frames: framesDecoded, ms: decodeMs };
  }
}
