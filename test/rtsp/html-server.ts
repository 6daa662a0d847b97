/** What a browser address looks like to RTSP: a web page where a camera was expected. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export async function startHtmlServer(): Promise<{ url(path: string): string; stop(): Promise<void> }> {
  const page = '<!doctype html><title>Camera</title><p>Please sign in.';
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(page);
  });
  // A web server that meets RTSP's first line answers in its own language too.
  server.on('clientError', (_error, socket) => {
    socket.end(`HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n${page}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `rtsp://127.0.0.1:${port}/${path}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
