/**
 * What it costs to seal main streams: CPU of one 1080p25 stream of 4 Mbit/s, RTSP and disk included, and 40 of them at
 * once for a minute, with every picture counted in what was stored; then how soon an opening shows its first picture.
 * `node bench/seal.ts [streams] [seconds]`
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createForkedVault } from '../src/centre/adapters/forked-vault.ts';
import type { FromIngest } from '../src/contract/ingest.ts';
import type { RenderOrder } from '../src/contract/vault.ts';
import type { Segment } from '../src/core/recording/segment.ts';
import { parseShare, type Share } from '../src/core/vault/share-text.ts';
import { openSealed } from '../src/ingest/seal/age-opener.ts';
import { openStorage } from '../src/storage/open-storage.ts';
import { Mp4Reader, type StoredPicture } from '../src/vault/mp4-reader.ts';
import { combineShares } from '../src/vault/shares.ts';
import { custodian, handIn } from '../test/support/custodians.ts';
import { makeMainFilm } from '../test/support/main-film.ts';
import { cpuSecondsOf, round, rssBytesOf, sleep } from './proc.ts';
import { record } from './results.ts';
import type { SealChildOrder } from './seal-child.ts';

const streamsAtOnce = Number(process.argv[2] ?? 40);
const seconds = Number(process.argv[3] ?? 60);
const perProcess = 8;
const stepTicks = 3_600;

const directory = mkdtempSync(path.join(os.tmpdir(), 'lamplighter-bench-'));
const vault = createForkedVault({
  storage: { kind: 'disk', volumes: [directory], reserveBytes: 0 },
  modelManifest: null,
  cacheDirectory: path.join(os.homedir(), '.cache', 'lamplighter'),
  log: (_, message) => console.error(message),
});
const people = await Promise.all(['ada', 'ben'].map(custodian));
const deal = await vault.deal({ threshold: 2, custodians: people.map(({ dealt }) => dealt) });
const sheets = await Promise.all(people.map((person) => person.sheetOf(deal)));
const key = await combineShares(sheets.map(shareOf));
const sealTo = deal.vaultRecipient;

type Running = { readonly child: ChildProcess; readonly messages: FromIngest[]; dropped: number };

async function start(urls: readonly string[], isReadingOnly: boolean): Promise<Running> {
  const child = fork(path.join(import.meta.dirname, 'seal-child.ts'), { serialization: 'advanced' });
  const running: Running = { child, messages: [], dropped: 0 };
  const isRunning = new Promise<void>((resolve) => {
    child.on('message', (message: FromIngest | { type: 'running' } | { type: 'done'; dropped: number }) => {
      if (message.type === 'running') resolve();
      else if (message.type === 'done') running.dropped = message.dropped;
      else running.messages.push(message);
    });
  });
  child.send({ urls, directory, sealTo, isReadingOnly } satisfies SealChildOrder);
  await isRunning;
  return running;
}

async function stop({ child }: Running): Promise<void> {
  const ended = once(child, 'exit');
  child.send({ type: 'stop' });
  await ended;
}

/** CPU of the processes, share of a core, over the seconds measured. */
async function measured(all: readonly Running[], forS: number) {
  const pids = all.map(({ child }) => child.pid!);
  await sleep(5_000);
  const before = pids.map(cpuSecondsOf);
  const atMs = performance.now();
  await sleep(forS * 1000);
  const lastedS = (performance.now() - atMs) / 1000;
  const cpuS = pids.reduce((sum, pid, i) => sum + cpuSecondsOf(pid) - before[i]!, 0);
  const rssBytes = pids.reduce((sum, pid) => sum + rssBytesOf(pid), 0);
  return { cpuShare: cpuS / lastedS, rssBytes };
}

/** Opens every segment with the key and counts: pictures that are there, and those missing between two of them. */
async function counted(all: readonly Running[]) {
  const blobs = openStorage({ kind: 'disk', volumes: [directory], reserveBytes: 0 });
  const segments = all.flatMap(({ messages }) =>
    messages.flatMap((message) => (message.type === 'segment.closed' ? [message.segment] : [])),
  );
  const lastToMs = new Map<string, number>();
  const holesAtMs: number[] = [];
  let pictures = 0;
  let betweenSegments = 0;
  for (const segment of segments) {
    const before = lastToMs.get(segment.cameraId);
    if (before !== undefined && Math.abs(segment.fromMs - before) > 60) betweenSegments++;
    lastToMs.set(segment.cameraId, segment.toMs);
    for await (const { durationTicks, atMs } of picturesOf(segment, blobs)) {
      pictures++;
      for (let missing = Math.round(durationTicks / stepTicks) - 1; missing > 0; missing--)
        holesAtMs.push(atMs);
    }
  }
  await blobs.close();
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  return { pictures, betweenSegments, bytes, ...sortedHoles(holesAtMs) };
}

/** All streams show one camera: a picture that none of them has at one moment was not sent, as a busy test camera does. */
function sortedHoles(holesAtMs: readonly number[]): { missing: number; notSent: number } {
  let missing = 0;
  let notSent = 0;
  let together: number[] = [];
  const close = () => {
    notSent += Math.floor(together.length / streamsAtOnce);
    missing += together.length % streamsAtOnce;
    together = [];
  };
  for (const atMs of [...holesAtMs].sort((a, b) => a - b)) {
    if (together.length > 0 && atMs - together[0]! > 500) close();
    together.push(atMs);
  }
  close();
  return { missing, notSent };
}

