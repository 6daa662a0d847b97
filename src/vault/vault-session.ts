/** One drill, re-deal or opening: gathers shares until they make the vault's key, and holds it no longer than needed. */
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Deal, DealOrder, SealedShare, SessionOrder, ShareAnswer } from '../contract/vault.ts';
import type { Share } from '../core/vault/share-text.ts';
import { vaultIdOf } from '../core/vault/vault-id.ts';
import { formatRecipient, publicKeyOf } from '../ingest/seal/x25519.ts';
import { dealKey } from './deal.ts';
import { readHandedShare } from './handed-share.ts';
import { combineShares } from './shares.ts';

export class VaultSession {
  /** Made for this session, and gone with it: a share that was sealed to another cannot be read here. */
  readonly recipient: string;
  readonly #identity: string;
  readonly #order: SessionOrder;
  readonly #handed: { readonly userId: string; readonly share: Share }[] = [];
  #key: Uint8Array | null = null;
  #isUnlocked = false;

  private constructor(order: SessionOrder, identity: string, recipient: string) {
    this.#order = order;
    this.#identity = identity;
    this.recipient = recipient;
  }

  static async begin(order: SessionOrder): Promise<VaultSession> {
    const identity = await generateX25519Identity();
    return new VaultSession(order, identity, await identityToRecipient(identity));
  }

  async submit(sealed: SealedShare): Promise<ShareAnswer> {
    const { sessionId, vaultRecipient, threshold } = this.#order;
    const read = await readHandedShare(sealed, { identity: this.#identity, sessionId });
    if (!read.ok) return read;
    const { share } = read;
    const { userId } = sealed;
    if (share.vaultId !== vaultIdOf(vaultRecipient)) return { ok: false, refusal: 'other-vault' };
    const isTwice = this.#handed.some((other) => other.userId === userId || isSameShare(other.share, share));
    if (isTwice) return { ok: false, refusal: 'twice' };
    // Of an earlier deal: were it taken, fewer people than today's rule asks for could open the vault.
    if (share.threshold !== threshold) return { ok: false, refusal: 'wrong-shares' };
    if (this.#isUnlocked) return { ok: true, isUnlocked: true, missing: 0 };
    this.#handed.push({ userId, share });
    const deal = this.#handed.filter((other) => other.share.dealId === share.dealId);
    if (deal.length < threshold) return { ok: true, isUnlocked: false, missing: threshold - deal.length };
    const key = await combineShares(deal.map((other) => other.share));
    this.#forgetShares();
    if (formatRecipient(publicKeyOf(key)) !== vaultRecipient) {
      key.fill(0);
      return { ok: false, refusal: 'wrong-shares' };
    }
    this.#isUnlocked = true;
    if (this.#order.purpose === 'drill') key.fill(0);
    else this.#key = key;
    return { ok: true, isUnlocked: true, missing: 0 };
  }

  /** The same key in new shares. @throws Error when it is not unlocked, or the session is for something else. */
  redeal(order: DealOrder): Promise<Deal> {
    return dealKey(this.keyFor('redeal'), order);
  }

  /** The private key, for as long as the session lives; not to be kept. @throws Error as `redeal`. */
  keyFor(purpose: SessionOrder['purpose']): Uint8Array {
    if (this.#order.purpose !== purpose) {
      throw new Error(
        `This session of the vault is for a ${nameOf(this.#order.purpose)}. Begin another one for a ${nameOf(purpose)}.`,
      );
    }
    if (this.#key === null) {
      throw new Error('The vault is locked. Let the custodians hand in their shares first.');
    }
    return this.#key;
  }

  end(): void {
    this.#key?.fill(0);
    this.#key = null;
    this.#forgetShares();
  }

  #forgetShares(): void {
    for (const { share } of this.#handed.splice(0)) share.secret.fill(0);
  }
}

function isSameShare(a: Share, b: Share): boolean {
  return a.dealId === b.dealId && a.index === b.index;
}

function nameOf(purpose: SessionOrder['purpose']): string {
  return { drill: 'drill', redeal: 're-deal', opening: 'opening' }[purpose];
}
