import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queueAlong } from './queue-length.ts';

/** From the counter 4 m east, then round a corner north. */
const line = [
  { x: 0, y: 0 },
  { x: 4, y: 0 },
  { x: 4, y: 6 },
];
const person = (x: number, y: number, mps: number | null = 0) => ({
  id: x * 100 + y,
  at: { x, y },
  velocity: mps === null ? null : { x: mps, y: 0 },
});

test('the queue reaches round the corner to the last who stands close behind another', () => {
  const people = [person(1, 0.2), person(2.2, 0), person(3.6, -0.3), person(4, 1), person(4.3, 2.4)];
  const queue = queueAlong(people, line);
  assert.equal(queue.people, 5);
  assert.ok(Math.abs(queue.lengthM - 6.4) < 1e-9, String(queue.lengthM));
});

test('a gap of more than 1.5 m ends it, whoever walks by or stands aside is not in it', () => {
  const people = [
    person(1, 0),
    person(2, 0),
    person(3.8, 0),
    person(2.5, 0, 1),
    person(1.5, 1.2),
    person(3, 0, null),
  ];
  assert.deepEqual(queueAlong(people, line), { lengthM: 2, people: 2 });
});

test('without anyone near the counter there is no queue', () => {
  assert.deepEqual(queueAlong([person(3, 0)], line), { lengthM: 0, people: 0 });
  assert.deepEqual(queueAlong([], line), { lengthM: 0, people: 0 });
});
