/** Figures of incidents at a screen: in a real Chromium, against a real centre. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { readCsv } from '../../src/contract/csv.ts';
import { liveIncidents } from '../support/incident-week.ts';
import { type StartedCentre, startCentre, testPassword } from '../support/start-centre.ts';
import { openTown } from '../support/town-console.ts';
import { noBrowser, openBrowser } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

const consoleDirectory =
  process.env.LAMPLIGHTER_CONSOLE ?? path.resolve(import.meta.dirname, '../../dist/console');
const desk = { width: 1280, height: 720 };
const phone = { width: 390, height: 844 };
const untilMs = Date.now();
const days = 6;
const clock = { nowMs: untilMs - days * 86_400_000 };
let isOver = false;
let total = 0;
let started: StartedCentre;
let browser: Browser;
let page: Page;
let complaints: () => readonly string[] = () => [];

before(async () => {
  if (noBrowser) return;
  started = await startCentre({
    consoleDirectory,
    clock: { nowMs: () => (isOver ? Date.now() : clock.nowMs) },
  });
  total = await liveIncidents(started, clock, { untilMs, days });
  isOver = true;
  const body = { name: 'admin', password: testPassword };
  await started.administrator.call('session.create', { body });
  browser = await openBrowser();
  ({ page, complaints } = await openTown(browser, started));
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

async function shoot(name: string): Promise<void> {
  const { SCREENSHOTS } = process.env;
  if (!SCREENSHOTS) return;
  const before = page.viewportSize()!;
  // The page scrolls inside its frame: a tall window shows all of it.
  await page.setViewportSize({ ...before, height: 1_900 });
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
  await page.setViewportSize(before);
}

test('figures stand beside the incidents: how many, why, how they ended, how long help took, what was learnt', {
  skip: noBrowser,
}, async () => {
  await page.goto(`${started.url}/incidents`);
  await page.getByRole('link', { name: 'Figures' }).press('Enter');
  await page.waitForURL('**/incidents/figures');
  const tile = (name: string) => page.locator(`[data-figure=${name}]`);
  await tile('opened').getByText(String(total), { exact: true }).waitFor();
  await tile('enRoute')
    .getByText(/of \d+ incidents/)
    .waitFor();
  await page.getByRole('img', { name: `Incidents per day: ${total} incidents` }).waitFor();
  const medical = page.locator('tr[data-group=medical]');
  await medical.getByRole('img', { name: /^at most 1 in a day/ }).waitFor();
  await page.locator('tr[data-group=illness]').waitFor();
  await page.locator('li[data-outcome=false-alarm]').waitFor();
  await page.locator('[data-lesson]').getByText('Open gate 2 before').first().waitFor();
  await page.getByText('Exercises would be counted apart').waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await shoot(`incident-figures-${colorScheme}`);
  }
  assert.deepEqual(await barriersInBothThemes(page), []);
  await page.locator('[data-lesson] a').first().press('Enter');
  await page.getByRole('heading', { name: 'How it ended' }).waitFor();
});

test('a period is chosen and stays in the address; the table saved is what is shown', {
  skip: noBrowser,
}, async () => {
  await page.goto(`${started.url}/incidents/figures`);
  await page.locator('[data-figure=opened]').waitFor();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).press('Enter');
  const file = await saving;
  assert.match(file.suggestedFilename(), /^incident-figures-\d{4}-\d\d-\d\d\.csv$/);
  const [head, ...rows] = readCsv(await readFile(await file.path(), 'utf8'));
  const sum = (part: string) =>
    rows
      .filter(([first]) => first === part)
      .reduce((n, row) => n + Number(row[head!.indexOf('incidents')]), 0);
  assert.deepEqual([sum('whole'), sum('day'), sum('kind'), sum('day_kind')], [total, total, total, total]);

  await page.getByText('24 h', { exact: true }).click();
  await page.waitForURL(/days=1/);
  await page
    .locator('[data-figure=opened]')
    .getByText(/are not closed yet/)
    .waitFor();
  await page.reload();
  const shown = await page.locator('[data-figure=opened] p').first().innerText();
  assert.ok(Number(shown) < total, 'the link is the period');
});

test('all of it is said in Russian, and fits a phone', { skip: noBrowser }, async () => {
  await page.goto(`${started.url}/incidents/figures?lang=ru`);
  await page.locator('tr[data-group]').first().waitFor();
  await shoot('incident-figures-ru');
  const known = /admin|Gate|gate 2|meeting point|CSV/;
  assert.deepEqual(
    foreignWords(await wordsOn(page)).filter((one) => !known.test(one)),
    [],
  );
  await page.setViewportSize(phone);
  assert.deepEqual(await tooWide(page), []);
  await shoot('incident-figures-ru-phone');
  await page.setViewportSize(desk);
  assert.deepEqual(complaints(), []);
});
