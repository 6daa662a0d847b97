import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFragmentedMp4 } from '../../ingest/mp4/fragmented-mp4.ts';
import { descriptionOf, framesOf, startTicksOf } from './read-mp4.ts';

const sps = Uint8Array.from([0x67, 0x42, 0xc0, 0x1e, 0xd9, 0x00, 0xa0, 0x47, 0xfe, 0x88]);
const pps = Uint8Array.from([0x68, 0xce, 0x3c, 0x80]);
const startCode = Uint8Array.from([0, 0, 0, 1]);
const startMs = Date.UTC(2026, 2, 29, 1) - 300;

/** Three pictures, 40 ms apart and then 100: a camera that is not regular. */
function recorded() {
  const mp4 = openFragmentedMp4({
    codec: 'h264',
    parameterSets: [sps, pps],
    widthPx: 640,
    heightPx: 360,
  });
  const picture = (atMs: number, isKey: boolean) => ({
    isKey,
    dtsTicks: atMs * 90,
    ptsTicks: atMs * 90,
    bytes: Uint8Array.from([...startCode, isKey ? 0x65 : 0x41, 1, 2, 3]),
  });
  const samples = [picture(startMs, true), picture(startMs + 40, false), picture(startMs + 140, false)];
  const first = mp4.fragment({ samples, endTicks: (startMs + 240) * 90, capturedAtMs: startMs });
  const second = mp4.fragment({
    samples: [picture(startMs + 240, true)],
    endTicks: (startMs + 340) * 90,
    capturedAtMs: startMs + 240,
  });
  return { head: mp4.head, first, second };
}

test('a picture has the time of its capture to the millisecond, and tells whether one can begin there', () => {
  const { first } = recorded();
  assert.deepEqual(
    framesOf(first).map(({ atMs, isKey }) => [atMs - startMs, isKey]),
    [
      [0, true],
      [40, false],
      [140, false],
    ],
  );
  assert.deepEqual([...framesOf(first)[0]!.data], [0, 0, 0, 4, 0x65, 1, 2, 3]);
});

test('fragments behind each other read as one', () => {
  const { first, second } = recorded();
  const both = framesOf(Uint8Array.from([...first, ...second]));
  assert.deepEqual(
    both.map(({ atMs }) => atMs - startMs),
    [0, 40, 140, 240],
  );
  assert.equal(startTicksOf(second), 240 * 90);
});

test('the head describes the decoder', () => {
  const description = descriptionOf(recorded().head);
  assert.deepEqual([...description.subarray(0, 4)], [1, 0x42, 0xc0, 0x1e]);
});

test('bytes that are cut off anywhere are refused, never read as fewer pictures', () => {
  const { first, head } = recorded();
  const whole = framesOf(first).length;
  for (let length = 1; length < first.length; length++) {
    let read = 0;
    try {
      read = framesOf(first.subarray(0, length)).length;
    } catch (error) {
      assert.ok(error instanceof Error);
    }
    assert.ok(read === 0 || read === whole, `${length} bytes gave ${read} pictures`);
  }
  assert.throws(() => descriptionOf(head.subarray(0, 60)));
});
