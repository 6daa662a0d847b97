/** Going back in time in a real browser, on footage that a real centre recorded. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { framesOf } from '../../src/console/footage/read-mp4.ts';
import { en } from '../../src/console/words/en.ts';
import type { Footage, FootageGap } from '../../src/contract/recording.ts';
import { type App, Operator, startApp, testPassword, until } from '../support/app.ts';
import { makeStreetFilm, type StreetFilm } from '../support/street-film.ts';
import { type Complaints, guardMs, noBrowser, openBrowser, openWindow } from './browser.ts';
import { untilDrawn } from './canvas.ts';
import { barriersInBothThemes, tooWide } from './judges.ts';
import { seekTo } from './seeking.ts';

let film: StreetFilm;
let app: App;
let operator: Operator;
let cameraId: string;
let browser: Browser;
let context: BrowserContext;
let complaints: Complaints;
let page: Page;
let gap: FootageGap & { readonly toMs: number };
/** Capture times of the pictures before the gap, as the files tell them. */
let capturedMs: number[];

before(async () => {
  if (noBrowser) return;
  film = await makeStreetFilm({ seconds: 12 });
  app = await startApp(['--no-demo', '--camera', film.path]);
  operator = await Operator.first(app);
  cameraId = (await operator.cameras())[0]!.id;
  await until(async () => (await recordedMs()) >= 8_000, guardMs, 'eight seconds are recorded');
  // Again and again: a gap as short as one start takes is not in the list of moments.
  const enoughMs = performance.now() + 3_000;
  let killed = await killIngest(null);
  while (performance.now() < enoughMs) killed = await killIngest(killed);
  gap = await until(
    async () =>
      (await footage()).gaps.find(
        (one): one is FootageGap & { toMs: number } => one.cause === 'process-restart' && one.toMs !== null,
      ),
    guardMs,
    'the gap is in the ledger',
  );
  await until(
    async () =>
      (await footage()).segments.some(({ fromMs, toMs }) => fromMs >= gap.toMs && toMs - fromMs > 3_000),
    guardMs,
    'it is recorded again',
  );
  capturedMs = await timesBefore(gap.fromMs);
  browser = await openBrowser();
  ({ context, complaints } = await openWindow(browser, app.url));
  await context.request.post(`${app.url}/api/session`, {
    data: { name: 'ada', password: testPassword },
    headers: { origin: app.url },
  });
  page = await context.newPage();
});

after(async () => {
  await browser?.close();
  await app?.stop();
  await film?.remove();
});

/** @returns its pid. */
async function killIngest(before: number | null): Promise<number> {
  const pid = await until(
    async () =>
      (await operator.health()).processes.map((one) => one.pid).find((one) => one && one !== before),
    guardMs,
    'there is an ingest process to kill',
  );
  process.kill(pid, 'SIGKILL');
  return pid;
}

function footage(): Promise<Footage> {
  const toMs = Date.now() + 1_000;
  return operator.json(
    'GET',
    `/api/cameras/${cameraId}/footage?fromMs=${toMs - 600_000}&toMs=${toMs}&fragments=true`,
  );
}

