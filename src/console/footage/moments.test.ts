import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Situation } from '../../core/situation/situation.ts';
import { landingMs, momentBeside, momentsOf } from './moments.ts';

const situation = (id: string, detectedAtMs: number): Situation => ({
  id,
  cameraId: 'square',
  kind: 'crowding',
  zoneId: 'z',
  sinceMs: detectedAtMs - 5_000,
  detectedAtMs,
  endedMs: null,
  certainty: 1,
  levelOfService: null,
  because: [],
});
const bookmark = { id: 'm', cameraId: 'square', atMs: 200_000, text: 'bag', madeBy: 'ada', createdAtMs: 0 };
const moments = momentsOf({
  situations: [situation('late', 300_000), situation('early', 100_000)],
  bookmarks: [bookmark],
  holes: [
    { fromMs: 400_000, toMs: 460_000, cause: 'camera-lost' },
    { fromMs: 150_000, toMs: 150_700, cause: 'unknown' },
  ],
});

test('alarms, marks and gaps stand in the order of time; a hole of a blink is none', () => {
  assert.deepEqual(
    moments.map(({ kind, atMs }) => [kind, atMs]),
    [
      ['alarm', 100_000],
      ['bookmark', 200_000],
      ['alarm', 300_000],
      ['gap', 400_000],
    ],
  );
});

test('a jump lands ten seconds before an alarm is detected', () => {
  assert.equal(landingMs(moments[0]!), 90_000);
});

test('jumping on and on visits each once, there and back', () => {
  const visit = (by: 1 | -1, fromMs: number) => {
    const kinds: number[] = [];
    for (let atMs = fromMs; ; ) {
      const moment = momentBeside(moments, atMs, by);
      if (moment === null) return kinds;
      kinds.push(moment.atMs);
      atMs = landingMs(moment);
    }
  };
  assert.deepEqual(visit(1, 0), [100_000, 200_000, 300_000, 400_000]);
  assert.deepEqual(visit(-1, 500_000), [400_000, 300_000, 200_000, 100_000]);
});
