import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Footage } from '../../contract/recording.ts';
import { openFragmentedMp4 } from '../../ingest/mp4/fragmented-mp4.ts';
import { FootageSource, neighbourMs } from './footage-source.ts';
import { Gate } from './gate.ts';

const startMs = Date.UTC(2026, 10, 23, 22, 50);
const groupMs = 1_500;
const pictureMs = 500;
const mostRequests = 3;

/** A file of 20 minutes across two windows of the index and a midnight, served from memory; every picture 4 kB. */
function recorded() {
  const mp4 = openFragmentedMp4({
    codec: 'h264',
    parameterSets: [
      Uint8Array.from([0x67, 0x42, 0xc0, 0x1e, 0xd9, 0x00, 0xa0, 0x47, 0xfe, 0x88]),
      Uint8Array.from([0x68, 0xce, 0x3c, 0x80]),
    ],
    widthPx: 640,
    heightPx: 360,
  });
  const parts = [mp4.head];
  const fragments: { fromMs: number; offset: number; bytes: number }[] = [];
  let length = mp4.head.length;
  for (let fromMs = startMs; fromMs < startMs + 1_200_000; fromMs += groupMs) {
    const samples = [0, 1, 2].map((i) => ({
      isKey: i === 0,
      dtsTicks: (fromMs + i * pictureMs) * 90,
      ptsTicks: (fromMs + i * pictureMs) * 90,
      bytes: Uint8Array.from([0, 0, 0, 1, i === 0 ? 0x65 : 0x41, ...new Array<number>(4_000).fill(9)]),
    }));
    const part = mp4.fragment({ samples, endTicks: (fromMs + groupMs) * 90, capturedAtMs: fromMs });
    fragments.push({ fromMs, offset: length, bytes: part.length });
    parts.push(part);
    length += part.length;
  }
  return { file: Buffer.concat(parts), fragments };
}
const { file, fragments } = recorded();

function world(mostBytes: number) {
  const seen = { reads: 0, inside: 0, mostInside: 0 };
  const source = new FootageSource({
    cameraId: 'square',
    gate: new Gate(mostRequests),
    mostBytes,
    changed: () => {},
    reader: {
      nowMs: () => startMs + 86_400_000,
      list: async (cameraId, span): Promise<Footage> => ({
        cameraId,
        atMs: startMs + 86_400_000,
        segments: [
          {
            id: 'a',
            kind: 'masked',
            fromMs: startMs,
            toMs: startMs + 1_200_000,
            codec: 'avc1.42C01E',
            widthPx: 640,
            heightPx: 360,
            bytes: file.length,
            end: 'full',
            clockOffsetMs: null,
            fragments,
          },
        ].filter(({ fromMs, toMs }) => fromMs < span.toMs && toMs > span.fromMs) as Footage['segments'],
        gaps: [],
        holds: [],
      }),
      async read(_id, { offset, bytes }) {
        if (offset > 0) {
          seen.reads++;
          seen.mostInside = Math.max(seen.mostInside, ++seen.inside);
        }
        await settled();
        if (offset > 0) seen.inside--;
        return Uint8Array.from(file.subarray(offset, offset + bytes));
      },
    },
  });
  return { source, seen };
}

/** All that was asked for has come. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const allSettled = async () => {
  for (let i = 0; i < 12; i++) await settled();
};

async function known(source: FootageSource, atMs: number) {
  assert.equal(source.pieceAt(atMs), undefined, 'not known yet, which is not the same as a gap');
  await allSettled();
  const piece = source.pieceAt(atMs);
  assert.ok(piece);
  return piece;
}

test('playing fetches ahead in runs, never with more requests at once than the gate lets through', async () => {
  const { source, seen } = world(8 << 20);
  await known(source, startMs);
  for (let atMs = startMs; atMs < startMs + 120_000; atMs += 400) {
    source.prefetch({ atMs, speed: 4 });
    await settled();
  }
  await allSettled();
  assert.ok(seen.mostInside <= mostRequests, `${seen.mostInside} at once`);
  assert.ok(seen.reads < 60, `${seen.reads} requests for 80 groups of pictures`);
  const piece = source.pieceAt(startMs + 100_000);
  assert.ok(piece && source.framesOf(piece) !== null);
});

test('what was played long ago is let go: memory stays within its bound', async () => {
  const { source } = world(400_000);
  const first = await known(source, startMs);
  for (let atMs = startMs; atMs < startMs + 300_000; atMs += 1_000) {
    source.prefetch({ atMs, speed: 1 });
    await settled();
  }
  await allSettled();
  const kept = source.pieces.filter((piece) => source.framesOf(piece) !== null);
  assert.ok(kept.reduce((sum, { bytes }) => sum + bytes, 0) <= 400_000 + 2 * fragments[0]!.bytes);
  assert.equal(source.framesOf(first), null);
});

test('the picture after the last of a group is the first of the next, and has to be fetched first', async () => {
  const { source } = world(8 << 20);
  const piece = await known(source, startMs);
  assert.equal(neighbourMs(source, startMs + 1_000, 1), undefined);
  await allSettled();
  assert.equal(source.framesOf(piece)?.length, 3);
  assert.equal(neighbourMs(source, startMs, 1), startMs + 500);
  while (neighbourMs(source, startMs + 1_000, 1) === undefined) await settled();
  assert.equal(neighbourMs(source, startMs + 1_000, 1), startMs + 1_500);
  assert.equal(neighbourMs(source, startMs + 1_500, -1), startMs + 1_000);
  assert.equal(neighbourMs(source, startMs, -1), null);
});
