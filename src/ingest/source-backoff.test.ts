import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from './source-backoff.ts';

test('pauses double up to a cap, and begin again after a success', () => {
  const backoff = new Backoff({ firstMs: 500, maxMs: 4_000, random: () => 1 });
  const pauses = Array.from({ length: 5 }, () => backoff.nextMs());
  assert.deepEqual(pauses, [500, 1_000, 2_000, 4_000, 4_000]);
  backoff.reset();
  assert.equal(backoff.nextMs(), 500);
});

test('chance spreads a pause between its half and its whole', () => {
  const at = (random: number) => new Backoff({ firstMs: 500, maxMs: 4_000, random: () => random }).nextMs();
  assert.equal(at(0), 250);
  assert.equal(at(0.5), 375);
});

test('an account that could be locked is given more time', () => {
  const backoff = new Backoff({ firstMs: 500, maxMs: 4_000, random: () => 1 });
  assert.equal(backoff.nextMs({ atLeastMs: 120_000 }), 120_000);
});

test('a camera that is away for years still has a finite pause', () => {
  const backoff = new Backoff({ firstMs: 500, maxMs: 30_000, random: () => 1 });
  for (let i = 0; i < 5_000; i++) backoff.nextMs();
  assert.equal(backoff.nextMs(), 30_000);
});
