import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openFilm } from '../../../sim/film/encode.ts';
import type { FromIngest, IngestCamera } from '../../contract/ingest.ts';
import { defaultMaskPolicy } from '../../core/camera.ts';
import type { RecordingOrder } from '../../core/recording/recording-policy.ts';
import type { Segment } from '../../core/recording/segment.ts';
import { openStorage } from '../../storage/open-storage.ts';
import { CameraLoop } from '../camera-loop.ts';
import type { Detect } from '../detection-wait.ts';
import { decodeAccessUnits } from '../video/encode.support.ts';
import { decodedPictures, hasFfmpeg, probe } from './ffmpeg.support.ts';

const size = { widthPx: 320, heightPx: 180 };
let folder = '';

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-recording-'));
  const film = await openFilm(path.join(folder, 'yard.mp4'), { ...size, framesPerSecond: 10 });
  for (let i = 0; i < 60; i++) film.write(yard(i));
  film.close();
});

after(() => rmSync(folder, { recursive: true, force: true }));

function yard(frame: number): Uint8Array {
  const yuv = new Uint8Array((320 * 180 * 3) / 2).fill(128);
  for (let row = 0; row < 180; row++) {
    for (let x = 0; x < 320; x++) {
      const isWindow = x % 60 < 30 && row % 50 < 25 && row < 90;
      const isSquare = row >= 110 && row < 150 && x >= frame * 4 && x < frame * 4 + 24;
      yuv[row * 320 + x] = isSquare ? 30 : (isWindow ? 70 : 120) + ((x * 31 + row * 17 + frame * 7) % 5);
    }
  }
  return yuv;
}

const continuous: RecordingOrder = {
  masked: 'continuous',
  preRollMs: 2_000,
  postRollMs: 2_000,
  sealTo: null,
};

function cameraOn(recording: RecordingOrder, part: Partial<IngestCamera['source']> = {}): IngestCamera {
  return {
    id: 'yard',
    name: 'Yard',
    position: null,
    level: null,
    calibration: null,
    zones: [],
    purpose: '',
    isSimulated: false,
    maskPolicy: defaultMaskPolicy,
    recording,
    source: {
      analysisUrl: path.join(folder, 'yard.mp4'),
      mainUrl: null,
      analysisFps: 5,
      isEnabled: true,
      ...part,
    },
  };
}

type Watch = {
  readonly loop: CameraLoop;
  readonly messages: FromIngest[];
  readonly volume: string;
  until(fits: (message: FromIngest) => boolean, from?: number): Promise<FromIngest>;
};

