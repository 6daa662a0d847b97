/** Holds a giver back while its taker is behind: so many bytes may be under way. */
export class FlowGate {
  #room: number;
  #isOpen = false;
  #wake: (() => void) | null = null;

  constructor(roomBytes: number) {
    this.#room = roomBytes;
  }

  /** Resolves when there is room again. One giver at a time. */
  async take(bytes: number): Promise<void> {
    this.#room -= bytes;
    while (this.#room < 0 && !this.#isOpen) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  give(bytes: number): void {
    this.#room += bytes;
    this.#wakeGiver();
  }

  /** The taker is gone: nobody waits any more. */
  open(): void {
    this.#isOpen = true;
    this.#wakeGiver();
  }

  #wakeGiver(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
