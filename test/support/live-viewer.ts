import { decodeLiveFrame } from '../../src/contract/live.ts';

/** Watches the masked pictures of a camera as a console does, and comes back when the connection breaks. */
export class LiveViewer {
  frames = 0;
  keyFrames = 0;
  headers = 0;
  notices = 0;
  connections = 0;
  lastCapturedAtMs = 0;
  #isStopped = false;
  #socket: WebSocket | null = null;
  readonly #ended: Promise<void>;

  /** @param headers with the cookie of somebody who is signed in. */
  constructor(url: string, cameraId: string, headers: () => Record<string, string>) {
    const address = `${url.replace(/^http/, 'ws')}/api/cameras/${cameraId}/live`;
    this.#ended = this.#follow(address, headers);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#socket?.close();
    await this.#ended;
  }

  async #follow(address: string, headers: () => Record<string, string>): Promise<void> {
    while (!this.#isStopped) {
      await this.#connect(address, headers());
      if (!this.#isStopped) await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  #connect(address: string, headers: Record<string, string>): Promise<void> {
    // Node's own WebSocket takes headers; the type knows the browser's only.
    const Socket = WebSocket as unknown as new (url: string, options: { headers: object }) => WebSocket;
    const socket = new Socket(address, { headers });
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.connections++;
    socket.onmessage = ({ data }) => {
      if (typeof data === 'string') this.#note(JSON.parse(data) as { type: string });
      else this.#take(data as ArrayBuffer);
    };
    socket.onerror = () => {};
    return new Promise((resolve) => {
      socket.onclose = () => resolve();
    });
  }

  #note({ type }: { type: string }): void {
    if (type === 'header') this.headers++;
    else this.notices++;
  }

  #take(data: ArrayBuffer): void {
    const { isKey, capturedAtMs } = decodeLiveFrame(data);
    this.frames++;
    if (isKey) this.keyFrames++;
    this.lastCapturedAtMs = capturedAtMs;
  }
}
