import type { LiveEvent } from '../../src/contract/events.ts';

export type Heard = { readonly id: number | null; readonly event: LiveEvent };

/**
 * Follows /api/events as a browser does: comes back by itself and says what it saw last.
 * @param headers with the cookie of somebody who is signed in.
 */
export class EventStream {
  readonly heard: Heard[] = [];
  /** Connections that began with a `hello`. */
  connections = 0;
  /** Keeps what is passed on; measures and health come every second and need not be kept. */
  readonly #keeps: (event: LiveEvent) => boolean;
  readonly #stop = new AbortController();
  readonly #ended: Promise<void>;
  #lastId: number | null = null;

  constructor(
    url: string,
    headers: () => Record<string, string>,
    keeps: (event: LiveEvent) => boolean = () => true,
  ) {
    this.#keeps = keeps;
    this.#ended = this.#follow(url, headers);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  async #follow(url: string, headers: () => Record<string, string>): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        const response = await fetch(`${url}/api/events`, {
          headers: {
            ...headers(),
            accept: 'text/event-stream',
            ...(this.#lastId === null ? {} : { 'last-event-id': String(this.#lastId) }),
          },
          signal,
        });
        if (response.ok && response.body) await this.#read(response.body);
      } catch {
        // The server is away; it is asked again.
      }
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let pending = '';
    for await (const text of body.pipeThrough(new TextDecoderStream() as never) as AsyncIterable<string>) {
      pending += text;
      for (let end = pending.indexOf('\n\n'); end >= 0; end = pending.indexOf('\n\n')) {
        this.#take(pending.slice(0, end));
        pending = pending.slice(end + 2);
      }
    }
  }

  #take(frame: string): void {
    const id = /^id: (\d+)$/m.exec(frame)?.[1];
    const data = /^data: (.*)$/m.exec(frame)?.[1];
    if (id !== undefined) this.#lastId = Number(id);
    if (data === undefined) return;
    const event = JSON.parse(data) as LiveEvent;
    if (event.type === 'hello') this.connections++;
    if (this.#keeps(event)) this.heard.push({ id: id === undefined ? null : Number(id), event });
  }
}
