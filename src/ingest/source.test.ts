import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeFilm } from '../../test/film/make-film.ts';
import { openSource, SourceError, type SourceOptions, type SourceState } from './source.ts';

let folder = '';
const film = (name: string) => join(folder, name);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamplighter-source-'));
  const size = { widthPx: 96, heightPx: 64 };
  await makeFilm(film('h264.mp4'), { ...size, fps: 10, frames: 20 });
  await makeFilm(film('h265.mkv'), { ...size, fps: 10, frames: 20, codec: 'h265' });
  await makeFilm(film('b-frames.avi'), { ...size, fps: 10, frames: 20, bFrames: 2 });
});
after(() => rm(folder, { recursive: true, force: true }));

type Seen = { atMs: number; runId: string; index: number; widthPx: number; heightPx: number; mean: number };

/** Plays a file once, or, looped, until `enough`. */
async function play(
  options: Partial<SourceOptions> & { url: string },
  enough: (seen: Seen[]) => boolean = () => false,
) {
  const stop = new AbortController();
  const states: SourceState[] = [];
  const seen: Seen[] = [];
  const source = openSource({
    analysisFps: Number.POSITIVE_INFINITY,
    isLooped: false,
    signal: stop.signal,
    onState: (state) => states.push(state),
    nowMs: () => 1_700_000_000_000,
    tickMs: () => 0,
    ...options,
  });
  let error: unknown = null;
  try {
    for await (const picture of source) {
      const rgb = picture.toRgb({ widthPx: 24, heightPx: 16 });
      assert.deepEqual([rgb.r.length, rgb.g.length, rgb.b.length], [384, 384, 384]);
      const yuv = picture.toYuv420({ widthPx: 24, heightPx: 16 });
      assert.deepEqual([yuv.y.length, yuv.u.length, yuv.v.length], [384, 96, 96]);
      const mean = rgb.g.reduce((sum, byte) => sum + byte, 0) / rgb.g.length;
      const { atMs, runId, index, widthPx, heightPx } = picture;
      seen.push({ atMs, runId, index, widthPx, heightPx, mean });
      picture.free();
      if (enough(seen)) stop.abort();
    }
  } catch (thrown) {
    error = thrown;
  }
  await source.closed;
  return { states, seen, error, stats: source.stats() };
}

test('a machine whose clock is set begins a new run, and the source says by how much', async () => {
  for (const byMs of [3_600_000, -3_600_000]) {
    let asked = 0;
    const { seen, stats } = await play({
      url: film('h264.mp4'),
      nowMs: () => 1_700_000_000_000 + (++asked > 12 ? byMs : 0),
    });
    assert.equal(seen.length, 20);
    assert.equal(new Set(seen.map(({ runId }) => runId)).size, 2);
    assert.equal(stats.clockErrorMs, 3_600_000);
  }
});

test('a looped film goes on at once when the machine’s clock is set back by an hour', {
  timeout: 20_000,
}, async () => {
  let frames = 0;
  const { seen } = await play(
    {
      url: film('h264.mp4'),
      isLooped: true,
      nowMs: () => Date.now() - (frames > 3 ? 3_600_000 : 0),
      tickMs: () => performance.now(),
    },
    (all) => {
      frames = all.length;
      return all.length >= 8;
    },
  );
  assert.ok(seen.at(-1)!.atMs < seen[0]!.atMs - 3_500_000);
});

for (const name of ['h264.mp4', 'h265.mkv', 'b-frames.avi']) {
  test(`every frame of ${name} is given once, in order, at its media time`, async () => {
    const { seen, states, error, stats } = await play({ url: film(name) });
    assert.equal(error, null);
    assert.deepEqual(
      seen.map(({ atMs }) => atMs),
      Array.from({ length: 20 }, (_, i) => 1_700_000_000_000 + i * 100),
    );
    assert.deepEqual(
      seen.map(({ index }) => index),
      Array.from({ length: 20 }, (_, i) => i),
    );
    assert.equal(new Set(seen.map(({ runId }) => runId)).size, 1);
    assert.deepEqual(
      states.map(({ state }) => state),
      ['connecting', 'live'],
    );
    assert.deepEqual([stats.framesDecoded, stats.framesDue, stats.framesDropped], [20, 20, 0]);
    assert.equal(stats.codec, name === 'h265.mkv' ? 'h265' : 'h264');
    assert.ok(seen.every(({ mean }) => mean > 80 && mean < 130));
  });
}

test('a file played once waits for its reader and is thinned to the rate asked for', async () => {
  const { seen, stats } = await play({ url: film('h264.mp4'), analysisFps: 5 });
  assert.deepEqual(
    seen.map(({ atMs }) => (atMs - 1_700_000_000_000) / 100),
    [0, 2, 4, 6, 8, 10, 12, 14, 16, 18],
  );
  assert.equal(stats.framesDropped, 0);
});

test('a looped film runs in real time and begins a new run each time', async () => {
  await makeFilm(film('short.mp4'), { widthPx: 64, heightPx: 48, fps: 25, frames: 5 });
  const { seen, states } = await play(
    { url: film('short.mp4'), isLooped: true, nowMs: Date.now, tickMs: () => performance.now() },
    (all) => all.length >= 12,
  );
  const runs = [...new Set(seen.map(({ runId }) => runId))];
  assert.ok(runs.length >= 3, `${runs.length} runs`);
  assert.equal(seen.find(({ runId }) => runId === runs[1])!.index, 0);
  assert.ok(seen.every(({ atMs }, i) => i === 0 || atMs > seen[i - 1]!.atMs));
  assert.deepEqual(
    states.map(({ state }) => state),
    ['connecting', 'live'],
  );
});

