import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { filmOfGraph } from '../../../test/support/main-film.ts';
import { PacketReader } from '../video/packets.ts';
import { parameterSetsOf } from './nal-units.ts';
import { pictureSizeOf } from './picture-size.ts';

const sizes = ['1920x1080', '426x240', '80x68'];
const ways: readonly Way[] = [
  { codec: 'h264' },
  { codec: 'h264', own: { profile: 'baseline' } },
  { codec: 'h264', own: { 'x264-params': 'cqm=jvt' }, pixels: 'yuv444p' },
  { codec: 'h264', own: { flags: '+ildct+ilme' } },
  { codec: 'h265' },
];
type Way = {
  readonly codec: 'h264' | 'h265';
  readonly own?: Record<string, string>;
  readonly pixels?: string;
};

test('the size of a picture is read from the parameter set, whatever the encoder was told', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'lamplighter-size-'));
  try {
    for (const { codec, own, pixels = 'yuv420p' } of ways) {
      for (const size of sizes) {
        const [widthPx, heightPx] = size.split('x').map(Number);
        const film = path.join(directory, `film.${codec}`);
        const graph = `testsrc2=size=${size}:rate=5:duration=0.2,format=${pixels}`;
        await filmOfGraph(film, graph, { codec, fps: 5, own });
        const reader = await PacketReader.open({ kind: 'file', path: film }, new AbortController().signal);
        const picture = await reader.read();
        assert.ok(picture !== null && picture !== 'end');
        assert.deepEqual(
          pictureSizeOf(codec, parameterSetsOf(codec, picture.bytes)!),
          { widthPx, heightPx },
          JSON.stringify({ size, own }),
        );
        await reader.close();
      }
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a damaged parameter set is refused', () => {
  assert.throws(() => pictureSizeOf('h264', [Uint8Array.of(0x67, 66)]), /cut short|damaged/);
  assert.throws(() => pictureSizeOf('h264', []), /without an SPS/);
});
