/** Gathers encoded pictures into parts, and sees where one segment cannot hold what comes next. */
import type { SegmentEnd } from '../../core/recording/segment.ts';
import { type Mp4Sample, type Mp4Settings, ticksPerMs } from '../mp4/fragmented-mp4.ts';
import { isSameSets } from '../mp4/nal-units.ts';
import type { Part } from './part.ts';

export type TimedSample = Mp4Sample & {
  /** UTC ms. */
  readonly capturedAtMs: number;
  /** Monotonic, ms, when it came: what a wall clock that is set shows itself against. */
  readonly tickMs: number;
  /** UTC ms when it came, where that is not when it was captured: a process that stalled is no clock that was set. */
  readonly wallMs?: number;
  readonly clockOffsetMs?: number | null;
};

export type PartTaker = {
  part(part: Part): void;
  /** The next part begins a new segment, and why. */
  cut(end: SegmentEnd): void;
};

/** A part that has lasted so long ends: what a power cut takes is this and the time of one write. */
const longestPartMs = 1_500;
/** A wall clock that runs so far from the monotonic one between two pictures was set. */
const clockStepMs = 2_000;
/** Pictures captured before the clock was set come so long after. */
const stepShowsWithinMs = 10_000;
/** Without a picture for so long, and for three times the usual, the stream was away. */
const awayMs = 2_000;
/** The same where no usual time is known yet: the slowest cameras give a picture in two seconds. */
const awayAtFirstMs = 7_000;
/** Pictures that do not begin anything and hold more than this are an attack or a fault. */
const largestPartBytes = 16 << 20;

export class PartMaker {
  readonly #taker: PartTaker;
  #stream: Mp4Settings | null = null;
  #samples: TimedSample[] = [];
  #bytes = 0;
  #last: TimedSample | null = null;
  /** Wall clock minus monotonic clock when the last picture came, and when that was seen to jump; ms. */
  #clockMs: number | null = null;
  #steppedAtTickMs = Number.NEGATIVE_INFINITY;
  /** Usual time between two pictures, ticks; null until two came. */
  #stepTicks: number | null = null;

  constructor(taker: PartTaker) {
    this.#taker = taker;
  }

  /** @param stream needed with key frames, where a new shape may begin; without one the last holds. */
  take(sample: TimedSample, stream: Mp4Settings | null = null): void {
    this.#watchClock(sample);
    const end = this.#endBefore(sample, stream);
    if (end !== null) this.cut(end);
    if (this.#last === null && sample.isKey && stream !== null) this.#stream = stream;
    // What does not begin with a key frame cannot be decoded.
    if (this.#stream === null || (this.#last === null && !sample.isKey)) return;
    const first = this.#samples[0];
    const isLong =
      first !== undefined &&
      (sample.capturedAtMs - first.capturedAtMs >= longestPartMs || this.#bytes >= largestPartBytes);
    if (sample.isKey || isLong) this.#flush(sample);
    if (this.#last !== null) this.#learnStep(sample.dtsTicks - this.#last.dtsTicks);
    this.#samples.push(sample);
    this.#bytes += sample.bytes.length;
    this.#last = sample;
  }

  /** The stream ends here, or is lost: gives what is there, and the next part begins a new segment. */
  cut(end: SegmentEnd): void {
    this.#flush(null);
    if (this.#last !== null) this.#taker.cut(end);
    this.#last = null;
  }

  #endBefore(sample: TimedSample, stream: Mp4Settings | null): SegmentEnd | null {
    const last = this.#last;
    if (last === null) return null;
    const capturedMs = sample.capturedAtMs - last.capturedAtMs;
    if (capturedMs <= 0) return 'clock-step';
    const isJump = Math.abs(capturedMs - (sample.tickMs - last.tickMs)) > clockStepMs;
    if (isJump && sample.tickMs - this.#steppedAtTickMs < stepShowsWithinMs) return 'clock-step';
    if (capturedMs > this.#awayMs()) return 'stream-changed';
    if (sample.dtsTicks <= last.dtsTicks) return 'stream-changed';
    if (sample.isKey && stream !== null && !isSameStream(this.#stream!, stream)) return 'stream-changed';
    return null;
  }

  #learnStep(ticks: number): void {
    this.#stepTicks = this.#stepTicks === null ? ticks : this.#stepTicks * 0.9 + ticks * 0.1;
  }

  #watchClock({ wallMs, capturedAtMs, tickMs }: TimedSample): void {
    const clockMs = (wallMs ?? capturedAtMs) - tickMs;
    const isStep = this.#clockMs !== null && Math.abs(clockMs - this.#clockMs) > clockStepMs;
    if (isStep) this.#steppedAtTickMs = tickMs;
    this.#clockMs = clockMs;
  }

  #awayMs(): number {
    if (this.#stepTicks === null) return awayAtFirstMs;
    return Math.max(awayMs, (3 * this.#stepTicks) / ticksPerMs);
  }

  #usualTicks(): number {
    return this.#stepTicks ?? 40 * ticksPerMs;
  }

  #flush(next: TimedSample | null): void {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined) return;
    const before = this.#samples.at(-2);
    const stepTicks = before === undefined ? this.#usualTicks() : last.dtsTicks - before.dtsTicks;
    const stepMs = Math.max(1, Math.round(stepTicks / ticksPerMs));
    this.#taker.part({
      stream: this.#stream!,
      samples: this.#samples,
      endTicks: next?.dtsTicks ?? last.dtsTicks + Math.max(1, Math.round(stepTicks)),
      fromMs: first.capturedAtMs,
      toMs: next?.capturedAtMs ?? last.capturedAtMs + stepMs,
      startsWithKey: first.isKey,
      bytes: this.#bytes,
      clockOffsetMs: first.clockOffsetMs ?? null,
    });
    this.#samples = [];
    this.#bytes = 0;
  }
}

function isSameStream(a: Mp4Settings, b: Mp4Settings): boolean {
  return (
    a === b ||
    (a.codec === b.codec &&
      a.widthPx === b.widthPx &&
      a.heightPx === b.heightPx &&
      a.packaging === b.packaging &&
      isSameSets(a.parameterSets, b.parameterSets))
  );
}
