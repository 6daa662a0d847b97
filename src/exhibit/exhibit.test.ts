/** A bundle, from footage to the tools that check it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { exhibitOrder, recordSegment, startMs } from '../../test/support/exhibit-world.ts';
import { randomOf } from '../../test/support/random.ts';
import { type Authority, startAuthority } from '../../test/support/time-stamp-authority.ts';
import type { Segment } from '../core/recording/segment.ts';
import { decodedPictures, hasFfmpeg, probe } from '../ingest/record/ffmpeg.support.ts';
import type { Blobs } from '../storage/blobs.ts';
import { openStorage } from '../storage/open-storage.ts';
import { makeReport } from './report.ts';
import { openSiteKey, type SiteKey } from './site-key.ts';
import { certificatesIn } from './time-stamp.ts';
import { type VerifyOptions, verifyExhibit } from './verify-exhibit.ts';
import { bundleKey, type ExhibitOrder, ExhibitRefused, writeExhibit } from './write-exhibit.ts';

let folder = '';
let blobs: Blobs;
let key: SiteKey;
let authority: Authority;
let segments: Segment[];

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-exhibit-'));
  const volume = path.join(folder, 'volume');
  mkdirSync(volume);
  blobs = openStorage({ kind: 'disk', volumes: [volume], reserveBytes: 0 });
  key = await openSiteKey(path.join(folder, 'keys'), { name: 'Test city', nowMs: Date.now() });
  authority = await startAuthority();
  // Ten seconds, ten seconds that follow at once, and six after a hole of twenty.
  segments = [
    await recordSegment(blobs, { fromMs: 0, groups: 5 }),
    await recordSegment(blobs, { fromMs: 10_000, groups: 5 }),
    await recordSegment(blobs, { fromMs: 40_000, groups: 3 }),
  ];
});

after(async () => {
  await authority.stop();
  await blobs.close();
  rmSync(folder, { recursive: true, force: true });
});

const span = { fromMs: startMs + 3_000, toMs: startMs + 45_000 };

async function make(order: ExhibitOrder, isStamped = true): Promise<Uint8Array> {
  await blobs.remove(bundleKey(order.exhibit.id));
  await writeExhibit(order, { blobs, key, authority: isStamped ? { url: authority.url } : null });
  return (await blobs.read(bundleKey(order.exhibit.id)))!;
}

function verify(bundle: Uint8Array, options: Partial<VerifyOptions> = {}) {
  const source = {
    bytes: bundle.length,
    read: async (offset: number, length: number) => bundle.subarray(offset, offset + length),
  };
  return verifyExhibit(source, { createHash: () => createHash('sha256'), ...options });
}

/** Unpacked by a program that is not ours. */
function unpacked(bundle: Uint8Array): string {
  const directory = mkdtempSync(path.join(folder, 'unpacked-'));
  writeFileSync(path.join(directory, 'bundle.zip'), bundle);
  run('python3', ['-m', 'zipfile', '-e', 'bundle.zip', '.'], directory);
  return directory;
}

