/** `lamplighter verify`: checks a bundle of evidence, byte for byte, without a network and without a site. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openFileSource } from '../exhibit/file-source.ts';
import { certificatesIn, isCertificate } from '../exhibit/time-stamp.ts';
import { type Verdict, verifyExhibit } from '../exhibit/verify-exhibit.ts';
import { sayFinding } from '../exhibit/verify-words.ts';
import { answering, CommandError, readText } from './command.ts';

const help = `Usage: lamplighter verify BUNDLE [OPTIONS]

Checks an exhibit: every file against its hash, the manifest against the site's signature, the time-stamp, the log
entries, and the container itself. Needs no network. The format: docs/exhibit-format.md.

  --key FINGERPRINT  what the site's operator names as its key (console, Exhibits); without it, whose key it is stays open
  --tsa-ca FILE      certificates (PEM) of the time-stamp authority; without it, whose time-stamp it is stays open
  --json             the verdict as JSON

Exit code: 0 whole, 1 something is wrong (each thing on a line, with its place), 2 it could not be checked.
`;

export function run(args: string[]): Promise<number> {
  return answering('verify', async () => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        'tsa-ca': { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new CommandError('name one bundle; see --help');
    const source = await openBundle(file);
    try {
      const verdict = await verifyExhibit(source, {
        createHash: () => createHash('sha256'),
        trusted: await trustedIn(values['tsa-ca']),
        fingerprint: fingerprintOf(values.key),
      });
      process.stdout.write(values.json ? `${JSON.stringify(verdict, null, 2)}\n` : say(file, verdict));
      return verdict.isWhole ? 0 : 1;
    } finally {
      await source.close();
    }
  });
}

async function openBundle(file: string): ReturnType<typeof openFileSource> {
  try {
    if (!(await stat(file)).isFile()) throw new CommandError(`${file} is not a file; name the bundle`);
    return await openFileSource(file);
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new CommandError(`bundle ${file}: ${why}; check the path`, { cause });
  }
}

async function trustedIn(file: string | undefined): Promise<Uint8Array[]> {
  if (file === undefined) return [];
  const certificates = certificatesIn(await readText(file, 'certificates'));
  if (certificates.length === 0 || !certificates.every(isCertificate)) {
    throw new CommandError(`certificates ${file}: it holds none in PEM form; ask the authority for its root`);
  }
  return certificates;
}

function fingerprintOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const digits = text.replace(/[\s:]/g, '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return digits;
  throw new CommandError('--key is a fingerprint of 64 hexadecimal digits, as the console shows it');
}

function say(file: string, verdict: Verdict): string {
  const { manifest, timeStamp, findings } = verdict;
  const lines = findings.map((finding) => `  ${sayFinding(finding, 'en')}`);
  if (!verdict.isWhole) return `${file}: NOT WHOLE, ${findings.length} found\n${lines.join('\n')}\n`;
  if (manifest === null) throw new Error('a whole bundle has a manifest');
  const iso = (atMs: number) => new Date(atMs).toISOString();
  const key = verdict.isKeyExpected === true ? 'the key you gave' : 'compare it with what the operator names';
  const stamp =
    timeStamp === null
      ? 'none was asked for'
      : `${iso(timeStamp.atMs)} by ${timeStamp.authority}${timeStamp.isTrusted ? '' : ' (not checked whose it is: give --tsa-ca)'}`;
  return [
    `${file}: whole, ${verdict.files.length} files`,
    `  exhibit    ${manifest.exhibit.id} ${manifest.exhibit.title}`,
    `  camera     ${manifest.camera.name} (${manifest.camera.id})${manifest.camera.isSimulated ? ', simulated' : ''}`,
    `  footage    ${manifest.made.kind === 'masked' ? 'masked' : `opened, ${manifest.made.mode}`}, ${iso(manifest.span.fromMs)} to ${iso(manifest.span.toMs)}, ${manifest.gaps.length} gaps`,
    `  site key   ${manifest.site.keyFingerprint} (${key})`,
    `  time-stamp ${stamp}`,
    `  log        ${manifest.custody.entries.length} entries, each fits its hash`,
    '',
  ].join('\n');
}
