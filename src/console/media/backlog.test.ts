import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { admit, type Backlog, emptyBacklog, patienceMs, queueLimit, shortQueue } from './backlog.ts';

const key = { isKey: true };
const delta = { isKey: false };

test('the first frame decoded is a key frame', () => {
  assert.equal(admit(emptyBacklog, delta, { length: 0, nowMs: 0 }).admission, 'skip');
  assert.equal(admit(emptyBacklog, key, { length: 0, nowMs: 0 }).admission, 'decode');
});

test('a whole group of pictures may arrive at once when joining', () => {
  let backlog = admit(emptyBacklog, key, { length: 0, nowMs: 0 }).backlog;
  for (let length = 1; length < 50; length++) {
    const next = admit(backlog, delta, { length, nowMs: 3 });
    assert.equal(next.admission, 'decode');
    backlog = next.backlog;
  }
});

test('a viewer that stays behind skips to the next key frame and begins there anew', () => {
  let backlog: Backlog = { needsKey: false, skipped: 0, longSinceMs: null };
  const at = (frame: { isKey: boolean }, length: number, nowMs: number) => {
    const next = admit(backlog, frame, { length, nowMs });
    backlog = next.backlog;
    return next.admission;
  };
  assert.equal(at(delta, shortQueue, 0), 'decode');
  assert.equal(at(delta, shortQueue, patienceMs), 'decode');
  assert.equal(at(delta, shortQueue, patienceMs + 1), 'skip');
  assert.equal(at(delta, 0, patienceMs + 200), 'skip', 'a delta after a gap would be a broken picture');
  assert.equal(at(key, queueLimit, patienceMs + 400), 'restart');
  assert.equal(backlog.skipped, 2 + queueLimit);
  assert.equal(at(delta, 1, patienceMs + 600), 'decode');
});

test('whatever the decoder does, it never holds more than the limit and never gets a delta after a gap', () => {
  const arrivals = fc.record({
    isKey: fc.boolean(),
    decoded: fc.integer({ min: 0, max: 3 }),
    afterMs: fc.integer({ min: 0, max: 300 }),
  });
  fc.assert(
    fc.property(fc.array(arrivals, { maxLength: 400 }), (frames) => {
      let backlog = emptyBacklog;
      let queued = 0;
      let wasSkipped = true;
      let shown = 0;
      let nowMs = 0;
      for (const frame of frames) {
        nowMs += frame.afterMs;
        const done = Math.min(queued, frame.decoded);
        shown += done;
        queued -= done;
        const { backlog: next, admission } = admit(backlog, frame, { length: queued, nowMs });
        backlog = next;
        if (admission === 'restart') queued = 0;
        if (admission !== 'skip') {
          assert.ok(frame.isKey || !wasSkipped);
          queued++;
        }
        wasSkipped = admission === 'skip';
        assert.ok(queued <= queueLimit);
      }
      assert.equal(
        shown + queued + backlog.skipped,
        frames.length,
        'every frame is shown, waiting or counted',
      );
    }),
  );
});
