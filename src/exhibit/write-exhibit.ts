/** Makes a bundle and streams it into the storage: it is there whole, or it is not there. */
import { createHash, randomUUID } from 'node:crypto';
import type { GapCause } from '../core/recording/gap.ts';
import type { Segment } from '../core/recording/segment.ts';
import type { Blobs } from '../storage/blobs.ts';
import { askAuthority, type TimeStampAuthority } from './ask-authority.ts';
import { type Box, boxesOf } from './boxes.ts';
import { c2paBox, createFilmHash } from './c2pa.ts';
import { canonicalJson } from './canonical-json.ts';
import { type CutSegment, cutToSpan, holesIn } from './cut.ts';
import { createFilmJoiner, type Film, type FilmOutput } from './film-joiner.ts';
import { type Making, Manifest, schemaName } from './manifest.ts';
import { makeReport, type ReportLanguage } from './report.ts';
import type { SiteKey } from './site-key.ts';
import { createZipWriter, type ZipWriter } from './zip-writer.ts';

/** Where the pictures come from. */
export type Footage =
  /** Masked segments in the storage, cut to the span at key frames, outwards. */
  | { readonly kind: 'segments'; readonly segments: readonly Segment[] }
  /** An opened clip, fragmented MP4, cut by the vault. `sources` are the sealed segments it was opened from. */
  | {
      readonly kind: 'clip';
      readonly clip: AsyncIterable<Uint8Array>;
      readonly sources: readonly Segment[];
    };

export type ExhibitOrder = {
  readonly exhibit: Manifest['exhibit'];
  readonly site: { readonly name: string; readonly timeZone: string };
  readonly software: Manifest['software'];
  readonly camera: Manifest['camera'];
  /** What was asked, UTC ms. */
  readonly span: { readonly fromMs: number; readonly toMs: number };
  readonly made: Making;
  readonly footage: Footage;
  /** Sealed originals that go into the bundle as they are, encrypted. */
  readonly sealed: readonly Segment[];
  /** The gap ledger over the span, of the footage's kind. */
  readonly gaps: readonly {
    readonly fromMs: number;
    readonly toMs: number | null;
    readonly cause: GapCause;
  }[];
  readonly custody: Manifest['custody'];
  readonly language: ReportLanguage;
};

export type ExhibitTools = {
  readonly blobs: Blobs;
  readonly key: SiteKey;
  /** Null: no time-stamp is asked for. */
  readonly authority: TimeStampAuthority | null;
  /** Bytes in the bundle so far. */
  readonly onProgress?: (bytes: number) => void;
  /** Ends the work; nothing stays. */
  readonly signal?: AbortSignal;
  /** For tests. */
  readonly maxFilmBytes?: number;
};

export type WrittenExhibit = {
  readonly key: string;
  readonly bytes: number;
  /** Of the whole bundle. */
  readonly sha256: string;
  readonly manifest: Manifest;
  readonly manifestSha256: string;
};

/** Key of an exhibit's bundle in the storage. */
export function bundleKey(exhibitId: string): string {
  return `exhibits/${exhibitId}/bundle.zip`;
}

/** What was asked for cannot be made, in words for the one who asked. */
export class ExhibitRefused extends Error {}

const syncEveryBytes = 64 * 1024 * 1024;

/**
 * @throws ExhibitRefused where there is no footage, or stored footage is not what was recorded.
 * @throws StorageError or Error of the authority; nothing stays in the storage then.
 */
