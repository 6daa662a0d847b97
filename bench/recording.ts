/**
 * What masked recording adds to the CPU of the live path: the same watched cameras of one run, recorded and not recorded
 * in turns, so that whatever else the machine does falls on both alike.
 * Usage: node bench/recording.ts --film F [--cameras 2] [--turns 4] [--seconds 15]
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createForkedFleet } from '../src/centre/adapters/forked-fleet.ts';
import { defaultMaskPolicy } from '../src/core/camera.ts';
import type { MaskedRecording } from '../src/core/recording/recording-policy.ts';
import { cpuSecondsOf, median, round, sleep } from './proc.ts';
import { record } from './results.ts';

const { values } = parseArgs({
  options: {
    film: { type: 'string' },
    cameras: { type: 'string', default: '2' },
    turns: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '15' },
  },
});
if (!values.film) throw new Error('--film F is missing: a 640x360 H.264 film');
const film = path.resolve(values.film);
const cameras = Number(values.cameras);
const analysisFps = 5;
const folder = mkdtempSync(path.join(os.tmpdir(), 'lamplighter-bench-'));
const volume = path.join(folder, 'footage');
mkdirSync(volume);

const server = spawn(
  process.execPath,
  [
    path.join(import.meta.dirname, '../test/rtsp/serve.ts'),
    ...['--port', '0', '--film', film, '--count', String(cameras)],
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const addresses = await new Promise<string[]>((resolve, reject) => {
  let words = '';
  server.stdout.on('data', (data: Buffer) => {
    words += data.toString();
    const found = [...words.matchAll(/rtsp:\/\/\S+/g)].map(([url]) => url);
    if (found.length >= cameras) resolve(found);
  });
  server.on('exit', (code) => reject(new Error(`the RTSP server ended with ${code}`)));
});

const fleet = createForkedFleet({
  camerasPerProcess: 4,
  modelManifest: null,
  cacheDirectory: path.join(folder, 'models'),
  storage: { kind: 'disk', volumes: [volume], reserveBytes: 0 },
  log: (level, message) => console.error(level, message),
});
const counted = { frames: 0, groups: 0, gaps: 0, bytes: new Map<string, number>() };
fleet.onMessage((message) => {
  if (message.type === 'media.frame') counted.frames++;
  if (message.type === 'segment.grew') {
    counted.groups++;
    counted.bytes.set(message.segment.id, message.segment.bytes);
  }
  if (message.type === 'recording.gap' && message.cause?.startsWith('storage')) counted.gaps++;
});

try {
  order('off');
  for (let index = 0; index < cameras; index++)
    fleet.watch(`camera-${index}`, { stream: true, stills: false });
  while (counted.frames < cameras) await sleep(500);
  await sleep(15_000);
  const load = os.loadavg()[0]!;
  const turns: Record<'off' | 'continuous', number[]> = { off: [], continuous: [] };
  for (let turn = 0; turn < Number(values.turns) * 2; turn++) {
    const masked = turn % 2 === 0 ? 'off' : 'continuous';
    order(masked);
    await sleep(2_000);
    turns[masked].push(await cpuPerSentFrame(Number(values.seconds)));
  }
  const ratios = turns.continuous.map((cpu, i) => cpu / turns.off[i]!);
  record('recording-masked', {
    cameras,
    film: path.basename(film),
    turnSeconds: Number(values.seconds),
    // CPU of the ingest processes for one analysed, masked and sent picture, ms.
    liveMs: turns.off.map((cpu) => round(cpu * 1000, 2)),
    liveAndRecordedMs: turns.continuous.map((cpu) => round(cpu * 1000, 2)),
    addedShare: round(median(ratios) - 1, 3),
    target: 0.25,
    recordedBytes: [...counted.bytes.values()].reduce((sum, bytes) => sum + bytes, 0),
    groups: counted.groups,
    gapsOfStorage: counted.gaps,
    loadBefore: round(load, 1),
  });
} finally {
  await fleet.stop();
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

/** By picture, not by second: on a machine that is short of CPU fewer pictures come. */
async function cpuPerSentFrame(seconds: number): Promise<number> {
  const cpu = () => fleet.processes().reduce((sum, { pid }) => sum + cpuSecondsOf(pid!), 0);
  const before = { cpu: cpu(), frames: counted.frames };
  await sleep(seconds * 1000);
  return (cpu() - before.cpu) / (counted.frames - before.frames);
}

function order(masked: MaskedRecording): void {
  for (let index = 0; index < cameras; index++) {
    fleet.set({
      id: `camera-${index}`,
      name: `Camera ${index}`,
      purpose: 'bench',
      position: null,
      level: null,
      calibration: null,
      isSimulated: false,
      maskPolicy: defaultMaskPolicy,
      zones: [],
      source: { analysisUrl: addresses[index]!, mainUrl: null, analysisFps, isEnabled: true },
      recording: { masked, preRollMs: 0, postRollMs: 0, sealTo: null },
    });
  }
}
