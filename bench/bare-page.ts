/**
 * A page in Chromium with nobody listening in. The test driver hears of every message that reaches a page, and for a town
 * of cameras that costs more than the page itself; this one asks the browser only what it is told to ask, over the
 * DevTools protocol (https://chromedevtools.github.io/devtools-protocol/).
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromiumPath } from '../test/browser/browser.ts';

export type BarePage = {
  goto(url: string): Promise<void>;
  /** The value of an expression; a promise is awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** Runs before the scripts of each page that is opened from now on. */
  addInitScript(script: () => void): Promise<void>;
  send(method: string, params?: object): Promise<Record<string, unknown>>;
  /** Of the process that draws the page. */
  rendererPid(): Promise<number>;
  close(): Promise<void>;
};

const startWithinMs = 30_000;

export async function openBarePage(size: { width: number; height: number }): Promise<BarePage> {
  const profile = mkdtempSync(path.join(tmpdir(), 'lamplighter-bench-browser-'));
  const browser = spawn(
    chromiumPath!,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu-driver-bug-workarounds',
      '--enable-unsafe-swiftshader',
      '--no-first-run',
      '--hide-scrollbars',
      `--user-data-dir=${profile}`,
      `--window-size=${size.width},${size.height}`,
      '--remote-debugging-port=0',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`Chromium does not start: ${said}`)), startWithinMs);
    browser.once('exit', () => reject(new Error(`Chromium ended: ${said}`)));
    browser.stderr!.on('data', (text: Buffer) => {
      said += text;
      const [, found] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
  });
  const line = await openLine(address);
  const { targetInfos } = (await line.send('Target.getTargets')) as {
    targetInfos: { type: string; targetId: string }[];
  };
  const { targetId } = targetInfos.find(({ type }) => type === 'page')!;
  const { sessionId } = (await line.send('Target.attachToTarget', { targetId, flatten: true })) as {
    sessionId: string;
  };
  const send: BarePage['send'] = (method, params = {}) => line.send(method, params, sessionId);
  await send('Page.enable');
  await send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false });
  await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: 'dark' }] });
  return {
    send,
    async goto(url) {
      const loaded = line.once('Page.loadEventFired');
      await send('Page.navigate', { url });
      await loaded;
    },
    async evaluate<T>(expression: string) {
      const answer = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (answer.exceptionDetails !== undefined)
        throw new Error(`the page threw: ${JSON.stringify(answer.exceptionDetails).slice(0, 500)}`);
      return (answer.result as { value: T }).value;
    },
    async addInitScript(script) {
      await send('Page.addScriptToEvaluateOnNewDocument', { source: `(${script})()` });
    },
    async rendererPid() {
      const { processInfo } = (await line.send('SystemInfo.getProcessInfo')) as {
        processInfo: { type: string; id: number; cpuTime: number }[];
      };
      const renderers = processInfo.filter(({ type }) => type === 'renderer');
      return renderers.sort((a, b) => b.cpuTime - a.cpuTime)[0]!.id;
    },
    async close() {
      const gone = new Promise((resolve) => browser.once('exit', resolve));
      await line.send('Browser.close').catch(() => browser.kill('SIGKILL'));
      await gone;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

type Answer = {
  id?: number;
  method?: string;
  result?: Record<string, unknown>;
  error?: { message: string };
};

async function openLine(address: string) {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  let nextId = 0;
  const waiting = new Map<number, (answer: Answer) => void>();
  const listening = new Map<string, () => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
    else if (answer.method !== undefined) listening.get(answer.method)?.();
  });
  return {
    send: (method: string, params: object = {}, sessionId?: string) =>
      new Promise<Record<string, unknown>>((resolve, reject) => {
        const id = nextId++;
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error === undefined) resolve(result ?? {});
          else reject(new Error(`${method}: ${error.message}`));
        });
        socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }));
      }),
    once: (event: string) =>
      new Promise<void>((resolve) => {
        listening.set(event, () => {
          listening.delete(event);
          resolve();
        });
      }),
  };
}
