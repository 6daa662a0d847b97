/** Health of a city in a real browser: trouble that many cameras share is one line, and the rows stay few. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { unknownHealth } from '../../src/centre/camera-registry.ts';
import { until } from '../support/app.ts';
import { openTown, startTown, type TownConsole } from '../support/town-console.ts';
import { guardMs, noBrowser, openBrowser } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

const count = 400;
/** A district without power. */
const lost = 60;

let started: TownConsole;
let browser: Browser;

before(async () => {
  if (noBrowser) return;
  // The operator's own words are Russian, so that every other language on a page is the console's.
  started = await startTown(count, (camera, i) => ({
    ...camera,
    name: `Камера ${i + 1}`,
    purpose: '',
    zones: camera.zones.map((zone) => ({ ...zone, name: 'Зона' })),
  }));
  for (const { id } of started.town.slice(-lost)) say(id, { state: 'lost', stateMessage: 'No route.' });
  say('cam-7', { state: 'failed', stateMessage: 'Password refused.' });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

function say(cameraId: string, health: object): void {
  const told = { ...unknownHealth(cameraId), atMs: Date.now(), ...health };
  started.fleet.say({ type: 'health', health: told });
}

const rows = (page: Page) => page.locator('table[aria-rowcount] tbody tr[aria-rowindex]');
async function shoot(page: Page, name: string): Promise<void> {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS) await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
}

test('sixty cameras without a picture are one line that leads to them', { skip: noBrowser }, async () => {
  const { page, context, complaints } = await openTown(browser, started);
  await page.goto(`${started.url}/health`);
  await page.getByText('60 cameras send no picture.').waitFor();
  assert.equal(await page.getByText('sends no picture').count(), 0);
  await page.getByText('Камера 8 cannot be opened. Password refused.').waitFor();
  await shoot(page, 'city-health');
  await page.getByRole('link', { name: 'Show the cameras' }).press('Enter');
  await page.waitForURL('**/cameras?state=lost');
  const first = page.locator('li[data-camera-id]').first();
  await until(async () => (await first.getAttribute('aria-setsize')) === String(lost), guardMs, 'the lost');
  assert.deepEqual(complaints(), []);
  await context.close();
});

test('the worst stand first, and of hundreds of rows only those in sight are drawn', {
  skip: noBrowser,
}, async () => {
  const { page, context, complaints } = await openTown(browser, started);
  await page.goto(`${started.url}/health`);
  await rows(page).first().waitFor();
  assert.equal(await page.locator('table[aria-rowcount]').getAttribute('aria-rowcount'), String(count + 1));
  assert.match((await rows(page).nth(0).textContent())!, /Камера 8.*Failed/);
  assert.match((await rows(page).nth(1).textContent())!, /Камера 341.*Lost/);
  const drawn = await rows(page).count();
  assert.ok(drawn < 80, `${drawn} rows`);
  await page.getByRole('link', { name: 'Камера 8', exact: true }).focus();
  await page.keyboard.press('End');
  await page.locator(`tr[aria-rowindex="${count + 1}"]`).waitFor();
  assert.deepEqual(complaints(), []);
  await context.close();
});

test('other pages ask for the verdict alone', { skip: noBrowser }, async () => {
  const { page, context } = await openTown(browser, started);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/health') asked.push(new URL(request.url()).search);
  });
  await page.goto(`${started.url}/cameras`);
  await until(() => asked.length > 0, guardMs, 'the health');
  assert.deepEqual([...new Set(asked)], ['?cameras=none']);
  const short = await started.administrator.call('health.get', { query: { cameras: 'none' } });
  const whole = await started.administrator.call('health.get', { query: {} });
  assert.equal(short.cameras.length, 0);
  assert.equal(whole.cameras.length, count);
  assert.deepEqual(
    short.findings.map(({ key }) => key),
    whole.findings.map(({ key }) => key),
  );
  await context.close();
});

test('it is for all eyes and hands, in Russian, on a desk and on a phone', { skip: noBrowser }, async () => {
  const { page, context, complaints } = await openTown(browser, started, {
    locale: 'ru-RU',
    reducedMotion: 'reduce',
  });
  await page.goto(`${started.url}/health`);
  await page.getByText('Нет картинки: 60 камер.').waitFor();
  await rows(page).first().waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  for (const [name, size] of [
    ['desk', { width: 1280, height: 720 }],
    ['phone', { width: 390, height: 844 }],
  ] as const) {
    await page.setViewportSize(size);
    await shoot(page, `city-health-ru-${name}`);
    assert.deepEqual(await tooWide(page), [], name);
  }
  const words = (await wordsOn(page)).filter((word) => !word.startsWith('admin'));
  assert.deepEqual(foreignWords(words.filter((word) => !/No route|Password refused/.test(word))), []);
  assert.deepEqual(complaints(), []);
  await context.close();
});
