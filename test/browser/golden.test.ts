/**
 * Every page as it looks, in both themes and both languages, beside the picture of it that is kept in golden/. Data,
 * clock and time zone stand still; what a machine decides (the map's drawing, latencies, versions) is covered. Run on
 * Debian's Chromium with the console's own fonts; how much may differ is in golden.ts.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { unknownHealth } from '../../src/centre/camera-registry.ts';
import { liveAWeek } from '../support/alarm-week.ts';
import { liveIncidents } from '../support/incident-week.ts';
import { situation, squareCamera } from '../support/situations.ts';
import {
  clientOf,
  type SignedInClient,
  type StartedCentre,
  startCentre,
  testPassword,
} from '../support/start-centre.ts';
import { noBrowser, openBrowser, openWindow } from './browser.ts';
import { comparedWithGolden, differenceOf, mostDifferent } from './golden.ts';

process.env.TZ = 'UTC';

const root = path.resolve(import.meta.dirname, '../..');
const consoleDirectory = process.env.LAMPLIGHTER_CONSOLE ?? path.join(root, 'dist/console');
const folder = path.join(import.meta.dirname, 'golden');
const nowMs = Date.UTC(2026, 10, 24, 10, 30);
const hourMs = 3_600_000;
const clock = { nowMs: nowMs - 24 * hourMs };
const cameraIds = ['platform', 'stairs', 'square', 'tunnel'];
const names = ['Platform 2', 'North stairs', 'Square', 'Tunnel, km 4.2'];
const mostBytes = 8_000_000;
/** `GOLDEN_ONLY=incidents,procedures`: these pages only. */
const only = process.env.GOLDEN_ONLY?.split(',') ?? null;

const incidentDays = 6;

let started: StartedCentre;
/** Nobody has set it up. */
let untouched: StartedCentre;
/** Days of incidents lie behind it. */
let storied: StartedCentre;
let browser: Browser;
let alarmId: string;
let incidentId: string;
let unitsPhone: SignedInClient;

/** File, address, and what is there once the page is. */
type Kept = readonly [name: string, address: string, sign: string];
const pages = (): readonly Kept[] => [
  ['watch', '/', 'article[data-alarm]'],
  ['alarms', '/alarms', 'tbody tr'],
  ['alarm', `/alarms/${alarmId}`, 'main h1'],
  ['aside', '/alarms/aside', 'tr[data-order]'],
  ['figures', '/alarms/figures?days=1', '[data-target]'],
  ['kinds', '/alarms/kinds', 'li[data-kind]'],
  ['incidents', '/incidents', 'tr[data-incident]'],
  ['incident', `/incidents/${incidentId}`, '[data-kind=noted]'],
  ['handover', '/handover', 'main h1'],
  ['procedures', '/procedures', '[data-procedure]'],
  ['cameras', '/cameras', 'li[data-camera-id]'],
  ['camera', '/cameras/square', 'main h1'],
  ['camera-form', '/cameras/square?mode=edit', '[role=dialog] input'],
  ['zones', '/cameras/square?mode=zones', '[data-preset=closed]'],
  ['calibration', '/cameras/square?mode=calibration', 'svg[role=application]'],
  ['footage', '/footage?camera=square&at=1795516200000', '[data-dragging] svg'],
  ['exercise', '/exercise', 'input[type=datetime-local]'],
  ['wall', '/wall', 'main'],
  ['units', '/units', 'section[aria-label] p, [data-unit]'],
  ['evidence', '/evidence', 'main h1'],
  ['exhibits', '/evidence/exhibits', 'main h1'],
  [
    'exhibit-form',
    '/evidence/exhibits/new?camera=square&from=1795516200000&to=1795516260000',
    '[name=title]',
  ],
  ['vault', '/evidence/vault', 'main h1'],
  ['health', '/health', 'table'],
  ['settings', '/settings', 'table'],
  ['plans', '/settings/plans', 'section[aria-label] p'],
  ['notifications', '/settings/notifications', 'section[aria-label] li, section p'],
  ['ask', '/evidence/ask?camera=square', 'main form'],
];
/** What a duty manager opens on the way. */
const onPhone = [
  'watch',
  'alarms',
  'alarm',
  'incidents',
  'incident',
  'handover',
  'camera',
  'units',
  'health',
];
const phonePages = (): readonly Kept[] =>
  pages().flatMap(([name, ...rest]): Kept[] => (onPhone.includes(name) ? [[`${name}-phone`, ...rest]] : []));
