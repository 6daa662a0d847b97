import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { serialize } from 'node:v8';
import type { FromIngest, IngestCamera, ToIngest } from '../../src/contract/ingest.ts';
import { defaultMaskPolicy } from '../../src/core/camera.ts';
import type { Yuv420 } from '../../src/ingest/picture.ts';
import { salvageSegment } from '../../src/ingest/record/salvage.ts';
import { openSource } from '../../src/ingest/source.ts';
import { decodeAccessUnits, decodeJpeg } from '../../src/ingest/video/encode.support.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { codeCorrelation, filesBelow, filesThatHold, holdsAny, needlesOf } from './code-search.ts';
import { makePatternedFilm } from './patterned-film.ts';

const seconds = 5;
/** What a clear picture reaches at least, and a masked one at most. */
const clearAbove = 0.85;
const maskedBelow = 0.6;

let films = '';
let film = '';
const needles: Buffer[] = [];

before(async () => {
  films = mkdtempSync(path.join(tmpdir(), 'lamplighter-film-'));
  film = path.join(films, 'patterned.mp4');
  await makePatternedFilm(film, seconds);
  let frame = 0;
  for await (const picture of openSource({
    url: film,
    analysisFps: Number.POSITIVE_INFINITY,
    isLooped: false,
    signal: new AbortController().signal,
  })) {
    if (frame % 5 === 0) needles.push(...needlesOf(picture, frame));
    if (frame === 20) {
      const clear = codeCorrelation(picture.toYuv420(picture));
      assert.ok(clear > clearAbove, `the search does not find the code in the clear film: ${clear}`);
    }
    picture.free();
    frame++;
  }
  assert.equal(frame, seconds * 10);
});

after(() => rmSync(films, { recursive: true, force: true }));

/** An ingest process as the supervisor starts it, with every place it could write to in one folder. */
class Ingest {
  readonly folder: string;
  readonly child: ChildProcess;
  readonly messages: FromIngest[] = [];
  readonly #words: Buffer[] = [];
  readonly #gone: Promise<unknown>;

