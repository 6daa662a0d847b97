/**
 * Eight cameras that die and come back all the time, one viewer (pictures and events) for each: what grows, what is lost?
 * Usage: node bench/soak.ts [--minutes 20] [--cameras 8] [--seed 1]
 * Growth compares medians: the fifth after the warm-up (the first fifth) with the last fifth.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { processesIn } from '../src/centre/adapters/postmaster-pid.ts';
import type { Zone } from '../src/core/zone.ts';
import { makeFilm } from '../test/film/make-film.ts';
import { type RtspServer, startRtspServer } from '../test/rtsp/rtsp-server.ts';
import { Operator, startApp, until } from '../test/support/app.ts';
import { LiveViewer } from '../test/support/live-viewer.ts';
import { makeStreetFilm } from '../test/support/street-film.ts';
import { median, round, rssBytesOf, sleep } from './proc.ts';
import { record } from './results.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    cameras: { type: 'string', default: '8' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
  },
});
const minutes = Number(values.minutes);
const cameraCount = Number(values.cameras);
const sampleEveryMs = 5_000;
const random = randomFrom(Number(values.seed));
console.log(`seed ${values.seed}, ${minutes} minutes, ${cameraCount} cameras`);

const folder = mkdtempSync(path.join(os.tmpdir(), 'lamplighter-soak-'));
const street = await makeStreetFilm({ seconds: 20 });
const films = [street.path, ...(await drawFilms())];
const app = await startApp(['--no-demo']);
const operator = await Operator.first(app);
const servers: RtspServer[] = [];
const unanswered: string[] = [];
const accidents = { cut: 0, stall: 0, restart: 0, swap: 0, remove: 0 };
const isOver = new AbortController();
const left = half('left', 0, 0.5);
const right = half('right', 0.5, 1);

try {
  for (let index = 0; index < cameraCount; index++) {
    servers.push(await startRtspServer({ streams: { cam: films[index % films.length]! } }));
    await add(index);
  }
  const viewers = servers.map(
    (_, index) => new LiveViewer(app.url, `cam-${index}`, () => operator.headers()),
  );
  const listeners = servers.map(() => operator.events(() => false));
  const ends = performance.now() + minutes * 60_000;
  const misfortunes = servers.map((server, index) => torment(server, index, ends));
  const samples = await sampleUntil(ends);
  isOver.abort();
  await Promise.all(misfortunes);
  await until(
    async () => (await operator.cameras()).every(({ state }) => state === 'live'),
    90_000,
    'all live at the end',
  );
  const health = await operator.health();
  const sum = (pick: (camera: (typeof health.cameras)[number]) => number) =>
    health.cameras.reduce((total, camera) => total + pick(camera), 0);
  const frames = viewers.map((viewer) => viewer.frames);
  for (const viewer of viewers) await viewer.stop();
  for (const listener of listeners) await listener.stop();
  const lines = app.output().split('\n');
  record('soak', {
    minutes,
    cameras: cameraCount,
    seed: Number(values.seed),
    accidents,
    memory: Object.fromEntries([...samples].map(([name, series]) => [name, growthOf(series)])),
    unanswered: unanswered.length,
    reconnects: sum((camera) => camera.reconnects),
    framesAnalysed: sum((camera) => camera.framesAnalysed),
    droppedShare: round(
      sum((c) => c.framesDropped) /
        Math.max(
          1,
          sum((c) => c.framesAnalysed + c.framesDropped),
        ),
      5,
    ),
    restarts: health.processes.map(({ name, restarts, lastExit }) => ({ name, restarts, lastExit })),
    framesSeenByViewers: { least: Math.min(...frames), most: Math.max(...frames) },
    eventConnections: listeners.map(({ connections }) => connections),
    allLiveAtTheEnd: true,
    loggedErrors: lines.filter((line) => /\berror\b|unhandled|uncaught/i.test(line)).length,
    loggedWarnings: lines.filter((line) => /\bwarn/i.test(line)).length,
    loadAverage: round(os.loadavg()[1]!, 1),
  });
  console.log(
    lines
      .filter((line) => /error|warn|unhandled|uncaught/i.test(line))
      .slice(-20)
      .concat(unanswered)
      .join('\n'),
  );
} finally {
  isOver.abort();
  await app.stop();
  for (const server of servers) await server.stop();
  await street.remove();
  rmSync(folder, { recursive: true, force: true });
}

async function drawFilms(): Promise<string[]> {
  const wanted = [
    { widthPx: 640, heightPx: 360 },
    { widthPx: 480, heightPx: 270, codec: 'h265' },
    { widthPx: 960, heightPx: 540 },
  ] as const;
  const paths = wanted.map((_, index) => path.join(folder, `drawn-${index}.mp4`));
  for (const [index, film] of wanted.entries()) await makeFilm(paths[index]!, { ...film, frames: 60 });
  return paths;
}

async function add(index: number): Promise<void> {
  const id = `cam-${index}`;
  await operator.addCamera(servers[index]!.url('cam'), { id });
  await operator.replaceZones(id, [left, right]);
}

/** One accident after the other, with time between them to recover. */
async function torment(server: RtspServer, index: number, endsMs: number): Promise<void> {
  while (performance.now() < endsMs) {
    await pause(8_000 + 25_000 * random());
    if (isOver.signal.aborted) return;
    const dice = random();
    if (dice < 0.3) {
      accidents.cut++;
      server.cut();
    } else if (dice < 0.55) {
      accidents.stall++;
      server.stall();
      await pause(1_000 + 14_000 * random());
      server.resume();
    } else if (dice < 0.75) {
      accidents.restart++;
      await server.shutDown();
      await pause(1_000 + 10_000 * random());
      await server.bootUp();
    } else if (dice < 0.95) {
      accidents.swap++;
      await server.swap('cam', films[Math.floor(random() * films.length)]!, { inPlace: random() < 0.5 });
    } else {
      accidents.remove++;
      await insist(() => operator.removeCamera(`cam-${index}`));
      await pause(2_000);
      await insist(() => add(index));
    }
  }
}