async function recordedMs(): Promise<number> {
  return (await footage()).segments.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

async function timesBefore(atMs: number): Promise<number[]> {
  const times: number[] = [];
  for (const { id, fromMs, fragments } of (await footage()).segments) {
    if (fromMs >= atMs || fragments === null) continue;
    const file = new Uint8Array(await (await operator.send('GET', `/api/footage/${id}`)).arrayBuffer());
    times.push(...framesOf(file.subarray(fragments[0]!.offset)).map((frame) => frame.atMs));
  }
  return times.filter((time) => time < atMs);
}

const picture = () => page.locator('article[data-camera-id] canvas');
const shownMs = async () => Number(await picture().getAttribute('data-shown-ms'));

async function open(atMs: number): Promise<void> {
  await page.goto(`${app.url}/footage?camera=${cameraId}&at=${atMs}`);
  await page.locator('[data-dragging] svg').waitFor();
}

async function untilShown(atMs: number): Promise<void> {
  let last = 0;
  await until(
    async () => {
      last = await shownMs();
      return last === atMs;
    },
    guardMs,
    () => `the picture of ${atMs}; there is that of ${last}`,
  );
}

test('a link to an instant shows the picture that stood then, and says its time', {
  skip: noBrowser,
}, async () => {
  const wanted = capturedMs[10]!;
  await open(wanted + 30);
  await untilShown(wanted);
  const said = page.locator('time[data-at-ms]');
  await until(
    async () => Number(await said.getAttribute('data-at-ms')) === wanted,
    guardMs,
    'the time of the picture is said',
  );
  assert.match((await said.textContent())!, new RegExp(`\\.${String(wanted % 1_000).padStart(3, '0')}$`));
});

test('every step shows the very next picture, there and back', { skip: noBrowser }, async () => {
  for (let i = 11; i <= 24; i++) {
    await page.keyboard.press('.');
    await untilShown(capturedMs[i]!);
  }
  for (let i = 23; i >= 18; i--) {
    await page.keyboard.press(',');
    await untilShown(capturedMs[i]!);
  }
});

test('it plays every picture in order', { skip: noBrowser }, async () => {
  await page.evaluate(`(() => {
    const canvas = document.querySelector('article[data-camera-id] canvas');
    window.played = [];
    new MutationObserver(() => window.played.push(Number(canvas.dataset.shownMs)))
      .observe(canvas, { attributes: true, attributeFilter: ['data-shown-ms'] });
  })()`);
  await page.keyboard.press('Space');
  await untilDrawn(picture(), 8);
  await page.keyboard.press('Space');
  const played = (await page.evaluate('window.played')) as number[];
  assert.deepEqual(
    played,
    [...played].sort((a, b) => a - b),
  );
  assert.ok(played.every((atMs) => capturedMs.includes(atMs) || atMs > gap.fromMs));
});

test('where nothing was recorded the tile says why, and playing passes over it and says so', {
  skip: noBrowser,
}, async () => {
  await open(Math.round((gap.fromMs + 700 + gap.toMs) / 2));
  const why = en.footage.gaps['process-restart'];
  await page.locator('article[data-state=gap]').getByText(why).waitFor();
  await page.keyboard.press('Space');
  await page.getByText(/^Passed over/).waitFor();
  await until(async () => (await shownMs()) >= gap.toMs, guardMs, 'footage after the gap is shown');
  await page.keyboard.press('k');
  await page.locator('aside li').filter({ hasText: why }).first().waitFor();
});

test('a moment is marked, found in the list, and unmarked', { skip: noBrowser }, async () => {
  await page.keyboard.press('b');
  await page.locator('[name=bookmark]').fill('a bag is left');
  await page.keyboard.press('Enter');
  const row = page.locator('aside li').filter({ hasText: 'a bag is left (ada)' });
  await row.waitFor();
  await row.getByRole('button', { name: en.footage.remove }).click();
  await row.waitFor({ state: 'detached' });
});

test('seeks in the timeline are measured', { skip: noBrowser }, async (t) => {
  await open(capturedMs[5]!);
  await untilDrawn(picture(), 0);
  const zone = await page.locator('[data-dragging]').boundingBox();
  assert.ok(zone !== null);
  for (let i = 0; i < 12; i++) await page.keyboard.press('+');
  const { tookMs, unchanged } = await seekTo(page, [0.2, 0.25, 0.3, 0.22, 0.35, 0.28, 0.18, 0.32]);
  const sorted = [...tookMs].sort((a, b) => a - b);
  t.diagnostic(
    `seeks: ${sorted.map((ms) => ms.toFixed(0)).join(' ')} ms; ${unchanged} without another picture`,
  );
});

test('the page has no barrier, fits a phone, and complains of nothing', { skip: noBrowser }, async () => {
  assert.deepEqual(await barriersInBothThemes(page), []);
  await page.setViewportSize({ width: 390, height: 844 });
  assert.deepEqual(await tooWide(page), []);
  assert.deepEqual(complaints.all, []);
});
