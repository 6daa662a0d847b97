/** What happens to a share in the browser. It leaves this page sealed, or not at all. */
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { HandedShare } from '../../contract/vault.ts';
import { type Asked, askedText } from '../../core/evidence/opening.ts';

/** Of one ceremony: lives in this page only, and is gone with it. */
export type Seat = { readonly identity: string; readonly recipient: string };

export async function takeSeat(): Promise<Seat> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** @throws Error when it was dealt to another page. */
export async function readShare(sealed: string, seat: Seat): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(seat.identity);
  return decrypter.decrypt(armor.decode(sealed), 'text');
}

export async function sealShare(handed: HandedShare, recipient: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(JSON.stringify(handed)));
}

/** Of the request as this page shows it, hex: what a custodian approves. */
export async function seenSha256Of(id: string, asked: Asked): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(askedText(id, asked)));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
