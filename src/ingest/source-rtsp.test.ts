import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { makeFilm } from '../../test/film/make-film.ts';
import { startHtmlServer } from '../../test/rtsp/html-server.ts';
import { type RtspServer, startRtspServer } from '../../test/rtsp/rtsp-server.ts';
import type { StateCauseKey } from '../contract/state-cause.ts';
import { openSource, type SourceOptions, type SourceState, type VideoSource } from './source.ts';

let folder = '';
const film = (name: string) => join(folder, name);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamplighter-rtsp-'));
  const short = { fps: 25, frames: 25, gop: 5 };
  await makeFilm(film('small.mp4'), { ...short, widthPx: 96, heightPx: 64 });
  await makeFilm(film('large.mp4'), { ...short, widthPx: 160, heightPx: 96 });
  await makeFilm(film('h265.mp4'), { ...short, widthPx: 96, heightPx: 64, codec: 'h265' });
  // Noise makes key frames that do not fit into one RTP packet.
  const noise = (rgb: Uint8Array, index: number) => {
    for (let i = 0; i < rgb.length; i++) rgb[i] = (i * 7919 + index * 104_729 + ((i * i) >> 3)) & 255;
  };
  await makeFilm(film('noise.mp4'), { ...short, widthPx: 160, heightPx: 96, draw: noise });
  await makeFilm(film('noise265.mp4'), { ...short, widthPx: 160, heightPx: 96, codec: 'h265', draw: noise });
  await makeFilm(film('dot.mp4'), { ...short, widthPx: 16, heightPx: 16 });
});
after(() => rm(folder, { recursive: true, force: true }));

/** A source under test whose pictures and states can be waited for. */
class Watched {
  readonly states: SourceState[] = [];
  readonly pictures: { runId: string; atMs: number; widthPx: number; ageMs: number }[] = [];
  readonly source: VideoSource;
  readonly #stop = new AbortController();
  #wake: () => void = () => {};

  constructor(t: TestContext, url: string, options: Partial<SourceOptions> = {}) {
    this.source = openSource({
      url,
      analysisFps: 25,
      isLooped: true,
      signal: this.#stop.signal,
      timeoutMs: 1_000,
      backoffFirstMs: 30,
      backoffMaxMs: 120,
      onState: (state) => {
        this.states.push(state);
        this.#wake();
      },
      ...options,
    });
    void this.#read();
    t.after(() => this.close());
  }

  get state(): string | undefined {
    return this.states.at(-1)?.state;
  }

