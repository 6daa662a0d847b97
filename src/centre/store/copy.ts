/** PostgreSQL's COPY over the driver's connection: rows in its text form, streamed either way within bounded memory. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** What is used of the driver's connection. */
export type CopyConnection = {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
  readonly stream: Writable & { pause(): void; resume(): void };
};

/** Waiting rows beyond this make the server wait. */
const highWaterBytes = 1024 * 1024;
const chunkBytes = 64 * 1024;

/** Statements as the driver takes them from outside; both take as long as they take. */
abstract class Copy {
  readonly query_timeout = 2 ** 31 - 1;
  readonly #text: string;
  /** The driver wraps it. */
  callback: (error: Error | null) => void = () => {};
  constructor(text: string) {
    this.#text = text;
  }
  submit(connection: CopyConnection): void {
    connection.query(this.#text);
  }
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCommandComplete(_message: { readonly text: string }): void {}
  abstract handleReadyForQuery(): void;
  abstract handleError(error: Error): void;
}

/** `copy ... to stdout`, read once. What is not read to its end is thrown away as it comes. */
export class CopyOut extends Copy {
  #pieces: Buffer[] = [];
  #bytes = 0;
  #connection: CopyConnection | null = null;
  #isUnwanted = false;
  #end: { readonly error: Error | null } | null = null;
  #wake: () => void = () => {};

  handleCopyData({ chunk }: { readonly chunk: Buffer }, connection: CopyConnection): void {
    if (this.#isUnwanted) return;
    this.#connection = connection;
    // The parser writes over its buffer when more comes.
    this.#pieces.push(Buffer.from(chunk));
    this.#bytes += chunk.length;
    if (this.#bytes > highWaterBytes) connection.stream.pause();
    this.#wake();
  }
  handleReadyForQuery(): void {
    this.#finish(null);
  }
  handleError(error: Error): void {
    this.#finish(error);
  }
  #finish(error: Error | null): void {
    this.#end ??= { error };
    this.callback(error);
    this.#wake();
  }

  async *rows(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        if (this.#pieces.length > 0) {
          const taken = Buffer.concat(this.#pieces);
          this.#pieces = [];
          this.#bytes = 0;
          this.#connection?.stream.resume();
          yield taken;
        } else if (this.#end !== null) {
          if (this.#end.error !== null) throw this.#end.error;
          return;
        } else {
          await this.#news();
        }
      }
    } finally {
      this.#isUnwanted = true;
      this.#pieces = [];
      this.#connection?.stream.resume();
      while (this.#end === null) await this.#news();
    }
  }
  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

/** `copy ... from stdin`: all rows or none. */
export class CopyIn extends Copy {
  readonly #rows: AsyncIterable<Uint8Array>;
  #sourceFault: unknown = null;
  #isOver = false;
  #count = 0;
  readonly done: Promise<number>;
  #resolve: (count: number) => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor(text: string, rows: AsyncIterable<Uint8Array>) {
    super(text);
    this.#rows = rows;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#send(connection).catch((cause: unknown) => {
      this.#sourceFault = cause;
      if (!this.#isOver) connection.sendCopyFail('the rows could not be read');
    });
  }
  async #send(connection: CopyConnection): Promise<void> {
    for await (const rows of this.#rows) {
      for (let at = 0; at < rows.length; at += chunkBytes) {
        if (this.#isOver) return;
        connection.sendCopyFromChunk(Buffer.from(rows.subarray(at, at + chunkBytes)));
        if (connection.stream.writableNeedDrain)
          await Promise.race([once(connection.stream, 'drain'), this.done.catch(() => {})]);
      }
    }
    if (!this.#isOver) connection.endCopyFrom();
  }
  override handleCommandComplete({ text }: { readonly text: string }): void {
    this.#count = Number(/^COPY (\d+)/.exec(text)?.[1] ?? 0);
  }
  handleReadyForQuery(): void {
    this.#isOver = true;
    this.callback(null);
    this.#resolve(this.#count);
  }
  handleError(error: Error): void {
    this.#isOver = true;
    this.callback(error);
    this.#reject(this.#sourceFault ?? error);
  }
}
