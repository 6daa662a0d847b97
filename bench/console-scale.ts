/**
 * The console of a town: 5,000 cameras whose measures come in every second, ten situations a second through the alarm
 * engine, one real Chromium on the same machine, and an operator at another desk who acknowledges by the API what has
 * stood long enough to be seen. Measured: situation to alarm on the screen (in a flood: counted by its line), frames a
 * second while the map is dragged and zoomed and while the camera list is scrolled, console to interactive, memory of the
 * tab.
 * Usage: node bench/console-scale.ts [--minutes 3] [--cameras 5000] [--situations 10]; 60 minutes for the full run.
 * The console is built by `npm start` or `npm test`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { needsAcknowledgement } from '../src/console/alarms/order.ts';
import { until } from '../test/support/app.ts';
import { clientOf, testPassword } from '../test/support/start-centre.ts';
import { openBarePage } from './bare-page.ts';
import type { FromTown, ToTown } from './console-scale-centre.ts';
import { cpuSecondsOf, quantile, round, rssBytesOf, sleep } from './proc.ts';
import { record } from './results.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '3' },
    cameras: { type: 'string', default: '5000' },
    situations: { type: 'string', default: '10' },
  },
});
const minutes = Number(values.minutes);
const cameras = Number(values.cameras);
const perSecond = Number(values.situations);
const limits = { alarmP99Ms: 500, framesPerSecond: 50, interactiveMs: 2_000 };
const movedForMs = 8_000;
/** As long as it takes to see and press. */
const acknowledgedAfterMs = 2_000;
const looksEveryMs = 1_000;
/** Each look collects the tab's garbage first, and holds it up for as long as a small alarm takes. */
const looksAtMemoryEveryMs = 60_000;
/** The API takes no more. */
const mostAtOnce = 100;
const desk = { width: 1280, height: 720 };

if (!existsSync(path.join(import.meta.dirname, '../dist/console/index.html')))
  throw new Error('the console is not built: `npm start` builds it');

const loadBefore = os.loadavg()[0]!;
const town = await startTown();
const page = await openBarePage(desk);
const operator = sitDown();
try {
  await page.goto(town.url);
  await page.evaluate(`(${signIn})(${JSON.stringify(testPassword)})`);
  await operator.signIn();
  await page.addInitScript(watchTheStart);
  await page.addInitScript(noteWhatIsHeard);

  const interactiveMs: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    await page.goto(town.url);
    interactiveMs.push(
      await until(
        () => page.evaluate<number | null>('globalThis.interactiveAtMs ?? null'),
        60_000,
        'interactive',
      ),
    );
  }
  await page.evaluate(`(${watchAlarms})()`);
  town.send({ type: 'situations', perSecond });
  const fromMs = Date.now();
  await sleep(3_000);

  const movedFromMs = Date.now();
  const pan = await moveMap('pan');
  const zoom = await moveMap('zoom');
  const movedToMs = Date.now();
  const renderer = await page.rendererPid();
  const memory: {
    readonly atS: number;
    readonly heapMb: number;
    readonly rssMb: number;
    readonly nodes: number;
  }[] = [];
  const cpuFrom = cpuSecondsOf(renderer);
  const cpuFromMs = Date.now();
  const lookAtMemory = async () => {
    memory.push({ atS: Math.round((Date.now() - fromMs) / 1_000), ...(await memoryOf(renderer)) });
    console.log(memory.at(-1));
  };
  await lookAtMemory();
  const endsMs = fromMs + minutes * 60_000;
  while (Date.now() < endsMs) {
    await sleep(Math.min(looksAtMemoryEveryMs, endsMs - Date.now()));
    if (Date.now() < endsMs) await lookAtMemory();
  }
  const tabCpu = (cpuSecondsOf(renderer) - cpuFrom) / ((Date.now() - cpuFromMs) / 1_000);
  town.send({ type: 'situations', perSecond: 0 });
  await sleep(3_000);
  await operator.stop();
  const heard = await page.evaluate<Record<string, number>>('globalThis.heardAtMs');
  const shown = await page.evaluate<[raisedAtMs: number, atMs: number][]>('globalThis.shownAtMs');
  await lookAtMemory();
  const list = await scrollList();
  const stopped = await town.stop();

  const alarms = [...town.told].map(([situationId, atMs]) => {
    const raisedAtMs = operator.raisedAtMs.get(situationId);
    const shownAtMs = shown.find(([newestMs]) => raisedAtMs !== undefined && newestMs >= raisedAtMs)?.[1];
    return {
      isMoving: atMs >= movedFromMs && atMs <= movedToMs,
      heardMs: (heard[situationId] ?? Number.NaN) - atMs,
      shownMs: (shownAtMs ?? Number.NaN) - atMs,
    };
  });
  const waits = alarms.filter(({ shownMs }) => !Number.isNaN(shownMs));
  if (waits.length === 0) throw new Error(`none of ${alarms.length} alarms was shown`);
  const [first, last] = [memory[0]!, memory.at(-1)!];
  const still = waits.filter(({ isMoving }) => !isMoving);
  const alarmMs = summary(still.map(({ shownMs }) => shownMs));
  record('console-scale', {
    cameras,
    situationsPerSecond: perSecond,
    minutes,
    addedInMs: town.addedInMs,
    interactiveMs: interactiveMs.map((ms) => round(ms, 0)),
    alarms: alarms.length,
    neverShown: alarms.length - waits.length,
    callsThatFailed: operator.refused(),
    situationToAlarmShownMs: alarmMs,
    ofThatUntilHeardMs: summary(still.map(({ heardMs }) => heardMs)),
    whileTheMapIsMovedMs: summary(waits.filter(({ isMoving }) => isMoving).map(({ shownMs }) => shownMs)),
    centre: stopped.centre,
    pan,
    zoom,
    list,
    tabCpuShare: round(tabCpu, 2),
    memory: { first, last, heapGrowth: round(last.heapMb / first.heapMb - 1, 3) },
    droppedMeasures: stopped.droppedMeasures,
    droppedSituations: stopped.droppedSituations,
    ratioToLimit: {
      alarm: round(alarmMs.p99 / limits.alarmP99Ms, 3),
      pan: round(pan.framesPerSecond / limits.framesPerSecond, 3),
      zoom: round(zoom.framesPerSecond / limits.framesPerSecond, 3),
      interactive: round(quantile(interactiveMs, 0.5) / limits.interactiveMs, 3),
    },
    niceness: os.getPriority(),
    loadAverage: { before: round(loadBefore, 1), after: round(os.loadavg()[0]!, 1) },
  });
} finally {
  // A run that has failed ends: he would go on asking a centre that is gone.
  await operator.stop();
  await page.close();
  town.kill();
}

