/** Everything is reached and done from the palette, with the keyboard alone; in a real browser. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../support/app.ts';
import { situation, squareCamera } from '../support/situations.ts';
import {
  type SignedInClient,
  type StartedCentre,
  startCentre,
  testPassword,
} from '../support/start-centre.ts';
import { guardMs, noBrowser, openBrowser, openWindow } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

const root = path.resolve(import.meta.dirname, '../..');
const consoleDirectory = process.env.LAMPLIGHTER_CONSOLE ?? path.join(root, 'dist/console');
const position = { latitude: 55.7525, longitude: 37.6231 };
let started: StartedCentre;
let browser: Browser;
let operator: SignedInClient;

before(async () => {
  if (noBrowser) return;
  assert.ok(existsSync(consoleDirectory), 'the console is built before this test');
  const camera = squareCamera({ name: 'Вокзал', position });
  started = await startCentre({ consoleDirectory, config: () => ({ cameras: [camera] }) });
  operator = await started.as('operator');
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

async function shoot(page: Page, name: string): Promise<void> {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS) await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
}

async function signIn(page: Page): Promise<void> {
  await page.goto(started.url);
  await page.locator('[name=username]').fill('operator');
  await page.locator('[name=password]').fill(testPassword);
  await page.keyboard.press('Enter');
  await page.locator('article[data-camera-id]').first().waitFor();
}

/** Until its field has the focus: what is typed before goes nowhere. */
async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('input[role=combobox]:focus').waitFor();
}

/** Opens the palette, types, and chooses the first line, which is to read so. */
async function go(page: Page, typed: string, first: RegExp): Promise<void> {
  await openPalette(page);
  const option = page.getByRole('option', { selected: true });
  await page.keyboard.type(typed);
  await option.filter({ hasText: first }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

test('an alarm is acknowledged, an incident opened, a unit, a place and a page reached, all by typing', {
  skip: noBrowser,
}, async () => {
  const unit = await started.administrator.call('units.create', {
    body: { name: 'Патруль 4', kind: 'patrol' },
  });
  const { context, complaints } = await openWindow(browser, started.url);
  const page = await context.newPage();
  await signIn(page);
  const nowMs = Date.now();
  const what = situation('one', { sinceMs: nowMs, detectedAtMs: nowMs });
  started.fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg: null });
  await page.getByRole('article', { name: /Track 2/ }).waitFor();

  await page.keyboard.press('/');
  const input = page.getByRole('combobox', { name: /^Search/ });
  await input.waitFor();
  // Nothing typed: what is worked now stands first, each with its key.
  assert.match((await page.getByRole('option').first().textContent())!, /^Acknowledge the alarm.*A/);
  await shoot(page, 'palette');
  assert.deepEqual(await barriersInBothThemes(page), []);
  await page.keyboard.press('Escape');

  await go(page, 'open an inc', /^Open an incident from the alarm/);
  await until(() => page.url().includes('/incidents/'), guardMs, 'the incident');
  await go(page, 'acknowl', /^Acknowledge the alarm/);
  const isSeen = async () =>
    (await operator.call('alarms.list', { query: {} })).every(({ state }) => state === 'acknowledged');
  await until(isSeen, guardMs, 'the acknowledgement');

  await go(page, 'патруль', /^Патруль 4/);
  await page.locator(`li[data-unit-id="${unit.id}"][data-is-named=true]`).waitFor();
  await go(page, 'someone track', /^Someone has entered Track 2/);
  await page.getByRole('heading', { level: 1, name: /Track 2/ }).waitFor();
  await go(page, 'вокзал', /^Вокзал.*Camera/);
  await until(() => page.url().endsWith('/cameras/square'), guardMs, 'the camera');
  await go(page, 'track 2 вокзал', /^Track 2.*Place/);
  await until(() => page.url().includes('view=17'), guardMs, 'the place on the map');
  await go(page, 'units', /^Units/);
  await page.getByRole('heading', { level: 1, name: 'Units' }).waitFor();
  await go(page, 'theme: dark', /^Theme: Dark/);
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor({ state: 'attached' });
  await go(page, 'language', /^Language: Русский/);
  await page.getByRole('heading', { level: 1, name: 'Наряды' }).waitFor();

  await openPalette(page);
  await page.keyboard.type('нет такого');
  await page.getByText('Ничего с названием').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.getByRole('option').first().waitFor();
  assert.deepEqual(
    foreignWords(await wordsOn(page)).filter((text) => !/operator|Track|UTC|English|Lamplighter/.test(text)),
    [],
  );
  await page.setViewportSize({ width: 390, height: 844 });
  assert.deepEqual(await tooWide(page), []);
  await shoot(page, 'palette-ru-390');
  assert.deepEqual(complaints.all, []);
  await context.close();
});
