/** The key of this site: signs manifests of exhibits and the footage's C2PA claim. Made once, kept in the data directory. */
import { createHash, createPrivateKey, type KeyObject, randomBytes, sign, webcrypto } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

export type SiteKey = {
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER), hex. What a court compares with what the site says of itself. */
  readonly fingerprint: string;
  /** Self-signed certificate of the key, PEM. */
  readonly certificatePem: string;
  readonly certificate: X509Certificate;
  /** ECDSA P-256 with SHA-256. @param form `der` for openssl, `p1363` (r then s) for COSE and WebCrypto. */
  sign(bytes: Uint8Array, form: 'der' | 'p1363'): Uint8Array;
};

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** An exhibit outlives the machine it was made on. */
const validMs = 30 * 365 * 86_400_000;
/** Signing of documents (RFC 9336), and e-mail protection, without which readers of C2PA refuse a certificate. */
const purposes = ['1.3.6.1.5.5.7.3.36', '1.3.6.1.5.5.7.3.4'];

/**
 * Opens the key in `directory`, or makes one.
 * @throws Error when the files are there and cannot be used: a lost key is never replaced without a person knowing.
 */
export async function openSiteKey(
  directory: string,
  site: { readonly name: string; readonly nowMs: number },
): Promise<SiteKey> {
  const file = path.join(directory, 'site-key.pem');
  if (!existsSync(file)) await make(directory, file, site);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
    return keyOf(text);
  } catch (cause) {
    throw new Error(
      `${file}: the key that signs exhibits cannot be read. Restore it from the backup; removing it makes a new key, and older exhibits keep naming the old one`,
      { cause },
    );
  }
}

function keyOf(text: string): SiteKey {
  const privatePem = blockOf(text, 'PRIVATE KEY');
  const certificatePem = `${blockOf(text, 'CERTIFICATE')}\n`;
  const key: KeyObject = createPrivateKey(privatePem);
  const certificate = new X509Certificate(certificatePem);
  return {
    fingerprint: createHash('sha256').update(new Uint8Array(certificate.publicKey.rawData)).digest('hex'),
    certificatePem,
    certificate,
    sign: (bytes, form) =>
      new Uint8Array(sign('sha256', bytes, { key, dsaEncoding: form === 'der' ? 'der' : 'ieee-p1363' })),
  };
}

/** Key and certificate in one file: they come into being together, or not at all. */
async function make(
  directory: string,
  file: string,
  site: { readonly name: string; readonly nowMs: number },
): Promise<void> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const name = [{ CN: [`${site.name} exhibits`] }, { O: ['Lamplighter'] }];
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: `00${randomBytes(16).toString('hex')}`,
      subject: name,
      issuer: name,
      notBefore: new Date(site.nowMs - 86_400_000),
      notAfter: new Date(site.nowMs + validMs),
      publicKey: keys.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension(purposes),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
        await AuthorityKeyIdentifierExtension.create(keys.publicKey),
      ],
    },
    webcrypto as never,
  );
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const body = pkcs8.toString('base64').replace(/.{1,64}/g, '$&\n');
  const text = `-----BEGIN PRIVATE KEY-----\n${body}-----END PRIVATE KEY-----\n${certificate.toString('pem')}\n`;
  writeDurably(`${file}.new`, text);
  renameSync(`${file}.new`, file);
  const handle = openSync(directory, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function writeDurably(file: string, text: string): void {
  const handle = openSync(file, 'w', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
}

function blockOf(text: string, label: string): string {
  const block = new RegExp(`-----BEGIN ${label}-----[\\s\\S]+?-----END ${label}-----`).exec(text);
  if (block === null) throw new Error(`it holds no ${label}`);
  return block[0];
}