/** Frames that the page drew while it was moved; the slowest twentieth as well, for that is what a hand feels. */
type Moved = { readonly framesPerSecond: number; readonly frameP95Ms: number; readonly longestMs: number };

async function moveMap(how: 'pan' | 'zoom'): Promise<Moved> {
  return framesOf(await page.evaluate<number[]>(`(${drive})('${how}', ${movedForMs})`));
}

async function scrollList(): Promise<Moved & { readonly blankFrames: number }> {
  await page.goto(`${town.url}/cameras`);
  const isThere = () => page.evaluate<boolean>("document.querySelector('li[data-camera-id]') !== null");
  await until(isThere, 60_000, 'the list of cameras');
  const { stamps, blank } = await page.evaluate<{ stamps: number[]; blank: number }>(
    `(${scroll})(${movedForMs})`,
  );
  return { ...framesOf(stamps), blankFrames: blank };
}

function framesOf(stamps: readonly number[]): Moved {
  const gaps = stamps.slice(1).map((at, i) => at - stamps[i]!);
  return {
    framesPerSecond: round((1_000 * gaps.length) / (stamps.at(-1)! - stamps[0]!), 1),
    frameP95Ms: round(quantile(gaps, 0.95), 1),
    longestMs: round(Math.max(...gaps), 0),
  };
}

async function memoryOf(pid: number) {
  await page.send('HeapProfiler.collectGarbage');
  await page.send('Performance.enable');
  const { metrics } = (await page.send('Performance.getMetrics')) as {
    metrics: { name: string; value: number }[];
  };
  await page.send('Performance.disable');
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return {
    heapMb: round(value('JSHeapUsedSize') / 1e6, 1),
    rssMb: round(rssBytesOf(pid) / 1e6, 0),
    nodes: value('Nodes'),
  };
}

function summary(waits: readonly number[]) {
  return {
    p50: round(quantile(waits, 0.5), 0),
    p95: round(quantile(waits, 0.95), 0),
    p99: round(quantile(waits, 0.99), 0),
    max: round(Math.max(...waits), 0),
  };
}

