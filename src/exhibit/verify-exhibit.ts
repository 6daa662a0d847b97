/** Verifies a bundle: every byte of it, without a network. For the command line and for a page in a browser. */
import { canonicalJson } from './canonical-json.ts';
import { Manifest, proofFiles } from './manifest.ts';
import { type ByteSource, type Hasher, hexOf, type ReadFile, readContainer } from './read-container.ts';
import { isSigned, publicKeyIn } from './site-signature.ts';
import { readTimeStamp, type TimeStampReading } from './time-stamp.ts';
import type { Finding, FindingCode } from './verify-words.ts';

export type VerifyOptions = {
  /** SHA-256, one that can be fed in pieces. */
  readonly createHash: () => Hasher;
  /** Certificates (DER) of time-stamp authorities; empty: whose the time-stamp is is not checked. */
  readonly trusted?: readonly Uint8Array[];
  /** Fingerprint of the site's key as its operator names it; null: whose key it is is not checked. */
  readonly fingerprint?: string | null;
  readonly onProgress?: (bytes: number) => void;
};

export type Verdict = {
  /** Nothing is wrong. */
  readonly isWhole: boolean;
  readonly findings: readonly Finding[];
  readonly files: readonly Omit<ReadFile, 'content' | 'isChecksumRight'>[];
  /** Null where it cannot be read. */
  readonly manifest: Manifest | null;
  readonly timeStamp: Extract<TimeStampReading, { ok: true }> | null;
  /** Whether the key is the one that was given; null: none was. */
  readonly isKeyExpected: boolean | null;
};

const proofs: readonly string[] = proofFiles;

