/** A camera's pictures at the analysis rate, whatever happens to the camera. */
import type { SourceFault, StateCause, StateNotice } from '../contract/state-cause.ts';
import { ClockWatch } from './clock-watch.ts';
import type { Picture } from './picture.ts';
import { RateMeter } from './rate-meter.ts';
import { parseSourceAddress, type SourceAddress } from './source-address.ts';
import { Backoff } from './source-backoff.ts';
import { ArrivalClock, FilmClock } from './source-clock.ts';
import { diagnose, fileFault } from './source-diagnosis.ts';
import { largePicturePx, minSidePx, sourceNotice } from './source-message.ts';
import { AnalysisPace } from './source-pace.ts';
import { pause } from './source-pause.ts';
import { Slot } from './source-slot.ts';
import { type DecodedFrame, VideoReader } from './video/decode.ts';
import { VideoError } from './video/decode-fault.ts';

export type SourceState = {
  /** lost: was live, is being tried again. failed: could not be opened; also tried again, except where `once`. */
  readonly state: 'connecting' | 'live' | 'lost' | 'failed';
  /** What is wrong and what to do; on 'live' a hint or null. */
  readonly message: string | null;
  /** Null with `message`. */
  readonly cause: StateCause | null;
};

export type SourceStats = {
  readonly codec: string | null;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  /** Frames per second that arrive, over the last seconds. */
  readonly sourceFps: number | null;
  readonly framesDecoded: number;
  /** Frames due at the analysis rate. */
  readonly framesDue: number;
  /** Of those, overwritten by newer ones before anybody took them. */
  readonly framesDropped: number;
  /** Time inside the decoder, ms, since the start. */
  readonly decodeMs: number;
  readonly reconnects: number;
  /** How far the machine's clock, or the stream's, moved within the last minute, ms. */
  readonly clockErrorMs: number;
};

export type SourceOptions = {
  /** rtsp://, rtsps://, file:// or a path; may hold credentials. */
  readonly url: string;
  /** Pictures wanted per second; Infinity for every frame. */
  readonly analysisFps: number;
  /** Files only. True: in real time, again and again. False: once, as fast as the pictures are taken, none dropped. */
  readonly isLooped: boolean;
  readonly signal: AbortSignal;
  readonly onState?: (state: SourceState) => void;
  readonly nowMs?: () => number;
  /** Monotonic, ms: what a wall clock that is set shows itself against. */
  readonly tickMs?: () => number;
  readonly random?: () => number;
  /** Open and read time-out of RTSP. */
  readonly timeoutMs?: number;
  readonly backoffFirstMs?: number;
  readonly backoffMaxMs?: number;
};

/** Pictures in order of time. Each must be freed by its taker. Iterate once. */
export type VideoSource = AsyncIterable<Picture> & {
  stats(): SourceStats;
  /** Resolves when everything native is closed. */
  readonly closed: Promise<void>;
};

/** Thrown into the reader of a file that is played once: there is no second attempt. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly fault: SourceFault | 'address';
  constructor(fault: SourceFault | 'address', message: string) {
    super(message);
    this.fault = fault;
  }
}

/**
 * Opens a source and keeps it open until `signal` aborts: reconnects with growing, jittered pauses, begins films again.
 * The pictures wait in a slot of one: live, the newest frame replaces the waiting one, which is freed and counted;
 * a file played once waits for its taker instead. The iteration ends on abort, at the end of a file played once, and
 * after a refused address; it throws SourceError only for files played once.
 */
export function openSource(options: SourceOptions): VideoSource {
  const source = new Source(options);
  const closed = source.run();
  closed.catch(() => {});
  return {
    stats: () => source.stats(),
    closed,
    async *[Symbol.asyncIterator]() {
      try {
        for (;;) {
          const picture = await source.slot.take();
          if (picture === null) break;
          yield picture;
        }
        if (source.failure) throw source.failure;
      } finally {
        source.stop();
        await closed;
      }
    },
  };
}

class Source {
  readonly slot = new Slot<Picture>((picture) => picture.free());
  failure: SourceError | null = null;
  readonly #options: Required<SourceOptions>;
  readonly #stop = new AbortController();
  readonly #backoff: Backoff;
  readonly #rate = new RateMeter(5_000);
  readonly #clocks = new ClockWatch();
  #pace: AnalysisPace;
  #size: { widthPx: number; heightPx: number } | null = null;
  #codec: string | null = null;
  #containerFps: number | null = null;
  #runs = 0;
  #index = 0;
  #state = '';
  #framesDecoded = 0;
  #framesAccepted = 0;
  #liveSinceMs = 0;
  #framesDue = 0;
  #decodeMs = 0;
  #reconnects = 0;
  readonly #bornMs: number;

