/** A line between a browser and a server that can be cut and mended: a TCP relay. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type CuttableLine = {
  /** Where the server is reached through the line. */
  readonly url: string;
  /**
   * `closed`: every connection breaks at once, and new ones are refused. `silent`: connections stay and carry nothing,
   * as when a radio link is gone and nobody says so.
   */
  cut(how: 'closed' | 'silent'): void;
  /** New connections pass; what was held is broken, as a router does that has forgotten it. */
  mend(): void;
  stop(): Promise<void>;
};

export async function layLine(serverUrl: string): Promise<CuttableLine> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let state: 'whole' | 'closed' | 'silent' = 'whole';
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const relay = createServer((near) => {
    sockets.add(near);
    near.on('error', () => near.destroy()).on('close', () => sockets.delete(near));
    if (state === 'closed') return void near.destroy();
    if (state === 'silent') return;
    const far = connect(Number(port), hostname);
    sockets.add(far);
    far.on('error', () => far.destroy()).on('close', () => sockets.delete(far));
    const carry = (from: Socket, to: Socket) => {
      from.on('data', (bytes) => {
        if (state === 'whole') to.write(bytes);
      });
      from.on('close', () => {
        if (state !== 'silent') to.destroy();
      });
    };
    carry(near, far);
    carry(far, near);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    cut(how) {
      state = how;
      if (how === 'closed') breakAll();
    },
    mend() {
      breakAll();
      state = 'whole';
    },
    stop() {
      breakAll();
      return new Promise((resolve) => relay.close(() => resolve()));
    },
  };
}