export async function verifyExhibit(source: ByteSource, options: VerifyOptions): Promise<Verdict> {
  const findings: Finding[] = [];
  const found = (where: string, code: FindingCode, detail = '') => {
    if (!findings.some((each) => each.where === where && each.code === code))
      findings.push({ where, code, detail });
  };
  const container = await readContainer(source, {
    createHash: options.createHash,
    isWanted: (name) => proofs.includes(name) || name === 'site.crt',
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  findings.push(...container.findings);
  const files = new Map(container.files.map((file) => [file.name, file]));
  const contentOf = (name: string): Uint8Array | null => {
    const content = files.get(name)?.content ?? null;
    if (content === null) found(name, 'missing');
    return content;
  };
  const result = (manifest: Manifest | null, rest: Partial<Verdict> = {}): Verdict => ({
    isWhole: findings.length === 0,
    findings,
    files: container.files.map(({ name, offset, bytes, sha256 }) => ({ name, offset, bytes, sha256 })),
    manifest,
    timeStamp: null,
    isKeyExpected: null,
    ...rest,
  });
  if (container.files.length === 0) return result(null);

  const text = contentOf('manifest.json');
  const manifest = text === null ? null : readManifest(text, found);
  if (text === null || manifest === null) {
    checkSums(container.files, null, contentOf('SHA256SUMS'), found);
    return result(null);
  }
  checkFiles(container.files, manifest, found);
  checkSums(container.files, manifest, contentOf('SHA256SUMS'), found);
  checkSense(manifest, found);
  checkCustody(manifest, options.createHash, found);

  const isKeyExpected = await checkSignature({ text, manifest, contentOf, options, found });
  const timeStamp = await checkTimeStamp({ text, manifest, contentOf, options, found });
  return result(manifest, { timeStamp, isKeyExpected });
}

type Found = (where: string, code: FindingCode, detail?: string) => void;

function readManifest(bytes: Uint8Array, found: Found): Manifest | null {
  let value: unknown;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    found('manifest.json', 'not-json', (error as Error).message);
    return null;
  }
  if (canonicalJson(value) !== text) found('manifest.json', 'not-canonical');
  const checked = Manifest.safeParse(value);
  if (checked.success) return checked.data;
  for (const { path, message } of checked.error.issues) {
    found(`manifest.json: ${pathText(path)}`, 'not-allowed', message);
  }
  return null;
}

function checkFiles(files: readonly ReadFile[], manifest: Manifest, found: Found): void {
  const wanted = [
    ...manifest.files.map(({ name }) => name),
    ...proofs.filter((name) => name !== 'manifest.json.tsr' || manifest.timeStamp !== null),
  ];
  for (const name of wanted) if (!files.some((file) => file.name === name)) found(name, 'missing');
  files.forEach(({ name }, index) => {
    if (wanted[index] !== name) found(name, 'unexpected');
  });
  for (const { name, bytes, sha256 } of manifest.files) {
    const file = files.find((each) => each.name === name);
    if (file === undefined) continue;
    if (file.bytes !== bytes) found(name, 'length', `${file.bytes} ≠ ${bytes}`);
    if (file.sha256 !== sha256) found(name, 'hash', file.sha256);
  }
}

/** Where file and line differ, the file is blamed when the manifest or its check sum already speaks against it. */
function checkSums(
  files: readonly ReadFile[],
  manifest: Manifest | null,
  sums: Uint8Array | null,
  found: Found,
): void {
  if (sums === null) return;
  const lines = new TextDecoder().decode(sums).split('\n');
  const listed = files.filter(({ name }) => name !== 'SHA256SUMS');
  if (lines.length !== listed.length + 1 || lines.at(-1) !== '')
    found('SHA256SUMS', 'sums', `${lines.length}`);
  listed.forEach((file, index) => {
    if (lines[index] === `${file.sha256}  ${file.name}`) return;
    const known = manifest?.files.find(({ name }) => name === file.name);
    const isFileWrong = !file.isChecksumRight || (known !== undefined && known.sha256 !== file.sha256);
    if (!isFileWrong) found(`SHA256SUMS: line ${index + 1}`, 'sums', file.name);
  });
}

/** What the format promises beyond shapes. */
function checkSense(manifest: Manifest, found: Found): void {
  const at = (path: string) => `manifest.json: ${path}`;
  const hashes = new Map(manifest.files.map(({ name, sha256 }) => [name, sha256]));
  manifest.segments.forEach(({ file, sha256, fromMs, toMs }, index) => {
    if (file !== null && hashes.get(file) !== sha256)
      found(at(`segments[${index}].sha256`), 'inconsistent', file);
    if (fromMs >= toMs) found(at(`segments[${index}].toMs`), 'inconsistent');
  });
  manifest.footage.forEach(({ file, pieces }, film) => {
    if (!hashes.has(file)) found(at(`footage[${film}].file`), 'inconsistent', file);
    pieces.forEach(({ segmentId, fromMs, toMs }, index) => {
      const path = `footage[${film}].pieces[${index}]`;
      if (fromMs >= toMs) found(at(`${path}.toMs`), 'inconsistent');
      const isKnown = segmentId === null || manifest.segments.some(({ id }) => id === segmentId);
      if (!isKnown) found(at(`${path}.segmentId`), 'inconsistent');
    });
  });
  if (manifest.span.fromMs >= manifest.span.toMs) found(at('span.toMs'), 'inconsistent');
}

function checkCustody(manifest: Manifest, createHash: () => Hasher, found: Found): void {
  const { entries, head } = manifest.custody;
  entries.forEach((entry, index) => {
    const where = `manifest.json: custody.entries[${index}]`;
    const { id, atMs, who, action, target, detail } = entry;
    const hash = createHash();
    hash.update(bytesOfHex(entry.previousHash));
    hash.update(new TextEncoder().encode(canonicalJson([id, atMs, who, action, target, detail])));
    if (hexOf(hash.digest()) !== entry.hash) found(where, 'custody-hash', `${id}`);
    const before = entries[index - 1];
    if (before === undefined) return;
    if (before.id >= id) found(where, 'custody-order', `${id}`);
    if (before.id + 1 === id && before.hash !== entry.previousHash) found(where, 'custody-link', `${id}`);
  });
  const last = entries.at(-1);
  if (last === undefined) return;
  if (last.id > head.id) found('manifest.json: custody.head', 'custody-order', `${head.id}`);
  if (last.id === head.id && last.hash !== head.hash)
    found('manifest.json: custody.head', 'custody-link', `${head.id}`);
}

type Proof = {
  readonly text: Uint8Array;
  readonly manifest: Manifest;
  readonly contentOf: (name: string) => Uint8Array | null;
  readonly options: VerifyOptions;
  readonly found: Found;
};

async function checkSignature({ text, manifest, contentOf, options, found }: Proof): Promise<boolean | null> {
  const pem = contentOf('site.crt');
  const signature = contentOf('manifest.sig');
  if (pem === null || signature === null) return null;
  const spki = publicKeyIn(new TextDecoder().decode(pem));
  if (spki === null) {
    found('site.crt', 'certificate');
    return null;
  }
  const fingerprint = sha256Of(spki, options.createHash);
  if (fingerprint !== manifest.site.keyFingerprint) found('site.crt', 'other-key', fingerprint);
  if (!(await isSigned(text, signature, spki))) found('manifest.sig', 'signature');
  if (options.fingerprint === undefined || options.fingerprint === null) return null;
  const isExpected = fingerprint === options.fingerprint.replace(/[^0-9a-f]/gi, '').toLowerCase();
  if (!isExpected) found('site.crt', 'not-expected-key', fingerprint);
  return isExpected;
}

async function checkTimeStamp({
  text,
  manifest,
  contentOf,
  options,
  found,
}: Proof): Promise<Verdict['timeStamp']> {
  if (manifest.timeStamp === null) return null;
  const response = contentOf('manifest.json.tsr');
  if (response === null) return null;
  const reading = await readTimeStamp(response, text, options.trusted ?? []);
  if (!reading.ok) {
    found('manifest.json.tsr', 'time-stamp', reading.reason);
    return null;
  }
  if (reading.isTrusted === false) found('manifest.json.tsr', 'time-stamp-untrusted', reading.authority);
  return reading;
}

function sha256Of(bytes: Uint8Array, createHash: () => Hasher): string {
  const hash = createHash();
  hash.update(bytes);
  return hexOf(hash.digest());
}

function bytesOfHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  );
}
