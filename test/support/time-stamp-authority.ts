/** A time-stamp authority of our own: the `openssl ts` program behind HTTP. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type Authority = {
  readonly url: string;
  /** Certificate of its root, PEM: file and text. */
  readonly rootFile: string;
  readonly root: string;
  /** Questions answered. */
  readonly asked: () => number;
  /** What comes instead of an answer from now on; null: answers. */
  breakWith(status: number | null): void;
  stop(): Promise<void>;
};

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

export async function startAuthority(): Promise<Authority> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-authority-'));
  const file = (name: string) => path.join(folder, name);
  writeFileSync(file('ts.cnf'), settings(folder));
  writeFileSync(file('serial'), '01\n');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl(folder, [
    'req',
    '-x509',
    ...key,
    '-days',
    '30',
    '-subj',
    '/CN=Test root',
    '-keyout',
    'root.key',
    '-out',
    'root.pem',
    '-config',
    'ts.cnf',
    '-extensions',
    'root',
  ]);
  openssl(folder, [
    'req',
    ...key,
    '-subj',
    '/CN=Test time',
    '-keyout',
    'time.key',
    '-out',
    'time.csr',
    '-config',
    'ts.cnf',
  ]);
  openssl(folder, [
    'x509',
    '-req',
    '-in',
    'time.csr',
    '-CA',
    'root.pem',
    '-CAkey',
    'root.key',
    '-CAcreateserial',
    '-days',
    '30',
    '-out',
    'time.pem',
    '-extfile',
    'ts.cnf',
    '-extensions',
    'time',
  ]);
  let asked = 0;
  let broken: number | null = null;
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      asked += 1;
      if (broken !== null) return response.writeHead(broken).end();
      writeFileSync(file('question.tsq'), Buffer.concat(pieces));
      openssl(folder, [
        'ts',
        '-reply',
        '-queryfile',
        'question.tsq',
        '-config',
        'ts.cnf',
        '-section',
        'authority',
        '-out',
        'answer.tsr',
      ]);
      return response
        .writeHead(200, { 'content-type': 'application/timestamp-reply' })
        .end(readFileSync(file('answer.tsr')));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`,
    rootFile: file('root.pem'),
    root: readFileSync(file('root.pem'), 'utf8'),
    asked: () => asked,
    breakWith: (status) => {
      broken = status;
    },
    async stop() {
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function openssl(folder: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
}

function settings(folder: string): string {
  return `
[req]
distinguished_name = name
prompt = no
[name]
CN = unused
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[time]
basicConstraints = CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[authority]
dir = ${folder}
serial = ${folder}/serial
signer_cert = ${folder}/time.pem
signer_key = ${folder}/time.key
certs = ${folder}/root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;
}