/** Looks at the list once a second and acknowledges, all at once, what has stood long enough. At a desk of his own. */
function sitDown() {
  const client = clientOf(town.url);
  const raisedAtMs = new Map<string, number>();
  let isSitting = false;
  let refused = 0;
  let working = Promise.resolve();
  const look = async () => {
    const alarms = await client.call('alarms.list', { query: { limit: 2_000 } });
    for (const alarm of alarms) raisedAtMs.set(alarm.situationId, alarm.raisedAtMs);
    const due = alarms
      .filter((alarm) => needsAcknowledgement(alarm) && alarm.raisedAtMs <= Date.now() - acknowledgedAfterMs)
      .slice(0, mostAtOnce)
      .map(({ id, version }) => ({ id, version }));
    if (due.length > 0) await client.call('alarms.acknowledgeMany', { body: { alarms: due } });
  };
  const work = async () => {
    while (isSitting) {
      await sleep(looksEveryMs);
      // An hour is not lost for one call that a busy machine leaves unanswered; it is counted, and he looks again.
      await look().catch((cause: unknown) => {
        refused++;
        console.log(`a call of the operator failed: ${cause}`);
      });
    }
  };
  return {
    async signIn() {
      await client.call('session.create', { body: { name: 'admin', password: testPassword } });
      isSitting = true;
      working = work();
    },
    /** Calls that failed. */
    refused: () => refused,
    /** By situation. */
    raisedAtMs,
    async stop() {
      isSitting = false;
      await working;
    },
  };
}

