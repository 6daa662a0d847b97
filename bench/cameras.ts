/**
 * CPU per camera of the whole ingest path (decode, detect, track, measure, mask, encode, send), beside
 *  - the bare sum: FFmpeg's decode of the stream, the inferences that were really made, FFmpeg's encode of what was sent;
 *  - Debian's `motion`, which only compares pixels, on the same RTSP streams at the same analysis rate.
 * Usage: node bench/cameras.ts --film F [--cameras 8] [--seconds 60] [--name busy] [--unwatched] [--no-motion]
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createForkedFleet } from '../src/centre/adapters/forked-fleet.ts';
import type { CameraHealth } from '../src/contract/shapes.ts';
import { defaultMaskPolicy } from '../src/core/camera.ts';
import { defaultRules } from '../src/core/zone.ts';
import { cpuSecondsOf, round, rssBytesOf, sleep } from './proc.ts';
import { record } from './results.ts';

const { values } = parseArgs({
  options: {
    film: { type: 'string' },
    cameras: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '60' },
    name: { type: 'string', default: 'busy' },
    'no-motion': { type: 'boolean', default: false },
    unwatched: { type: 'boolean', default: false },
  },
});
if (!values.film) throw new Error('--film F is missing: a 640x360 H.264 film');
const film = path.resolve(values.film);
const cameras = Number(values.cameras);
const seconds = Number(values.seconds);
const analysisFps = 5;
const warmUpSeconds = 15;
const folder = mkdtempSync(path.join(os.tmpdir(), 'lamplighter-bench-'));

const server = await startRtsp();
try {
  const ours = await measureOurs();
  const bare = measureBare(ours.detectionsPerSecond);
  const peer = values['no-motion'] ? null : await measureMotion();
  const bareSum = bare.decode + bare.inference + bare.encode;
  record(`cameras-${values.name}`, {
    cameras,
    seconds,
    film: path.basename(film),
    isWatched: !values.unwatched,
    ours: {
      cpuSecondsPerVideoSecond: round(ours.cpu),
      rssBytesPerCamera: Math.round(ours.rss),
      analysedPerSecond: round(ours.analysedPerSecond, 2),
      detectionsPerSecond: round(ours.detectionsPerSecond, 2),
      droppedShare: round(ours.droppedShare, 5),
      maskedFramesPerSecond: round(ours.sentPerSecond, 2),
      stagesP50Ms: ours.stages,
    },
    bare: {
      decode: round(bare.decode),
      inference: round(bare.inference),
      encode: round(bare.encode),
      sum: round(bareSum),
    },
    motion: peer && { cpuSecondsPerVideoSecond: round(peer.cpu), rssBytesPerCamera: Math.round(peer.rss) },
    ratioToBareSum: round(ours.cpu / bareSum, 3),
    ratioToMotion: peer && round(ours.cpu / peer.cpu, 3),
  });
} finally {
  server.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

async function startRtsp(): Promise<{ child: ChildProcess; url(index: number): string }> {
  const entry = path.join(import.meta.dirname, '../test/rtsp/serve.ts');
  const child = spawn(process.execPath, [entry, '--port', '0', '--film', film, '--count', String(cameras)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const addresses = await new Promise<string[]>((resolve, reject) => {
    let words = '';
    child.stdout.on('data', (data: Buffer) => {
      words += data.toString();
      const found = [...words.matchAll(/rtsp:\/\/\S+/g)].map(([url]) => url);
      if (found.length >= cameras) resolve(found);
    });
    child.on('exit', (code) => reject(new Error(`the RTSP server ended with ${code}`)));
  });
  return { child, url: (index) => addresses[index]! };
}

async function measureOurs() {
  const fleet = createForkedFleet({
    camerasPerProcess: 4,
    modelManifest: null,
    cacheDirectory: path.join(folder, 'models'),
    log: (level, message) => console.error(level, message),
  });
  const health = new Map<string, CameraHealth>();
  let sent = 0;
  fleet.onMessage((message) => {
    if (message.type === 'health') health.set(message.health.cameraId, message.health);
    if (message.type === 'media.frame') sent++;
    if (message.type === 'log' && message.level !== 'debug') console.error(message.level, message.message);
  });
  const corners = [
    { x: 0.1, y: 0.3 },
    { x: 0.9, y: 0.3 },
    { x: 0.9, y: 0.95 },
    { x: 0.1, y: 0.95 },
  ];
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
      zones: [
        {
          id: 'all',
          name: 'All',
          shape: 'area',
          points: corners,
          direction: null,
          rules: [{ ...defaultRules.crowding, limitCount: 50 }],
        },
      ],
      source: { analysisUrl: server.url(index), mainUrl: null, analysisFps, isEnabled: true },
    });
  }
  if (!values.unwatched)
    for (let index = 0; index < cameras; index++)
      fleet.watch(`camera-${index}`, { stream: true, stills: false });
  await sleep(warmUpSeconds * 1000);
  while (health.size < cameras) await sleep(500);
  const pids = fleet.processes().map(({ pid }) => pid!);
  const cpuAt = () => pids.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0);
  const total = (pick: (camera: CameraHealth) => number) =>
    [...health.values()].reduce((sum, camera) => sum + pick(camera), 0);
  const before = {
    cpu: cpuAt(),
    atMs: performance.now(),
    analysed: total((c) => c.framesAnalysed),
    dropped: total((c) => c.framesDropped),
    sent,
  };
  const detectRates: number[] = [];
  for (let passed = 0; passed < seconds; passed++) {
    await sleep(1000);
    detectRates.push(total((camera) => camera.detectedFps ?? 0) / cameras);
  }
  const elapsed = (performance.now() - before.atMs) / 1000;
  const analysed = total((camera) => camera.framesAnalysed) - before.analysed;
  const dropped = total((camera) => camera.framesDropped) - before.dropped;
  const result = {
    cpu: (cpuAt() - before.cpu) / elapsed / cameras,
    rss: pids.reduce((sum, pid) => sum + rssBytesOf(pid), 0) / cameras,
    analysedPerSecond: analysed / elapsed / cameras,
    detectionsPerSecond: detectRates.reduce((sum, rate) => sum + rate, 0) / detectRates.length,
    droppedShare: dropped / Math.max(1, analysed + dropped),
    sentPerSecond: (sent - before.sent) / elapsed / cameras,
    stages: Object.fromEntries([...health.values()][0]!.stages.map((stage) => [stage.stage, stage.p50Ms])),
  };
  await fleet.stop();
  return result;
}

/** CPU seconds per video second of each bare part, measured alone, one after another, right after ours. */
function measureBare(detectionsPerSecond: number): { decode: number; inference: number; encode: number } {
  const raw = path.join(folder, 'raw.yuv');
  const duration = Number(
    execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', film], {
      encoding: 'utf8',
    }),
  );
  const videoSeconds = Math.min(duration, 60);
  const decode = cpuOf('ffmpeg', [
    '-v',
    'error',
    '-threads',
    '1',
    '-t',
    String(videoSeconds),
    '-i',
    film,
    '-f',
    'null',
    '-',
  ]);
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-t',
    String(videoSeconds),
    '-i',
    film,
    '-vf',
    `fps=${analysisFps},scale=640:360`,
    '-pix_fmt',
    'yuv420p',
    raw,
  ]);
  const encode = cpuOf('ffmpeg', [
    ...[
      '-v',
      'error',
      '-f',
      'rawvideo',
      '-s',
      '640x360',
      '-pix_fmt',
      'yuv420p',
      '-r',
      String(analysisFps),
      '-i',
      raw,
    ],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-tune',
      'zerolatency',
      '-threads',
      '1',
      '-g',
      '10',
      '-f',
      'null',
      '-',
    ],
  ]);
  const runs = 200;
  const inference = cpuOf(process.execPath, [
    path.join(import.meta.dirname, 'bare-inference.ts'),
    String(runs),
    path.join(folder, 'models'),
  ]);
  const start = cpuOf(process.execPath, [
    path.join(import.meta.dirname, 'bare-inference.ts'),
    '0',
    path.join(folder, 'models'),
  ]);
  return {
    decode: decode / videoSeconds,
    encode: encode / videoSeconds,
    inference: ((inference - start) / runs) * detectionsPerSecond,
  };
}

