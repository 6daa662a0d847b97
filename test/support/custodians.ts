/** Custodians for tests: each has an age key for this occasion, as a browser makes one, and keeps a sheet of paper. */
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Deal, Dealt, HandedShare, SealedShare } from '../../src/contract/vault.ts';

export type Custodian = {
  readonly userId: string;
  readonly dealt: Dealt;
  /** The printed share, out of what was dealt. */
  sheetOf(deal: Deal): Promise<string>;
};

export async function custodian(userId: string): Promise<Custodian> {
  const identity = await generateX25519Identity();
  return {
    userId,
    dealt: { userId, recipient: await identityToRecipient(identity) },
    async sheetOf(deal) {
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      const mine = deal.shares.find((share) => share.userId === userId)!;
      return decrypter.decrypt(armor.decode(mine.sealed), 'text');
    },
  };
}

/** What a custodian's browser sends. */
export async function handIn(handed: HandedShare, recipient: string): Promise<SealedShare> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const sealed = armor.encode(await encrypter.encrypt(JSON.stringify(handed)));
  return { userId: handed.userId, sealed };
}