test('a slow reader of a looped film gets the newest frame and the rest is counted as dropped', async () => {
  const stop = new AbortController();
  const source = openSource({ url: film('h264.mp4'), analysisFps: 10, isLooped: true, signal: stop.signal });
  let last = 0;
  for await (const picture of source) {
    picture.free();
    if (picture.index < 2) {
      const heldMs = Date.now() + 350;
      while (Date.now() < heldMs) await new Promise(setImmediate);
    }
    last = picture.index;
    if (last >= 6) stop.abort();
  }
  const { framesDropped, framesDue } = source.stats();
  assert.ok(framesDropped >= 2, `${framesDropped} dropped`);
  assert.ok(framesDue <= last + 2);
});

const refusals: { what: string; file: string; make: (path: string) => Promise<void> | void; says: RegExp }[] =
  [
    {
      what: 'a file that is not there',
      file: 'absent.mp4',
      make: () => {},
      says: /There is no file .*absent\.mp4/,
    },
    { what: 'an empty file', file: 'empty.mp4', make: (path) => writeFile(path, ''), says: /is empty/ },
    {
      what: 'a text',
      file: 'notes.mp4',
      make: (path) => writeFile(path, 'hello '.repeat(500)),
      says: /not a video/,
    },
    {
      what: 'a playlist that names other files',
      file: 'list.mp4',
      make: (path) => writeFile(path, `#EXTM3U\n#EXTINF:1,\n${film('h264.mp4')}\n`),
      says: /not a video/,
    },
    {
      what: 'a film without its end and index',
      file: 'cut.mp4',
      async make(path) {
        await makeFilm(path, { widthPx: 96, heightPx: 64, frames: 30 });
        await truncate(path, 1_500);
      },
      says: /cut off/,
    },
    {
      what: 'a picture of 1 x 1',
      file: 'dot.mp4',
      make: (path) => makeFilm(path, { widthPx: 1, heightPx: 1, frames: 3 }),
      says: /too small to analyse: at least 32 x 32/,
    },
    { what: 'a folder', file: '.', make: () => {}, says: /is not a file/ },
    {
      what: 'a pipe, which is never opened',
      file: 'pipe.mp4',
      make: (path) => void execFileSync('mkfifo', [path]),
      says: /is not a file/,
    },
  ];

for (const { what, file, make, says } of refusals) {
  test(`${what} gets one message that says what to do`, async () => {
    await make(film(file));
    const { states, seen, error } = await play({ url: film(file) });
    assert.equal(seen.length, 0);
    assert.ok(error instanceof SourceError);
    assert.match(error.message, says);
    const told = states.filter(({ state }) => state === 'failed');
    assert.equal(told.length, 1);
    assert.deepEqual([told[0]!.message, told[0]!.cause?.key], [error.message, error.fault]);
  });
}

test('a looped file that fails is tried again with growing pauses and plays once it is there', async () => {
  const stop = new AbortController();
  const path = film('late.mp4');
  let failures = 0;
  const source = openSource({
    url: path,
    analysisFps: 5,
    isLooped: true,
    signal: stop.signal,
    backoffFirstMs: 20,
    backoffMaxMs: 80,
    onState: ({ state }) => {
      if (state === 'failed' && ++failures === 2)
        void makeFilm(path, { widthPx: 64, heightPx: 48, frames: 5 });
    },
  });
  for await (const picture of source) {
    picture.free();
    stop.abort();
  }
  assert.ok(failures >= 2);
});

test('a film cut in its middle is played as far as it goes, and then called cut off', async () => {
  const path = film('half.mkv');
  await makeFilm(film('whole.mkv'), { widthPx: 96, heightPx: 64, fps: 10, frames: 60, gop: 10 });
  const bytes = await readFile(film('whole.mkv'));
  await writeFile(path, bytes.subarray(0, bytes.length / 2));
  const { seen, error } = await play({ url: path });
  assert.ok(seen.length > 5 && seen.length < 60, `${seen.length} frames`);
  assert.ok(error instanceof SourceError && /cut off/.test(error.message), String(error));
});

test('a picture of 3840 x 2160 works, and its owner is told that a smaller stream would do', async () => {
  await makeFilm(film('4k.mp4'), { widthPx: 3840, heightPx: 2160, frames: 2, draw: (rgb) => rgb.fill(100) });
  const { seen, states } = await play({ url: film('4k.mp4') });
  assert.equal(seen.length, 2);
  assert.equal(seen[0]!.widthPx, 3840);
  assert.match(states.at(-1)!.message!, /sub-stream/);
});

test('an address of another protocol is refused before anything is opened', async () => {
  const { error, states } = await play({ url: 'http://127.0.0.1/x.mp4' });
  assert.ok(error instanceof SourceError);
  assert.match(states[0]!.message!, /begin with http: are not opened/);
});

test('pictures that are still held after the end can be read and freed', async () => {
  const source = openSource({
    url: film('h264.mp4'),
    analysisFps: 10,
    isLooped: false,
    signal: new AbortController().signal,
  });
  const held = [];
  for await (const picture of source) held.push(picture);
  for (const picture of held) {
    assert.equal(picture.toRgb({ widthPx: 8, heightPx: 8 }).g.length, 64);
    picture.free();
    assert.throws(() => picture.toRgb({ widthPx: 8, heightPx: 8 }), /after it was freed/);
  }
  assert.equal(held.length, 20);
});
