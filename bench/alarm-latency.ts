/**
 * From the capture of the frame that fulfils a rule to the alarm in the console, and from capture to canvas: four RTSP
 * cameras, the Watch page in a real Chromium on the same machine (one clock). An alarm counts as seen when its element is
 * in the document, a frame when it is drawn on the tile's canvas.
 * Usage: node bench/alarm-latency.ts [--alarms 120] [--plain] (--plain: without the map, which a machine without a
 * graphics card draws with the processor)
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import type { Zone } from '../src/core/zone.ts';
import { Operator, startApp, testPassword, until } from '../test/support/app.ts';
import { makeStreetFilm, type StreetFilm } from '../test/support/street-film.ts';
import { quantile, round, sleep } from './proc.ts';
import { record } from './results.ts';

const { values } = parseArgs({
  options: {
    alarms: { type: 'string', default: '120' },
    plain: { type: 'boolean', default: false },
  },
});
const wanted = Number(values.alarms);
const analysisFps = 5;
const limitMs = { alarm: 1_000, canvas: 500 };
const warmUpMs = 15_000;
const sceneIds = ['demo-square', 'demo-platform', 'demo-junction', 'demo-motorway'];

type Seen = {
  /** When an alarm was first in the document, UTC ms. */
  readonly alarms: Record<string, number>;
  /** Age of each drawn frame, ms. */
  readonly frames: number[];
};

const loadBefore = os.loadavg()[0]!;
const profile = mkdtempSync(path.join(os.tmpdir(), 'lamplighter-browser-'));
const films: StreetFilm[] = [];
for (const sceneId of sceneIds) films.push(await makeStreetFilm({ seconds: 25, sceneId }));
const rtsp = await startRtsp(films);
const app = await startApp(['--no-demo']);
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  viewport: { width: 1280, height: 720 },
  args: [
    ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
    ...['--disable-background-networking', '--disable-component-update'],
  ],
});
try {
  const operator = await Operator.first(app);
  for (const [index, url] of rtsp.urls.entries()) await addCamera(operator, index, url);
  const page = browser.pages()[0]!;
  await page.goto(app.url);
  await page.locator('input[name=username]').fill('ada');
  await page.locator('input[name=password]').fill(testPassword);
  await page.keyboard.press('Enter');
  await page
    .locator('canvas[data-captured-at-ms]')
    .nth(films.length - 1)
    .waitFor({ timeout: 60_000 });
  const begun = new Map<string, { detectedAtMs: number; raisedAtMs: number }>();
  const events = operator.events(({ type }) => type === 'alarm');
  await sleep(warmUpMs);
  await page.evaluate(watchThePage);
  const fromMs = Date.now();
  let seen: Seen = { alarms: {}, frames: [] };
  while (seenOf(seen, begun).length < wanted && Date.now() - fromMs < 600_000) {
    await sleep(250);
    seen = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
    for (const { event } of events.heard.splice(0)) {
      if (event.type !== 'alarm' || event.alarm.version !== 1) continue;
      const { id, raisedAtMs, situation } = event.alarm;
      // What began while nobody looked is not measured.
      if (situation.detectedAtMs > fromMs)
        begun.set(id, { detectedAtMs: situation.detectedAtMs, raisedAtMs });
    }
    // Noticed once seen, so that the next of its kind is an alarm of its own; refused when it has just changed.
    for (const alarm of await operator.alarms()) {
      if (alarm.acknowledgedAtMs !== null || !(alarm.id in seen.alarms)) continue;
      await operator.send('POST', `/api/alarms/${alarm.id}/acknowledge`, { version: alarm.version });
    }
  }
  await events.stop();
  const pairs = seenOf(seen, begun);
  if (pairs.length < wanted) throw new Error(`only ${pairs.length} alarms were seen`);
  const total = summary(pairs.map((pair) => pair.shownMs - pair.detectedAtMs));
  const canvas = summary(seen.frames);
  const health = await operator.health();
  record('alarm-latency', {
    cameras: films.length,
    analysisFps,
    hasMap: !values.plain,
    alarms: pairs.length,
    seconds: Math.round((Date.now() - fromMs) / 1000),
    captureToAlarmMs: total,
    ofThatUntilRaisedMs: summary(pairs.map((pair) => pair.raisedAtMs - pair.detectedAtMs)),
    ofThatUntilShownMs: summary(pairs.map((pair) => pair.shownMs - pair.raisedAtMs)),
    neverShown: [...begun.keys()].filter((id) => !(id in seen.alarms)).length,
    frames: seen.frames.length,
    captureToCanvasMs: canvas,
    stagesP95Ms: Object.fromEntries(
      health.stages.map(({ stage, p95Ms }) => [stage, p95Ms && round(p95Ms, 1)]),
    ),
    framesDropped: health.cameras.reduce((sum, camera) => sum + camera.framesDropped, 0),
    ratioToLimit: {
      alarm: round(total.p95 / limitMs.alarm, 3),
      canvas: round(canvas.p95 / limitMs.canvas, 3),
    },
    // Far above its own share, other work was in the way.
    niceness: os.getPriority(),
    loadAverage: { before: round(loadBefore, 1), after: round(os.loadavg()[0]!, 1) },
  });
} finally {
  await browser.close();
  await app.stop();
  rtsp.child.kill('SIGTERM');
  for (const film of films) await film.remove();
  rmSync(profile, { recursive: true, force: true });
}