async function startTown() {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'console-scale-centre.ts'), [
    String(cameras),
  ]);
  const told = new Map<string, number>();
  const ready = await new Promise<FromTown & { type: 'ready' }>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the centre ended with ${code}`)));
    child.on('message', (message: FromTown) => {
      if (message.type === 'ready') resolve(message);
      if (message.type === 'told') told.set(message.situationId, message.atMs);
    });
  });
  const send = (message: ToTown) => void child.send(message);
  return {
    ...ready,
    told,
    send,
    async stop(): Promise<FromTown & { type: 'stopped' }> {
      send({ type: 'stop' });
      const [message] = (await once(child, 'message')) as [FromTown & { type: 'stopped' }];
      await once(child, 'exit');
      return message;
    },
    kill: () => void child.kill('SIGTERM'),
  };
}

/** As much of a browser as the functions below need; they run in the page. */
type Stylish = { readonly style: unknown };
type PageElement = Stylish & {
  readonly dataset: Readonly<Record<string, string | undefined>>;
  scrollTop: number;
  readonly scrollHeight: number;
  readonly parentElement: PageElement | null;
  getBoundingClientRect(): { left: number; top: number; width: number; height: number };
  dispatchEvent(event: unknown): void;
};
type PageWorld = {
  interactiveAtMs?: number;
  heardAtMs?: Record<string, number>;
  shownAtMs?: [raisedAtMs: number, atMs: number][];
  readonly EventSource: {
    prototype: {
      addEventListener(
        this: unknown,
        type: string,
        listener: (message: { readonly data: string }) => void,
      ): void;
    };
  };
  readonly document: {
    readonly body: unknown;
    readonly documentElement: unknown;
    querySelector(what: string): PageElement | null;
    querySelectorAll(what: string): Iterable<PageElement>;
  };
  readonly MutationObserver: new (told: () => void) => { observe(root: unknown, what: object): void };
  readonly MouseEvent: new (type: string, of: object) => unknown;
  readonly WheelEvent: new (type: string, of: object) => unknown;
  readonly window: { dispatchEvent(event: unknown): void };
  requestAnimationFrame(then: () => void): void;
};

/** Leaves the cookie of the session in the browser. */
async function signIn(password: string): Promise<void> {
  const answer = await fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'admin', password }),
  });
  if (!answer.ok) throw new Error(`nobody can sign in: ${await answer.text()}`);
}

/** Interactive: the map is drawn, the queue has been read, and a frame comes when it is asked for. */
function watchTheStart(): void {
  const world = globalThis as unknown as PageWorld;
  const look = () => {
    const isDrawn = world.document.querySelector('[data-map-cameras]') !== null;
    const isRead = world.document.querySelector('[data-queue-known=true]') !== null;
    if (!isDrawn || !isRead) return world.requestAnimationFrame(look);
    world.requestAnimationFrame(() => {
      world.interactiveAtMs = performance.now();
    });
  };
  world.requestAnimationFrame(look);
}

/** When the event of each alarm reached the page, by situation. */
function noteWhatIsHeard(): void {
  const world = globalThis as unknown as PageWorld;
  const heard: Record<string, number> = {};
  world.heardAtMs = heard;
  const add = world.EventSource.prototype.addEventListener;
  world.EventSource.prototype.addEventListener = function (this: unknown, type, listener) {
    if (type !== 'message') return add.call(this, type, listener);
    return add.call(this, type, (message) => {
      const [, id] = /^\{"type":"alarm".*?"situationId":"([^"]+)"/.exec(message.data) ?? [];
      if (id !== undefined) heard[id] ??= Date.now();
      listener(message);
    });
  };
}

/** What the queue held and when that was painted: in the document, and a frame later. Alarms come in their order. */
function watchAlarms(): void {
  const world = globalThis as unknown as PageWorld;
  const shown: [raisedAtMs: number, atMs: number][] = [];
  world.shownAtMs = shown;
  let isLooking = false;
  let newestMs = 0;
  const look = () => {
    isLooking = false;
    const newest = Number(world.document.querySelector('[data-newest]')?.dataset.newest ?? 0);
    if (newest <= newestMs) return;
    newestMs = newest;
    setTimeout(() => shown.push([newest, Date.now()]));
  };
  new world.MutationObserver(() => {
    if (isLooking) return;
    isLooking = true;
    world.requestAnimationFrame(look);
  }).observe(world.document.body, { childList: true, subtree: true, attributes: true });
}

/** Drags in a circle, or turns the wheel in and out, a step a frame. @returns when each frame began, ms. */
function drive(how: 'pan' | 'zoom', forMs: number): Promise<number[]> {
  const world = globalThis as unknown as PageWorld;
  const canvas = world.document.querySelector('.maplibregl-canvas')!;
  const box = canvas.getBoundingClientRect();
  const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  const at = (angle: number) => ({
    bubbles: true,
    cancelable: true,
    button: 0,
    buttons: 1,
    clientX: middle.x + 140 * Math.cos(angle),
    clientY: middle.y + 90 * Math.sin(angle),
  });
  const startMs = performance.now();
  const stamps: number[] = [];
  if (how === 'pan') canvas.dispatchEvent(new world.MouseEvent('mousedown', at(0)));
  return new Promise((resolve) => {
    const frame = () => {
      const nowMs = performance.now();
      stamps.push(nowMs);
      const elapsedMs = nowMs - startMs;
      if (elapsedMs > forMs) {
        if (how === 'pan') world.window.dispatchEvent(new world.MouseEvent('mouseup', at(0)));
        resolve(stamps);
        return;
      }
      if (how === 'pan') world.window.dispatchEvent(new world.MouseEvent('mousemove', at(elapsedMs / 500)));
      else {
        const deltaY = Math.floor(elapsedMs / 2_000) % 2 === 0 ? -24 : 24;
        canvas.dispatchEvent(new world.WheelEvent('wheel', { ...at(0), deltaY, deltaMode: 0 }));
      }
      world.requestAnimationFrame(frame);
    };
    world.requestAnimationFrame(frame);
  });
}

/** Scrolls the list down and up, a third of a screen a frame. Blank: a frame without a single row in view. */
function scroll(forMs: number): Promise<{ stamps: number[]; blank: number }> {
  const world = globalThis as unknown as PageWorld;
  const scroller = world.document.querySelector('li[data-camera-id]')!.parentElement!.parentElement!;
  const startMs = performance.now();
  const stamps: number[] = [];
  let blank = 0;
  let step = 200;
  return new Promise((resolve) => {
    const frame = () => {
      const nowMs = performance.now();
      stamps.push(nowMs);
      if (nowMs - startMs > forMs) return resolve({ stamps, blank });
      const { top, height } = scroller.getBoundingClientRect();
      const rows = [...world.document.querySelectorAll('li[data-camera-id]')].map((row) =>
        row.getBoundingClientRect(),
      );
      if (!rows.some((row) => row.top + row.height > top && row.top < top + height)) blank++;
      const before = scroller.scrollTop;
      scroller.scrollTop += step;
      if (scroller.scrollTop === before) step = -step;
      world.requestAnimationFrame(frame);
    };
    world.requestAnimationFrame(frame);
  });
}