/** A call that a starved machine leaves unanswered is noted and made again; that it was carried out after all is no error. */
async function insist(call: () => Promise<unknown>): Promise<void> {
  for (let isFirst = true; !isOver.signal.aborted; isFirst = false) {
    try {
      await call();
      return;
    } catch (cause) {
      if (!isFirst && /: (404|409) /.test((cause as Error).message)) return;
      unanswered.push((cause as Error).message);
      await pause(1_000);
    }
  }
}

/** Bytes of each process, by name, every few seconds. */
async function sampleUntil(endsMs: number): Promise<Map<string, number[]>> {
  const samples = new Map<string, number[]>();
  const note = (name: string, bytes: number) => samples.set(name, [...(samples.get(name) ?? []), bytes]);
  for (let round = 0; performance.now() < endsMs; round++) {
    await sleep(sampleEveryMs);
    try {
      const health = await operator.health();
      const centre = Number(readFileSync(path.join(app.dataDirectory, 'centre.lock'), 'utf8'));
      note('keeper', rssBytesOf(app.keeper.pid!));
      note('centre', rssBytesOf(centre));
      note('centre files', openFilesOf(centre));
      note('postgres', memoryOfDatabase());
      note('database on disk', health.database.sizeBytes ?? 0);
      for (const { name, pid } of health.processes) {
        if (pid === null) continue;
        note(name, rssBytesOf(pid));
        note(`${name} files`, openFilesOf(pid));
      }
      if (round % 12 === 11)
        sayWhereItStands(
          samples,
          health.cameras.map(({ state }) => state),
        );
    } catch (error) {
      console.error(`sample missed: ${(error as Error).message}`);
    }
  }
  return samples;
}

function sayWhereItStands(samples: Map<string, number[]>, states: readonly string[]): void {
  const figures = [...samples]
    .filter(([name]) => !name.includes(' '))
    .map(([name, series]) => `${name} ${(series.at(-1)! / 1e6).toFixed(0)} MB`);
  console.log(`${new Date().toISOString().slice(11, 19)} ${figures.join(', ')}; ${states.join(' ')}`);
}

/** Its processes share memory: each is charged its part. */
function memoryOfDatabase(): number {
  return (processesIn(path.join(app.dataDirectory, 'postgres/cluster')) ?? [])
    .map((pid) => {
      try {
        const share = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
        return 1024 * Number(share?.[1] ?? 0);
      } catch {
        return 0;
      }
    })
    .reduce((total, bytes) => total + bytes, 0);
}

function openFilesOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

function growthOf(series: readonly number[]) {
  const part = (from: number, to: number) =>
    median(series.slice(Math.floor(from * series.length), Math.ceil(to * series.length)));
  const [base, end] = [part(0.2, 0.4), part(0.8, 1)];
  return { afterWarmUp: base, atTheEnd: end, most: Math.max(...series), growth: round(end / base - 1) };
}

async function pause(ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    isOver.signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function half(id: string, from: number, to: number): Zone {
  const points = [
    { x: from, y: 0 },
    { x: to, y: 0 },
    { x: to, y: 1 },
    { x: from, y: 1 },
  ];
  const rules = [
    { kind: 'intrusion', categories: ['person', 'vehicle'], holdMs: 0, clearMs: 1_000 },
  ] as const;
  return { id, name: id, shape: 'area', points, direction: null, rules };
}
