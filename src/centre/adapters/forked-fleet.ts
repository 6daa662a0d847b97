import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type {
  FromIngest,
  IngestCamera,
  IngestSettings,
  MediaDemand,
  ToIngest,
} from '../../contract/ingest.ts';
import type { ProcessHealth } from '../../contract/shapes.ts';
import type { StorageSettings } from '../../contract/storage.ts';
import type { Fleet } from '../ports.ts';

const entry = fileURLToPath(new URL('../../ingest/main.ts', import.meta.url));
/**
 * What a picture leaves behind is dead before the next one. Unbounded, the young heap doubles for an hour, which looks
 * like a leak and costs the processor its caches: 22 MB a camera more, and 2 to 4 % of the time.
 */
const youngHeap = ['--max-semi-space-size=8'];
const firstDelayMs = 200;
const longestDelayMs = 3_000;
/** A process that lived this long starts its next life without delay. */
const healthyAfterMs = 30_000;
/** So many deaths within a minute part its cameras, so that the one that kills takes down only itself. */
const deathsUntilParted = 3;
/** A process that says nothing for this long hangs in a native call: it is killed and started again. */
const silentAfterMs = 20_000;
/** A process that refused to run (its model is wrong) refuses again until somebody mends that: it is asked once a minute. */
const refusedDelayMs = 60_000;
const stopWithinMs = 3_000;

export type FleetOptions = {
  readonly camerasPerProcess: number;
  readonly modelManifest: string | null;
  readonly cacheDirectory: string;
  /** Where footage goes; null: nothing is recorded. */
  readonly storage?: StorageSettings | null;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
};

type Worker = {
  readonly name: string;
  readonly cameras: Map<string, IngestCamera>;
  child: ChildProcess | null;
  startedAtMs: number | null;
  heardAtMs: number;
  restarts: number;
  deaths: number[];
  delayMs: number;
  lastExit: string | null;
  /** Why it cannot run at all, in its own last words; null: it can. */
  refusal: string | null;
  timer: NodeJS.Timeout | null;
  /** CPU seconds at the last look, for the share since. */
  cpu: { atMs: number; seconds: number } | null;
  isParted: boolean;
};