export async function writeExhibit(order: ExhibitOrder, tools: ExhibitTools): Promise<WrittenExhibit> {
  const { blobs, signal } = tools;
  const key = bundleKey(order.exhibit.id);
  const writer = await blobs.create(key);
  const hash = createHash('sha256');
  let syncedBytes = 0;
  try {
    const zip = createZipWriter(async (bytes) => {
      signal?.throwIfAborted();
      hash.update(bytes);
      await writer.append(bytes);
      if (writer.bytes - syncedBytes >= syncEveryBytes) {
        await writer.sync();
        syncedBytes = writer.bytes;
      }
      tools.onProgress?.(writer.bytes);
    });
    const { manifest, text } = await fill(zip, order, tools);
    await writer.commit();
    return {
      key,
      bytes: writer.bytes,
      sha256: hash.digest('hex'),
      manifest,
      manifestSha256: createHash('sha256').update(text).digest('hex'),
    };
  } catch (error) {
    // The first error says why; what the storage says of the remains is found by its own sweep.
    await writer.abort().catch(() => {});
    throw error;
  }
}

/** Every file in the order of the bundle: what is proved, then what proves it. */
async function fill(
  zip: ZipWriter,
  order: ExhibitOrder,
  tools: ExhibitTools,
): Promise<{ manifest: Manifest; text: Uint8Array }> {
  const cuts = order.footage.kind === 'segments' ? cutToSpan(order.footage.segments, order.span) : [];
  const films = await writeFilms(zip, cuts, order, tools);
  const sealedNames = await writeSealed(zip, order, tools);
  const draft = manifestOf({ films, cuts, sealedNames, order, tools, files: [...zip.files] });
  await zip.add('report.pdf', await makeReport(draft, order.language));
  await zip.add('site.crt', utf8(tools.key.certificatePem));
  const manifest = Manifest.parse({ ...draft, files: [...zip.files] });
  const text = utf8(canonicalJson(manifest));
  await zip.add('manifest.json', text);
  await zip.add('manifest.sig', tools.key.sign(text, 'der'));
  if (tools.authority !== null) {
    await zip.add('manifest.json.tsr', await askAuthority(text, tools.authority));
  }
  const sums = zip.files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
  await zip.add('SHA256SUMS', utf8(sums));
  await zip.finish();
  return { manifest, text };
}

async function writeFilms(
  zip: ZipWriter,
  cuts: readonly CutSegment[],
  order: ExhibitOrder,
  tools: ExhibitTools,
): Promise<readonly Film[]> {
  const joiner = createFilmJoiner(filmOutput(zip, order, tools), tools.maxFilmBytes);
  if (order.footage.kind === 'clip') {
    const { fromMs, toMs } = order.span;
    await joiner.add({ segmentId: null, fromMs, toMs }, boxesOf(order.footage.clip));
  } else {
    for (const cut of cuts) {
      const { fromMs, toMs } = cut;
      await joiner.add({ segmentId: cut.segment.id, fromMs, toMs }, boxesOf(bytesOf(cut, tools.blobs)));
    }
  }
  const films = await joiner.end();
  if (films.length === 0) {
    throw new ExhibitRefused(
      `Nothing was recorded of ${order.camera.name} in this time. Choose another time; the timeline shows what there is`,
    );
  }
  return films;
}

/** Each film ends with its C2PA manifest, which holds the hash of all before it. */
function filmOutput(zip: ZipWriter, order: ExhibitOrder, tools: ExhibitTools): FilmOutput {
  let hash = createFilmHash();
  const how = order.made.kind === 'opened' && order.made.mode === 'clear' ? 'clear' : 'masked';
  return {
    async begin(name) {
      hash = createFilmHash();
      await zip.begin(name);
    },
    async box(box: Box) {
      hash.add(box);
      await zip.write(box.bytes);
    },
    async end() {
      const { name, version } = order.software;
      const claim = { instanceId: randomUUID(), software: { name, version }, how } as const;
      await zip.write(await c2paBox(hash.digest(), claim, tools.key));
      await zip.end();
    },
  };
}

/** One segment is in memory at a time: it is used only when it is what was recorded. */
async function* bytesOf({ segment, fragments }: CutSegment, blobs: Blobs): AsyncGenerator<Uint8Array> {
  const bytes = await blobs.read(segment.key);
  if (bytes === null) throw gone(segment);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== segment.sha256) throw changed(segment);
  yield bytes.subarray(0, segment.fragments[0]!.offset);
  for (const { offset, bytes: length } of fragments) yield bytes.subarray(offset, offset + length);
}

