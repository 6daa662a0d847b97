import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSignInGuard } from './sign-in-guard.ts';

/** Tries as fast as the guard allows. @returns attempts made in the time. */
function attemptsWithin(spanMs: number, who: (attempt: number) => { name: string; address: string }): number {
  const guard = createSignInGuard();
  let nowMs = 0;
  for (let attempt = 0; ; ) {
    const { name, address } = who(attempt);
    const waitMs = guard.attempt(name, address, nowMs);
    if (waitMs === 0) attempt++;
    else nowMs += waitMs;
    if (nowMs > spanMs) return attempt;
    if (attempt > 1_000) return attempt;
  }
}

const dayMs = 86_400_000;

test('who guesses one password from one address gets about a hundred tries a day', () => {
  const tries = attemptsWithin(dayMs, () => ({ name: 'admin', address: '10.0.0.1' }));
  assert.ok(tries > 5 && tries < 120, `${tries} tries`);
});

test('many addresses against one person, and one address against many, are slowed too', () => {
  assert.ok(attemptsWithin(dayMs, (i) => ({ name: 'admin', address: `10.0.${i >> 8}.${i & 255}` })) < 150);
  assert.ok(attemptsWithin(dayMs, (i) => ({ name: `name-${i}`, address: '10.0.0.1' })) < 150);
});

test('a right password makes the slate clean, for that person and address', () => {
  const guard = createSignInGuard();
  for (let i = 0; i < 4; i++) assert.equal(guard.attempt('ann', '10.0.0.1', 0), 0);
  guard.succeeded('ann', '10.0.0.1');
  for (let i = 0; i < 5; i++) assert.equal(guard.attempt('ann', '10.0.0.1', 0), 0);
  assert.ok(guard.attempt('ann', '10.0.0.1', 0) > 0);
});

test('a stranger who guesses does not lock the person out from her own desk', () => {
  const guard = createSignInGuard();
  for (let i = 0; i < 10; i++) guard.attempt('ann', '203.0.113.9', 0);
  assert.equal(guard.attempt('ann', '10.0.0.1', 0), 0);
});
