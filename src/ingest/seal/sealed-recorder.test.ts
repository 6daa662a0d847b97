import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { startRtspServer } from '../../../test/rtsp/rtsp-server.ts';
import { makeMainFilm } from '../../../test/support/main-film.ts';
import type { FromIngest, IngestCamera } from '../../contract/ingest.ts';
import type { Segment } from '../../core/recording/segment.ts';
import { openStorage } from '../../storage/open-storage.ts';
import { decodedPictures, hasFfmpeg, probe } from '../record/ffmpeg.support.ts';
import { openSealed } from './age-opener.ts';
import { SealedRecorder } from './sealed-recorder.ts';
import { formatRecipient, newPrivateKey, publicKeyOf } from './x25519.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'lamplighter-seal-'));
after(() => rmSync(directory, { recursive: true }));

const key = newPrivateKey();
const recipient = formatRecipient(publicKeyOf(key));

type Settings = Pick<IngestCamera, 'source' | 'recording'>;

function settings(mainUrl: string | null, sealTo: string | null = recipient): Settings {
  return {
    source: { analysisUrl: '', mainUrl, analysisFps: 5, isEnabled: true },
    recording: { masked: 'off', preRollMs: 0, postRollMs: 0, sealTo },
  };
}

class World {
  readonly messages: FromIngest[] = [];
  readonly volume = mkdtempSync(path.join(directory, 'volume-'));
  readonly blobs = openStorage({ kind: 'disk', volumes: [this.volume], reserveBytes: 0 });
  readonly recorder: SealedRecorder;
  readonly #said = new EventEmitter();

  constructor(segmentMs = 60_000) {
    this.recorder = new SealedRecorder({
      cameraId: 'yard',
      blobs: this.blobs,
      segmentMs,
      timeoutMs: 1_000,
      backoffFirstMs: 100,
      say: (message) => {
        this.messages.push(message);
        this.#said.emit('message');
      },
    });
  }

  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await once(this.#said, 'message');
  }

  segments(): Segment[] {
    return this.messages.flatMap((message) => (message.type === 'segment.closed' ? [message.segment] : []));
  }

  gaps(): (string | null)[] {
    return this.messages.flatMap((message) => (message.type === 'recording.gap' ? [message.cause] : []));
  }

  /** The plain film, as a file. */
  async opened({ key: name, id, end }: Segment): Promise<string> {
    const parts: Uint8Array[] = [];
    const stored = await this.blobs.stream(name);
    for await (const part of openSealed(stored!, key, { isTorn: end === 'torn' })) parts.push(part);
    const file = path.join(directory, `${id}.mp4`);
    writeFileSync(file, Buffer.concat(parts));
    return file;
  }

