import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { continuous, RecorderWorld, unsynced } from '../../src/ingest/record/recorder-world.support.ts';
import { noBrowser, openBrowser } from './browser.ts';

/** The browser's own, as far as it is used here: `play` runs in the page. */
type SourceBuffer = EventTarget & { appendBuffer(bytes: Uint8Array): void };
type Video = EventTarget & {
  muted: boolean;
  src: string;
  currentTime: number;
  readonly error: { readonly message: string } | null;
  readonly videoWidth: number;
  readonly videoHeight: number;
  readonly buffered: { readonly length: number; start(i: number): number; end(i: number): number };
};
declare const MediaSource: new () => EventTarget & {
  addSourceBuffer(type: string): SourceBuffer;
  endOfStream(): void;
};
declare const document: {
  createElement(name: 'video'): Video;
  body: { replaceChildren(child: Video): void };
};

test('Chromium plays a recorded segment, whole and from any fragment on', { skip: noBrowser }, async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'lamplighter-segment-'));
  const browser = await openBrowser();
  try {
    const world = new RecorderWorld({ directory, calls: unsynced });
    world.recorder.setOrder(continuous);
    await world.record(12_000);
    await world.close();
    const [segment] = world.segments();
    const bytes = readFileSync(world.fileOf(segment!));
    const head = bytes.subarray(0, segment!.fragments[0]!.offset);
    const page = await browser.newPage();

    const play = (pieces: readonly Buffer[], atS: number) =>
      page.evaluate(
        async ({ type, pieces, atS }) => {
          const source = new MediaSource();
          const video = document.createElement('video');
          video.muted = true;
          video.src = URL.createObjectURL(source as unknown as Blob);
          document.body.replaceChildren(video);
          const once = (target: EventTarget, name: string) =>
            new Promise((resolve, reject) => {
              target.addEventListener(name, resolve, { once: true });
              video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
            });
          await once(source, 'sourceopen');
          const buffer = source.addSourceBuffer(type);
          for (const piece of pieces) {
            const appended = once(buffer, 'updateend');
            buffer.appendBuffer(Uint8Array.from(atob(piece), (letter) => letter.charCodeAt(0)));
            await appended;
          }
          source.endOfStream();
          const seeked = once(video, 'seeked');
          video.currentTime = atS;
          await seeked;
          const { buffered } = video;
          const ranges = Array.from({ length: buffered.length }, (_, i) => [
            buffered.start(i),
            buffered.end(i),
          ]);
          return { ranges, widthPx: video.videoWidth, heightPx: video.videoHeight, atS: video.currentTime };
        },
        {
          type: `video/mp4; codecs="${segment!.codec}"`,
          pieces: pieces.map((piece) => piece.toString('base64')),
          atS,
        },
      );

    const { widthPx, heightPx } = segment!;
    const whole = await play([bytes], 5);
    assert.deepEqual(whole, { ranges: [[0, 12]], widthPx, heightPx, atS: 5 });

    const third = segment!.fragments[2]!;
    const rest = bytes.subarray(third.offset);
    const fromS = (third.fromMs - segment!.fromMs) / 1000;
    const part = await play([head, rest], 9);
    assert.equal(part.ranges.length, 1);
    assert.ok(Math.abs(part.ranges[0]![0]! - fromS) < 0.001 && part.ranges[0]![1] === 12, `${part.ranges}`);
  } finally {
    await browser.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
