import { createServer, type IncomingHttpHeaders } from 'node:http';

export type ReceivedCall = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};
export type HttpReceiver = {
  /** http://127.0.0.1:port */
  readonly origin: string;
  readonly received: ReceivedCall[];
  /** What is answered from now on. */
  answer(status: number, text?: string, headers?: Record<string, string>): void;
  stop(): Promise<void>;
};

/** Somebody else's HTTP server on 127.0.0.1, that keeps what it was sent. */
export async function startReceiver(): Promise<HttpReceiver> {
  const received: ReceivedCall[] = [];
  let reply = { status: 200, text: 'ok', headers: {} as Record<string, string> };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      received.push({ method, path, headers, body: Buffer.concat(pieces) });
      response.writeHead(reply.status, reply.headers).end(reply.text);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    answer(status, text = '', headers = {}) {
      reply = { status, text, headers };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
