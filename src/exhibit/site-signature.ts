/** Checks the site's signature of a manifest. Runs in browsers too. */
import { Certificate } from 'pkijs';
import { certificatesIn } from './time-stamp.ts';

/** The public key in a certificate: SubjectPublicKeyInfo, DER. Null where there is not exactly one that can be read. */
export function publicKeyIn(pem: string): Uint8Array | null {
  try {
    const [der, ...others] = certificatesIn(pem);
    if (der === undefined || others.length > 0) return null;
    const certificate = Certificate.fromBER(der.slice().buffer as ArrayBuffer);
    return new Uint8Array(certificate.subjectPublicKeyInfo.toSchema().toBER());
  } catch {
    return null;
  }
}

/** @param signature ECDSA P-256, DER. */
export async function isSigned(bytes: Uint8Array, signature: Uint8Array, spki: Uint8Array): Promise<boolean> {
  const pair = pairOf(signature);
  if (pair === null) return false;
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  try {
    const key = await crypto.subtle.importKey('spki', spki.slice(), algorithm, false, ['verify']);
    return await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, pair.slice(), bytes.slice());
  } catch {
    return false;
  }
}

/** r and s of a DER signature, 32 bytes each; null where it is not the one DER of its numbers. */
function pairOf(der: Uint8Array): Uint8Array | null {
  const pair = new Uint8Array(64);
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null;
  let at = 2;
  for (const place of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const number = der.subarray(at + 2, at + 2 + length);
    if (der[at] !== 0x02 || length === 0 || number.length !== length) return null;
    const isPadded = number[0] === 0 && length > 1;
    if (number[0]! > 127 || (isPadded && number[1]! < 128)) return null;
    const value = isPadded ? number.subarray(1) : number;
    if (value.length > 32) return null;
    pair.set(value, place - value.length);
    at += 2 + length;
  }
  return at === der.length ? pair : null;
}
