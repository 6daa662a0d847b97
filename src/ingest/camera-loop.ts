/**
 * One camera in an ingest process: opens its source, analyses and masks every picture, sends what may leave. What goes
 * wrong here stays here: it is reported and tried again.
 */
import type { IngestCamera, MediaDemand } from '../contract/ingest.ts';
import type { CameraState } from '../contract/shapes.ts';
import type { StateNotice } from '../contract/state-cause.ts';
import type { SceneStep } from '../core/scene.ts';
import type { Blobs } from '../storage/blobs.ts';
import { type AnalysedPicture, Analysis } from './analysis.ts';
import type { CameraDetector } from './camera-detector.ts';
import { CameraHealthMeter } from './camera-health.ts';
import { CameraScene } from './camera-scene.ts';
import { DetectionWait } from './detection-wait.ts';
import { MaskedOutput } from './masked-output.ts';
import type { Outbox } from './outbox.ts';
import type { Picture } from './picture.ts';
import { MaskedRecorder } from './record/masked-recorder.ts';
import { openSource } from './source.ts';
import { Backoff } from './source-backoff.ts';
import { StageClock } from './stage-clock.ts';
import { WalkerSightings } from './walker-sightings.ts';

export type CameraLoopOptions = {
  readonly camera: IngestCamera;
  readonly detector: CameraDetector;
  readonly outbox: Outbox;
  /** Where footage goes; null: nothing is recorded. */
  readonly blobs?: Blobs | null;
  /** UTC ms. */
  readonly nowMs?: () => number;
  readonly random?: () => number;
  /** A picture that waits longer for its detections is hidden whole. */
  readonly lateMs?: number;
  readonly retryFirstMs?: number;
};

const tickIntervalMs = 1_000;

export class CameraLoop {
  readonly #options: Required<CameraLoopOptions>;
  readonly #stages = new StageClock();
  readonly #health: CameraHealthMeter;
  readonly #scene: CameraScene;
  readonly #walkers: WalkerSightings;
  readonly #backoff: Backoff;
  readonly #recorder: MaskedRecorder | null;
  #camera: IngestCamera;
  /** Ends the present stream; a new one replaces it when the source changes. */
  #stream = new AbortController();
  #analysis: Analysis | null = null;
  #output: MaskedOutput | null = null;
  #demand: MediaDemand = { stream: true, stills: true };
  #isSampleWanted = false;
  #isStopped = false;
  #wake: (() => void) | null = null;
  #lastFault = { message: '', atMs: Number.NEGATIVE_INFINITY, count: 0 };
  readonly #ended: Promise<void>;

