/** Reads what a custodian handed in. Strict: what is not exactly a share for this occasion is none. */
import { armor, Decrypter } from 'age-encryption';
import type { SealedShare, shareRefusals } from '../contract/vault.ts';
import { parseShare, type Share } from '../core/vault/share-text.ts';

/** A sealed share has less than 2 KB. */
const maxSealedLetters = 16_384;

export type ReadShare =
  | { readonly ok: true; readonly share: Share }
  | {
      readonly ok: false;
      readonly refusal: Extract<
        (typeof shareRefusals)[number],
        'unreadable' | 'other-session' | 'other-person'
      >;
    };

/**
 * @param identity the session's own, as age writes it.
 * @param userId who is signed in where it was handed in.
 */
export async function readHandedShare(
  { userId, sealed }: SealedShare,
  { identity, sessionId }: { readonly identity: string; readonly sessionId: string },
): Promise<ReadShare> {
  const handed = await openHanded(sealed, identity);
  if (handed === null) return { ok: false, refusal: 'unreadable' };
  if (handed.sessionId !== sessionId) return { ok: false, refusal: 'other-session' };
  if (handed.userId !== userId) return { ok: false, refusal: 'other-person' };
  const parsed = parseShare(handed.share);
  return parsed.ok ? parsed : { ok: false, refusal: 'unreadable' };
}

async function openHanded(
  sealed: string,
  identity: string,
): Promise<{ sessionId: string; userId: string; share: string } | null> {
  if (sealed.length > maxSealedLetters) return null;
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const handed: unknown = JSON.parse(await decrypter.decrypt(armor.decode(sealed), 'text'));
    if (typeof handed !== 'object' || handed === null) return null;
    const { sessionId, userId, share } = handed as Record<string, unknown>;
    const isWhole = typeof sessionId === 'string' && typeof userId === 'string' && typeof share === 'string';
    return isWhole ? { sessionId, userId, share } : null;
  } catch {
    return null;
  }
}
