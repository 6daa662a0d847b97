/** Tells when nothing is recorded of one kind, and why; and when it is recorded again. Says nothing twice. */
import type { FromIngest } from '../../contract/ingest.ts';
import type { GapCause } from '../../core/recording/gap.ts';
import type { SegmentKind } from '../../core/recording/segment.ts';

export type GapTellerOptions = {
  readonly cameraId: string;
  readonly kind: SegmentKind;
  readonly say: (message: FromIngest) => void;
};

type Next = { readonly cause: GapCause; readonly atMs: number; readonly turn: number };

/**
 * Footage is durable only some time after it came, and clocks may be set meanwhile: so it is put in order by turns, not by
 * time. A gap that begins behind footage that is still on its way waits for it, unless none is open.
 */
export class GapTeller {
  readonly #options: GapTellerOptions;
  /** As told. Undefined until something is known: whatever gap the centre has open goes on. */
  #cause: GapCause | null | undefined = undefined;
  /** First turn after the beginning of the gap that was told last. */
  #gapTurn = 0;
  #issued = 0;
  /** Turns that are not settled; as many as footage is buffered. */
  readonly #outstanding = new Set<number>();
  /** Gaps behind outstanding footage, in order of their turns. */
  #nexts: Next[] = [];

  constructor(options: GapTellerOptions) {
    this.#options = options;
  }

  /** Nothing is missing, as far as was told. */
  get isRecording(): boolean {
    return this.#cause === null;
  }

  /** For footage that comes. Each turn is to be settled: `recorded` or `lost`. */
  nextTurn(): number {
    this.#outstanding.add(++this.#issued);
    return this.#issued;
  }

  /**
   * Nothing is recorded from `atMs` on.
   * @param turn of the footage that is lost first; without: all that came so far lies before the gap.
   */
  begin(cause: GapCause, atMs: number, turn = this.#issued + 1): void {
    const next = { cause, atMs, turn };
    const known = this.#nexts.findIndex((other) => other.turn === turn);
    // Without footage between them the later word is the better one.
    if (known >= 0) this.#nexts[known] = { ...this.#nexts[known]!, cause };
    else if (this.#isBehindFootage(turn)) {
      this.#nexts.push(next);
      this.#nexts.sort((a, b) => a.turn - b.turn);
    } else if (!this.#isOpen || turn >= this.#gapTurn) this.#enter(next);
  }

  /** This footage is durable. */
  recorded(turn: number, fromMs: number): void {
    while ((this.#nexts[0]?.turn ?? Number.POSITIVE_INFINITY) <= turn) this.#enter(this.#nexts.shift()!);
    if (this.#cause !== null && turn >= this.#gapTurn) this.#tell(null, fromMs);
    this.lost(turn);
  }

  /** This footage is gone; a gap tells of it. */
  lost(turn: number): void {
    this.#outstanding.delete(turn);
    for (let next = this.#nexts[0]; next && !this.#isBehindFootage(next.turn); next = this.#nexts[0]) {
      this.#nexts.shift();
      this.#enter(next);
    }
  }

  get #isOpen(): boolean {
    return this.#cause !== null && this.#cause !== undefined;
  }

  /** A gap is open, and footage that would end it is on its way before this one begins. */
  #isBehindFootage(turn: number): boolean {
    if (this.#nexts.some((next) => next.turn < turn)) return true;
    if (!this.#isOpen) return false;
    for (const waiting of this.#outstanding) if (waiting >= this.#gapTurn && waiting < turn) return true;
    return false;
  }

  #enter({ cause, atMs, turn }: Next): void {
    this.#gapTurn = Math.max(this.#gapTurn, turn);
    if (cause !== this.#cause) this.#tell(cause, atMs);
  }

  #tell(cause: GapCause | null, atMs: number): void {
    this.#cause = cause;
    const { cameraId, kind, say } = this.#options;
    say({ type: 'recording.gap', cameraId, kind, atMs: Math.round(atMs), cause });
  }
}