/** Without anybody signed in. */
const strangersPages: readonly Kept[] = [['sign-in', '/', 'form']];
/** Whoever has the link of the first start. */
const firstPages: readonly Kept[] = [['setup', '/setup#first', '[name=username]']];
const storiedPages: readonly Kept[] = [
  ['incident-figures', `/incidents/figures?days=${incidentDays}`, '[data-figure]'],
];
const unitPages: readonly Kept[] = [['unit-phone', '/unit', 'main h2']];
const desk = { width: 1280, height: 720, hasTouch: false };
const phone = { width: 390, height: 844, hasTouch: true };

/** Decided by the machine, not by the console. */
const volatile = '.maplibregl-map, main table.stages, [data-volatile]';

before(async () => {
  if (noBrowser) return;
  assert.ok(existsSync(consoleDirectory), 'the console is built before this test');
  const cameras = cameraIds.map((id, i) => squareCamera({ id, name: names[i]! }));
  started = await startCentre({
    consoleDirectory,
    hasFootage: true,
    clock: { nowMs: () => clock.nowMs },
    config: () => ({ cameras }),
  });
  await liveAWeek(started, clock, { untilMs: nowMs, cameraIds, days: 1 });
  const { administrator } = started;
  await administrator.call('session.create', { body: { name: 'admin', password: testPassword } });
  for (const { id, version } of await administrator.call('alarms.list', { query: {} }))
    await administrator.call('alarms.acknowledge', { params: { id }, body: { version } }).catch(() => {});
  for (const id of cameraIds) {
    const health = { ...unknownHealth(id), state: 'live', atMs: nowMs, frameAgeMs: 80 } as const;
    started.fleet.say({ type: 'health', health });
  }
  clock.nowMs = nowMs - 90_000;
  await begin('crowding', 'platform');
  clock.nowMs = nowMs - 40_000;
  await begin('intrusion', 'tunnel');
  clock.nowMs = nowMs;
  const alarms = await administrator.call('alarms.list', { query: {} });
  alarmId = alarms.find(({ kind, cameraId }) => kind === 'intrusion' && cameraId === 'tunnel')!.id;
  const body = { kind: 'camera-blurred', reason: 'Lenses are cleaned', untilMs: nowMs + hourMs } as const;
  await administrator.call('outOfService.create', { body });
  const incident = await administrator.call('incidents.create', {
    body: { origin: 'alarm', alarmIds: [alarmId], words: 'Two people climbed over the barrier.' },
  });
  incidentId = incident.id;
  await administrator.call('incidents.log', {
    params: { id: incidentId },
    body: { text: 'Seen on the camera at the portal.' },
  });
  await sendUnit();
  await started.centre.engine.settled();
  untouched = await startCentre({ consoleDirectory, isNew: true });
  storied = await startStoried();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
  await untouched?.stop();
  await storied?.stop();
});

async function startStoried(): Promise<StartedCentre> {
  const storiedClock = { nowMs: nowMs - incidentDays * 24 * hourMs };
  const centre = await startCentre({ consoleDirectory, clock: { nowMs: () => storiedClock.nowMs } });
  await liveIncidents(centre, storiedClock, { untilMs: nowMs, days: incidentDays });
  const body = { name: 'admin', password: testPassword };
  await centre.administrator.call('session.create', { body });
  return centre;
}

/** A patrol is on its way to the incident, and its phone is signed in. */
async function sendUnit(): Promise<void> {
  const { administrator } = started;
  const unit = await administrator.call('units.create', { body: { name: 'Patrol 4', kind: 'patrol' } });
  const { path: link } = await administrator.call('units.link', { params: { id: unit.id } });
  unitsPhone = clientOf(started.url);
  await unitsPhone.call('unit.sign-in', { body: { token: link.slice(link.indexOf('#') + 1) } });
  const free = await unitsPhone.call('unit.act', { body: { action: 'made-free', version: unit.version } });
  await administrator.call('units.assign', {
    params: { id: unit.id },
    body: { incidentId, version: free.unit.version, checkInMinutes: 10 },
  });
}

async function begin(kind: 'crowding' | 'intrusion', cameraId: string): Promise<void> {
  const atMs = clock.nowMs;
  const what = situation(`now-${kind}`, { cameraId, kind, sinceMs: atMs, detectedAtMs: atMs });
  started.fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg: null });
  await started.centre.engine.settled();
}

