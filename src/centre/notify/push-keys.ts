import { createECDH } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** VAPID: by this key push services know the site (RFC 8292). base64url. */
export type PushKeys = { readonly publicKey: string; readonly privateKey: string };

/**
 * Made at the first start: `push.key` in the data directory, readable by its owner only. With another key every browser
 * would have to allow pushes anew.
 * @throws Error when the file is no such key.
 */
export function openPushKeys(dataDirectory: string): PushKeys {
  const file = join(dataDirectory, 'push.key');
  const curve = createECDH('prime256v1');
  if (!existsSync(file)) {
    curve.generateKeys();
    mkdirSync(dataDirectory, { recursive: true });
    writeFileSync(`${file}.part`, `${padded(curve.getPrivateKey()).toString('base64url')}\n`, {
      mode: 0o600,
    });
    renameSync(`${file}.part`, file);
  }
  const privateKey = readFileSync(file, 'utf8').trim();
  try {
    curve.setPrivateKey(Buffer.from(privateKey, 'base64url'));
  } catch (cause) {
    throw new Error(
      `${file} is not a key. Restore it from the backup, or remove it: then browsers allow pushes anew`,
      {
        cause,
      },
    );
  }
  return { privateKey, publicKey: curve.getPublicKey().toString('base64url') };
}

/** 32 bytes, also where the number happens to be a short one. */
function padded(key: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(32 - key.byteLength), key]);
}