  /** Resolves once the condition holds; the test's own time limit is the only clock. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.source.closed;
  }

  async #read(): Promise<void> {
    for await (const picture of this.source) {
      const { runId, atMs, widthPx } = picture;
      picture.toRgb({ widthPx: 16, heightPx: 16 });
      picture.free();
      this.pictures.push({ runId, atMs, widthPx, ageMs: Date.now() - atMs });
      this.#wake();
    }
  }
}

async function serve(t: TestContext, options: Parameters<typeof startRtspServer>[0]): Promise<RtspServer> {
  const server = await startRtspServer(options);
  t.after(() => server.stop());
  return server;
}

const limit = { timeout: 20_000 };

for (const name of ['small.mp4', 'h265.mp4', 'noise.mp4', 'noise265.mp4']) {
  test(
    `a camera that sends ${name} is live, and its capture times grow and are near now`,
    limit,
    async (t) => {
      const server = await serve(t, { streams: { cam: film(name) } });
      const camera = new Watched(t, server.url('cam'));
      await camera.until(() => camera.pictures.length >= 20);
      assert.deepEqual(
        camera.states.map(({ state }) => state),
        ['connecting', 'live'],
      );
      assert.ok(camera.pictures.every(({ atMs }, i) => i === 0 || atMs > camera.pictures[i - 1]!.atMs));
      assert.ok(camera.pictures.every(({ ageMs }) => ageMs >= -2 && ageMs < 2_000));
      assert.equal(new Set(camera.pictures.map(({ runId }) => runId)).size, 1);
      const { codec, framesDecoded } = camera.source.stats();
      assert.equal(codec, name.includes('265') ? 'h265' : 'h264');
      assert.ok(framesDecoded >= 20);
    },
  );
}

test('only the frames due at the analysis rate become pictures', limit, async (t) => {
  const server = await serve(t, { streams: { cam: film('small.mp4') } });
  const camera = new Watched(t, server.url('cam'), { analysisFps: 5 });
  await camera.until(() => camera.pictures.length >= 6);
  const gaps = camera.pictures.slice(1).map(({ atMs }, i) => atMs - camera.pictures[i]!.atMs);
  assert.ok(
    gaps.every((gap) => gap >= 150),
    `gaps ${gaps}`,
  );
});

for (const scheme of ['basic', 'digest'] as const) {
  test(
    `${scheme} credentials open the stream, wrong ones are told apart and never shown`,
    limit,
    async (t) => {
      const credentials = { user: 'admin', password: 'p@ss/w%rd', scheme };
      const server = await serve(t, { streams: { cam: film('small.mp4') }, credentials });
      const right = new Watched(t, server.url('cam').replace('rtsp://', 'rtsp://admin:p@ss%2Fw%25rd@'));
      await right.until(() => right.pictures.length > 0);
      const wrong = new Watched(t, server.url('cam').replace('rtsp://', 'rtsp://admin:s3cret@'));
      await wrong.until(() => wrong.state === 'failed');
      assert.match(wrong.states.at(-1)!.message!, /refused the user name or password/);
      assert.ok(!JSON.stringify(wrong.states).includes('s3cret'));
      const none = new Watched(t, server.url('cam'));
      await none.until(() => none.state === 'failed');
      assert.match(none.states.at(-1)!.message!, /refused the user name or password/);
      assert.equal(right.state, 'live');
    },
  );
}

test(
  'a camera whose connection breaks is lost, comes back by itself, and begins a new run',
  limit,
  async (t) => {
    const server = await serve(t, { streams: { cam: film('small.mp4') } });
    const camera = new Watched(t, server.url('cam'));
    await camera.until(() => camera.pictures.length >= 3);
    server.cut();
    await camera.until(() => camera.state === 'lost');
    assert.match(camera.states.at(-1)!.message!, /tried again by itself/);
    const before = camera.pictures.length;
    await camera.until(() => camera.state === 'live' && camera.pictures.length > before);
    assert.notEqual(camera.pictures.at(-1)!.runId, camera.pictures[0]!.runId);
    assert.ok(camera.source.stats().reconnects >= 1);
  },
);

test('a camera that restarts is refused for a while and then live again', limit, async (t) => {
  const server = await serve(t, { streams: { cam: film('small.mp4') } });
  const camera = new Watched(t, server.url('cam'));
  await camera.until(() => camera.pictures.length >= 3);
  await server.shutDown();
  await camera.until(() => camera.states.some(({ message }) => message?.includes('Nothing listens')));
  assert.equal(camera.state, 'lost');
  await server.bootUp();
  await camera.until(() => camera.state === 'live');
});

test('a camera that hangs is noticed by the read time-out and reconnected', limit, async (t) => {
  const server = await serve(t, { streams: { cam: film('small.mp4') } });
  const camera = new Watched(t, server.url('cam'), { timeoutMs: 500 });
  await camera.until(() => camera.pictures.length >= 3);
  server.stall();
  await camera.until(() => camera.state === 'lost');
  server.resume();
  await camera.until(() => camera.state === 'live');
});

test('leaving a camera that hangs takes no time-out', limit, async (t) => {
  const server = await serve(t, { streams: { cam: film('small.mp4') } });
  const camera = new Watched(t, server.url('cam'), { timeoutMs: 600_000 });
  await camera.until(() => camera.pictures.length >= 3);
  server.stall();
  await camera.close();
});

test('another picture size in the same connection begins a new run', limit, async (t) => {
  const server = await serve(t, { streams: { cam: film('small.mp4') } });
  const camera = new Watched(t, server.url('cam'));
  await camera.until(() => camera.pictures.length >= 3);
  await server.swap('cam', film('large.mp4'), { inPlace: true });
  await camera.until(() => camera.pictures.at(-1)!.widthPx === 160);
  const runOf = (widthPx: number) =>
    new Set(camera.pictures.filter((picture) => picture.widthPx === widthPx).map(({ runId }) => runId));
  const largeRuns = runOf(160);
  assert.ok([...runOf(96)].every((run) => !largeRuns.has(run)));
  assert.equal(camera.source.stats().widthPx, 160);
});

test(
  'another codec after a reconnect is decoded; one in the same connection is found out and reconnected',
  limit,
  async (t) => {
    const server = await serve(t, { streams: { cam: film('small.mp4') } });
    const camera = new Watched(t, server.url('cam'), { timeoutMs: 500 });
    await camera.until(() => camera.pictures.length >= 3);
    await server.swap('cam', film('h265.mp4'));
    await camera.until(() => camera.source.stats().codec === 'h265' && camera.state === 'live');
    await server.swap('cam', film('small.mp4'), { inPlace: true });
    await camera.until(() => camera.source.stats().codec === 'h264' && camera.state === 'live');
  },
);

test('what is wrong with an address is said in one sentence that tells what to do', limit, async (t) => {
  const server = await serve(t, { streams: { cam: film('small.mp4'), dot: film('dot.mp4') } });
  const page = await startHtmlServer();
  t.after(() => page.stop());
  const silent = createServer((socket) => socket.on('error', () => {}));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  t.after(() => silent.close());
  const babble = createServer((socket) => {
    socket.on('error', () => {});
    socket.end('220 smtp.example ESMTP\r\n');
  });
  await new Promise<void>((resolve) => babble.listen(0, '127.0.0.1', resolve));
  t.after(() => babble.close());
  const at = (local: typeof silent) => `rtsp://127.0.0.1:${(local.address() as AddressInfo).port}/x`;
  const cases: [string, RegExp, StateCauseKey][] = [
    [server.url('nowhere'), /no stream at .*nowhere/, 'not-found'],
    [server.url('dot'), /too small to analyse/, 'too-small'],
    [page.url('video'), /A web page answers/, 'web-page'],
    ['rtsp://127.0.0.1:1/x', /Nothing listens/, 'refused'],
    ['rtsp://no-such-host.invalid/x', /host name .* is not known/, 'unknown-host'],
    [at(silent), /did not answer in time/, 'time-out'],
    [at(babble), /does not speak RTSP/, 'not-rtsp'],
    ['rtsp://', /not a complete RTSP address/, 'address-incomplete'],
  ];
  const good = new Watched(t, server.url('cam'));
  for (const [url, says, key] of cases) {
    const camera = new Watched(t, url, { timeoutMs: 400 });
    await camera.until(() => camera.state === 'failed');
    const { message, cause } = camera.states.at(-1)!;
    assert.match(message!, says);
    assert.equal(cause?.key, key);
    await camera.close();
  }
  await good.until(() => good.pictures.length > 0);
  assert.deepEqual(
    good.states.map(({ state }) => state),
    ['connecting', 'live'],
  );
});
