import { StorageError } from './blobs.ts';

/** What a blob is called while it is written; no part of a key may end so. */
export const openSuffix = '.part';

const maxKeyLength = 200;
const keyPart = /^(?!\.{1,2}$)[a-z0-9_.-]+$/;

/** Whether this is a part of a key between two slashes. Other names in a volume (lost+found) are not ours. */
export function isKeyPart(part: string): boolean {
  return keyPart.test(part) && !part.endsWith(openSuffix);
}

/** @throws StorageError where the key could leave the storage or mean two things. */
export function checkKey(key: string): void {
  if (key.length <= maxKeyLength && key.split('/').every(isKeyPart)) return;
  const shown = JSON.stringify(key.slice(0, maxKeyLength));
  throw new StorageError(
    'denied',
    `${shown} is no key of the storage. A key is made of a-z, 0-9, '-', '_', '.' and '/', at most ${maxKeyLength} characters; no part of it is empty, '.' or '..' or ends in ${openSuffix}.`,
  );
}

/** A prefix may end anywhere in a key. @throws StorageError as `checkKey`. */
export function checkPrefix(prefix: string): void {
  const parts = prefix.split('/');
  const last = parts.pop()!;
  if (parts.length > 0) checkKey(parts.join('/'));
  if (last !== '' && !/^[a-z0-9_.-]+$/.test(last)) checkKey(last);
}
