/** A vault key in k-of-n shares (Shamir over GF(256)): any k make it, k - 1 say nothing about it. */
import { randomInt } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';
import type { Share } from '../core/vault/share-text.ts';
import { vaultIdOf } from '../core/vault/vault-id.ts';
import { formatRecipient, publicKeyOf } from '../ingest/seal/x25519.ts';

export const maxCustodians = 20;

/**
 * @param key 32 bytes; stays the caller's to wipe, as the shares are.
 * @throws Error when the numbers are impossible, or when the shares made do not give the key back.
 */
export async function splitKey(
  key: Uint8Array,
  { threshold, count }: { readonly threshold: number; readonly count: number },
): Promise<Share[]> {
  const isPossible =
    Number.isInteger(threshold) && Number.isInteger(count) && 2 <= threshold && threshold <= count;
  if (!isPossible || count > maxCustodians) {
    throw new Error(
      `A vault cannot be opened by ${threshold} of ${count} custodians. Choose at least 2, at most all of them, and at most ${maxCustodians} custodians.`,
    );
  }
  const vaultId = vaultIdOf(formatRecipient(publicKeyOf(key)));
  const dealId = randomInt(65_536);
  const parts = await split(key, count, threshold);
  // The library writes the share's index behind its bytes.
  const shares = parts.map((part) => ({
    vaultId,
    dealId,
    threshold,
    index: part[32]!,
    secret: part.slice(0, 32),
  }));
  for (const part of parts) part.fill(0);
  // What cannot be opened must not be sealed to.
  const again = await combineShares(shares.slice(-threshold));
  const isSame = Buffer.compare(again, key) === 0;
  again.fill(0);
  if (!isSame)
    throw new Error('The shares that were made do not give the key back. Nothing was dealt; try again.');
  return shares;
}

/**
 * @param shares of one deal, each index once, as many as its threshold.
 * @returns 32 bytes: the key only if every share was right. The caller compares its public key, and wipes it.
 */
export async function combineShares(shares: readonly Share[]): Promise<Uint8Array> {
  const parts = shares.map(({ secret, index }) => Uint8Array.of(...secret, index));
  try {
    return await combine(parts);
  } finally {
    for (const part of parts) part.fill(0);
  }
}
