/**
 * kill -9 at random points while cameras record: is what was durable found again, and how much was not yet?
 * Usage: node bench/kills.ts [--kills 100] [--cameras 8] [--seed 1]
 * After each kill the site comes back by itself, `check --deep` runs beside it, and every new row's file is read box by box.
 * Exit code 1 when anything is wrong.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readPostmasterPid } from '../src/centre/adapters/postmaster-pid.ts';
import { readConfig } from '../src/centre/config-file.ts';
import { listSegments } from '../src/centre/store/segments.ts';
import { check } from '../src/cli/check.ts';
import type { Segment } from '../src/core/recording/segment.ts';
import { decodedPictures, hasFfmpeg, probe } from '../src/ingest/record/ffmpeg.support.ts';
import { adoptSegment } from '../src/ingest/record/salvage.ts';
import { openSite, type Site } from '../src/site.ts';
import { makeFilm, movingSquare } from '../test/film/make-film.ts';
import { Operator, startApp, until } from '../test/support/app.ts';
import { commandOf, descendantsOf } from '../test/support/processes.ts';
import { randomOf } from '../test/support/random.ts';
import { quantile, round, sleep } from './proc.ts';
import { record } from './results.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    cameras: { type: 'string', default: '8' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
  },
});
const kills = Number(values.kills);
const cameraIds = Array.from({ length: Number(values.cameras) }, (_, i) => `cam-${i}`);
const random = randomOf(Number(values.seed));
console.log(`seed ${values.seed}, ${kills} kills, ${cameraIds.length} cameras`);

/** Of what was seen until the process died. Storage that is slow, and pictures that wait for a busy processor, add to it. */
const windowMs = 2_000;
const backWithinMs = 120_000;
/** The next centre looks twice at what it finds, so far apart, before it takes it in. */
const adoptedWithinMs = 60_000;
const targets = ['ingest', 'ingest', 'ingest', 'centre', 'database', 'everything'] as const;
type Target = (typeof targets)[number];
type Kill = {
  readonly target: Target;
  /** UTC ms. */
  readonly atMs: number;
  /** All cameras were recorded when it came; others hit a site that was coming back. */
  readonly isSettled: boolean;
};

const folder = mkdtempSync(path.join(os.tmpdir(), 'lamplighter-kills-'));
const film = path.join(folder, 'quiet.mp4');
const size = { widthPx: 320, heightPx: 180 };
const walk = movingSquare(size.widthPx, size.heightPx);
// Something moves once in a while: two cores have eight cameras to look at.
await makeFilm(film, { ...size, fps: 2, frames: 240, draw: (rgb, index) => walk(rgb, index >> 3) });

const dataDirectory = path.join(folder, 'data');
const footage = path.join(dataDirectory, 'footage');
const app = await startApp(['--no-demo'], { dataDirectory });
const operator = await Operator.first(app);
const done: Kill[] = [];
const wrong: string[] = [];
const readKeys = new Set<string>();
const backMs: number[] = [];
let played = 0;
let checks = 0;
let told = 0;

try {
  for (const id of cameraIds) await operator.addCamera(film, { id, analysisFps: 2 });
  await untilRecording(0);
  let isSettled = true;
  while (done.length < kills) {
    await sleep(random() * (isSettled ? 4_000 : 2_500));
    const target = targets[Math.floor(random() * targets.length)]!;
    const atMs = Date.now();
    if (!kill(target)) continue;
    done.push({ target, atMs, isSettled });
    isSettled = done.length === kills || random() < 0.85;
    if (!isSettled) continue;
    await untilRecording(atMs);
    backMs.push(Date.now() - atMs);
    await look(`kill ${done.length} (${target})`);
  }
  await until(() => openParts().length <= cameraIds.length, adoptedWithinMs, 'what was left is taken in');
  await look('the end');
  await report();
} catch (cause) {
  console.log(app.output().split('\n').slice(-40).join('\n'));
  throw cause;
} finally {
  await app.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** @returns false where there is nothing to kill just now. */
function kill(target: Target): boolean {
  const children = descendantsOf(app.keeper.pid!);
  const centres = children.filter((pid) => commandOf(pid).includes('src/cli/lamplighter.ts'));
  const ingests = children.filter((pid) => commandOf(pid).startsWith('lamplighter ingest'));
  const postmaster = readPostmasterPid(path.join(dataDirectory, 'postgres/cluster'))?.pid;
  // A process id that stood in a file may belong to a stranger by now.
  const databases = postmaster && commandOf(postmaster).includes(dataDirectory) ? [postmaster] : [];
  const one = ingests[Math.floor(random() * ingests.length)];
  const pids = {
    ingest: one === undefined ? [] : [one],
    centre: centres,
    database: databases,
    everything: [...centres, ...databases, ...ingests],
  }[target];
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It died by itself: its centre did.
    }
  }
  return pids.length > 0;
}

type OpenPart = { readonly cameraId: string; readonly bornMs: number; readonly writtenMs: number };