  constructor() {
    this.folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-ingest-'));
    for (const name of ['work', 'tmp', 'home', 'cache', 'footage']) mkdirSync(path.join(this.folder, name));
    const entry = path.resolve(import.meta.dirname, '../../src/ingest/main.ts');
    this.child = spawn('/bin/sh', ['-c', 'ulimit -c 0; exec "$0" "$@"', process.execPath, entry], {
      cwd: path.join(this.folder, 'work'),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
      env: {
        PATH: process.env.PATH,
        TMPDIR: path.join(this.folder, 'tmp'),
        HOME: path.join(this.folder, 'home'),
        // What an engineer might set: it must not make this process write its memory down.
        NODE_OPTIONS: '--report-on-fatalerror --report-uncaught-exception --report-on-signal',
        DEBUG: '*',
      },
    });
    this.#gone = once(this.child, 'exit');
    this.child.on('message', (message) => this.messages.push(message as FromIngest));
    this.child.stdout!.on('data', (data: Buffer) => this.#words.push(data));
    this.child.stderr!.on('data', (data: Buffer) => this.#words.push(data));
  }

  get footage(): string {
    return path.join(this.folder, 'footage');
  }

  tell(message: ToIngest): void {
    this.child.send(message);
  }

  watch(url: string): void {
    this.tell({
      type: 'start',
      settings: {
        processName: 'ingest-test',
        modelManifest: null,
        cacheDirectory: path.join(this.folder, 'cache'),
        storage: { kind: 'disk', volumes: [this.footage], reserveBytes: 0 },
      },
    });
    this.tell({ type: 'camera.set', camera: cameraOn(url) });
  }

  /** Resolves with the first message that fits, also one that came before. */
  async until(fits: (message: FromIngest, messages: readonly FromIngest[]) => boolean): Promise<void> {
    while (!this.messages.some((message) => fits(message, this.messages))) {
      await Promise.race([once(this.child, 'message'), this.#gone]);
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(
          `the ingest process ended (${this.child.exitCode ?? this.child.signalCode}): ${this.words()}`,
        );
      }
    }
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const ended = once(this.child, 'close');
    this.child.kill(signal);
    await ended;
  }

  words(): Buffer {
    return Buffer.concat(this.#words);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function cameraOn(url: string): IngestCamera {
  return {
    id: 'street',
    name: 'Street',
    position: null,
    level: null,
    calibration: null,
    zones: [
      {
        id: 'all',
        name: 'All',
        shape: 'area',
        points: [
          { x: 0.02, y: 0.02 },
          { x: 0.98, y: 0.02 },
          { x: 0.98, y: 0.98 },
          { x: 0.02, y: 0.98 },
        ],
        direction: null,
        rules: [{ kind: 'intrusion', categories: ['person'], holdMs: 500, clearMs: 3_000 }],
      },
    ],
    purpose: '',
    isSimulated: false,
    maskPolicy: defaultMaskPolicy,
    source: { analysisUrl: url, mainUrl: null, analysisFps: 5, isEnabled: true },
    recording: { masked: 'continuous', preRollMs: 0, postRollMs: 0, sealTo: null },
  };
}

/** Every picture of what was recorded, also of what the process left unfinished. */
async function recordedPictures(footage: string): Promise<Yuv420[]> {
  const blobs = openStorage({ kind: 'disk', volumes: [footage], reserveBytes: 0 });
  for await (const { key } of blobs.listOpen('')) await salvageSegment(blobs, key);
  const pictures: Yuv420[] = [];
  for await (const { key } of blobs.list('')) {
    const source = openSource({
      url: path.join(footage, key),
      analysisFps: Number.POSITIVE_INFINITY,
      isLooped: false,
      signal: new AbortController().signal,
    });
    for await (const picture of source) {
      const { widthPx, heightPx, y, u, v } = picture.toYuv420(picture);
      pictures.push({ widthPx, heightPx, y: y.slice(), u: u.slice(), v: v.slice() });
      picture.free();
    }
  }
  await blobs.close();
  return pictures;
}

const framesOf = (messages: readonly FromIngest[]) =>
  messages.flatMap((message) => (message.type === 'media.frame' ? [message] : []));

test('the search finds the code where it is', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-canary-'));
  writeFileSync(
    path.join(folder, 'leak'),
    Buffer.concat([Buffer.alloc(999, 7), needles[4]!, Buffer.alloc(99)]),
  );
  assert.deepEqual(filesThatHold(folder, needles), [path.join(folder, 'leak')]);
  rmSync(folder, { recursive: true, force: true });
});

test('a pattern worn by a person is in no picture, message, log, recording or file of the ingest process', {
  timeout: 60_000,
}, async () => {
  const ingest = new Ingest();
  try {
    ingest.watch(film);
    // Two rounds of the film, so that its beginning is seen by a settled camera as well.
    await ingest.until((_, messages) => framesOf(messages).length >= seconds * 5 * 2);
    await ingest.until((message) => message.type === 'situation' && message.jpeg !== null);
    await ingest.end('SIGKILL');
    const frames = framesOf(ingest.messages);
    const pictures = decodeAccessUnits(frames.map(({ accessUnit }) => accessUnit));
    assert.equal(pictures.length, frames.length);
    assert.deepEqual([pictures[0]!.widthPx, pictures[0]!.heightPx, frames[0]!.isKey], [640, 360, true]);
    const jpegs = ingest.messages.flatMap((message) =>
      (message.type === 'media.snapshot' || message.type === 'situation') && message.jpeg !== null
        ? [decodeJpeg(message.jpeg)]
        : [],
    );
    assert.ok(jpegs.length > seconds, `${jpegs.length} JPEGs`);
    const recorded = await recordedPictures(ingest.footage);
    assert.ok(recorded.length > seconds * 5, `${recorded.length} recorded pictures`);
    for (const [i, picture] of [...pictures, ...jpegs, ...recorded].entries()) {
      const found = codeCorrelation(picture);
      const of = `${pictures.length} live, ${jpegs.length} JPEG and ${recorded.length} recorded`;
      assert.ok(found < maskedBelow, `picture ${i} of ${of}: ${found}`);
    }
    // Not everything is hidden, or the test would prove nothing.
    const health = ingest.messages.filter((message) => message.type === 'health').at(-1)!;
    assert.equal(health.health.isFullyMasked, false);
    assert.equal(holdsAny(serialize(ingest.messages), needles), false, 'in a message');
    assert.equal(holdsAny(ingest.words(), needles), false, 'in the output');
    assert.deepEqual(filesThatHold(ingest.folder, needles), []);
  } finally {
    if (ingest.child.exitCode === null) ingest.child.kill('SIGKILL');
    ingest.remove();
  }
});

const leftFiles = [
  /^cache\/[0-9a-f-]+\d+x\d+-v\d+\.onnx$/,
  /^footage\/masked\/street\/\d{8}\/[0-9a-f-]{36}\.mp4(\.part)?$/,
];

// SIGUSR2 asks Node for a diagnostic report.
for (const signal of ['SIGKILL', 'SIGSEGV', 'SIGABRT', 'SIGUSR2'] as const) {
  test(`an ingest process hit by ${signal} in mid-frame leaves nothing of its memory`, {
    timeout: 30_000,
  }, async () => {
    const ingest = new Ingest();
    try {
      ingest.watch(film);
      await ingest.until((_, messages) => framesOf(messages).length >= 8);
      await ingest.end(signal);
      const left = filesBelow(ingest.folder).map((file) => path.relative(ingest.folder, file));
      assert.deepEqual(
        left.filter((file) => !leftFiles.some((pattern) => pattern.test(file))),
        [],
        'only the converted model and masked footage are left',
      );
      for (const picture of await recordedPictures(ingest.footage)) {
        assert.ok(codeCorrelation(picture) < maskedBelow);
      }
      assert.deepEqual(filesThatHold(ingest.folder, needles), []);
      assert.equal(holdsAny(ingest.words(), needles), false);
    } finally {
      if (ingest.child.exitCode === null) ingest.child.kill('SIGKILL');
      ingest.remove();
    }
  });
}
