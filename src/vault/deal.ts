/** Deals a key: one sealed share for each custodian's own recipient, and nothing else of it. */
import { armor, Encrypter } from 'age-encryption';
import type { Deal, DealOrder, Dealt, SealedShare } from '../contract/vault.ts';
import { formatShare } from '../core/vault/share-text.ts';
import { formatRecipient, newPrivateKey, publicKeyOf } from '../ingest/seal/x25519.ts';
import { splitKey } from './shares.ts';

/** @throws Error when the order is impossible. */
export async function dealNewKey(order: DealOrder): Promise<Deal> {
  const key = newPrivateKey();
  try {
    return await dealKey(key, order);
  } finally {
    key.fill(0);
  }
}

/** @param key stays the caller's to wipe. @throws Error when the order is impossible. */
export async function dealKey(key: Uint8Array, { threshold, custodians }: DealOrder): Promise<Deal> {
  const persons = new Set(custodians.map(({ userId }) => userId));
  if (persons.size < custodians.length) {
    throw new Error('One person is named twice among the custodians. Every share goes to another person.');
  }
  const shares = await splitKey(key, { threshold, count: custodians.length });
  try {
    const sealed: SealedShare[] = [];
    for (const [i, custodian] of custodians.entries()) {
      sealed.push({ userId: custodian.userId, sealed: await sealText(formatShare(shares[i]!), custodian) });
    }
    return { vaultRecipient: formatRecipient(publicKeyOf(key)), shares: sealed };
  } finally {
    for (const { secret } of shares) secret.fill(0);
  }
}

async function sealText(text: string, { userId, recipient }: Dealt): Promise<string> {
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch (cause) {
    throw new Error(
      `The key that the browser of custodian ${userId} sent cannot be sealed to. Let them open the ceremony page again.`,
      { cause },
    );
  }
  return armor.encode(await encrypter.encrypt(text));
}
