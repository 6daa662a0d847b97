/** Alarm performance and the reasons of alarms at a screen: in a real Chromium, against a real centre. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { readCsv } from '../../src/contract/csv.ts';
import { liveAWeek } from '../support/alarm-week.ts';
import { until } from '../support/app.ts';
import { squareCamera } from '../support/situations.ts';
import { type StartedCentre, startCentre, testPassword } from '../support/start-centre.ts';
import { guardMs, noBrowser, openBrowser, openWindow } from './browser.ts';
import { barriersInBothThemes, tooWide } from './judges.ts';

const root = path.resolve(import.meta.dirname, '../..');
const consoleDirectory = process.env.LAMPLIGHTER_CONSOLE ?? path.join(root, 'dist/console');
const days = 3;
const cameraIds = ['platform', 'stairs', 'square', 'tunnel'];
const untilMs = Date.now();
const clock = { nowMs: untilMs - days * 86_400_000 };
let isOver = false;
let total = 0;
let started: StartedCentre;
let browser: Browser;
let page: Page;
let complaints: readonly string[] = [];

before(async () => {
  if (noBrowser) return;
  assert.ok(existsSync(consoleDirectory), 'the console is built before this test');
  const cameras = cameraIds.map((id) => squareCamera({ id, name: id }));
  started = await startCentre({
    consoleDirectory,
    clock: { nowMs: () => (isOver ? Date.now() : clock.nowMs) },
    config: () => ({ cameras }),
  });
  total = await liveAWeek(started, clock, { untilMs, cameraIds, days });
  isOver = true;
  // A week has ended the session it began with.
  const body = { name: 'admin', password: testPassword };
  await started.administrator.call('session.create', { body });
  browser = await openBrowser();
  const window = await openWindow(browser, started.url);
  complaints = window.complaints.all;
  page = await window.context.newPage();
  await page.goto(started.url);
  await page.locator('[name=username]').fill('admin');
  await page.locator('[name=password]').fill(testPassword);
  await page.locator('button[type=submit]').click();
  await page.locator('nav a[href="/alarms"]').waitFor();
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

const open = async (address: string, sign: string) => {
  await page.goto(started.url + address);
  await page.locator(sign).first().waitFor();
};

/** Opaque colours of the first chart, with how many pixels each has. */
async function inksOn(on: Page): Promise<Map<string, number>> {
  const inks = await on.evaluate(`(() => {
    const canvas = document.querySelector('.uplot canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const inks = new Map();
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] < 200) continue;
      const ink = [data[i], data[i + 1], data[i + 2]].join();
      inks.set(ink, (inks.get(ink) ?? 0) + 1);
    }
    return [...inks];
  })()`);
  return new Map(inks as [string, number][]);
}

test('the page says which targets are met, and charts and tables tell why', { skip: noBrowser }, async () => {
  await open('/alarms/figures', '[data-target]');
  assert.equal(await page.locator('[data-target]').count(), 8);
  const verdict = (name: string) =>
    page.locator(`li[data-target="${name}"]`).first().getAttribute('data-verdict');
  assert.equal(await verdict('per-ten-minutes'), 'met');
  assert.equal(await verdict('most-in-ten-minutes'), 'missed');
  for (const name of ['Alarms per 10 minutes', 'Time to acknowledge, by shift'])
    await page.getByRole('img', { name }).waitFor();
  assert.equal(await page.locator('.uplot canvas').count(), 2);
  assert.equal(await page.locator('tr[data-operator]').count(), 2);
  assert.ok((await page.locator('tr[data-shift]').count()) >= 14);
  await page.getByText('1 flood').first().waitFor();
});

test('the bars are where the alarms were, in both themes', { skip: noBrowser }, async () => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    // The tokens of the theme: low, medium and high.
    const tokens =
      colorScheme === 'dark'
        ? ['90,176,255', '255,176,32', '255,90,79']
        : ['31,111,191', '178,106,0', '217,45,32'];
    await until(
      async () => {
        const found = await inksOn(page);
        return tokens.every((ink) => (found.get(ink) ?? 0) > 20);
      },
      guardMs,
      `bars in ${colorScheme}`,
    );
  }
});

