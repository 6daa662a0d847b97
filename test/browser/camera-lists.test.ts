/** Thousands of cameras in a real browser: found, changed together, and imported from a table, by keyboard. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../support/app.ts';
import { openTown, startTown, type TownConsole } from '../support/town-console.ts';
import { guardMs, noBrowser, openBrowser } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

let started: TownConsole;
let browser: Browser;

before(async () => {
  if (noBrowser) return;
  // The operator's own words are Russian, so that every other language on a page is the console's.
  started = await startTown(120, (camera, i) => ({
    ...camera,
    name: `Камера ${i + 1}`,
    purpose: '',
    group: `Район ${1 + (i % 3)}/Вокзал`,
    tags: i % 2 === 0 ? ['ночь'] : [],
    zones: camera.zones.map((zone) => ({ ...zone, name: 'Зона' })),
  }));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

const rows = (page: Page) => page.locator('li[data-camera-id]');
const shown = async (page: Page) => Number(await rows(page).first().getAttribute('aria-setsize'));
/** Who is signed in is called admin. */
const foreign = (words: readonly string[]) => foreignWords(words.filter((word) => !word.startsWith('admin')));
const camerasNow = () => started.administrator.call('cameras.list');

test('the address holds the filter, and a link with it shows the same', { skip: noBrowser }, async () => {
  const { page, context, complaints } = await openTown(browser, started);
  await page.goto(`${started.url}/cameras`);
  await rows(page).first().waitFor();
  assert.equal(await shown(page), 120);
  const group = page
    .getByRole('textbox', { name: 'Group' })
    .or(page.getByRole('combobox', { name: 'Group' }));
  await group.first().fill('Район 2');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await until(async () => (await shown(page)) === 40, guardMs, 'forty cameras');
  assert.equal(new URL(page.url()).searchParams.get('group'), 'Район 2');
  await page.goto(`${page.url()}&tag=${encodeURIComponent('ночь')}`);
  await until(async () => (await shown(page)) === 20, guardMs, 'twenty cameras');
  assert.deepEqual(complaints(), []);
  await context.close();
});

test('cameras are chosen and tagged together by keyboard', { skip: noBrowser }, async () => {
  const { page, context, complaints } = await openTown(browser, started);
  await page.goto(`${started.url}/cameras?group=${encodeURIComponent('Район 1')}`);
  await until(async () => (await shown(page)) === 40, guardMs, 'forty cameras');
  await page.getByRole('checkbox', { name: 'Choose all 40 cameras shown' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Change', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  const what = page.getByRole('dialog').getByLabel('What');
  await what.first().focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Add tags' }).click();
  await page.getByRole('dialog').getByLabel('Tag').fill('крыша');
  await page.keyboard.press('Enter');
  await until(
    async () => (await camerasNow()).filter(({ tags }) => tags.includes('крыша')).length === 40,
    guardMs,
    'forty cameras with the tag',
  );
  await page.getByText('40 cameras changed.').waitFor();
  assert.deepEqual(complaints(), []);
  await context.close();
});

test('a table is judged before anything changes, and its good lines are then imported', {
  skip: noBrowser,
}, async () => {
  const { page, context, complaints } = await openTown(browser, started);
  const before = await camerasNow();
  await page.goto(`${started.url}/cameras`);
  await rows(page).first().waitFor();
  await page.getByRole('button', { name: 'Table' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Import from CSV' }).press('Enter');
  const csv = 'id,name,analysis_url\ncam-5,Новое имя,\n,Без адреса,\n,Ворота,rtsp://gate.example/1\n';
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'cameras.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByText('is new and has no address').waitFor();
  assert.deepEqual(await camerasNow(), before);
  assert.deepEqual(await barriersInBothThemes(page), []);
  await page.getByRole('button', { name: 'Import 2 lines' }).press('Enter');
  await page.getByText('1 camera added, 1 changed.').waitFor();
  const now = await camerasNow();
  assert.equal(now.length, 121);
  assert.equal(now.find(({ id }) => id === 'cam-5')!.name, 'Новое имя');
  assert.deepEqual(complaints(), []);
  await context.close();
});

test('what is exported is what is shown, without a password', { skip: noBrowser }, async () => {
  const { page, context } = await openTown(browser, started);
  await page.goto(`${started.url}/cameras?group=${encodeURIComponent('Район 3')}`);
  await until(async () => (await shown(page)) === 40, guardMs, 'forty cameras');
  await page.getByRole('button', { name: 'Table' }).press('Enter');
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /Export 40 cameras/ }).press('Enter');
  const chunks: Buffer[] = [];
  for await (const chunk of await (await downloading).createReadStream()) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  assert.equal(text.trim().split('\r\n').length, 41);
  assert.doesNotMatch(text, /tr0ub4dor/);
  await context.close();
});

test('list, filter and dialogs are for all eyes and hands, in Russian, on a desk and on a phone', {
  skip: noBrowser,
}, async () => {
  const { page, context, complaints } = await openTown(browser, started, {
    locale: 'ru-RU',
    reducedMotion: 'reduce',
  });
  await page.goto(`${started.url}/cameras?group=${encodeURIComponent('Район 2')}&state=live`);
  await rows(page).first().waitFor();
  await page.locator('li[data-camera-id] input[type=checkbox]').first().press('Space');
  assert.deepEqual(await barriersInBothThemes(page), []);
  assert.deepEqual(foreign(await wordsOn(page)), []);
  await page.getByRole('button', { name: 'Изменить', exact: true }).press('Enter');
  await page.getByRole('dialog').waitFor();
  assert.deepEqual(foreign(await wordsOn(page)), []);
  await page.keyboard.press('Escape');
  for (const size of [
    { width: 1280, height: 720 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    assert.deepEqual(await tooWide(page), [], `at ${size.width}x${size.height}`);
  }
  assert.deepEqual(complaints(), []);
  await context.close();
});