async function* picturesOf(
  { key: name }: Segment,
  blobs: ReturnType<typeof openStorage>,
): AsyncGenerator<StoredPicture> {
  const reader = new Mp4Reader();
  for await (const plain of openSealed((await blobs.stream(name))!, key)) yield* reader.push(plain);
}

/** MB/s that this disk takes, written and synced in pieces of a second's footage. */
function diskSpeed(): number {
  const file = openSync(path.join(directory, 'speed'), 'w');
  const piece = Buffer.alloc(560_000, 1);
  const startedMs = performance.now();
  let bytes = 0;
  while (performance.now() - startedMs < 3_000) {
    bytes += writeSync(file, piece);
    fsyncSync(file);
  }
  closeSync(file);
  rmSync(path.join(directory, 'speed'));
  return bytes / 1e3 / (performance.now() - startedMs);
}

async function main(): Promise<void> {
  const film = path.join(directory, 'film.mp4');
  await makeMainFilm(film, { codec: 'h264', size: '1920x1080', fps: 25, seconds: 10, bitRate: 4_000_000 });
  const { size } = statSync(film);
  // A process of its own: what the camera costs is not what is measured.
  const server = fork(path.join(import.meta.dirname, '../test/rtsp/serve.ts'), ['--film', film], {
    silent: true,
  });
  const url = await addressOf(server);
  const diskMBPerS = diskSpeed();
  try {
    const reading = await start([url], true);
    const readOnly = await measured([reading], Math.min(20, seconds));
    await stop(reading);
    const one = await start([url], false);
    const single = await measured([one], Math.min(30, seconds));
    await stop(one);
    const many: Running[] = [];
    for (let from = 0; from < streamsAtOnce; from += perProcess) {
      const count = Math.min(perProcess, streamsAtOnce - from);
      many.push(
        await start(
          Array.from({ length: count }, () => url),
          false,
        ),
      );
    }
    const loadBefore = os.loadavg()[0]!;
    const together = await measured(many, seconds);
    const load = os.loadavg()[0]!;
    await Promise.all(many.map(stop));
    const stored = await counted(many);
    const gaps = many.flatMap(({ messages }) =>
      messages.flatMap((message) =>
        message.type === 'recording.gap' && message.cause !== null ? [message.cause] : [],
      ),
    );
    const closed = many[0]!.messages.flatMap((message) =>
      message.type === 'segment.closed' ? [message.segment] : [],
    );
    const ofOne = closed.filter(({ cameraId }) => cameraId === closed[0]!.cameraId);
    const firstClearMs = await firstPictureMs(ofOne, 'clear');
    const firstMaskedMs = await firstPictureMs(ofOne, 'masked');
    record('seal', {
      stream: '1920x1080 25/s H.264',
      megabitsPerS: round((size * 8) / 10 / 1e6, 2),
      readOnlyCoreShare: round(readOnly.cpuShare),
      oneStreamCoreShare: round(single.cpuShare),
      streams: streamsAtOnce,
      processes: many.length,
      seconds,
      coreSharePerStream: round(together.cpuShare / streamsAtOnce),
      coreShareAll: round(together.cpuShare, 3),
      rssMB: Math.round(together.rssBytes / 1e6),
      partsDropped: many.reduce((sum, { dropped }) => sum + dropped, 0),
      picturesStored: stored.pictures,
      picturesMissing: stored.missing,
      picturesNotSent: stored.notSent,
      holesBetweenSegments: stored.betweenSegments,
      gaps: gaps.length,
      firstClearMs,
      firstMaskedMs,
      storedMBPerS: round(stored.bytes / 1e6 / (seconds + 5), 1),
      diskMBPerS: round(diskMBPerS, 1),
      freeGB: Math.round((statfsSync(directory).bavail * statfsSync(directory).bsize) / 1e9),
      loadBefore: round(loadBefore, 1),
      load: round(load, 1),
    });
  } finally {
    server.kill();
    await vault.stop();
    rmSync(directory, { recursive: true });
  }
}

function shareOf(sheet: string): Share {
  const parsed = parseShare(sheet);
  if (!parsed.ok) throw new Error('a share that was just dealt cannot be read');
  return parsed.share;
}

/** From the last custodian's share to the first pictures, ms. */
async function firstPictureMs(segments: readonly Segment[], mode: RenderOrder['mode']): Promise<number> {
  const order = { sessionId: 's', purpose: 'opening', vaultRecipient: sealTo, threshold: 2 } as const;
  const session = await vault.begin(order);
  const pieces = segments.map((segment) => ({ key: segment.key, fromMs: segment.fromMs, isTorn: false }));
  const fromMs = segments[0]!.fromMs + 10_500;
  try {
    // Custodians type for longer than a process starts.
    await sleep(3_000);
    let startedMs = 0;
    for (const [i, { userId }] of people.entries()) {
      const share = await handIn({ sessionId: 's', userId, share: sheets[i]! }, session.recipient);
      startedMs = performance.now();
      await session.submit(share);
    }
    let count = 0;
    const film = session.render({ segments: pieces, fromMs, toMs: fromMs + 3_600_000, mode, lifted: [] });
    // The head, then pictures.
    for await (const _ of film) if (++count === 2) return Math.round(performance.now() - startedMs);
    throw new Error('no picture came');
  } finally {
    await session.close();
  }
}

async function addressOf(server: ChildProcess): Promise<string> {
  for await (const bytes of server.stdout!) {
    const url = /rtsp:\/\/\S+/.exec(String(bytes))?.[0];
    if (url !== undefined) return url;
  }
  throw new Error('the RTSP server did not start');
}

await main();
