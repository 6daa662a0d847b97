/** X25519 on raw 32-byte keys with the native implementation: keys never become text on the way. RFC 7748, RFC 8410. */
import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';
import { decodeBech32, encodeBech32 } from './bech32.ts';

const publicHead = Buffer.from('302a300506032b656e032100', 'hex');
const privateHead = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** A public key as age writes it, e.g. age1qx7f2k.... @returns null when it is none. */
export function parseRecipient(text: string): Uint8Array | null {
  const key = decodeBech32('age', text);
  return key?.length === 32 && text === text.toLowerCase() ? key : null;
}

export function formatRecipient(publicKey: Uint8Array): string {
  return encodeBech32('age', publicKey);
}

/** 32 random bytes: any of them is a private key. The caller wipes them. */
export function newPrivateKey(): Uint8Array {
  return randomFillSync(new Uint8Array(32));
}

export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  return rawPublicKey(createPublicKey(importPrivate(privateKey)));
}

/** What two share; the caller wipes it. @throws Error for a public key of low order. */
export function sharedSecretOf(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return diffieHellman({ privateKey: importPrivate(privateKey), publicKey: importPublic(publicKey) });
}

/** A key for this one occasion, whose private half never leaves the native library. */
export function ephemeralSecretWith(publicKey: Uint8Array): { share: Uint8Array; secret: Uint8Array } {
  const pair = generateKeyPairSync('x25519');
  const secret = diffieHellman({ privateKey: pair.privateKey, publicKey: importPublic(publicKey) });
  return { share: rawPublicKey(pair.publicKey), secret };
}

function importPublic(key: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([publicHead, key]), format: 'der', type: 'spki' });
}

function importPrivate(key: Uint8Array): KeyObject {
  const der = Buffer.concat([privateHead, key]);
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } finally {
    der.fill(0);
  }
}

function rawPublicKey(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(-32));
}
