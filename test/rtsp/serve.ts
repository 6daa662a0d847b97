/**
 * The test camera as a process of its own, so that a bench does not pay for it:
 *   node test/rtsp/serve.ts --port 0 --film a.mp4 --film b.mp4 --count 8
 * Prints one address a line, then `ready`. Stream n shows film n modulo the number of films.
 */
import { parseArgs } from 'node:util';
import { startRtspServer } from './rtsp-server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    film: { type: 'string', multiple: true, default: [] },
    count: { type: 'string', default: '1' },
  },
});
if (values.film.length === 0) {
  console.error('usage: node test/rtsp/serve.ts --film a.mp4 [--film b.mp4] [--count 8] [--port 0]');
  process.exit(2);
}
const names = Array.from({ length: Number(values.count) }, (_, i) => `cam${i + 1}`);
const streams = Object.fromEntries(names.map((name, i) => [name, values.film[i % values.film.length]!]));
const server = await startRtspServer({ streams, port: Number(values.port) });
for (const name of names) console.log(server.url(name));
console.log('ready');
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => server.stop().then(() => process.exit(0)));