type Look = { readonly colorScheme: 'dark' | 'light'; readonly language: 'en' | 'ru' };
const looks: readonly Look[] = (['dark', 'light'] as const).flatMap((colorScheme) =>
  (['en', 'ru'] as const).map((language) => ({ colorScheme, language })),
);

/** Who looks at which centre. @param as whose cookie the browser holds; null: nobody's. */
type Seat = { readonly url: string; readonly as: SignedInClient | null };

async function sit(
  { colorScheme, language }: Look,
  { url, as }: Seat,
  { width, height, hasTouch }: typeof desk,
): Promise<{ context: BrowserContext; page: Page }> {
  const { context } = await openWindow(browser, url, {
    viewport: { width, height },
    hasTouch,
    colorScheme,
    locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  // Without an end: that of the server's cookie lies in the past of this machine.
  const [name = '', value = ''] = as?.cookie().split(/=(.*)/s) ?? [];
  if (as !== null) await context.addCookies([{ name, value, url }]);
  // The wall clock stands; timers run, so that the page works as ever.
  await context.addInitScript(`{
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...of) {
        if (of.length === 0) super(${nowMs});
        else super(...of);
      }
      static now() {
        return ${nowMs};
      }
    };
  }`);
  const page = await context.newPage();
  return { context, page };
}

async function shoot(page: Page, address: string, sign: string): Promise<Uint8Array> {
  await page.goto(address);
  await page.locator(sign).first().waitFor();
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await page.waitForLoadState('load');
  const take = () =>
    page.screenshot({ mask: [page.locator(volatile)], maskColor: '#808080', animations: 'disabled' });
  // What was asked for has come once two pictures are the same.
  let last = await take();
  for (let i = 0; i < 20; i++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const next = await take();
    if (next.equals(last)) return next;
    last = next;
  }
  return last;
}

/** @returns what is not as it is kept. */
async function compare(look: Look, kept: readonly Kept[], seat: Seat, size: typeof desk): Promise<string[]> {
  const { context, page } = await sit(look, seat, size);
  const wrong: string[] = [];
  for (const [name, address, sign] of kept.filter(([one]) => only === null || only.includes(one))) {
    const file = path.join(folder, `${name}-${look.colorScheme}-${look.language}.webp`);
    const picture = await shoot(page, seat.url + address, sign).catch((cause: unknown) => String(cause));
    const fault = typeof picture === 'string' ? picture : await comparedWithGolden(file, picture);
    if (fault !== null) wrong.push(`${name}: ${fault}`);
  }
  await context.close();
  return wrong;
}

for (const look of looks) {
  test(`every page looks as it is kept, ${look.colorScheme}, ${look.language}`, {
    skip: noBrowser,
  }, async () => {
    const { url, administrator } = started;
    const wrong = [
      ...(await compare(look, pages(), { url, as: administrator }, desk)),
      ...(await compare(look, phonePages(), { url, as: administrator }, phone)),
      ...(await compare(look, unitPages, { url, as: unitsPhone }, phone)),
      ...(await compare(look, strangersPages, { url, as: null }, desk)),
      ...(await compare(look, firstPages, { url: untouched.url, as: null }, desk)),
      ...(await compare(look, storiedPages, { url: storied.url, as: storied.administrator }, desk)),
    ];
    assert.deepEqual(wrong, []);
  });
}

test('a page that is not as it should be is seen: another language, another theme, a row that is gone', async () => {
  const kept = (name: string) => readFile(path.join(folder, `${name}.webp`));
  for (const [a, b] of [
    ['alarms-dark-en', 'alarms-dark-ru'],
    ['alarms-dark-en', 'alarms-light-en'],
    ['evidence-light-en', 'exhibits-light-en'],
  ] as const) {
    const difference = await differenceOf(await kept(a), await kept(b));
    assert.ok(difference !== null && difference.share > mostDifferent, `${a} and ${b}`);
  }
});

test('the pictures that are kept are small, and none is left over', () => {
  const files = readdirSync(folder);
  const bytes = files.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
  assert.ok(bytes < mostBytes, `${bytes} bytes`);
  const every = [
    ...pages(),
    ...phonePages(),
    ...unitPages,
    ...strangersPages,
    ...firstPages,
    ...storiedPages,
  ];
  const meant = every.flatMap(([name]) =>
    looks.map(({ colorScheme, language }) => `${name}-${colorScheme}-${language}.webp`),
  );
  assert.deepEqual(files.toSorted(), meant.toSorted());
});