async function addCamera(operator: Operator, index: number, url: string): Promise<void> {
  const id = `cam-${index}`;
  await operator.addCamera(url, { id, name: films[index]!.scene.name, analysisFps });
  if (!values.plain) {
    const position = { latitude: 0.001 * index, longitude: 0.001 * (index % 2) };
    await operator.changeCamera(id, () => ({ position }));
  }
  await operator.replaceZones(id, [0, 1, 2, 3].map(strip));
}

/** Strips that people and vehicles pass: an alarm each time somebody comes in. */
function strip(index: number): Zone {
  const [left, right] = [0.15 + 0.2 * index, 0.2 + 0.2 * index];
  const points = [
    { x: left, y: 0 },
    { x: right, y: 0 },
    { x: right, y: 1 },
    { x: left, y: 1 },
  ];
  const rules = [{ kind: 'intrusion', categories: ['person', 'vehicle'], holdMs: 0, clearMs: 0 }] as const;
  return { id: `strip-${index}`, name: `Strip ${index}`, shape: 'area', points, direction: null, rules };
}

type PageElement = { readonly dataset: Readonly<Record<string, string | undefined>> };
type Change = { readonly type: string; readonly target: PageElement; readonly attributeName: string | null };
/** As much of a browser as the bench needs. */
type PageWorld = {
  seen: Seen;
  readonly document: { readonly body: unknown; querySelectorAll(what: string): Iterable<PageElement> };
  readonly MutationObserver: new (
    told: (changes: readonly Change[]) => void,
  ) => { observe(root: unknown, what: object): void };
};

/** Runs in the page. */
function watchThePage(): void {
  const world = globalThis as unknown as PageWorld;
  const seen: Seen = { alarms: {}, frames: [] };
  world.seen = seen;
  const look = (nowMs: number) => {
    for (const { dataset } of world.document.querySelectorAll('[data-alarm]'))
      seen.alarms[dataset.alarm!] ??= nowMs;
  };
  look(0);
  new world.MutationObserver((changes) => {
    const nowMs = Date.now();
    let isListChanged = false;
    for (const { type, target, attributeName } of changes) {
      if (type === 'attributes' && attributeName === 'data-captured-at-ms') {
        seen.frames.push(nowMs - Number(target.dataset.capturedAtMs));
      } else isListChanged = true;
    }
    if (isListChanged) look(nowMs);
  }).observe(world.document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['data-captured-at-ms', 'data-alarm'],
  });
}

function seenOf(seen: Seen, begun: ReadonlyMap<string, { detectedAtMs: number; raisedAtMs: number }>) {
  return [...begun].flatMap(([id, times]) => {
    const shownMs = seen.alarms[id];
    return shownMs ? [{ ...times, shownMs }] : [];
  });
}

function summary(values: readonly number[]) {
  return {
    p50: round(quantile(values, 0.5), 0),
    p95: round(quantile(values, 0.95), 0),
    max: round(Math.max(...values), 0),
  };
}

/** The cameras are a process of their own. */
async function startRtsp(of: readonly StreetFilm[]): Promise<{ child: ChildProcess; urls: string[] }> {
  const entry = path.join(import.meta.dirname, '../test/rtsp/serve.ts');
  const filmArgs = of.flatMap((film) => ['--film', film.path]);
  const child = spawn(process.execPath, [entry, ...filmArgs, '--count', String(of.length)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let words = '';
  child.stdout.on('data', (data: Buffer) => {
    words += data.toString();
  });
  await until(() => words.includes('ready'), 30_000, 'the RTSP server is ready');
  return { child, urls: [...words.matchAll(/rtsp:\/\/\S+/g)].map(([url]) => url) };
}
