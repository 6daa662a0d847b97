/** An administrator lays a drawing on the map by hand, and it is there for everybody; in a real browser. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { placeAt } from '../../src/core/local-metres.ts';
import { until } from '../support/app.ts';
import { openTown, startTown, type TownConsole } from '../support/town-console.ts';
import { guardMs, noBrowser, openBrowser } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

const here = { latitude: 59.93, longitude: 30.36 };
let started: TownConsole;
let browser: Browser;
let drawing: Buffer;

before(async () => {
  if (noBrowser) return;
  const rooms = [0, 400, 800].map(
    (x) => `<rect x="${x + 8}" y="8" width="384" height="784" fill="none" stroke="#123" stroke-width="8"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect width="1200" height="800" fill="#fff"/>${rooms.join('')}</svg>`;
  drawing = await sharp(Buffer.from(svg)).png().toBuffer();
  started = await startTown(4, (camera, i) => ({
    ...camera,
    name: `Камера ${i + 1}`,
    purpose: '',
    group: '',
    tags: [],
    zones: [],
    position: placeAt(here, { x: 60 * (i % 2), y: -60 * Math.floor(i / 2) }),
  }));
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

test('a drawing is chosen, turned, pulled into its place, saved, and lies on the map', {
  skip: noBrowser,
}, async () => {
  const { page, context, complaints } = await openTown(browser, started, { reducedMotion: 'reduce' });
  await page.goto(`${started.url}/settings/plans`);
  await page.getByText('No floor plan yet').waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'New floor plan' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Building').fill('Harbour station');
  await dialog.getByLabel('Level', { exact: true }).fill('-1');
  const choose = dialog.locator('input[type=file]');
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  await choose.setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: svg });
  await dialog.getByText('This file is no PNG, JPEG or WebP', { exact: false }).waitFor();
  const broken = drawing.subarray(0, 200);
  await choose.setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: broken });
  await choose.setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: drawing });
  await dialog.getByText('1200 × 800 pixels').waitFor();
  const board = dialog.getByRole('application', { name: 'Map to place the drawing on' });
  await board.scrollIntoViewIfNeeded();
  const handle = (hold: string) => board.locator(`[data-hold="${hold}"]`);
  const place = (hold: string) => handle(hold).getAttribute('transform');

  // By hand: the upper left corner is pulled. By keys: the whole is moved, turned, and taken back.
  const before = await place('2');
  const box = (await handle('0').boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 30, box.y - 10, { steps: 4 });
  await page.mouse.up();
  assert.equal(await place('2'), before);
  const pulled = await place('0');
  await handle('middle').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await until(async () => (await place('2')) !== before, guardMs, 'the whole drawing to move');
  await handle('ring').focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
  await shoot(page, 'plan-form-dark');
  assert.deepEqual(await barriersInBothThemes(page), []);
  await shoot(page, 'plan-form-light');
  await handle('ring').focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await until(async () => (await place('0')) === pulled, guardMs, 'two steps back');

  await dialog.getByRole('button', { name: 'Type corners' }).click();
  const typed = dialog.getByRole('textbox', { name: /^Corners/ });
  assert.equal((await typed.inputValue()).split('\n').length, 4);
  const corners = [
    [0, 0],
    [90, 4],
    [92, -60],
    [1, -58],
  ].map(([x = 0, y = 0]) => placeAt(here, { x, y }));
  const text = corners.map(({ latitude, longitude }) => `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`);
  await typed.fill(text.toReversed().join('\n'));
  await dialog.getByText('The drawing would be seen from below', { exact: false }).waitFor();
  await typed.fill(text.join('\n'));
  await dialog
    .getByText('The drawing would be seen from below', { exact: false })
    .waitFor({ state: 'hidden' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const row = page.locator('li[data-plan]');
  await row.getByText('Harbour station').waitFor();
  await row.getByText('Changed by admin', { exact: false }).waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  await shoot(page, 'plans-light');
  const [plan] = await started.administrator.call('map.plans');
  assert.deepEqual(
    plan!.corners.map(([lng, lat]) => `${lat.toFixed(6)}, ${lng.toFixed(6)}`),
    text,
  );

  // Somebody else was quicker: it is said, and nothing is lost.
  await page.getByRole('button', { name: /^Change: Harbour station/ }).click();
  await dialog.getByText('1200 × 800 pixels').waitFor();
  const { name, level, levelName } = plan!;
  await started.administrator.call('map.plans.update', {
    params: { id: plan!.id },
    body: { name, level, levelName, corners: plan!.corners, version: 1 },
  });
  await dialog.getByLabel('Name of the level').fill('Platforms');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').filter({ hasText: /\w/ }).first().waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  await page.getByRole('link', { name: /^Show Harbour station/ }).click();
  await page.locator(`[data-plans="${plan!.id}"]`).waitFor({ state: 'attached' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator(`[data-plans="${plan!.id}"]`).waitFor({ state: 'attached' });
  await shoot(page, 'plan-on-map');
  // The refusal that the page shows is reported by the browser too.
  assert.deepEqual(
    complaints().filter((one) => !/409/.test(one)),
    [],
  );
  await context.close();
});

test('the page is in Russian, fits a phone, asks before it removes, and is for administrators', {
  skip: noBrowser,
}, async () => {
  const { page, context, complaints } = await openTown(browser, started, {
    locale: 'ru-RU',
    reducedMotion: 'reduce',
  });
  await page.goto(`${started.url}/settings/plans`);
  await page.getByRole('button', { name: /^Изменить: Harbour/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[data-hold=ring]').waitFor();
  for (const viewport of [
    { width: 1280, height: 720 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    assert.deepEqual(await tooWide(page), [], `at ${viewport.width}`);
    await dialog.locator('[data-hold=middle]').scrollIntoViewIfNeeded();
    await shoot(page, `plan-form-ru-${viewport.width}`);
  }
  const words = (await wordsOn(page)).filter((word) => !/admin|Harbour|UTC/.test(word));
  assert.deepEqual(foreignWords(words), []);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await shoot(page, 'plans-ru-phone');
  await page.getByRole('button', { name: /^Удалить: Harbour/ }).click();
  await dialog.getByText('вместе с чертежом', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Удалить', exact: true }).click();
  await page.getByText('Планов пока нет').waitFor();
  assert.deepEqual(complaints(), []);
  await context.close();
});
