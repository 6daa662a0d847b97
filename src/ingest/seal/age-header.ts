/**
 * The head of a sealed file: the file's own key, wrapped to the vault's public key. Text, so that `age` reads it.
 * @see https://c2sp.org/age
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { SealFault } from './seal-fault.ts';
import { ephemeralSecretWith, publicKeyOf, sharedSecretOf } from './x25519.ts';

const versionLine = 'age-encryption.org/v1';
const fileKeyBytes = 16;
const tagBytes = 16;
const noNonce = new Uint8Array(12);
/** A header for 20 recipients has 3 KB; what is longer is no header of ours. */
export const maxHeaderBytes = 16_384;

export type AgeHeader = {
  readonly stanzas: readonly Stanza[];
  /** Where the payload begins. */
  readonly bytes: number;
  /** What the MAC is of. */
  readonly signed: Uint8Array;
  readonly mac: Uint8Array;
};
type Stanza = { readonly args: readonly string[]; readonly body: Uint8Array };

/** A new file key, and the header that wraps it. The caller wipes the key. @param recipients raw public keys. */
export function sealFileKey(recipients: readonly Uint8Array[]): { header: Uint8Array; fileKey: Uint8Array } {
  const fileKey = randomBytes(fileKeyBytes);
  const stanzas = recipients.map((recipient) => wrap(fileKey, recipient)).join('');
  const signed = Buffer.from(`${versionLine}\n${stanzas}---`, 'latin1');
  const header = Buffer.concat([signed, Buffer.from(` ${base64(macOf(fileKey, signed))}\n`, 'latin1')]);
  return { header, fileKey };
}

/** @returns null while more bytes are needed. @throws SealFault for what is no header. */
export function readHeader(head: Uint8Array): AgeHeader | null {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, maxHeaderBytes)).toString(
    'latin1',
  );
  const probe = `${versionLine}\n`;
  if (!probe.startsWith(text.slice(0, probe.length)))
    throw new SealFault('header', 'this is no sealed file (age v1)');
  const end = /\n--- ([A-Za-z0-9+/]{43})\n/.exec(text);
  if (end === null) {
    if (head.length >= maxHeaderBytes) throw new SealFault('header', 'its header does not end');
    return null;
  }
  const bytes = end.index + end[0].length;
  const signed = head.slice(0, end.index + 4);
  const stanzas = stanzasOf(text.slice(probe.length, end.index + 1));
  return { stanzas, bytes, signed, mac: unbase64(end[1]!) };
}

/** The file's key. The caller wipes it. @throws SealFault when this private key does not open it, or it was changed. */
export function openFileKey(header: AgeHeader, privateKey: Uint8Array): Uint8Array {
  const fileKey = unwrap(header, privateKey);
  if (fileKey === null) throw new SealFault('key', 'it is sealed to another key, or its header was changed');
  if (timingSafeEqual(macOf(fileKey, header.signed), header.mac)) return fileKey;
  fileKey.fill(0);
  throw new SealFault('header', 'its header was changed');
}

function unwrap({ stanzas }: AgeHeader, privateKey: Uint8Array): Uint8Array | null {
  const publicKey = publicKeyOf(privateKey);
  for (const { args, body } of stanzas) {
    if (args[0] !== 'X25519') continue;
    const share = args.length === 2 && /^[A-Za-z0-9+/]{43}$/.test(args[1]!) ? unbase64(args[1]!) : null;
    if (share === null || body.length !== fileKeyBytes + tagBytes)
      throw new SealFault('header', 'its header was changed');
    const secret = sharedSecretOf(privateKey, share);
    const key = wrapKeyOf(secret, share, publicKey);
    secret.fill(0);
    const opener = createDecipheriv('chacha20-poly1305', key, noNonce, { authTagLength: tagBytes });
    key.fill(0);
    opener.setAuthTag(body.subarray(fileKeyBytes));
    const fileKey = opener.update(body.subarray(0, fileKeyBytes));
    try {
      opener.final();
      return fileKey;
    } catch {
      fileKey.fill(0);
    }
  }
  return null;
}

function wrap(fileKey: Uint8Array, recipient: Uint8Array): string {
  const { share, secret } = ephemeralSecretWith(recipient);
  const key = wrapKeyOf(secret, share, recipient);
  secret.fill(0);
  const sealer = createCipheriv('chacha20-poly1305', key, noNonce, { authTagLength: tagBytes });
  key.fill(0);
  const body = Buffer.concat([sealer.update(fileKey), sealer.final(), sealer.getAuthTag()]);
  return `-> X25519 ${base64(share)}\n${base64(body)}\n`;
}

function wrapKeyOf(secret: Uint8Array, share: Uint8Array, recipient: Uint8Array): Uint8Array {
  return derive(secret, Buffer.concat([share, recipient]), `${versionLine}/X25519`);
}

/** @param nonce the 16 random bytes between header and payload. */
export function payloadKeyOf(fileKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  return derive(fileKey, nonce, 'payload');
}

function macOf(fileKey: Uint8Array, signed: Uint8Array): Uint8Array {
  const key = derive(fileKey, new Uint8Array(0), 'header');
  const mac = createHmac('sha256', key).update(signed).digest();
  key.fill(0);
  return mac;
}

function derive(key: Uint8Array, salt: Uint8Array, info: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, salt, info, 32));
}

/** Lines of 64 letters; a body ends with a line that is shorter. */
function stanzasOf(text: string): Stanza[] {
  const stanzas: { args: string[]; lines: string[]; isWhole: boolean }[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    const open = stanzas.at(-1);
    if (line.startsWith('-> ')) {
      if (open?.isWhole === false) throw new SealFault('header', 'its header was changed');
      stanzas.push({ args: line.slice(3).split(' '), lines: [], isWhole: false });
    } else if (open === undefined || open.isWhole || !/^[A-Za-z0-9+/]{0,64}$/.test(line)) {
      throw new SealFault('header', 'its header was changed');
    } else {
      open.lines.push(line);
      open.isWhole = line.length < 64;
    }
  }
  return stanzas.map(({ args, lines }) => ({ args, body: unbase64(lines.join('')) }));
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64').replace(/=+$/, '');
}

/** Strict: what would be written otherwise is refused. @throws SealFault. */
function unbase64(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (base64(bytes) !== text) throw new SealFault('header', 'its header was changed');
  return bytes;
}
