import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { AlarmView, CameraHealth, CameraView, Health, Session } from '../../src/contract/shapes.ts';
import type { Zone } from '../../src/core/zone.ts';
import { EventStream } from './event-stream.ts';

const root = path.resolve(import.meta.dirname, '../..');

export type App = {
  readonly url: string;
  readonly dataDirectory: string;
  /** All that the processes printed so far. */
  output(): string;
  /** The one-time link's token, as printed. */
  readonly setupToken: string;
  readonly keeper: ChildProcess;
  stop(): Promise<void>;
};

/** A free port of 127.0.0.1 that stays the same when the centre is started again. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export type Ended = { readonly code: number | null; readonly output: string };

/** Starts the product where it is expected to give up. */
export async function startInVain(args: readonly string[], withinMs = 60_000): Promise<Ended> {
  const keeper = spawnKeeper(args);
  const words = listenTo(keeper);
  const timer = setTimeout(() => keeper.kill('SIGTERM'), withinMs);
  const code = await new Promise<number | null>((resolve) => keeper.once('close', resolve));
  clearTimeout(timer);
  return { code, output: words() };
}

function spawnKeeper(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawn(process.execPath, [path.join(root, 'test/support/keeper.mjs'), 'start', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
}

function listenTo(keeper: ReturnType<typeof spawnKeeper>): () => string {
  let words = '';
  const listen = (data: Buffer) => {
    words += data.toString();
  };
  keeper.stdout.on('data', listen);
  keeper.stderr.on('data', listen);
  return () => words;
}

/** On a machine that does much else, a first start takes more than a minute. */
const startGuardMs = 180_000;

/**
 * Starts the whole product as `npm start` does once its set-up is done, keeper included, on a data directory of its own.
 * @param args options of `lamplighter start`
 */
export async function startApp(
  args: readonly string[],
  options: { dataDirectory?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<App> {
  const dataDirectory = options.dataDirectory ?? mkdtempSync(path.join(os.tmpdir(), 'lamplighter-app-'));
  const port = await freePort();
  const keeper = spawnKeeper(['--data', dataDirectory, '--port', String(port), ...args], options.env);
  const words = listenTo(keeper);
  const url = `http://127.0.0.1:${port}`;
  try {
    await until(
      () => /https?:\/\/\S+:\d+/.test(words()) || keeper.exitCode !== null,
      startGuardMs,
      () => `no address printed:\n${words()}`,
    );
  } catch (cause) {
    // Left alone it would keep the test from ending.
    keeper.kill('SIGTERM');
    throw cause;
  }
  if (keeper.exitCode !== null) throw new Error(`the centre ended with ${keeper.exitCode}:\n${words()}`);
  return {
    url,
    dataDirectory,
    keeper,
    output: words,
    setupToken: /setup#([\w-]+)/.exec(words())?.[1] ?? '',
    async stop() {
      if (keeper.exitCode === null && keeper.signalCode === null) {
        const ended = new Promise((resolve) => keeper.once('exit', resolve));
        keeper.kill('SIGTERM');
        const timer = setTimeout(() => keeper.kill('SIGKILL'), 15_000);
        await ended;
        clearTimeout(timer);
      }
      if (!options.dataDirectory)
        rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** Asks again until it holds. The bound is a guard against hanging, not a measurement. */
export async function until<T>(
  ask: () => T | Promise<T>,
  withinMs: number,
  complaint: string | (() => string) = 'condition',
): Promise<NonNullable<T>> {
  const endMs = Date.now() + withinMs;
  let last: unknown;
  while (Date.now() < endMs) {
    try {
      const answer = await ask();
      if (answer) return answer as NonNullable<T>;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const said = typeof complaint === 'string' ? complaint : complaint();
  throw new Error(`not within ${withinMs / 1000} s: ${said}`, { cause: last });
}

export const testPassword = 'a long and quiet night';

/** A signed-in administrator over plain HTTP, as a script would be. */
export class Operator {
  private readonly url: string;
  private cookie = '';
  private csrf = '';

  constructor(url: string) {
    this.url = url;
  }

  static async first(app: App): Promise<Operator> {
    const operator = new Operator(app.url);
    await operator.takeSession('/api/setup', { token: app.setupToken, name: 'ada', password: testPassword });
    return operator;
  }

  static async signIn(app: App): Promise<Operator> {
    const operator = new Operator(app.url);
    await operator.takeSession('/api/session', { name: 'ada', password: testPassword });
    return operator;
  }

  private async takeSession(route: string, body: unknown): Promise<void> {
    const response = await this.send('POST', route, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${route}: ${response.status} ${text}`);
    this.csrf = (JSON.parse(text) as Session).csrfToken;
  }

  async send(method: string, route: string, body?: unknown): Promise<Response> {
    const response = await fetch(this.url + route, {
      method,
      headers: {
        origin: this.url,
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(this.csrf ? { 'x-csrf-token': this.csrf } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0]!);
    if (cookies.length > 0) this.cookie = cookies.join('; ');
    return response;
  }

  async json<T>(method: string, route: string, body?: unknown): Promise<T> {
    const response = await this.send(method, route, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  headers(): Record<string, string> {
    return { cookie: this.cookie, origin: this.url };
  }

  /** @param address what stands in the field of the form: rtsp://... or a path. */
  addCamera(
    address: string,
    more: { id?: string; name?: string; analysisFps?: number } = {},
  ): Promise<CameraView> {
    const { id, name = id ?? 'Camera', analysisFps = 5 } = more;
    return this.json<CameraView>('POST', '/api/cameras', {
      ...(id === undefined ? {} : { id }),
      name,
      source: { analysisUrl: address, analysisFps },
    });
  }

  camera = (id: string) => this.json<CameraView>('GET', `/api/cameras/${id}`);

  /** Changes the camera as it is now, as a form would that was just opened. */
  async changeCamera(id: string, change: (camera: CameraView) => Partial<CameraView>): Promise<CameraView> {
    const camera = await this.camera(id);
    const { name, purpose, position, source, maskPolicy, version } = { ...camera, ...change(camera) };
    return this.json('PUT', `/api/cameras/${id}`, { name, purpose, position, source, maskPolicy, version });
  }

  async replaceZones(id: string, zones: readonly Zone[]): Promise<CameraView> {
    const { version } = await this.camera(id);
    return this.json('PUT', `/api/cameras/${id}/zones`, { version, zones });
  }

  removeCamera = (id: string) => this.json('DELETE', `/api/cameras/${id}`);

  async healthOf(id: string): Promise<CameraHealth> {
    const found = (await this.health()).cameras.find(({ cameraId }) => cameraId === id);
    if (!found) throw new Error(`there is no camera ${id}`);
    return found;
  }

  /** Resolves once the camera has analysed so many frames more. */
  async untilFramesGrow(id: string, by: number, withinMs: number): Promise<void> {
    const { framesAnalysed } = await this.healthOf(id);
    let last = framesAnalysed;
    await until(
      async () => {
        last = (await this.healthOf(id)).framesAnalysed;
        return last >= framesAnalysed + by;
      },
      withinMs,
      () => `${by} more frames of ${id}: ${framesAnalysed}, then ${last}`,
    );
  }

  events(keeps?: ConstructorParameters<typeof EventStream>[2]): EventStream {
    return new EventStream(this.url, () => this.headers(), keeps);
  }

  cameras = () => this.json<CameraView[]>('GET', '/api/cameras');
  alarms = (all = false) => this.json<AlarmView[]>('GET', `/api/alarms?all=${all}`);
  health = () => this.json<Health>('GET', '/api/health');
}
