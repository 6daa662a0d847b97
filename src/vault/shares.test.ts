import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatShare, parseShare } from '../core/vault/share-text.ts';
import { newPrivateKey } from '../ingest/seal/x25519.ts';
import { combineShares, splitKey } from './shares.ts';

const deals = fc
  .integer({ min: 2, max: 8 })
  .chain((count) => fc.record({ count: fc.constant(count), threshold: fc.integer({ min: 2, max: count }) }));

test('any k of n shares, printed and typed again, make the key', async () => {
  await fc.assert(
    fc.asyncProperty(deals, fc.infiniteStream(fc.nat()), async (deal, chance) => {
      const key = newPrivateKey();
      const shares = (await splitKey(key, deal)).map((share) => {
        const parsed = parseShare(formatShare(share));
        assert.ok(parsed.ok);
        return parsed.share;
      });
      const chosen = shares
        .map((share) => ({ share, order: chance.next().value as number }))
        .sort((a, b) => a.order - b.order)
        .slice(0, deal.threshold)
        .map(({ share }) => share);
      assert.ok(Buffer.from(key).equals(await combineShares(chosen)));
    }),
    { numRuns: 60 },
  );
});

test('fewer than k shares do not make it', async () => {
  await fc.assert(
    fc.asyncProperty(
      deals.filter(({ threshold }) => threshold > 2),
      async (deal) => {
        const key = newPrivateKey();
        const shares = await splitKey(key, deal);
        assert.ok(!Buffer.from(key).equals(await combineShares(shares.slice(0, deal.threshold - 1))));
      },
    ),
    { numRuns: 60 },
  );
});

test('one share of two says nothing: every key is as likely', async () => {
  // Over 500 deals of one key, the bytes of the first share take all 256 values about evenly: chi-squared, 255 degrees.
  const key = newPrivateKey();
  const counts = new Array<number>(256).fill(0);
  const bytes = 32 * 500;
  for (let i = 0; i < 500; i++) {
    const [share] = await splitKey(key, { threshold: 2, count: 2 });
    for (const byte of share!.secret) counts[byte]!++;
  }
  const expected = bytes / 256;
  const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // Beyond it once in ten million runs.
  assert.ok(chiSquared < 385, `chi-squared ${chiSquared}`);
});

test('impossible numbers of custodians are refused', async () => {
  const key = newPrivateKey();
  for (const deal of [
    { threshold: 1, count: 3 },
    { threshold: 4, count: 3 },
    { threshold: 2, count: 21 },
    { threshold: 2.5, count: 3 },
  ]) {
    await assert.rejects(splitKey(key, deal), /cannot be opened by/);
  }
});