  filesOnDisk(): string[] {
    return readdirSync(this.volume, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
  }

  async close(): Promise<void> {
    await this.recorder.stop();
    await this.blobs.close();
  }
}

const films = [
  { codec: 'h264', size: '640x360', fps: 25, seconds: 4, bFrames: 0 },
  { codec: 'h264', size: '640x360', fps: 25, seconds: 4, bFrames: 2 },
  { codec: 'h265', size: '640x360', fps: 25, seconds: 4, bFrames: 0 },
] as const;

// They wait for a camera's own pace, so they wait together.
describe('a sealed main stream', { concurrency: true }, () => {
  for (const film of films) {
    const name = `${film.codec}${film.bFrames > 0 ? ' with reordered pictures' : ''}`;
    test(`a main stream in ${name} is sealed in segments that play whole`, async () => {
      const file = path.join(directory, `${film.codec}-${film.bFrames}.mp4`);
      await makeMainFilm(file, film);
      const server = await startRtspServer({ streams: { main: file } });
      const world = new World(1_500);
      try {
        world.recorder.set(settings(server.url('main')));
        await world.until(() => world.segments().length >= 2);
      } finally {
        await world.close();
        await server.stop();
      }
      assert.deepEqual(world.gaps(), [null]);
      const segments = world.segments();
      for (const [i, segment] of segments.entries()) {
        assert.equal(segment.kind, 'sealed');
        assert.deepEqual([segment.widthPx, segment.heightPx], [640, 360]);
        assert.match(segment.key, /^sealed\/yard\/\d{8}\/[0-9a-f-]{36}\.mp4\.age$/);
        if (i > 0) assert.equal(segment.fromMs, segments[i - 1]!.toMs);
        const plain = await world.opened(segment);
        for (const { offset, bytes } of segment.fragments) {
          const fragment = readFileSync(plain).subarray(offset, offset + bytes);
          assert.equal(fragment.toString('latin1', 4, 8), 'prft');
        }
        if (!hasFfmpeg) continue;
        const probed = probe(plain);
        assert.equal(probed.codec, film.codec === 'h264' ? 'h264' : 'hevc');
        assert.equal(probed.keys[0], true);
        assert.equal(decodedPictures(plain), probed.timesS.length);
        const perSecond = (probed.timesS.length * 1000) / (segment.toMs - segment.fromMs);
        assert.ok(Math.abs(perSecond - 25) < 2, `${perSecond} pictures a second`);
      }
      for (const stored of world.filesOnDisk()) {
        assert.equal(readFileSync(stored).toString('latin1', 0, 21), 'age-encryption.org/v1');
      }
    });
  }

  test('what is durable of a segment opens while it grows, all of it', async () => {
    const file = path.join(directory, 'growing.mp4');
    await makeMainFilm(file, { codec: 'h264', size: '320x180', fps: 25, seconds: 4 });
    const server = await startRtspServer({ streams: { main: file } });
    const world = new World();
    try {
      world.recorder.set(settings(server.url('main')));
      const grown = () => world.messages.findLast((message) => message.type === 'segment.grew')?.segment;
      await world.until(() => (grown()?.fragments.length ?? 0) >= 2);
      const open = grown()!;
      const stored = await world.blobs.readOpen(open.key, { offset: 0, length: open.bytes });
      const parts: Uint8Array[] = [];
      for await (const part of openSealed([stored!], key, { isTorn: true })) parts.push(part);
      const plain = Buffer.concat(parts);
      const last = open.fragments.at(-1)!;
      assert.equal(stored!.length, open.bytes);
      assert.ok(last.offset + last.bytes <= plain.length, 'the last fragment is not whole');
      assert.equal(plain.toString('latin1', last.offset + 4, last.offset + 8), 'prft');
    } finally {
      await world.close();
      await server.stop();
    }
  });

  test('without a main stream or a vault a gap says why, and switching it off is not one to be mended', async () => {
    const world = new World();
    world.recorder.set(settings(null));
    world.recorder.set(settings('rtsp://127.0.0.1:1/main', ''));
    await world.until(() => world.gaps().length === 1);
    world.recorder.set(settings(null));
    await world.until(() => world.gaps().length === 2);
    world.recorder.set(settings(null, null));
    await world.until(() => world.gaps().length === 3);
    assert.deepEqual(world.gaps(), ['no-vault', 'no-main-stream', 'not-wanted']);
    await world.close();
    assert.deepEqual(world.filesOnDisk(), []);
  });

  test('a camera that breaks off is a gap, its segment is whole, and it is taken up again', async () => {
    const file = path.join(directory, 'broken.mp4');
    await makeMainFilm(file, { codec: 'h264', size: '320x180', fps: 25, seconds: 4 });
    const server = await startRtspServer({
      streams: { main: file },
      credentials: { user: 'ada', password: 'p@ss', scheme: 'digest' },
    });
    const world = new World();
    try {
      world.recorder.set(settings(server.url('main').replace('//', '//ada:p@ss@')));
      await world.until(() => world.gaps().length === 1);
      server.cut();
      await world.until(() => world.gaps().length === 3);
      assert.deepEqual(world.gaps(), [null, 'camera-lost', null]);
      assert.equal(world.segments()[0]!.end, 'stream-changed');
      const words = world.messages.flatMap((message) => (message.type === 'log' ? [message.message] : []));
      assert.ok(
        words.every((word) => !word.includes('p@ss')),
        words.join('\n'),
      );
      if (hasFfmpeg) decodedPictures(await world.opened(world.segments()[0]!));
    } finally {
      await world.close();
      await server.stop();
    }
  });

  test('another vault begins another segment, which the first one does not open', async () => {
    const file = path.join(directory, 'rekeyed.mp4');
    await makeMainFilm(file, { codec: 'h264', size: '320x180', fps: 25, seconds: 4 });
    const server = await startRtspServer({ streams: { main: file } });
    const world = new World();
    try {
      world.recorder.set(settings(server.url('main')));
      await world.until(() => world.messages.some((message) => message.type === 'segment.grew'));
      world.recorder.set(settings(server.url('main'), formatRecipient(publicKeyOf(newPrivateKey()))));
      await world.until(
        () =>
          world.messages.filter((message) => message.type === 'segment.grew').length > 2 &&
          world.segments().length === 1,
      );
    } finally {
      await world.close();
      await server.stop();
    }
    const [first, second] = world.segments();
    await world.opened(first!);
    await assert.rejects(world.opened(second!), /sealed to another key/);
  });
});