/** As they lie in the storage, whole: without the vault's key nobody can cut them. @returns name by segment. */
async function writeSealed(
  zip: ZipWriter,
  order: ExhibitOrder,
  { blobs }: ExhibitTools,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const segment of order.sealed) {
    const bytes = await blobs.stream(segment.key);
    if (bytes === null) throw gone(segment);
    const name = `sealed/${segment.id}.mp4.age`;
    await zip.begin(name);
    for await (const piece of bytes) await zip.write(piece);
    const { sha256 } = await zip.end();
    if (sha256 !== segment.sha256) throw changed(segment);
    names.set(segment.id, name);
  }
  return names;
}

function manifestOf(parts: {
  readonly films: readonly Film[];
  readonly cuts: readonly CutSegment[];
  readonly sealedNames: ReadonlyMap<string, string>;
  readonly order: ExhibitOrder;
  readonly tools: ExhibitTools;
  readonly files: Manifest['files'];
}): Manifest {
  const { films, cuts, sealedNames, order, tools, files } = parts;
  const pieces = films.flatMap((film) => film.pieces);
  const sources = order.footage.kind === 'clip' ? order.footage.sources : cuts.map(({ segment }) => segment);
  const segments = [
    ...new Map([...sources, ...order.sealed].map((segment) => [segment.id, segment])).values(),
  ];
  return {
    schema: schemaName,
    exhibit: order.exhibit,
    site: { ...order.site, keyFingerprint: tools.key.fingerprint },
    software: order.software,
    camera: order.camera,
    span: {
      askedFromMs: order.span.fromMs,
      askedToMs: order.span.toMs,
      fromMs: Math.min(...pieces.map(({ fromMs }) => fromMs)),
      toMs: Math.max(...pieces.map(({ toMs }) => toMs)),
    },
    made: order.made,
    footage: films.map(({ name, pieces }) => ({ file: name, pieces: [...pieces] })),
    segments: segments.map((segment) => ({
      id: segment.id,
      kind: segment.kind,
      fromMs: segment.fromMs,
      toMs: segment.toMs,
      codec: segment.codec,
      widthPx: segment.widthPx,
      heightPx: segment.heightPx,
      bytes: segment.bytes,
      sha256: segment.sha256,
      end: segment.end,
      clockOffsetMs: segment.clockOffsetMs,
      file: sealedNames.get(segment.id) ?? null,
    })),
    gaps: gapsOf(pieces, order),
    custody: order.custody,
    files,
    timeStamp: tools.authority === null ? null : { authority: tools.authority.url },
  };
}

/** What is missing in the films, with the cause where the ledger knows one. */
function gapsOf(pieces: Film['pieces'], order: ExhibitOrder): Manifest['gaps'] {
  return holesIn(pieces, order.span).flatMap((hole) => {
    const known = order.gaps.flatMap(({ fromMs, toMs, cause }) => {
      const gap = {
        fromMs: Math.max(fromMs, hole.fromMs),
        toMs: Math.min(toMs ?? Infinity, hole.toMs),
        cause,
      };
      return gap.toMs > gap.fromMs ? [gap] : [];
    });
    const unknown = holesIn(known, hole).map((rest) => ({ ...rest, cause: 'unexplained' as const }));
    return [...known, ...unknown].sort((a, b) => a.fromMs - b.fromMs);
  });
}

function gone({ id }: Segment): ExhibitRefused {
  return new ExhibitRefused(
    `Segment ${id} was deleted while the exhibit was made. A hold on the footage keeps it: set one, then ask again`,
  );
}

function changed({ id }: Segment): ExhibitRefused {
  return new ExhibitRefused(
    `Segment ${id} is not what was recorded: its hash differs. No exhibit is made of it; run lamplighter check`,
  );
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