/** Ingest in child processes of this machine, a few cameras each. Crash-only: what dies is started again and said. */
export function createForkedFleet(options: FleetOptions): Fleet {
  const workers: Worker[] = [];
  const listeners: ((message: FromIngest) => void)[] = [];
  const demands = new Map<string, MediaDemand>();
  let isStopping = false;
  let named = 0;
  const watchdog = setInterval(killSilent, 2_000);
  watchdog.unref();

  function emit(message: FromIngest): void {
    for (const listener of listeners) listener(message);
  }

  function workerOf(cameraId: string): Worker | undefined {
    return workers.find((worker) => worker.cameras.has(cameraId));
  }

  function workerWithRoom(): Worker {
    const open = workers
      .filter((worker) => !worker.isParted && worker.cameras.size < options.camerasPerProcess)
      .sort((a, b) => a.cameras.size - b.cameras.size)[0];
    return open ?? makeWorker(false);
  }

  function makeWorker(isParted: boolean): Worker {
    const worker: Worker = {
      name: `ingest-${++named}`,
      cameras: new Map(),
      child: null,
      startedAtMs: null,
      heardAtMs: Date.now(),
      restarts: 0,
      deaths: [],
      delayMs: firstDelayMs,
      lastExit: null,
      refusal: null,
      timer: null,
      cpu: null,
      isParted,
    };
    workers.push(worker);
    return worker;
  }

  function start(worker: Worker): void {
    worker.timer = null;
    if (isStopping || worker.child) return;
    // A core dump of this process would hold clear pixels: the limit is set before Node starts and is inherited.
    const command = [process.execPath, ...youngHeap, entry];
    const child = spawn('/bin/sh', ['-c', 'ulimit -c 0; exec "$0" "$@"', ...command], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        LAMPLIGHTER_PROCESS: worker.name,
        // Each waiting RTSP read holds a thread of the pool; the inference library reports home unless told not to.
        UV_THREADPOOL_SIZE: '64',
        ORT_DISABLE_TELEMETRY: '1',
        // glibc raises its threshold with each large block that is freed, until pictures lie between everything else and
        // their memory is never given back: 600 openings of a stream held 390 MB, and 240 MB with both of these.
        MALLOC_MMAP_THRESHOLD_: '262144',
        MALLOC_ARENA_MAX: '2',
      },
    });
    worker.child = child;
    worker.startedAtMs = Date.now();
    worker.heardAtMs = Date.now();
    let lastWords = '';
    const listen = (data: Buffer) => {
      lastWords = (lastWords + data.toString()).slice(-2_000);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.on('message', (message) => {
      worker.heardAtMs = Date.now();
      receive(worker, message as FromIngest);
    });
    child.on('error', (error) => options.log('error', `${worker.name}: ${error.message}`));
    child.on('exit', (code, signal) => ended(worker, signal ?? `exit code ${code}`, lastWords));
    tell(worker, { type: 'start', settings: settingsOf(worker) });
    for (const camera of worker.cameras.values()) tellCamera(worker, camera);
  }

  function tellCamera(worker: Worker, camera: IngestCamera): void {
    tell(worker, { type: 'camera.set', camera });
    tell(worker, {
      type: 'camera.watch',
      cameraId: camera.id,
      demand: demands.get(camera.id) ?? { stream: false, stills: false },
    });
  }

  function settingsOf(worker: Worker): IngestSettings {
    return {
      processName: worker.name,
      modelManifest: options.modelManifest,
      cacheDirectory: options.cacheDirectory,
      storage: options.storage ?? null,
    };
  }

  function tell(worker: Worker, message: ToIngest): void {
    // A child that just died is told again when it is started.
    if (worker.child?.connected) worker.child.send(message, () => {});
  }

  function receive(worker: Worker, message: FromIngest): void {
    if ('cameraId' in message && message.cameraId !== null && !worker.cameras.has(message.cameraId)) return;
    if (message.type === 'fatal') worker.refusal = message.message;
    if (message.type === 'ready') worker.refusal = null;
    emit(message);
  }

  function ended(worker: Worker, how: string, lastWords: string): void {
    worker.child = null;
    worker.cpu = null;
    if (isStopping || !workers.includes(worker)) return;
    const nowMs = Date.now();
    if (worker.startedAtMs !== null && nowMs - worker.startedAtMs > healthyAfterMs)
      worker.delayMs = firstDelayMs;
    worker.lastExit = how;
    worker.restarts++;
    if (worker.refusal !== null) {
      for (const cameraId of worker.cameras.keys()) tellRefusal(worker, cameraId);
      worker.timer = setTimeout(() => start(worker), refusedDelayMs);
      return;
    }
    worker.deaths = [...worker.deaths.filter((atMs) => nowMs - atMs < 60_000), nowMs];
    const words = lastWords.trim().split('\n').slice(-3).join(' | ');
    options.log(
      'warn',
      `${worker.name} stopped (${how}); starting it again in ${worker.delayMs / 1000} s. ${words}`.trim(),
    );
    for (const cameraId of worker.cameras.keys()) {
      const message = `The process that reads this camera stopped (${how}) and is being started again.`;
      const cause = { key: 'process-restarting', values: { exit: how } } as const;
      emit({ type: 'camera.state', cameraId, state: 'lost', message, cause });
    }
    if (worker.deaths.length >= deathsUntilParted && worker.cameras.size > 1) part(worker);
    worker.timer = setTimeout(() => start(worker), worker.delayMs);
    worker.delayMs = Math.min(worker.delayMs * 2, longestDelayMs);
  }

  /** Starting it again at once would not help, so its cameras say what is wrong. */
  function tellRefusal(worker: Worker, cameraId: string): void {
    const message = `No camera can be analysed. ${worker.refusal} It is tried again every minute.`;
    const cause = { key: 'model-refused', values: { reason: worker.refusal ?? '' } } as const;
    emit({ type: 'camera.state', cameraId, state: 'failed', message, cause });
  }

  function part(worker: Worker): void {
    options.log(
      'warn',
      `${worker.name} keeps stopping: its cameras get a process each, to find the one that stops it.`,
    );
    for (const [cameraId, camera] of [...worker.cameras].slice(1)) {
      worker.cameras.delete(cameraId);
      const own = makeWorker(true);
      own.cameras.set(cameraId, camera);
      start(own);
    }
    worker.isParted = true;
    worker.deaths = [];
  }

  function killSilent(): void {
    for (const worker of workers) {
      if (!worker.child || Date.now() - worker.heardAtMs < silentAfterMs || worker.cameras.size === 0)
        continue;
      options.log('warn', `${worker.name} has said nothing for ${silentAfterMs / 1000} s and is killed.`);
      worker.child.kill('SIGKILL');
      worker.heardAtMs = Date.now();
    }
  }

  function remove(cameraId: string): void {
    const worker = workerOf(cameraId);
    if (!worker) return;
    worker.cameras.delete(cameraId);
    demands.delete(cameraId);
    if (worker.cameras.size > 0) {
      tell(worker, { type: 'camera.remove', cameraId });
      return;
    }
    workers.splice(workers.indexOf(worker), 1);
    if (worker.timer) clearTimeout(worker.timer);
    if (worker.child) void stopChild(worker.child);
  }

  return {
    set(camera) {
      const known = workerOf(camera.id);
      const worker = known ?? workerWithRoom();
      worker.cameras.set(camera.id, camera);
      if (worker.child) tellCamera(worker, camera);
      else if (worker.refusal !== null) tellRefusal(worker, camera.id);
      else if (!worker.timer) start(worker);
    },
    remove,
    watch(cameraId, demand) {
      demands.set(cameraId, demand);
      const worker = workerOf(cameraId);
      if (worker) tell(worker, { type: 'camera.watch', cameraId, demand });
    },
    sample(cameraId) {
      const worker = workerOf(cameraId);
      if (worker) tell(worker, { type: 'camera.sample', cameraId });
    },
    askProposal(cameraId) {
      const worker = workerOf(cameraId);
      if (worker) tell(worker, { type: 'camera.proposal', cameraId });
    },
    onMessage: (listener) => void listeners.push(listener),
    processes: () => workers.map(healthOf),
    async stop() {
      isStopping = true;
      clearInterval(watchdog);
      for (const worker of workers) if (worker.timer) clearTimeout(worker.timer);
      await Promise.all(workers.map((worker) => (worker.child ? stopChild(worker.child) : undefined)));
    },
  };
}

function healthOf(worker: Worker): ProcessHealth {
  const usage = worker.child?.pid === undefined ? null : usageOf(worker.child.pid);
  const atMs = Date.now();
  const before = worker.cpu;
  if (usage) worker.cpu = { atMs, seconds: usage.cpuSeconds };
  const isComparable = before !== null && usage !== null && atMs > before.atMs;
  return {
    name: worker.name,
    pid: worker.child?.pid ?? null,
    cameraIds: [...worker.cameras.keys()],
    restarts: worker.restarts,
    lastExit: worker.lastExit,
    rssBytes: usage?.rssBytes ?? null,
    cpuShare: isComparable ? ((usage.cpuSeconds - before.seconds) * 1000) / (atMs - before.atMs) : null,
    startedAtMs: worker.startedAtMs,
  };
}

/** From /proc; null where there is none (macOS) or the process is gone. */
function usageOf(pid: number): { rssBytes: number; cpuSeconds: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { rssBytes: Number(fields[21]) * 4096, cpuSeconds: ticks / 100 };
  } catch {
    return null;
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (child.connected) child.send({ type: 'stop' } satisfies ToIngest, () => {});
  const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await ended;
  clearTimeout(timer);
}
