/** Stream addresses carry passwords. They are sealed before they are stored, and starred out before they are shown. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Source } from '../contract/shapes.ts';

export type Credentials = {
  /** @param cameraId binds the seal: it does not open under another camera's id. */
  seal(cameraId: string, source: Source): Uint8Array;
  /** @returns null when the key is another one, or the bytes were changed. */
  open(cameraId: string, sealed: Uint8Array): Source | null;
  /** The same for other secrets. @param bond what the seal opens under, and under nothing else. */
  sealText(bond: string, text: string): Uint8Array;
  openText(bond: string, sealed: Uint8Array): string | null;
};

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** The key is made at the first start: `secret.key` in the data directory, readable by its owner only. */
export function createCredentials(dataDirectory: string): Credentials {
  const key = readOrMakeKey(dataDirectory);
  const sealText = (bond: string, text: string): Uint8Array => {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(bond));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  };
  const openText = (bond: string, sealed: Uint8Array): string | null => {
    try {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes))
        .setAAD(Buffer.from(bond))
        .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([
        decipher.update(bytes.subarray(nonceBytes + tagBytes)),
        decipher.final(),
      ]).toString('utf8');
    } catch {
      return null;
    }
  };
  return {
    seal: (cameraId, source) => sealText(cameraId, JSON.stringify(source)),
    open(cameraId, sealed) {
      const text = openText(cameraId, sealed);
      try {
        return text === null ? null : Source.parse(JSON.parse(text));
      } catch {
        return null;
      }
    },
    sealText,
    openText,
  };
}

const star = '***';
/** `user=`, `pwd=` and their like, as some cameras want them in the path or the query. */
const secretPair = /((?:user(?:name)?|usr|pass(?:word|wd)?|pwd|token|auth|key|secret)=)([^&_/?#\s]+)/gi;

/** What stands before the path, if it holds more than a host: user and password, which may hold any sign but `/`. */
const userInfo = /^([a-z]+:\/\/)[^/?#]*@/i;
/** A password with an unescaped `/`: before it no host and port, behind it an `@`. No decoder opens it; it is hidden all the same. */
const brokenUserInfo = /^([a-z]+:\/\/)(?![^/?#:]*(?::\d*)?[/?#])(?![^/?#]*@).*@/i;

/** The address as it may be shown: `rtsp://***@host/path`. */
export function starOut(address: string): string {
  return address
    .replace(userInfo, `$1${star}@`)
    .replace(brokenUserInfo, `$1${star}@`)
    .replace(secretPair, `$1${star}`);
}

/** The same for a sentence that may hold addresses, e.g. an error of a decoder. */
export function starOutAll(text: string): string {
  return text.replace(/([a-z]+:\/\/)[^/\s"']*@/gi, `$1${star}@`).replace(secretPair, `$1${star}`);
}

/** Protocol, user and password, host and port, the rest. */
const addressParts = /^([a-z]+:\/\/)([^/?#]*)@([^@/?#]*)(.*)$/i;

export type Restored =
  | { readonly ok: true; readonly address: string }
  /** Kept credentials are never sent to another place than the one they were entered for. */
  | { readonly ok: false; readonly reason: 'other-place' | 'nothing-kept' };

/** Puts the kept credentials back where a console sent *** . */
export function restoreStars(address: string, kept: string | null): Restored {
  if (!address.includes(star)) return { ok: true, address };
  if (kept === null) return { ok: false, reason: 'nothing-kept' };
  if (address === starOut(kept)) return { ok: true, address: kept };
  const sent = addressParts.exec(address);
  const had = addressParts.exec(kept);
  const isOnlyUser = sent?.[2] === star && !sent[4]!.includes(star);
  if (!isOnlyUser || had === null) return { ok: false, reason: 'nothing-kept' };
  if (sent[1]!.toLowerCase() !== had[1]!.toLowerCase() || sent[3]!.toLowerCase() !== had[3]!.toLowerCase()) {
    return { ok: false, reason: 'other-place' };
  }
  return { ok: true, address: `${had[1]}${had[2]}@${had[3]}${sent[4]}` };
}

/** The source as the API answers it. */
export function starOutSource(source: Source): Source {
  return {
    ...source,
    analysisUrl: starOut(source.analysisUrl),
    mainUrl: source.mainUrl === null ? null : starOut(source.mainUrl),
  };
}

function readOrMakeKey(dataDirectory: string): Buffer {
  const file = join(dataDirectory, 'secret.key');
  if (!existsSync(file)) {
    mkdirSync(dataDirectory, { recursive: true });
    writeFileSync(`${file}.part`, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
    renameSync(`${file}.part`, file);
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  if (key.length !== 32) {
    throw new Error(
      `${file} is not a key of 32 bytes. Restore it from the backup: camera passwords open with no other`,
    );
  }
  return key;
}
