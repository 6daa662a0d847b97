import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { priorities } from '../priority.ts';
import { alarmStates, asksForNotice, isAside, isOpen } from './alarm.ts';
import { type LineAlarm, linesOf, mostLines, queueOf } from './queue-lines.ts';

let count = 0;
const alarm = (more: Partial<LineAlarm> = {}): LineAlarm => ({
  id: `a${++count}`,
  cameraId: 'square',
  zoneId: 'track',
  kind: 'intrusion',
  priority: 'high',
  state: 'unacknowledged',
  ...more,
});
const many = (n: number, more: (i: number) => Partial<LineAlarm>) =>
  Array.from({ length: n }, (_, i) => alarm(more(i)));

test('a queue that can be read is left as it is', () => {
  const alarms = many(mostLines, (i) => ({ cameraId: `cam-${i}` }));
  assert.deepEqual(
    linesOf(alarms, mostLines).map(({ key }) => key),
    alarms.map(({ id }) => id),
  );
});

test('five hundred cameras lost at once are one line, and the person on the track is another', () => {
  const track = alarm({ kind: 'person-on-track' });
  const lost = many(500, (i) => ({
    kind: 'camera-lost',
    priority: 'medium',
    cameraId: `c${i}`,
    zoneId: null,
  }));
  const lines = linesOf([track, ...lost], mostLines);
  assert.deepEqual(
    lines.map(({ alarms, kind }) => [kind, alarms.length]),
    [
      ['person-on-track', 1],
      ['camera-lost', 500],
    ],
  );
});

test('one camera that rings in every way is one line with its name', () => {
  const kinds = ['loitering', 'queue', 'slow-traffic', 'line-crossing'] as const;
  const alarms = many(40, (i) => ({ kind: kinds[i % 4]!, priority: 'low', zoneId: `z${i}` }));
  const others = many(9, (i) => ({ cameraId: `c${i}`, priority: 'high' }));
  const lines = linesOf([...others, ...alarms], mostLines);
  assert.equal(lines.length, 10);
  assert.deepEqual([lines[9]!.cameraId, lines[9]!.kind, lines[9]!.alarms.length], ['square', null, 40]);
});

test('what somebody has taken makes room for what still asks', () => {
  const waiting = many(30, (i) => ({ cameraId: `c${i}` }));
  const taken = many(300, (i) => ({ cameraId: `c${i}`, state: 'acknowledged' }));
  const queue = queueOf([...waiting, ...taken], mostLines);
  assert.deepEqual([queue.waiting.length, queue.taken.length], [1, 1]);
  assert.equal(queue.taken[0]!.alarms.length, 300);
  const calm = queueOf([...waiting.slice(0, 2), ...taken.slice(0, 8)], mostLines);
  assert.deepEqual([calm.waiting.length, calm.taken.length], [2, 8]);
});

test('whatever stands, there are no more lines than asked for, and every alarm is in exactly one', () => {
  const anyAlarm = fc.record({
    id: fc.uuid(),
    cameraId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    zoneId: fc.constantFrom(null, 'x', 'y', 'z'),
    kind: fc.constantFrom('intrusion', 'queue', 'crowding', 'camera-lost', 'loitering'),
    priority: fc.constantFrom(...priorities),
    state: fc.constantFrom(...alarmStates.filter((state) => isOpen({ state }) && !isAside({ state }))),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(anyAlarm, { selector: ({ id }) => id, maxLength: 80 }),
      fc.integer({ min: 2, max: 12 }),
      (alarms, most) => {
        const { waiting, taken } = queueOf(alarms as LineAlarm[], most);
        const lines = [...waiting, ...taken];
        assert.ok(lines.length <= most);
        assert.equal(new Set(lines.map(({ key }) => key)).size, new Set(lines).size - shared(waiting, taken));
        const ids = lines.flatMap((line) => line.alarms.map(({ id }) => id));
        assert.deepEqual(ids.toSorted(), alarms.map(({ id }) => id).toSorted());
        assert.ok(waiting.every((line) => line.alarms.every(asksForNotice)));
        if (waiting.length > 1 || most > 3) {
          for (const { priority, alarms: held } of waiting)
            assert.ok(priority !== null || held.length === waiting.flatMap((one) => one.alarms).length);
        }
      },
    ),
  );
});

/** A line of what waits and one of what is taken may be of the same sort. */
function shared(waiting: readonly { key: string }[], taken: readonly { key: string }[]): number {
  return taken.filter(({ key }) => waiting.some((line) => line.key === key)).length;
}
