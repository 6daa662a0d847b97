import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isVehiclePart } from './vehicle-part.ts';

const car = { x: 414, y: 173, w: 50, h: 48 };

test('the wheel and lamp that show beside the next car are no vehicle', () => {
  assert.equal(isVehiclePart({ x: 424, y: 203, w: 25, h: 22 }, [car]), true);
});

test('a car that hides half of the one before it is one, and so is that', () => {
  const before = { x: 398, y: 162, w: 50, h: 38 };
  assert.equal(isVehiclePart(car, [before]), false);
  assert.equal(isVehiclePart(before, [car]), false);
});

test('a small car beside a large one, and one that is alone, are vehicles', () => {
  assert.equal(isVehiclePart({ x: 380, y: 200, w: 25, h: 22 }, [car]), false);
  assert.equal(isVehiclePart(car, []), false);
});
