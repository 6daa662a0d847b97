import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { decodedPictures, hasFfmpeg, probe } from '../record/ffmpeg.support.ts';
import { boxHead, isChecked, readFragment, readHead } from './box-reader.ts';
import { type FragmentedMp4, type Mp4Sample, openFragmentedMp4 } from './fragmented-mp4.ts';
import { nalKind, nalUnits, parameterSets, type VideoCodec } from './nal-units.ts';

let folder = '';

before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-mp4-'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** Access units of 4 seconds at 10 pictures a second, as FFmpeg's encoder made them, with B frames where asked. */
function encode(codec: VideoCodec, bFrames: number): { units: Uint8Array[]; times: Mp4Sample[] } {
  const file = path.join(folder, `${codec}-${bFrames}.mp4`);
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=320x192:rate=10:duration=4'];
  const options =
    codec === 'h264'
      ? ['-c:v', 'libx264', '-g', '10', '-bf', String(bFrames)]
      : [
          '-c:v',
          'libx265',
          '-x265-params',
          `keyint=10:min-keyint=10:open-gop=0:bframes=${bFrames}:log-level=none`,
        ];
  const common = ['-pix_fmt', 'yuv420p', '-video_track_timescale', '90000'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...source, ...options, ...common, file]);
  const { packets } = JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-show_packets', '-of', 'json', file], { encoding: 'utf8' }),
  );
  const raw = path.join(folder, `${codec}-${bFrames}.${codec}`);
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', file, '-c', 'copy', raw]);
  const whole = nalUnits(readFileSync(raw));
  const units: Uint8Array[][] = [];
  let isPictureSeen = true;
  for (const unit of whole) {
    const isPicture = codec === 'h264' ? [1, 5].includes(unit[0]! & 0x1f) : ((unit[0]! >> 1) & 0x3f) < 32;
    const isNew = isPictureSeen && (!isPicture || isFirstSlice(codec, unit));
    if (isNew) units.push([]);
    isPictureSeen = isPicture;
    units.at(-1)!.push(unit);
  }
  const annexB = units.map((nals) => Buffer.concat(nals.flatMap((nal) => [Buffer.from([0, 0, 0, 1]), nal])));
  const times = packets.map((packet: { pts: number; dts: number; flags: string }, i: number) => ({
    isKey: packet.flags.startsWith('K'),
    dtsTicks: packet.dts + 1_000_000,
    ptsTicks: packet.pts + 1_000_000,
    bytes: annexB[i]!,
  }));
  assert.equal(annexB.length, times.length);
  return { units: annexB, times };
}

function isFirstSlice(codec: VideoCodec, unit: Uint8Array): boolean {
  return (unit[codec === 'h264' ? 1 : 2]! & 0x80) !== 0;
}

const startMs = Date.UTC(2026, 10, 24, 23, 59, 58, 123);

function write(file: string, mp4: FragmentedMp4, samples: readonly Mp4Sample[]): Uint8Array[] {
  const fragments: Uint8Array[] = [];
  for (let from = 0; from < samples.length; from += 10) {
    const group = samples.slice(from, from + 10);
    const endTicks = samples[from + 10]?.dtsTicks ?? group.at(-1)!.dtsTicks + 9_000;
    fragments.push(mp4.fragment({ samples: group, endTicks, capturedAtMs: startMs + from * 100 }));
  }
  writeFileSync(file, Buffer.concat([mp4.head, ...fragments]));
  return fragments;
}

describe('fragmented MP4', { skip: hasFfmpeg ? false : 'ffmpeg is not installed' }, () => {
  for (const [codec, bFrames] of [
    ['h264', 0],
    ['h264', 2],
    ['h265', 0],
    ['h265', 2],
  ] as const) {
    test(`${codec} with ${bFrames} B frames is decoded by FFmpeg picture for picture, at its times`, () => {
      const { units, times } = encode(codec, bFrames);
      const sets = parameterSets(codec, nalUnits(units[0]!))!;
      const mp4 = openFragmentedMp4({ codec, parameterSets: sets, widthPx: 320, heightPx: 192 });
      const file = path.join(folder, `out-${codec}-${bFrames}.mp4`);
      const fragments = write(file, mp4, times);
      const probed = probe(file);
      assert.deepEqual(
        [probed.codec, probed.widthPx, probed.heightPx],
        [codec === 'h264' ? 'h264' : 'hevc', 320, 192],
      );
      assert.deepEqual(
        probed.timesS.map((s) => Math.round(s * 90_000)),
        times.map(({ ptsTicks }) => ptsTicks - times[0]!.dtsTicks),
      );
      assert.deepEqual(
        probed.keys,
        times.map(({ isKey }) => isKey),
      );
      assert.equal(decodedPictures(file), 40);
      assert.match(mp4.codec, codec === 'h264' ? /^avc1\.64/ : /^hvc1\.1\.6\.L\d+\.90$/);
      assert.deepEqual(readHead(mp4.head), { codec: mp4.codec, widthPx: 320, heightPx: 192 });
      fragments.forEach((fragment, i) => {
        assert.deepEqual(readFragment(fragment), {
          fromMs: startMs + i * 1_000,
          lengthMs: 1_000,
          startsWithKey: true,
        });
      });
    });
  }

  test('units with lengths give the same file as units with start codes', () => {
    const { units, times } = encode('h264', 0);
    const shape = {
      codec: 'h264',
      parameterSets: parameterSets('h264', nalUnits(units[0]!))!,
      widthPx: 320,
      heightPx: 192,
    } as const;
    const packed = times.map((sample) => {
      const kept = nalUnits(sample.bytes).filter((unit) => nalKind('h264', unit) === 'other');
      const parts = kept.flatMap((unit) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(unit.length);
        return [length, unit];
      });
      return { ...sample, bytes: Buffer.concat(parts) };
    });
    const [a, b] = [path.join(folder, 'a.mp4'), path.join(folder, 'b.mp4')];
    write(a, openFragmentedMp4(shape), times);
    write(b, openFragmentedMp4({ ...shape, packaging: 'length' }), packed);
    assert.deepEqual(readFileSync(b), readFileSync(a));
  });

  test('a flipped bit anywhere in a fragment, or a missing end, is seen', () => {
    const { units, times } = encode('h264', 0);
    const sets = parameterSets('h264', nalUnits(units[0]!))!;
    const mp4 = openFragmentedMp4({ codec: 'h264', parameterSets: sets, widthPx: 320, heightPx: 192 });
    const samples = times.slice(20, 30).map((sample) => ({ ...sample, bytes: sample.bytes.subarray(0, 60) }));
    const fragment = mp4.fragment({ samples, endTicks: times[30]!.dtsTicks, capturedAtMs: startMs });
    assert.equal(boxHead(fragment)!.type, 'prft');
    assert.ok(isChecked(fragment));
    for (let at = 0; at < fragment.length; at++) {
      const flipped = fragment.slice();
      flipped[at]! ^= 1 << (at % 8);
      assert.equal(isChecked(flipped), false, `byte ${at}`);
      assert.equal(isChecked(fragment.subarray(0, at)), false, `cut at ${at}`);
    }
  });
});