  constructor(options: CameraLoopOptions) {
    this.#options = {
      nowMs: Date.now,
      random: Math.random,
      lateMs: 1_000,
      retryFirstMs: 1_000,
      blobs: null,
      ...options,
    };
    const { nowMs, random, retryFirstMs, blobs, outbox } = this.#options;
    this.#camera = options.camera;
    this.#health = new CameraHealthMeter(options.camera.id, this.#stages, nowMs);
    this.#scene = new CameraScene(options.camera);
    this.#walkers = new WalkerSightings(random);
    this.#backoff = new Backoff({ firstMs: retryFirstMs, maxMs: 30_000, random });
    const say = outbox.send;
    this.#recorder = blobs && new MaskedRecorder({ cameraId: options.camera.id, blobs, say, nowMs, random });
    this.#recorder?.setOrder(options.camera.recording ?? null);
    this.#ended = this.#run();
  }

  /** New settings. Only a changed source opens the stream anew. */
  set(camera: IngestCamera): void {
    const isSourceChanged = JSON.stringify(camera.source) !== JSON.stringify(this.#camera.source);
    this.#camera = camera;
    this.#scene.setCamera(camera);
    this.#recorder?.setOrder(camera.recording ?? null);
    this.#analysis?.setCamera(camera);
    if (isSourceChanged) {
      this.#walkers.forget();
      this.#reopen();
    }
  }

  setDemand(demand: MediaDemand): void {
    this.#demand = demand;
    this.#output?.setDemand(demand);
  }

  /** The next picture that is measured, and not hidden whole, goes out as a still to be labelled. */
  sample(): void {
    this.#isSampleWanted = true;
  }

  /** Somebody calibrates: what walking people say of the ground so far. */
  askProposal(): void {
    const proposal = this.#walkers.ask(this.#options.nowMs());
    this.#options.outbox.send({ type: 'calibration.proposal', cameraId: this.#camera.id, proposal });
  }

  /** Resolves when everything native is closed. */
  stop(): Promise<void> {
    this.#isStopped = true;
    this.#reopen();
    return this.#ended;
  }

  #reopen(): void {
    this.#backoff.reset();
    this.#stream.abort();
    this.#wake?.();
  }

  async #run(): Promise<void> {
    const timer = setInterval(() => this.#tick(), tickIntervalMs);
    try {
      while (!this.#isStopped) {
        const stream = new AbortController();
        this.#stream = stream;
        // 0: opened anew at once; null: only new settings help (disabled, or an address that was refused).
        let pauseMs: number | null = null;
        try {
          await this.#watch(stream.signal);
          if (stream.signal.aborted) pauseMs = 0;
        } catch (error) {
          stream.abort();
          pauseMs = this.#backoff.nextMs();
          this.#fail(error);
        }
        if (pauseMs !== 0 && !this.#isStopped) await this.#sleep(pauseMs);
      }
    } finally {
      clearInterval(timer);
      this.#report({ measures: [], situations: this.#scene.end(this.#options.nowMs()) }, null);
      await this.#recorder?.stop();
    }
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { id, source: settings } = this.#camera;
    if (!settings.isEnabled) {
      this.#report({ measures: [], situations: this.#scene.end(this.#options.nowMs()) }, null);
      this.#tell('disabled', null);
      return;
    }
    const { detector, outbox, nowMs, random, lateMs } = this.#options;
    const wait = new DetectionWait(detector.detect, lateMs);
    const analysis = new Analysis({
      camera: this.#camera,
      wait,
      countScore: detector.countScore,
      stages: this.#stages,
      droppedShare: () => this.#health.droppedShare(),
      clockErrorMs: () => this.#health.clockErrorMs(),
      tickMs: () => performance.now(),
    });
    const output = new MaskedOutput({
      cameraId: id,
      fps: settings.analysisFps,
      outbox,
      stages: this.#stages,
      recorder: this.#recorder,
      tickMs: () => performance.now(),
    });
    output.setDemand(this.#demand);
    this.#output = output;
    const source = openSource({
      url: settings.analysisUrl,
      analysisFps: settings.analysisFps,
      isLooped: true,
      signal,
      nowMs,
      random,
      onState: ({ state, message, cause }) =>
        this.#tell(state, message === null || cause === null ? null : { message, cause }),
    });
    this.#analysis = analysis;
    this.#health.openStream(source);
    try {
      for await (const picture of source) {
        const analysed = await this.#analyse(analysis, wait, picture);
        if (signal.aborted) break;
        this.#give(analysed, output);
      }
    } finally {
      this.#analysis = null;
      this.#output = null;
      this.#health.closeStream();
      this.#recorder?.endStream(this.#isStopped ? 'stopped' : 'stream-changed');
      output.close();
    }
  }

  async #analyse(analysis: Analysis, wait: DetectionWait, picture: Picture): Promise<AnalysedPicture> {
    try {
      return await analysis.take(picture, this.#scene.crowded(), this.#scene.flowAsks());
    } finally {
      // A late detection may still be reading it.
      void wait.settled.then(() => picture.free());
    }
  }

  #give(analysed: AnalysedPicture, output: MaskedOutput): void {
    this.#health.add(analysed);
    if (this.#health.streamFrames === 50) this.#backoff.reset();
    this.#reportAnswer(analysed);
    output.write(analysed.masked, analysed.frame.atMs);
    this.#health.sent(analysed.frame.atMs);
    const startedMs = performance.now();
    const step = this.#scene.advance(analysed);
    this.#stages.add('measure', performance.now() - startedMs, performance.now());
    this.#report(step, () => output.jpeg(analysed.masked));
    this.#walkers.take(analysed);
    if (step.situations.some(({ situation }) => situation.kind === 'camera-moved')) this.#walkers.forget();
    if (this.#isSampleWanted) this.#giveSample(analysed, output);
  }

  #giveSample({ frame, detections, masked, plan }: AnalysedPicture, output: MaskedOutput): void {
    const { outbox } = this.#options;
    if (detections === null || plan.whyWhole !== null || !outbox.hasRoom()) return;
    const said = this.#scene.read();
    if (said === null) return;
    this.#isSampleWanted = false;
    outbox.send({
      type: 'sample',
      cameraId: this.#camera.id,
      capturedAtMs: Math.round(frame.atMs),
      jpeg: output.jpeg(masked),
      aspect: frame.widthPx / frame.heightPx,
      ...said,
    });
  }

  /** @param jpeg the masked picture that shows what is reported; null when there is none. */
  #report({ measures, situations }: Omit<SceneStep, 'state'>, jpeg: (() => Uint8Array) | null): void {
    const { outbox } = this.#options;
    const cameraId = this.#camera.id;
    if (measures.length > 0) outbox.send({ type: 'measures', cameraId, measures });
    for (const { phase, situation } of situations) {
      this.#recorder?.follow({ phase, situation });
      const isShown = phase !== 'ended' && situation.kind !== 'camera-lost';
      outbox.send({ type: 'situation', phase, situation, jpeg: isShown && jpeg !== null ? jpeg() : null });
    }
  }

  #reportAnswer({ answer }: AnalysedPicture): void {
    if (answer === null || answer.kind === 'seen') return;
    this.#stages.drop('detect');
    const why = answer.kind === 'late' ? 'was too slow' : `failed (${messageOf(answer.error)})`;
    this.#repeated(
      `camera ${this.#camera.id}: the detector ${why}; the picture stays hidden until it answers`,
    );
  }

  /** Once a second, with and without pictures. */
  #tick(): void {
    try {
      const nowMs = this.#options.nowMs();
      this.#health.sample();
      if (this.#camera.source.isEnabled) {
        const silentMs = Math.max(2_000, 3_000 / this.#camera.source.analysisFps);
        // Either way: a clock that was set back while nothing came must not hide that nothing comes.
        if (Math.abs(nowMs - this.#health.lastFrameMs) > silentMs) {
          this.#report(this.#scene.advanceWithoutPicture(nowMs), null);
          this.#recorder?.lost('camera-lost');
        }
      } else {
        this.#recorder?.lost('camera-disabled');
      }
      this.#options.outbox.send({ type: 'health', health: this.#health.report() });
    } catch (error) {
      this.#repeated(`camera ${this.#camera.id}: its health could not be read (${messageOf(error)})`);
    }
  }

  #fail(error: unknown): void {
    const reason = messageOf(error);
    const message = `analysis stopped (${reason}) and is being tried again; if it goes on, restart Lamplighter and report this line`;
    this.#repeated(`camera ${this.#camera.id}: ${message}`);
    this.#tell('failed', { message, cause: { key: 'analysis-stopped', values: { reason } } });
  }

  #tell(state: CameraState, notice: StateNotice | null): void {
    if (state === 'lost' || state === 'failed') this.#recorder?.lost('camera-lost');
    if (!this.#health.setState(state, notice)) return;
    this.#options.outbox.send({
      type: 'camera.state',
      cameraId: this.#camera.id,
      state,
      message: notice?.message ?? null,
      cause: notice?.cause ?? null,
    });
  }

  /** The same trouble is logged once a second, with a count. */
  #repeated(message: string): void {
    const nowMs = this.#options.nowMs();
    const last = this.#lastFault;
    last.count++;
    if (last.message === message && nowMs - last.atMs < 1_000 && nowMs >= last.atMs) return;
    const text = last.count > 1 && last.message === message ? `${message} (${last.count} times)` : message;
    this.#options.outbox.send({ type: 'log', level: 'warn', message: text, cameraId: this.#camera.id });
    this.#lastFault = { message, atMs: nowMs, count: 0 };
  }

  /** @param ms null: until new settings come. */
  #sleep(ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? undefined : setTimeout(() => this.#wake?.(), ms);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