/** What is being written, or was when its writer died; seen from outside. */
function openParts(): OpenPart[] {
  const names = readdirSync(footage, { recursive: true, encoding: 'utf8' });
  return names.flatMap((name) => {
    const cameraId = /^masked\/([^/]+)\/.*\.part$/.exec(name)?.[1];
    if (cameraId === undefined) return [];
    try {
      const { birthtimeMs, mtimeMs, size } = statSync(path.join(footage, name));
      return size === 0 ? [] : [{ cameraId, bornMs: birthtimeMs, writtenMs: mtimeMs }];
    } catch {
      return [];
    }
  });
}

/** The site answers, and every camera is written again. */
async function untilRecording(sinceMs: number): Promise<void> {
  const missing = () => {
    const written = openParts().filter(({ writtenMs }) => writtenMs > sinceMs + 1_500);
    return cameraIds.filter((id) => !written.some(({ cameraId }) => cameraId === id));
  };
  await until(
    async () => missing().length === 0 && (await operator.cameras()).length === cameraIds.length,
    backWithinMs,
    () => `these are not recorded: ${missing().join(', ')}`,
  );
}

async function inSite<T>(use: (site: Site) => Promise<T>): Promise<T> {
  const reading = readConfig('');
  if (!reading.ok) throw new Error(reading.message);
  const opening = await openSite({ ...reading.config, dataDirectory });
  if (!opening.ok) throw new Error(opening.message);
  try {
    return await use(opening.site);
  } finally {
    await opening.site.close();
  }
}

async function rowsIn({ sql }: Site): Promise<Segment[]> {
  const span = { fromMs: 0, toMs: Date.now() + 60_000 };
  const all = await Promise.all(cameraIds.map((cameraId) => listSegments(sql, { cameraId, ...span })));
  return all.flat();
}

/** What check says beside the running site, and whether every new row's file can be read. */
async function look(when: string): Promise<void> {
  await inSite(async (site) => {
    const { findings } = await check(site, { isDeep: true, isRepair: false });
    for (const { part, message } of findings) wrong.push(`${when}: ${part}: ${message}`);
    const { blobs } = site.storage!;
    for (const row of await rowsIn(site)) {
      if (readKeys.has(row.key)) continue;
      readKeys.add(row.key);
      const read = await adoptSegment(blobs, row.key);
      const isSame = read?.sha256 === row.sha256 && read.fragments.length === row.fragments.length;
      if (!isSame) wrong.push(`${when}: ${row.key} cannot be read as its row says`);
      if (!hasFfmpeg || random() > 0.05) continue;
      const file = path.join(footage, row.key);
      if (decodedPictures(file) !== probe(file).timesS.length)
        wrong.push(`${when}: ${row.key} does not play to its end`);
      played++;
    }
  });
  checks++;
  console.log(`${when}: ${readKeys.size} pieces, ${wrong.length} wrong`);
  for (const words of wrong.slice(told)) console.log(`WRONG ${words}`);
  told = wrong.length;
}

/** Per kill and camera, how much of what the camera saw before is in no row. */
async function report(): Promise<void> {
  const rows = await inSite(rowsIn);
  const losses: { readonly target: Target; readonly lossMs: number }[] = [];
  let unharmed = 0;
  for (const { target, atMs, isSettled } of done) {
    if (!isSettled) continue;
    for (const id of cameraIds) {
      const before = rows.filter(({ cameraId, fromMs }) => cameraId === id && fromMs <= atMs);
      const endMs = Math.max(...before.map(({ toMs }) => toMs));
      if (endMs > atMs) unharmed++;
      else losses.push({ target, lossMs: atMs - endMs });
    }
  }
  const lossOf = (wanted: readonly Target[]) => {
    const ms = losses.filter(({ target }) => wanted.includes(target)).map(({ lossMs }) => lossMs);
    return { cameras: ms.length, p50: quantile(ms, 0.5), p95: quantile(ms, 0.95), worst: quantile(ms, 1) };
  };
  const all = lossOf(targets);
  record('kills', {
    cameras: cameraIds.length,
    seed: Number(values.seed),
    kills: Object.fromEntries(
      [...new Set(targets)].map((name) => [name, done.filter(({ target }) => target === name).length]),
    ),
    whileComingBack: done.filter(({ isSettled }) => !isSettled).length,
    checks,
    pieces: rows.length,
    torn: rows.filter(({ end }) => end === 'torn').length,
    played,
    wrong: wrong.length,
    backSeconds: { p50: round(quantile(backMs, 0.5) / 1000, 1), worst: round(quantile(backMs, 1) / 1000, 1) },
    unharmed,
    lossMs: all,
    lossByTargetMs: Object.fromEntries([...new Set(targets)].map((name) => [name, lossOf([name])])),
    beyondWindow: losses.filter(({ lossMs }) => lossMs > windowMs).length,
    windowMs,
    loadAverage: round(os.loadavg()[1]!, 1),
  });
  if (wrong.length > 0) process.exitCode = 1;
}
