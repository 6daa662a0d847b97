import type { LabActor } from './actor.ts';

/** From moments to events: stretches in which something held, by whom it held. */
export type Holder = {
  /** Who: one actor's id, or -1 for the zone as a whole. */
  readonly key: number;
  /** Place along the zone's arrow, m, where a way must be covered. */
  readonly alongM?: number;
};

/** Who holds the condition of a rule now. */
export type Condition = (actors: readonly LabActor[], atMs: number) => readonly Holder[];

export type Span = {
  readonly startMs: number;
  endMs: number;
  readonly fromM: number;
  toM: number;
};

/** A moment's break does not end it, ms. */
const graceMs = 1_000;

export class Spans {
  readonly #open = new Map<number, Span>();
  readonly #closed: Span[] = [];

  take(holders: readonly Holder[], atMs: number): void {
    for (const { key, alongM = 0 } of holders) {
      const open = this.#open.get(key);
      if (open !== undefined && atMs - open.endMs <= graceMs) {
        open.endMs = atMs;
        open.toM = alongM;
        continue;
      }
      if (open !== undefined) this.#closed.push(open);
      this.#open.set(key, { startMs: atMs, endMs: atMs, fromM: alongM, toM: alongM });
    }
  }

  /** Those that `isEnough`, joined where less than `clearMs` lies between. */
  events(isEnough: (span: Span) => boolean, clearMs: number): readonly { startMs: number; endMs: number }[] {
    const enough = [...this.#closed, ...this.#open.values()]
      .filter(isEnough)
      .sort((a, b) => a.startMs - b.startMs);
    const events: { startMs: number; endMs: number }[] = [];
    for (const { startMs, endMs } of enough) {
      const last = events.at(-1);
      if (last !== undefined && startMs - last.endMs <= clearMs) last.endMs = Math.max(last.endMs, endMs);
      else events.push({ startMs, endMs });
    }
    return events;
  }
}