function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  assert.equal(status, 0, `${program} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

test('a bundle says what it shows, and is found whole', async () => {
  const bundle = await make(exhibitOrder(segments, span));
  const trusted = certificatesIn(authority.root);
  const verdict = await verify(bundle, { trusted, fingerprint: key.fingerprint });
  assert.deepEqual(verdict.findings, []);
  assert.equal(verdict.isWhole, true);
  assert.equal(verdict.isKeyExpected, true);
  assert.equal(verdict.timeStamp?.isTrusted, true);
  assert.equal(verdict.timeStamp?.authority, 'Test time');
  const manifest = verdict.manifest!;
  // Cut outwards to groups of two seconds: 3 s becomes 2 s, 45 s becomes 46 s.
  assert.deepEqual(manifest.span, {
    askedFromMs: span.fromMs,
    askedToMs: span.toMs,
    fromMs: startMs + 2_000,
    toMs: startMs + 46_000,
  });
  assert.deepEqual(
    manifest.footage[0]!.pieces.map(({ fromMs, toMs, filmAtMs }) => [
      fromMs - startMs,
      toMs - startMs,
      filmAtMs,
    ]),
    [
      [2_000, 10_000, 0],
      [10_000, 20_000, 8_000],
      [40_000, 46_000, 18_000],
    ],
  );
  assert.deepEqual(manifest.gaps, [
    { fromMs: startMs + 20_000, toMs: startMs + 40_000, cause: 'unexplained' },
  ]);
  assert.deepEqual(
    verdict.files.map(({ name }) => name),
    [
      'footage.mp4',
      'report.pdf',
      'site.crt',
      'manifest.json',
      'manifest.sig',
      'manifest.json.tsr',
      'SHA256SUMS',
    ],
  );
});

/** The commands of the document, as they stand there. */
function documentedCommands(): string {
  const text = readFileSync(new URL('../../docs/exhibit-format.md', import.meta.url), 'utf8');
  return /```sh\n([\s\S]+?)```/.exec(text)![1]!;
}

test('programs that know nothing of Lamplighter open, check and play it, by the commands of the document', async () => {
  const directory = mkdtempSync(path.join(folder, 'by-hand-'));
  writeFileSync(path.join(directory, 'bundle.zip'), await make(exhibitOrder(segments, span)));
  writeFileSync(path.join(directory, 'authority.pem'), authority.root);
  const said = run('sh', ['-e', '-c', documentedCommands()], directory);
  assert.match(said, /footage\.mp4: OK/);
  assert.match(said, /Verified OK/);
  assert.ok(said.includes(key.fingerprint));
  run('unzip', ['-t', 'bundle.zip'], directory);
  if (!hasFfmpeg) return;
  const film = probe(path.join(directory, 'footage.mp4'));
  assert.equal(film.timesS.length, (8 + 10 + 6) * 5);
  assert.equal(decodedPictures(path.join(directory, 'footage.mp4')), film.timesS.length);
  const steps = film.timesS.slice(1).map((at, index) => Math.round((at - film.timesS[index]!) * 1_000));
  assert.deepEqual([...new Set(steps)], [200]);
});

test('an independent reader of C2PA finds the film as it was signed', async () => {
  const directory = unpacked(await make(exhibitOrder(segments, span)));
  const film = new Uint8Array(readFileSync(path.join(directory, 'footage.mp4')));
  const store = await readC2pa(film);
  const codes = store.validation_status.map(({ code }) => code);
  assert.deepEqual(codes, ['signingCredential.untrusted']);
  assert.ok(
    store.validation_results.activeManifest.success.some(({ code }) => code === 'assertion.bmffHash.match'),
  );
  film[film.length >> 1]! ^= 1;
  const changed = await readC2pa(film);
  assert.ok(changed.validation_status.some(({ code }) => code === 'assertion.bmffHash.mismatch'));
});

type C2paStore = {
  readonly validation_status: readonly { readonly code: string }[];
  readonly validation_results: {
    readonly activeManifest: { readonly success: readonly { readonly code: string }[] };
  };
};

async function readC2pa(film: Uint8Array): Promise<C2paStore> {
  const { default: start, WasmReader } = await import('@contentauth/c2pa-wasm');
  const wasm = path.join(
    path.dirname(createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm')),
    'c2pa_bg.wasm',
  );
  await start({ module_or_path: readFileSync(wasm) });
  const reader = await WasmReader.fromBytes('video/mp4', film);
  const store = JSON.parse(reader.json()) as C2paStore;
  reader.free();
  return store;
}

test('an opened clip carries who asked and who approved, and the sealed originals as they lie in the storage', async () => {
  const sealed = await recordSegment(blobs, { fromMs: 0, groups: 2, kind: 'sealed' });
  const clip = async function* () {
    const bytes = (await blobs.read(sealed.key))!;
    for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
  };
  const made = {
    kind: 'opened',
    mode: 'clear',
    openingId: '0b6c59a4-5a4e-4f6e-8e5c-b5a0c66c1a10',
    caseNumber: '24-117',
    reason: 'Police asks',
    legalBasis: 'Court order 5/2026',
    requestedBy: 'Inga',
    requestedAtMs: startMs + 1_000,
    isEmergency: false,
    approvers: [
      { name: 'Boris', atMs: startMs + 2_000 },
      { name: 'Clara', atMs: startMs + 3_000 },
    ],
  } as const;
  const order = exhibitOrder(
    [],
    { fromMs: startMs, toMs: startMs + 4_000 },
    {
      made: { ...made, approvers: [...made.approvers] },
      footage: { kind: 'clip', clip: clip(), sources: [sealed] },
      sealed: [sealed],
      language: 'ru',
    },
  );
  const verdict = await verify(await make(order, false));
  assert.deepEqual(verdict.findings, []);
  assert.deepEqual(verdict.manifest!.made, made);
  const [source] = verdict.manifest!.segments;
  assert.equal(source!.file, `sealed/${sealed.id}.mp4.age`);
  assert.equal(verdict.files.find(({ name }) => name === source!.file)!.sha256, sealed.sha256);
});

test('a byte changed anywhere is found, and so is one too many or too few', async () => {
  const bundle = await make(
    exhibitOrder([segments[2]!], { fromMs: startMs + 40_000, toMs: startMs + 42_000 }),
  );
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const random = randomOf(seed);
  const places = new Set(Array.from({ length: 150 }, () => Math.floor(random() * bundle.length)));
  // All of what is not a file: headers, and what follows the last one.
  const directoryAt = bundle.length - 700;
  for (let at = directoryAt; at < bundle.length; at += 1) places.add(at);
  for (let at = 0; at < 45; at += 1) places.add(at);
  for (const at of places) {
    const changed = bundle.slice();
    changed[at]! ^= 1 << Math.floor(random() * 8);
    const { isWhole, findings } = await verify(changed);
    assert.ok(!isWhole && findings.length > 0, `byte ${at} was changed and not found; SEED=${seed}`);
  }
  for (const length of [bundle.length - 1, bundle.length + 1]) {
    const changed = new Uint8Array(length);
    changed.set(bundle.subarray(0, length));
    assert.equal((await verify(changed)).isWhole, false);
  }
});

test('what was changed is named', async () => {
  const bundle = await make(
    exhibitOrder([segments[2]!], { fromMs: startMs + 40_000, toMs: startMs + 42_000 }),
  );
  const text = Buffer.from(bundle).toString('latin1');
  const flipAt = async (at: number) => {
    const changed = bundle.slice();
    changed[at]! ^= 1;
    return (await verify(changed)).findings.map(({ where }) => where);
  };
  const wheres = await flipAt(text.indexOf('mdat') + 40);
  assert.ok(wheres.includes('footage.mp4'), wheres.join());
  assert.ok((await flipAt(text.indexOf('"Inga"') + 2)).includes('manifest.json: custody.entries[0]'));
  assert.ok((await flipAt(text.lastIndexOf('  report.pdf') - 5)).includes('SHA256SUMS: line 2'));
  assert.ok((await flipAt(text.indexOf('%PDF'))).includes('report.pdf'));
});

test('another key than the one the operator names, and another authority, are said', async () => {
  const bundle = await make(exhibitOrder(segments, span));
  const other = await verify(bundle, {
    fingerprint: 'ab'.repeat(32),
    trusted: certificatesIn(key.certificatePem),
  });
  assert.deepEqual(
    other.findings.map(({ code }) => code),
    ['not-expected-key', 'time-stamp-untrusted'],
  );
});

test('a stream that changed its size, and a film that grows long, go on in the next film', async () => {
  const wide = await recordSegment(blobs, { fromMs: 20_000, groups: 2, widthPx: 128 });
  const all = { fromMs: startMs, toMs: startMs + 24_000 };
  const order = exhibitOrder([segments[0]!, segments[1]!, wide], all);
  await blobs.remove(bundleKey(order.exhibit.id));
  const first = segments[0]!.fragments;
  await writeExhibit(order, { blobs, key, authority: null, maxFilmBytes: first[2]!.offset });
  const bundle = (await blobs.read(bundleKey(order.exhibit.id)))!;
  const verdict = await verify(bundle);
  assert.deepEqual(verdict.findings, []);
  const pieces = verdict.manifest!.footage.flatMap((film) => film.pieces);
  assert.ok(verdict.manifest!.footage.length > 3);
  // Whatever film it is in, each instant is there once.
  for (const [index, { toMs }] of pieces.entries()) assert.equal(toMs, pieces[index + 1]?.fromMs ?? all.toMs);
  if (!hasFfmpeg) return;
  const directory = unpacked(bundle);
  const films = verdict.manifest!.footage.map(({ file }) => probe(path.join(directory, file)));
  assert.equal(
    films.reduce((sum, { timesS }) => sum + timesS.length, 0),
    24 * 5,
  );
  assert.equal(films.at(-1)!.widthPx, 128);
  assert.ok(films.every(({ timesS }) => timesS[0] === 0));
});

test('one manifest has one report, in both languages', async () => {
  const { manifest } = await verify(await make(exhibitOrder(segments, span)));
  for (const language of ['en', 'ru'] as const) {
    const [first, second] = [await makeReport(manifest!, language), await makeReport(manifest!, language)];
    assert.deepEqual(first, second);
    assert.equal(Buffer.from(first.subarray(0, 5)).toString(), '%PDF-');
    // Embedded, so that Cyrillic shows anywhere.
    assert.match(Buffer.from(first).toString('latin1'), /DejaVuSans/);
  }
});

test('no exhibit is made of nothing, of footage that is gone, or of footage that was changed', async () => {
  const empty = exhibitOrder(segments, { fromMs: startMs + 25_000, toMs: startMs + 35_000 });
  await assert.rejects(make(empty), ExhibitRefused);
  const lost = await recordSegment(blobs, { fromMs: 0, groups: 1 });
  await blobs.remove(lost.key);
  await assert.rejects(make(exhibitOrder([lost], span)), ExhibitRefused);
  const changed = { ...segments[0]!, sha256: '0'.repeat(64) };
  await assert.rejects(make(exhibitOrder([changed], span)), /is not what was recorded/);
  assert.equal(await blobs.stat(bundleKey(empty.exhibit.id)), null);
  for await (const open of blobs.listOpen('exhibits/')) assert.fail(`${open.key} was left`);
});

test('an authority that does not answer leaves nothing behind', async () => {
  const order = exhibitOrder(segments, span);
  authority.breakWith(503);
  await assert.rejects(make(order), /did not answer \(it answered 503\)/);
  authority.breakWith(null);
  assert.equal(await blobs.stat(bundleKey(order.exhibit.id)), null);
});
