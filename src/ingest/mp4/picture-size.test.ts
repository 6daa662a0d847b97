import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { PacketReader } from '../video/packets.ts';
import { parameterSetsOf } from './nal-units.ts';
import { pictureSizeOf } from './picture-size.ts';

const sizes = ['1920x1080', '426x240', '80x68'];
const ways = [
  { codec: 'h264', ffmpeg: ['-c:v', 'libx264', '-preset', 'ultrafast'], suffix: 'h264' },
  {
    codec: 'h264',
    ffmpeg: ['-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'baseline'],
    suffix: 'h264',
  },
  {
    codec: 'h264',
    ffmpeg: ['-c:v', 'libx264', '-pix_fmt', 'yuv444p', '-x264-params', 'cqm=jvt'],
    suffix: 'h264',
  },
  {
    codec: 'h264',
    ffmpeg: ['-c:v', 'libx264', '-preset', 'ultrafast', '-flags', '+ildct+ilme'],
    suffix: 'h264',
  },
  {
    codec: 'h265',
    ffmpeg: ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'],
    suffix: 'h265',
  },
] as const;

test('the size of a picture is read from the parameter set, whatever the encoder was told', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'lamplighter-size-'));
  try {
    for (const { codec, ffmpeg, suffix } of ways) {
      for (const size of sizes) {
        const [widthPx, heightPx] = size.split('x').map(Number);
        const film = path.join(directory, `film.${suffix}`);
        const made = ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=5`, '-frames:v', '1'];
        execFileSync('ffmpeg', ['-v', 'error', '-y', ...made, '-pix_fmt', 'yuv420p', ...ffmpeg, film]);
        const reader = await PacketReader.open({ kind: 'file', path: film }, new AbortController().signal);
        const picture = await reader.read();
        assert.ok(picture !== null && picture !== 'end');
        assert.deepEqual(
          pictureSizeOf(codec, parameterSetsOf(codec, picture.bytes)!),
          { widthPx, heightPx },
          ffmpeg.join(' '),
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