async function recording(
  camera: IngestCamera,
  use: (watch: Watch) => Promise<void>,
  detect: Detect = async () => [],
): Promise<void> {
  const volume = mkdtempSync(path.join(folder, 'volume-'));
  mkdirSync(volume, { recursive: true });
  const blobs = openStorage({ kind: 'disk', volumes: [volume], reserveBytes: 0 });
  const messages: FromIngest[] = [];
  const waiting = new Set<() => void>();
  const send = (message: FromIngest) => {
    messages.push(message);
    for (const look of [...waiting]) look();
  };
  const countScore = { person: 0.3, bicycle: 0.3, vehicle: 0.3 };
  const detector = { detect, countScore };
  const loop = new CameraLoop({ camera, detector, outbox: { send, hasRoom: () => true }, blobs });
  const until: Watch['until'] = (fits, from = 0) =>
    new Promise((resolve) => {
      const look = () => {
        const found = messages.slice(from).find(fits);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  try {
    await use({ loop, messages, volume, until });
  } finally {
    await loop.stop();
    await blobs.close();
  }
}

const closed = (messages: readonly FromIngest[]) =>
  messages.flatMap((message) => (message.type === 'segment.closed' ? [message.segment] : []));
const gapsOf = (messages: readonly FromIngest[]) =>
  messages.flatMap((message) => (message.type === 'recording.gap' ? [message.cause] : []));
const limit = { timeout: 30_000 };

function assertSegment(segment: Segment, volume: string): void {
  const file = path.join(volume, segment.key);
  const bytes = readFileSync(file);
  assert.equal(bytes.length, segment.bytes);
  assert.equal(createHash('sha256').update(bytes).digest('hex'), segment.sha256);
  for (const { offset } of segment.fragments) {
    assert.equal(bytes.toString('latin1', offset + 4, offset + 8), 'prft');
  }
  const last = segment.fragments.at(-1)!;
  assert.equal(last.offset + last.bytes, bytes.length);
  if (!hasFfmpeg) return;
  const { timesS, keys, ...shape } = probe(file);
  assert.deepEqual(shape, { codec: 'h264', widthPx: segment.widthPx, heightPx: segment.heightPx });
  assert.equal(decodedPictures(file), timesS.length);
  assert.equal(keys.filter(Boolean).length, segment.fragments.length);
  assert.ok(timesS.at(-1)! < (segment.toMs - segment.fromMs) / 1000);
}

test('a camera nobody watches is recorded to disk, picture for picture', limit, async () => {
  await recording(cameraOn(continuous), async ({ loop, messages, volume, until }) => {
    loop.setDemand({ stream: false, stills: false });
    await until((message) => message.type === 'segment.grew' && message.segment.fragments.length >= 3);
    await loop.stop();
    const [segment, ...others] = closed(messages);
    assert.equal(others.length, 0);
    assertSegment(segment!, volume);
    assert.equal(segment!.end, 'stopped');
    assert.deepEqual(gapsOf(messages), [null]);
    assert.match(segment!.key, /^masked\/yard\/\d{8}\/[0-9a-f-]{36}\.mp4$/);
    const lengths = segment!.fragments.map(
      ({ fromMs }, i) => (segment!.fragments[i + 1]?.fromMs ?? segment!.toMs) - fromMs,
    );
    assert.ok(Math.max(...lengths) < 2_000, `groups of ${lengths} ms`);
  });
});

test('recording begins and ends with its order, and a viewer sees the same pictures', limit, async () => {
  await recording(cameraOn({ ...continuous, masked: 'off' }), async ({ loop, messages, volume, until }) => {
    await until(({ type }) => type === 'media.frame');
    const from = messages.length;
    loop.set(cameraOn(continuous));
    await until((message) => message.type === 'segment.grew' && message.segment.fragments.length >= 2, from);
    loop.set(cameraOn({ ...continuous, masked: 'off' }));
    await until(({ type }) => type === 'segment.closed', from);
    assert.deepEqual(gapsOf(messages), ['not-wanted', null, 'not-wanted']);
    const [segment] = closed(messages);
    assertSegment(segment!, volume);
    const sent = messages.flatMap((message) => (message.type === 'media.frame' ? [message] : []));
    assert.equal(decodeAccessUnits(sent.map(({ accessUnit }) => accessUnit)).length, sent.length);
    const shown = sent.filter(
      ({ capturedAtMs }) => capturedAtMs >= segment!.fromMs && capturedAtMs < segment!.toMs,
    );
    const expected = shown.map(({ capturedAtMs }) => capturedAtMs);
    if (!hasFfmpeg) return;
    const times = probe(path.join(volume, segment!.key)).timesS;
    assert.deepEqual(
      times.map((s) => segment!.fromMs + Math.round(s * 1000)),
      expected,
    );
  });
});

test('a situation in a zone is recorded with what came before it', limit, async () => {
  const points = [
    { x: 0, y: 0.5 },
    { x: 1, y: 0.5 },
    { x: 1, y: 1 },
    { x: 0, y: 1 },
  ];
  const rule = { kind: 'intrusion', categories: ['person'], holdMs: 500, clearMs: 1_000 } as const;
  const zone = { id: 'gate', name: 'Gate', shape: 'area', points, direction: null, rules: [rule] } as const;
  const camera: IngestCamera = { ...cameraOn({ ...continuous, masked: 'situations' }), zones: [zone] };
  const box = { x: 96, y: 60, w: 32, h: 90 };
  let isThere = false;
  const detect: Detect = async () => (isThere ? [{ category: 'person', box, score: 0.9 }] : []);
  await recording(
    camera,
    async ({ loop, messages, volume, until }) => {
      await until((message) => message.type === 'health' && message.health.framesAnalysed > 20);
      isThere = true;
      const began = await until((message) => message.type === 'situation');
      assert.ok(began.type === 'situation' && began.situation.kind === 'intrusion');
      await until(({ type }) => type === 'segment.grew');
      await loop.stop();
      const [segment, ...others] = closed(messages);
      assert.equal(others.length, 0);
      assertSegment(segment!, volume);
      assert.ok(segment!.fromMs < began.situation.detectedAtMs - 1_000);
      assert.deepEqual(gapsOf(messages), ['not-wanted', null]);
    },
    detect,
  );
});
