import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { maskPicture } from '../mask.ts';
import { maskCells } from '../mask-cells.ts';
import { parameterSetsOf } from '../mp4/nal-units.ts';
import { openEncoder } from '../video/encode.ts';
import { decodedPictures, hasFfmpeg, probe } from './ffmpeg.support.ts';
import { GapTeller } from './gap-teller.ts';
import type { Part } from './part.ts';
import { PartMaker } from './part-maker.ts';
import { openDiskBlobs, startMs, unsynced } from './recorder-world.support.ts';
import { adoptSegment } from './salvage.ts';
import { SegmentWriter } from './segment-writer.ts';

const size = { widthPx: 64, heightPx: 64 };

/** A stream with a key frame in twelve seconds, as cameras that save bits send it. */
function sendLongGroups(maker: PartMaker, pictures: number): void {
  const encoder = openEncoder({ ...size, fps: 30 });
  for (let i = 0; i < pictures; i++) {
    const y = new Uint8Array(64 * 64).fill(90 + (i % 50));
    const chroma = () => new Uint8Array(32 * 32).fill(128);
    const { isKey, accessUnit } = encoder.encode(
      maskPicture({ ...size, y, u: chroma(), v: chroma() }, maskCells(size)),
    );
    const parameterSets = parameterSetsOf('h264', accessUnit);
    const stream = parameterSets && { codec: 'h264' as const, parameterSets, ...size };
    const ticks = 7_000 + i * 18_000;
    maker.take(
      {
        isKey,
        bytes: accessUnit,
        dtsTicks: ticks,
        ptsTicks: ticks,
        capturedAtMs: startMs + i * 200,
        tickMs: i * 200,
      },
      stream,
    );
  }
  encoder.close();
}

test('a long group of pictures comes in parts of less than two seconds', () => {
  const parts: Part[] = [];
  const maker = new PartMaker({ part: (part) => parts.push(part), cut: () => {} });
  sendLongGroups(maker, 150);
  maker.cut('stopped');
  assert.equal(
    parts.reduce((sum, { samples }) => sum + samples.length, 0),
    150,
  );
  for (const [i, { fromMs, toMs, startsWithKey, samples }] of parts.entries()) {
    assert.ok(toMs - fromMs < 2_000);
    assert.equal(startsWithKey, samples[0]!.isKey);
    if (i > 0) assert.equal(fromMs, parts[i - 1]!.toMs);
  }
  assert.equal(parts.filter(({ startsWithKey }) => startsWithKey).length, 3);
});

test('parts of a long group are durable one by one, and are one fragment in the index', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'lamplighter-parts-'));
  const blobs = openDiskBlobs(directory, unsynced);
  try {
    const grown: number[] = [];
    const keys: string[] = [];
    const gaps = new GapTeller({ cameraId: 'yard', kind: 'masked', say: () => {} });
    const writer = new SegmentWriter({
      cameraId: 'yard',
      kind: 'masked',
      blobs,
      gaps,
      tickMs: () => 0,
      say: (message) => {
        if (message.type === 'segment.grew') grown.push(message.segment.toMs);
        if (message.type === 'segment.closed') keys.push(message.segment.key);
      },
    });
    const maker = new PartMaker(writer);
    sendLongGroups(maker, 150);
    maker.cut('stopped');
    await writer.idle();
    assert.ok(grown.length > 15 && grown.every((toMs, i) => i === 0 || toMs - grown[i - 1]! < 2_000));
    const segment = (await adoptSegment(blobs, keys[0]!))!;
    assert.deepEqual(
      segment.fragments.map(({ fromMs }) => (fromMs - startMs) / 1000),
      [0, 12, 24],
    );
    assert.equal(segment.toMs - segment.fromMs, 30_000);
    if (!hasFfmpeg) return;
    const file = path.join(directory, keys[0]!);
    assert.equal(decodedPictures(file), 150);
    assert.deepEqual(
      probe(file).timesS.map((s) => Math.round(s * 5)),
      Array.from({ length: 150 }, (_, i) => i),
    );
  } finally {
    await blobs.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
