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
  #settled = 0;
  #next: Next | null = null;

  constructor(options: GapTellerOptions) {
    this.#options = options;
  }

  /** Nothing is missing, as far as was told. */
  get isRecording(): boolean {
    return this.#cause === null;
  }

  /** For footage that comes. Each turn is to be settled, in order: `recorded` or `lost`. */
  nextTurn(): number {
    return ++this.#issued;
  }

  /**
   * Nothing is recorded from `atMs` on.
   * @param turn of the footage that is lost first; without: all that came so far lies before the gap.
   */
  begin(cause: GapCause, atMs: number, turn = this.#issued + 1): void {
    const next = { cause, atMs, turn };
    if (this.#next !== null && turn >= this.#next.turn) {
      // Without footage between them the later word is the better one.
      if (turn === this.#next.turn) this.#next = { ...this.#next, cause };
      return;
    }
    const isOpen = this.#cause !== null && this.#cause !== undefined;
    if (isOpen && turn < this.#gapTurn) return;
    const isFootageBetween = turn - 1 >= Math.max(this.#gapTurn, this.#settled + 1);
    if (isOpen && isFootageBetween) this.#next = next;
    else this.#enter(next);
  }

  /** This footage is durable. */
  recorded(turn: number, fromMs: number): void {
    if (this.#next !== null && turn >= this.#next.turn) this.#enterNext();
    if (this.#cause !== null && turn >= this.#gapTurn) this.#tell(null, fromMs);
    this.#settle(turn);
  }

  /** This footage is gone; a gap tells of it. */
  lost(turn: number): void {
    this.#settle(turn);
  }

  #settle(turn: number): void {
    this.#settled = Math.max(this.#settled, turn);
    if (this.#next !== null && this.#settled >= this.#next.turn - 1) this.#enterNext();
  }

  #enterNext(): void {
    const next = this.#next;
    this.#next = null;
    if (next !== null) this.#enter(next);
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
