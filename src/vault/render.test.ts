import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { filmOfGraph, makeMainFilm } from '../../test/support/main-film.ts';
import { sealFootage } from '../../test/support/sealed-footage.ts';
import type { RenderOrder } from '../contract/vault.ts';
import type { Segment } from '../core/recording/segment.ts';
import { createDetector } from '../ingest/detect.ts';
import { hasFfmpeg } from '../ingest/record/ffmpeg.support.ts';
import { formatRecipient, newPrivateKey, publicKeyOf } from '../ingest/seal/x25519.ts';
import { openStorage } from '../storage/open-storage.ts';
import { render } from './render.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'lamplighter-render-'));
const blobs = openStorage({ kind: 'disk', volumes: [directory], reserveBytes: 0 });
const key = newPrivateKey();
const recipient = formatRecipient(publicKeyOf(key));
const detector = createDetector({
  manifestPath: null,
  cacheDirectory: path.join(homedir(), '.cache', 'lamplighter'),
});
const means = { key, blobs, detector: () => detector };
const fromMs = Date.UTC(2026, 10, 24, 23, 59, 58);
after(async () => {
  await (await detector).close();
  rmSync(directory, { recursive: true });
});

type Parts = Partial<RenderOrder> & { segments?: RenderOrder['segments'] };

function orderOf(segments: readonly Segment[], part: Parts): RenderOrder {
  const pieces = segments.map((segment) => ({
    key: segment.key,
    fromMs: segment.fromMs,
    isTorn: segment.end === 'torn',
  }));
  return { segments: pieces, fromMs, toMs: fromMs + 3_600_000, mode: 'clear', lifted: [], ...part };
}

async function filmOf(order: RenderOrder, how = means): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of render(order, how)) parts.push(part);
  const file = path.join(directory, `${Math.random().toString(36).slice(2)}.mp4`);
  writeFileSync(file, Buffer.concat(parts));
  return file;
}

/** Hash of every decoded picture. */
function hashesOf(file: string): string[] {
  const args = ['-v', 'error', '-xerror', '-i', file, '-fps_mode', 'passthrough', '-f', 'framemd5', '-'];
  const { stdout, stderr } = spawnSync('ffmpeg', args, { encoding: 'utf8' });
  assert.equal(stderr, '');
  return stdout
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').at(-1)!.trim());
}

const ways = [
  { codec: 'h264', bFrames: 0 },
  { codec: 'h264', bFrames: 2 },
  { codec: 'h265', bFrames: 0 },
] as const;

const skip = hasFfmpeg ? false : 'ffmpeg, which reads the film, is not installed (Debian package ffmpeg)';

