import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultAlarmPolicy } from './alarm-policy.ts';
import { covers, isInForce, type OutOfService, shelfRefusal, suppressedBy } from './set-aside.ts';

const order: OutOfService = {
  id: 'o1',
  cameraId: 'square',
  zoneId: null,
  kind: null,
  by: 'ada',
  reason: 'new mast',
  sinceMs: 1_000,
  untilMs: null,
  endedAtMs: null,
  endedBy: null,
};
const place = { cameraId: 'square', zoneId: 'track', kind: 'intrusion' } as const;

test('an order covers a camera, a zone of it, or a kind of alarm anywhere', () => {
  assert.ok(covers(order, place));
  assert.ok(!covers(order, { ...place, cameraId: 'gate' }));
  assert.ok(!covers({ ...order, zoneId: 'stairs' }, place));
  assert.ok(covers({ ...order, cameraId: null, kind: 'intrusion' }, place));
  assert.ok(!covers({ ...order, cameraId: null, kind: 'queue' }, place));
});

test('an order without an end holds until a person ends it, one with an end until then', () => {
  assert.ok(isInForce(order, 9e12));
  assert.ok(isInForce({ ...order, untilMs: 5_000 }, 4_999));
  assert.ok(!isInForce({ ...order, untilMs: 5_000 }, 5_000));
  assert.ok(!isInForce({ ...order, endedAtMs: 2_000, endedBy: 'ada' }, 1_500));
});

test('a camera that sees nothing says nothing of its zones; its own faults are still told', () => {
  const { suppressions } = defaultAlarmPolicy;
  for (const fault of ['camera-lost', 'camera-frozen', 'camera-dark', 'camera-moved'] as const) {
    assert.equal(suppressedBy('intrusion', [fault], suppressions), fault);
    assert.equal(suppressedBy('camera-blurred', [fault], suppressions), null);
  }
  assert.equal(suppressedBy('intrusion', ['camera-blurred', 'crowding'], suppressions), null);
  assert.equal(suppressedBy('intrusion', [], suppressions), null);
});

test('a shelf has an end, and not beyond what the site allows', () => {
  assert.equal(shelfRefusal(1, 10), null);
  assert.equal(shelfRefusal(10, 10), null);
  assert.equal(shelfRefusal(11, 10), 'too-long');
  assert.equal(shelfRefusal(0, 10), 'no-time');
  assert.equal(shelfRefusal(Number.NaN, 10), 'no-time');
});
