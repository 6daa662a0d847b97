import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { queueChain } from './queue-chain.ts';
import { queueAlong } from './queue-length.ts';

const service = { x: 0, y: 0 };
const along = (...xs: number[]) => xs.map((x) => ({ x, y: 0 }));

test('a straight line is as long as its last is far, and ends at a gap', () => {
  assert.deepEqual(queueChain(along(0, 1, 2, 3), service, 1.5), { lengthM: 3, people: 4 });
  assert.deepEqual(queueChain(along(0, 1, 2, 3.6, 4.6), service, 1.5), { lengthM: 2, people: 3 });
  assert.deepEqual(queueChain(along(2, 3), service, 1.5), { lengthM: 0, people: 0 });
  assert.deepEqual(queueChain([], service, 1.5), { lengthM: 0, people: 0 });
});

test('a line that bends is followed around the bend', () => {
  const bent = [...along(0, 1, 2), { x: 2, y: 1 }, { x: 2, y: 2 }, { x: 1, y: 2 }, { x: 0, y: 2 }];
  assert.deepEqual(queueChain(bent, service, 1.2), { lengthM: 6, people: 7 });
});

test('on a straight line it is the queue along the drawn line, in whatever order people are given', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { maxLength: 30 }), (xs) => {
      const drawn = queueAlong(
        xs.map((x, id) => ({ id, at: { x, y: 0 }, velocity: { x: 0, y: 0 } })),
        [service, { x: 30, y: 0 }],
      );
      const chain = queueChain(along(...xs), service, 1.5);
      assert.equal(chain.people, drawn.people);
      assert.ok(Math.abs(chain.lengthM - drawn.lengthM) < 1e-9);
    }),
    { seed: 20_261_124 },
  );
});