describe('a clear film', { skip }, () => {
  for (const { codec, bFrames } of ways) {
    test(`of ${codec} with ${bFrames} reordered pictures holds the original pictures of the span, and no other`, async () => {
      const film = path.join(directory, `${codec}-${bFrames}.mp4`);
      await makeMainFilm(film, { codec, bFrames, size: '320x180', fps: 25, seconds: 8 });
      const segments = await sealFootage({ film, blobs, recipient, fromMs, segmentMs: 3_000 });
      assert.ok(segments.length >= 3);
      const original = hashesOf(film);
      assert.deepEqual(hashesOf(await filmOf(orderOf(segments, {}))), original);
      // Key frames stand at every second: the first in the span is that of 2 s.
      const cut = hashesOf(await filmOf(orderOf(segments, { fromMs: fromMs + 1_300, toMs: fromMs + 5_500 })));
      assert.deepEqual(cut, original.slice(50, 50 + cut.length));
      const end = Math.ceil(5.5 * 25);
      assert.ok(50 + cut.length <= end + 1 && 50 + cut.length >= end - 4 - bFrames, `${cut.length} pictures`);
    });
  }

  test('leaves nothing of a time that was not asked for, not even where a segment is missing', async () => {
    const film = path.join(directory, 'holes.mp4');
    await makeMainFilm(film, { codec: 'h264', size: '320x180', fps: 25, seconds: 9 });
    const segments = await sealFootage({ film, blobs, recipient, fromMs, segmentMs: 3_000 });
    const [first, , third] = segments;
    const file = await filmOf(orderOf([first!, third!], {}));
    const original = hashesOf(film);
    assert.deepEqual(hashesOf(file), [...original.slice(0, 75), ...original.slice(150)]);
    const times = execFileSync(
      'ffprobe',
      ['-v', 'error', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', file],
      { encoding: 'utf8' },
    );
    const last = Number(times.trim().split('\n').at(-1)!.replace(',', ''));
    assert.ok(Math.abs(last - 8.96) < 0.01, `the last picture is at ${last} s: the hole keeps its length`);
    await assert.rejects(
      filmOf(orderOf(segments, { fromMs: fromMs + 60_000 })),
      /No picture of the sealed segments/,
    );
    await assert.rejects(filmOf(orderOf(segments, { toMs: fromMs })), /ends before it begins/);
  });

  test('of a damaged, missing or foreign segment is none, and the segment is named', async () => {
    const film = path.join(directory, 'damaged.mp4');
    await makeMainFilm(film, { codec: 'h264', size: '320x180', fps: 25, seconds: 3 });
    const [segment] = await sealFootage({ film, blobs, recipient, fromMs });
    const stored = path.join(directory, 'data', segment!.key);
    const file = [stored, path.join(directory, segment!.key)].find(
      (name) => spawnSync('test', ['-f', name]).status === 0,
    )!;
    const bytes = readFileSync(file);
    const order = orderOf([segment!], {});
    const changed = Buffer.from(bytes);
    changed[100_000]! ^= 1;
    writeFileSync(file, changed);
    await assert.rejects(filmOf(order), new RegExp(`${segment!.key} cannot be opened: chunk 1 was changed`));
    writeFileSync(file, bytes.subarray(0, bytes.length - 24));
    await assert.rejects(filmOf(order), /cut off/);
    const torn = orderOf([{ ...segment!, end: 'torn' }], {});
    assert.equal(hashesOf(await filmOf(torn)).length, 75);
    writeFileSync(file, bytes);
    await assert.rejects(
      filmOf(order, { ...means, key: newPrivateKey() }),
      /sealed to another key.*Open it with the vault/,
    );
    await blobs.remove(segment!.key);
    await assert.rejects(filmOf(order), /it is not in the storage/);
  });
});

/** A patterned square walks over a grey place. */
function makeWalk(film: string): Promise<void> {
  const picture =
    "color=c=gray:size=640x360:rate=25:duration=6[place];testsrc2=size=80x80:rate=25:duration=6[square];[place][square]overlay=x='60+60*t':y=140,format=yuv420p";
  return filmOfGraph(film, picture, { fps: 25, gop: 50 });
}

/** Detail in each picture: mean difference of neighbours in a row, in a part `width:height:x:y` of it. */
function detailIn(file: string, crop: string): number[] {
  const [width, height] = crop.split(':').map(Number);
  const filter = ['-fps_mode', 'passthrough', '-vf', `crop=${crop},format=gray`, '-f', 'rawvideo', '-'];
  const raw = execFileSync('ffmpeg', ['-v', 'error', '-i', file, ...filter], { maxBuffer: 1 << 28 });
  const bytes = width! * height!;
  return Array.from({ length: raw.length / bytes }, (_, i) => {
    let sum = 0;
    for (let at = i * bytes; at + 1 < (i + 1) * bytes; at++) sum += Math.abs(raw[at + 1]! - raw[at]!);
    return sum / bytes;
  });
}

describe('a masked film', { skip }, () => {
  const film = path.join(directory, 'walk.mp4');

  test('hides what moves, shows a lifted box for its time, and holds the span to the picture', async () => {
    await makeWalk(film);
    const segments = await sealFootage({ film, blobs, recipient, fromMs, segmentMs: 2_000 });
    const order = orderOf(segments, { mode: 'masked', fromMs: fromMs + 1_000, toMs: fromMs + 5_000 });
    const masked = await filmOf(order);
    const hidden = detailIn(masked, '640:360:0:0');
    assert.equal(hidden.length, 50);
    const clear = detailIn(film, '640:360:0:0');
    for (const [i, value] of hidden.entries())
      assert.ok(value < 0.4 * clear[25 + i * 2]!, `picture ${i}: ${value}`);
    const box = { x: 0, y: 0.3, width: 1, height: 0.4 };
    const lifted = [{ fromMs: fromMs + 2_000, toMs: fromMs + 3_000, box }];
    const shown = detailIn(await filmOf({ ...order, lifted }), '640:360:0:0');
    for (const [i, value] of shown.entries()) {
      const atMs = 1_000 + i * 80;
      const isLifted = atMs >= 2_000 && atMs < 3_000;
      const isRight = isLifted ? value > 0.75 * clear[25 + i * 2]! : value < 0.4 * clear[25 + i * 2]!;
      assert.ok(isRight, `at ${atMs} ms: ${value} of ${clear[25 + i * 2]}`);
    }
  });

  test('begins without a time in which all is hidden because the place is not known', async () => {
    const segments = await sealFootage({ film, blobs, recipient, fromMs: fromMs + 100_000 });
    const order = orderOf(segments, { mode: 'masked', fromMs: fromMs + 100_000, toMs: fromMs + 101_000 });
    // A picture that is hidden whole has blocks over the square's edge, and no edge of a mask to its right.
    const whole = detailIn(await filmOf(order), '640:360:0:0');
    assert.equal(whole.length, 13);
    const [least, most] = [Math.min(...whole), Math.max(...whole)];
    assert.ok(least > 0.5 * most, whole.join(' '));
  });
});