  constructor(options: SourceOptions) {
    this.#options = {
      onState: () => {},
      nowMs: Date.now,
      tickMs: () => performance.now(),
      random: Math.random,
      timeoutMs: 5_000,
      backoffFirstMs: 500,
      backoffMaxMs: 30_000,
      ...options,
    };
    this.#backoff = new Backoff({
      firstMs: this.#options.backoffFirstMs,
      maxMs: this.#options.backoffMaxMs,
      random: this.#options.random,
    });
    this.#pace = new AnalysisPace(options.analysisFps);
    this.#bornMs = this.#options.nowMs();
    if (options.signal.aborted) this.#stop.abort();
    else options.signal.addEventListener('abort', this.stop, { once: true });
  }

  readonly stop = (): void => {
    this.#options.signal.removeEventListener('abort', this.stop);
    this.#stop.abort();
    this.slot.close();
  };

  stats(): SourceStats {
    return {
      codec: this.#codec,
      widthPx: this.#size?.widthPx ?? null,
      heightPx: this.#size?.heightPx ?? null,
      sourceFps: this.#rate.perSecond(this.#options.nowMs()) ?? this.#containerFps,
      framesDecoded: this.#framesDecoded,
      framesDue: this.#framesDue,
      framesDropped: this.slot.droppedCount,
      decodeMs: this.#decodeMs,
      reconnects: this.#reconnects,
      clockErrorMs: this.#clocks.errorMs(this.#options.tickMs()),
    };
  }

  async run(): Promise<void> {
    const address = parseSourceAddress(this.#options.url);
    try {
      if (address.kind === 'refused') {
        this.#tell('failed', address);
        if (!this.#options.isLooped) this.failure = new SourceError('address', address.message);
        return;
      }
      while (!this.#stop.signal.aborted) {
        const isDone = await this.#attempt(address);
        if (isDone) return;
      }
    } finally {
      this.slot.close({ keepsLast: !this.#stop.signal.aborted });
      this.#options.signal.removeEventListener('abort', this.stop);
    }
  }

  /** One opening, played to its end. @returns true when there is nothing more to do. */
  async #attempt(address: SourceAddress): Promise<boolean> {
    const isFile = address.kind === 'file';
    const acceptedBefore = this.#framesAccepted;
    let fault: SourceFault;
    let detail = '';
    try {
      // Later attempts leave what the last one taught in sight.
      if (this.#state === '') this.#tell('connecting', null);
      if (isFile) {
        const bad = await fileFault(address.path);
        if (bad) throw new VideoFailure(bad);
      }
      const ending = await this.#play(address);
      if (this.#stop.signal.aborted) return true;
      const hasPlayed = this.#framesAccepted > acceptedBefore;
      if (isFile && hasPlayed && ending === 'ended') return !this.#options.isLooped;
      if (isFile && hasPlayed && this.#options.isLooped) {
        // What is there of a cut film is played on; its owner is told.
        this.#tell('live', sourceNotice(address, ending));
        return false;
      }
      fault = isFile && !hasPlayed ? await diagnose(address, 'invalid', false) : ending;
    } catch (error) {
      if (this.#stop.signal.aborted) return true;
      if (!(error instanceof VideoError || error instanceof VideoFailure)) throw error;
      fault =
        error instanceof VideoFailure
          ? error.fault
          : await diagnose(address, error.fault, acceptedBefore < this.#framesAccepted);
      detail = error instanceof VideoError ? error.message : '';
    }
    if (this.#stop.signal.aborted) return true;
    const notice = sourceNotice(address, fault, detail);
    if (isFile && !this.#options.isLooped) {
      this.#tell('failed', notice);
      this.failure = new SourceError(fault, notice.message);
      return true;
    }
    const wasLive = this.#framesAccepted > acceptedBefore;
    this.#tell(wasLive || this.#state === 'lost' ? 'lost' : 'failed', notice);
    if (wasLive && this.#options.nowMs() - this.#liveSinceMs >= steadyMs) this.#backoff.reset();
    this.#reconnects++;
    // Cameras lock an account after a few wrong passwords.
    const atLeastMs = fault === 'unauthorised' ? 4 * this.#options.backoffMaxMs : 0;
    await pause(this.#backoff.nextMs({ atLeastMs }), this.#stop.signal);
    return false;
  }

  async #play(address: SourceAddress): Promise<SourceFault> {
    const { nowMs, timeoutMs } = this.#options;
    const isFile = address.kind === 'file';
    const input = isFile
      ? ({ kind: 'file', path: address.path } as const)
      : ({ kind: 'rtsp', url: address.url, timeoutMs } as const);
    const reader = await VideoReader.open(input, nowMs, this.#stop.signal);
    const interrupt = () => reader.interrupt();
    this.#stop.signal.addEventListener('abort', interrupt);
    try {
      this.#codec = reader.codec;
      this.#containerFps = reader.sourceFps;
      this.#newRun();
      this.#clocks.newStream();
      const clock = isFile ? new FilmClock(nowMs(), reader.sourceFps) : new ArrivalClock();
      let lastFrameMs = nowMs();
      let decodeMs = 0;
      while (!this.#stop.signal.aborted) {
        const frames = await reader.read();
        this.#decodeMs += reader.decodeMs - decodeMs;
        decodeMs = reader.decodeMs;
        if (frames === 'end') {
          if (clock instanceof FilmClock && this.#options.isLooped) {
            await pause(Math.min(clock.endMs - nowMs(), maxBehindMs + clock.stepMs), this.#stop.signal);
          }
          const isCutOff = clock instanceof FilmClock && isShorter(clock.playedMs, reader.durationMs);
          return isCutOff ? 'truncated-file' : 'ended';
        }
        if (frames.length > 0) lastFrameMs = nowMs();
        else if (!isFile && nowMs() - lastFrameMs > 2 * timeoutMs) return 'no-picture';
        for (let i = 0; i < frames.length; i++) {
          try {
            await this.#accept(frames[i]!, address, clock);
          } catch (error) {
            for (const rest of frames.slice(i + 1)) rest.free();
            throw error;
          }
        }
      }
      return 'ended';
    } finally {
      this.#stop.signal.removeEventListener('abort', interrupt);
      await reader.close();
    }
  }

  /** Owns the frame: passes it on or frees it. */
  async #accept(frame: DecodedFrame, address: SourceAddress, clock: FilmClock | ArrivalClock): Promise<void> {
    const { isLooped } = this.#options;
    this.#framesDecoded++;
    if (frame.widthPx < minSidePx || frame.heightPx < minSidePx) {
      frame.free();
      throw new VideoFailure('too-small');
    }
    if (this.#size && (this.#size.widthPx !== frame.widthPx || this.#size.heightPx !== frame.heightPx)) {
      this.#newRun();
    }
    this.#framesAccepted++;
    const tickMs = this.#options.tickMs();
    if (clock instanceof ArrivalClock && frame.mediaMs !== null) this.#clocks.packet(frame.mediaMs, tickMs);
    // Tracks, holds and rates do not outlive a clock that was set.
    if (this.#clocks.wall(this.#options.nowMs(), tickMs)) this.#newRun();
    this.#size = { widthPx: frame.widthPx, heightPx: frame.heightPx };
    const atMs =
      clock instanceof FilmClock
        ? await this.#filmTime(frame, clock, isLooped)
        : clock.atMs(frame.mediaMs, frame.arrivedMs);
    this.#rate.add(this.#options.nowMs());
    if (this.#state !== 'live') {
      const isLarge = frame.widthPx * frame.heightPx >= largePicturePx;
      this.#liveSinceMs = this.#options.nowMs();
      this.#tell('live', isLarge ? sourceNotice(address, 'too-large') : null);
    }
    if (!this.#pace.isDue(atMs)) {
      frame.free();
      return;
    }
    this.#framesDue++;
    if (clock instanceof FilmClock && !isLooped) await this.slot.untilEmpty();
    this.slot.put(this.#picture(frame, atMs));
  }

  /** Waits, where the film runs in real time, until the frame is due. */
  async #filmTime(frame: DecodedFrame, clock: FilmClock, isLooped: boolean): Promise<number> {
    const atMs = clock.atMs(frame.mediaMs);
    if (!isLooped) return atMs;
    const waitMs = atMs - this.#options.nowMs();
    // Ahead, too: a machine whose clock was set back must not stand still until it has caught up.
    if (waitMs < -maxBehindMs || waitMs > maxBehindMs + clock.stepMs) return clock.slip(-waitMs);
    if (waitMs > 0) await pause(waitMs, this.#stop.signal);
    return atMs;
  }

  #picture(frame: DecodedFrame, atMs: number): Picture {
    return {
      atMs,
      runId: `${this.#bornMs.toString(36)}-${this.#runs}`,
      index: this.#index++,
      widthPx: frame.widthPx,
      heightPx: frame.heightPx,
      toRgb: (size) => frame.toRgb(size),
      toYuv420: (size) => frame.toYuv420(size),
      free: () => frame.free(),
    };
  }

  #newRun(): void {
    this.#runs++;
    this.#index = 0;
    this.#size = null;
    this.#pace = new AnalysisPace(this.#options.analysisFps);
  }

  #tell(state: SourceState['state'], notice: StateNotice | null): void {
    this.#state = state;
    this.#options.onState({ state, message: notice?.message ?? null, cause: notice?.cause ?? null });
  }
}

/** A camera that was live for so long may be called back at once; one that flickers waits longer each time. */
const steadyMs = 10_000;

/** A film that fell further behind than this (a busy or sleeping machine) goes on from now instead of racing after. */
const maxBehindMs = 2_000;

/** Containers round, and some count one frame too many: only a clear lack is one. */
function isShorter(playedMs: number, promisedMs: number | null): boolean {
  return promisedMs !== null && playedMs < 0.95 * promisedMs - 1_000;
}

/** A fault found by us, not by the video library. */
class VideoFailure extends Error {
  readonly fault: SourceFault;
  constructor(fault: SourceFault) {
    super(fault);
    this.fault = fault;
  }
}
