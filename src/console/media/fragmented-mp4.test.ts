import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { nalType, nalUnits, parameterSets, sampleOf } from './annex-b.ts';
import { fragment, initSegment } from './fragmented-mp4.ts';

/** Six grey 32x32 frames of libx264, two groups of pictures, Annex B. */
const film = [
  [true, 'AAAAAWdCwBTaJaEAAAMAAQAAB9CPFCqgAAAAAWjOPIAAAAABZYiEBGiYoAApcyddeA=='],
  [
    false,
    'AAAAAUGaICq8ZFAAEAaKAAIA0UAAQBooAAgDRQABAGigACANFAAEAaKAAIA0UAAQBooAAgDRQABAGigACANFAAEAaKAAIA0UAAQBooAAgDYnz+fw',
  ],
  [false, 'AAAAAUGaQHrxkUAA1FAANRQADUUAA1FAANRQADUUAA1FAANRQADUUAA1FAANRQADUUAA1icU58U5/A='],
  [true, 'AAAAAWdCwBTaJaEAAAMAAQAAB9CPFCqgAAAAAWjOPIAAAAABZYiCA2iYoAAgdyddeA=='],
  [false, 'AAAAAUGaICaicUAAQMsT5/P4'],
  [
    false,
    'AAAAAUGaQC68ZFAAEAqKAAIBUUAAQCooAAgFRQABAKigACAVFAAEAqKAAIBUUAAQCooAAgFRQABAKigACAVFAAEAqKAAIBUUAAQCooAAgFYnFDnxQ5/A',
  ],
] as const;

const units = film.map(([, text]) => nalUnits(new Uint8Array(Buffer.from(text, 'base64'))));

test('an access unit comes apart into its parameter sets and slices', () => {
  assert.deepEqual(
    units.map((unit) => unit.map(nalType)),
    [[7, 8, 5], [1], [1], [7, 8, 5], [1], [1]],
  );
  assert.equal(parameterSets(units[1]!), null);
  assert.deepEqual(nalUnits(new Uint8Array([1, 2, 3])), []);
});

test('three-byte and four-byte start codes mean the same', () => {
  const mixed = new Uint8Array([0, 0, 1, 0x67, 1, 2, 3, 0, 0, 0, 1, 0x68, 5, 0, 0, 1, 0x65, 9]);
  assert.deepEqual(
    nalUnits(mixed).map((unit) => [...unit]),
    [
      [0x67, 1, 2, 3],
      [0x68, 5],
      [0x65, 9],
    ],
  );
});

test('an independent reader finds every frame in our fragments, with time, length and key', async () => {
  const sets = parameterSets(units[0]!)!;
  const parts = [initSegment({ widthPx: 32, heightPx: 32, ...sets })];
  for (const [i, unit] of units.entries()) {
    parts.push(
      fragment({
        sequence: i + 1,
        timeMs: i * 200,
        durationMs: 200,
        isKey: film[i]![0],
        sample: sampleOf(unit),
      }),
    );
  }
  const input = new Input({ source: new BufferSource(Buffer.concat(parts)), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  assert.ok(track);
  assert.equal(track.codec, 'avc');
  assert.deepEqual([track.codedWidth, track.codedHeight], [32, 32]);
  assert.equal((await track.getDecoderConfig())?.codec, 'avc1.42c014');

  const packets = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  assert.deepEqual(
    packets.map((packet) => [Math.round(packet.timestamp * 1_000), packet.duration, packet.type]),
    film.map(([isKey], i) => [i * 200, 0.2, isKey ? 'key' : 'delta']),
  );
  for (const [i, packet] of packets.entries()) assert.deepEqual([...packet.data], [...sampleOf(units[i]!)]);
});