function cpuOf(command: string, args: readonly string[]): number {
  const report = path.join(folder, 'time.txt');
  const result = spawnSync(
    '/bin/bash',
    ['-c', 'TIMEFORMAT="%U %S"; { time "$0" "$@" >/dev/null 2>&1; } 2> "$REPORT"', command, ...args],
    {
      env: { ...process.env, REPORT: report },
    },
  );
  if (result.status !== 0) throw new Error(`${command} failed`);
  const [user, system] = execFileSync('cat', [report], { encoding: 'utf8' }).trim().split(' ').map(Number);
  return user! + system!;
}

async function measureMotion(): Promise<{ cpu: number; rss: number }> {
  const common = [
    ...[
      'daemon off',
      'log_level 4',
      `target_dir ${folder}`,
      'netcam_params rtsp_transport=tcp',
      'width 640',
      'height 360',
    ],
    ...[
      `framerate ${analysisFps}`,
      'threshold 1500',
      'picture_output off',
      'movie_output off',
      'webcontrol_port 0',
      'stream_port 0',
      'text_right ""',
    ],
  ];
  const own = Array.from({ length: cameras }, (_, index) => {
    const file = path.join(folder, `motion-${index}.conf`);
    writeFileSync(file, `camera_id ${index + 1}\nnetcam_url ${server.url(index)}\n`);
    return `camera ${file}`;
  });
  const config = path.join(folder, 'motion.conf');
  writeFileSync(config, `${[...common, ...own].join('\n')}\n`);
  const child = spawn('motion', ['-n', '-c', config], { stdio: 'ignore' });
  await sleep(warmUpSeconds * 1000);
  const before = { cpu: cpuSecondsOf(child.pid!), atMs: performance.now() };
  await sleep(Math.min(seconds, 40) * 1000);
  const cpu = (cpuSecondsOf(child.pid!) - before.cpu) / ((performance.now() - before.atMs) / 1000) / cameras;
  const rss = rssBytesOf(child.pid!) / cameras;
  child.kill('SIGTERM');
  await Promise.race([new Promise((resolve) => child.once('exit', resolve)), sleep(5_000)]);
  child.kill('SIGKILL');
  return { cpu, rss };
}