test('it has no barrier and fits a phone', { skip: noBrowser }, async () => {
  for (const [address, sign] of [
    ['/alarms/figures', '[data-target]'],
    ['/alarms/kinds', 'li[data-kind]'],
  ] as const) {
    await open(address, sign);
    assert.deepEqual(await barriersInBothThemes(page), []);
    await page.setViewportSize({ width: 390, height: 844 });
    assert.deepEqual(await tooWide(page), []);
    await page.setViewportSize({ width: 1280, height: 720 });
  }
});

test('a period is chosen and stays in the address; the table saved is what is shown', {
  skip: noBrowser,
}, async () => {
  await open('/alarms/figures', '[data-target]');
  const shown = async () => Number(/· (\d+) alarms/.exec(await page.locator('main').innerText())?.[1]);
  assert.equal(await shown(), total);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const file = await (await saving).path();
  const [head, whole, ...rows] = readCsv(await readFile(file, 'utf8'));
  assert.equal(whole![head!.indexOf('alarms')], String(total));
  const ofRules = rows.filter(([part]) => part === 'rule');
  assert.equal(
    ofRules.reduce((n, row) => n + Number(row[head!.indexOf('alarms')]), 0),
    total,
  );
  await page.getByText('24 h', { exact: true }).click();
  await page.waitForURL(/days=1/);
  await page.locator('tr[data-shift]').nth(2).waitFor();
  const isFewer = async () => (await shown()) < total / 2;
  await until(isFewer, 60_000, 'the figures of a day');
  assert.ok((await page.locator('tr[data-shift]').count()) <= 3);
  await page.reload();
  await page.locator('[data-target]').first().waitFor();
  await until(isFewer, 60_000, 'the period of the link');
});

test('an administrator sets the shifts', { skip: noBrowser }, async () => {
  await open('/alarms/figures?days=1', '[data-target]');
  const field = page.getByLabel('Shifts begin at');
  await field.fill('06:00 25:00');
  await page.getByText('in the order of the day').waitFor();
  await field.fill('06:00 14:00 22:00');
  await page.getByRole('button', { name: 'Save shifts' }).click();
  await page.locator('tr[data-shift="14:00"]').first().waitFor();
  const { shiftStarts } = await started.administrator.call('alarmPolicy.get');
  assert.deepEqual(shiftStarts, ['06:00', '14:00', '22:00']);
});

test('a kind is reviewed at the screen, by keyboard, and the alarm’s page says so', {
  skip: noBrowser,
}, async () => {
  await open('/alarms/kinds', 'li[data-kind]');
  const card = page.locator('li[data-kind=queue]');
  await card.getByText('As shipped, not reviewed here').waitFor();
  await card.getByRole('button').focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog');
  await form.getByLabel('Time to respond, seconds').waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  await form.getByLabel('Time to respond, seconds').fill('90');
  await form.getByLabel('What to do').fill('Open the second cash desk.');
  await page.keyboard.press('Tab');
  await form.getByRole('button', { name: 'Save review' }).focus();
  await page.keyboard.press('Enter');
  await card.getByText('Open the second cash desk.').waitFor();
  await card.getByText(/^admin, /).waitFor();
  const [review] = await started.administrator.call('rationalisations.list');
  assert.deepEqual([review!.kind, review!.timeToRespondMs], ['queue', 90_000]);
  const alarms = await started.administrator.call('alarms.list', { query: { all: 'true', limit: 2_000 } });
  const { id } = alarms.find(({ kind }) => kind === 'queue')!;
  await open(`/alarms/${id}`, 'main h1');
  await page.getByText('Open the second cash desk.').waitFor();
});

test('no page has complained', { skip: noBrowser }, () => {
  assert.deepEqual(complaints, []);
});
