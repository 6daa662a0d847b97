import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { generate } from 'selfsigned';

export type Tls = { readonly certificate: string; readonly key: string; readonly isSelfSigned: boolean };

/** True where a browser treats plain HTTP as trustworthy and nobody else can listen. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * The certificate to serve with: the given one; none on localhost; beyond it a self-signed one,
 * made once and kept in the data directory so that an accepted exception stays accepted.
 */
export async function certificateFor(options: {
  readonly host: string;
  readonly given: { readonly certificate: string; readonly key: string } | null;
  readonly dataDirectory: string;
  readonly nowMs: number;
}): Promise<Tls | null> {
  if (options.given) return readGiven(options.given);
  if (isLoopback(options.host)) return null;
  const files = {
    certificate: path.join(options.dataDirectory, 'tls.crt'),
    key: path.join(options.dataDirectory, 'tls.key'),
  };
  if (existsSync(files.certificate) && existsSync(files.key))
    return { ...readGiven(files), isSelfSigned: true };
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map((item) => item.address),
  );
  const made = await generate([{ name: 'commonName', value: 'Lamplighter' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(options.nowMs - 86_400_000),
    notAfterDate: new Date(options.nowMs + 397 * 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: false },
      {
        name: 'subjectAltName',
        altNames: [{ type: 2, value: 'localhost' }, ...addresses.map((ip) => ({ type: 7 as const, ip }))],
      },
    ],
  });
  writeFileSync(files.key, made.private, { mode: 0o600 });
  writeFileSync(files.certificate, made.cert);
  return { certificate: made.cert, key: made.private, isSelfSigned: true };
}

function readGiven(files: { readonly certificate: string; readonly key: string }): Tls {
  try {
    return {
      certificate: readFileSync(files.certificate, 'utf8'),
      key: readFileSync(files.key, 'utf8'),
      isSelfSigned: false,
    };
  } catch (error) {
    throw new Error(
      `Cannot read the TLS certificate or key: ${(error as Error).message}. Correct listen.tls in the configuration.`,
      {
        cause: error,
      },
    );
  }
}
