/** The video wall in a real browser, by keyboard: tiles, layouts, tours, and what somebody pushes before everybody. */
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
  started = await startTown(20, (camera, i) => ({
    ...camera,
    name: `Камера ${i + 1}`,
    purpose: '',
    group: '',
    tags: [],
    zones: camera.zones.map((zone) => ({ ...zone, name: 'Зона' })),
  }));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

const tiles = (page: Page) => page.locator('article[data-tile]');
const camerasOn = (page: Page) =>
  tiles(page).evaluateAll((all) =>
    all.map((tile) => (tile as unknown as { dataset: { cameraId?: string } }).dataset.cameraId ?? null),
  );
const wallNow = () => started.administrator.call('wall.get');
const sixteen = Array.from({ length: 16 }, (_, i) => `cam-${i}`);

async function openWall(page: Page, search = '', count = 4): Promise<void> {
  await page.goto(`${started.url}/wall${search}`);
  await until(async () => (await tiles(page).count()) === count, guardMs, `${count} tiles`);
}

test('a digit shows its tile large, the same digit or Escape shows all again', {
  skip: noBrowser,
}, async () => {
  const { page, context, complaints } = await openTown(browser, started);
  await openWall(page, '?shape=9&tiles=cam-0,cam-1,cam-2,,,,,,cam-8', 9);
  await page.keyboard.press('3');
  await until(async () => (await tiles(page).count()) === 1, guardMs, 'one tile');
  assert.deepEqual(await camerasOn(page), ['cam-2']);
  await page.keyboard.press('3');
  await until(async () => (await tiles(page).count()) === 9, guardMs, 'nine tiles');
  await page.keyboard.press('9');
  await until(async () => (await camerasOn(page))[0] === 'cam-8', guardMs, 'the ninth');
  await page.keyboard.press('Escape');
  await until(async () => (await tiles(page).count()) === 9, guardMs, 'nine tiles');
  // An empty tile has nothing to show large.
  await page.keyboard.press('4');
  assert.equal(await tiles(page).count(), 9);
  assert.match(page.url(), /\/wall/);
  assert.deepEqual(complaints(), []);
  await context.close();
});

test('tiles are arranged and saved by keyboard, and the layout is there for everybody', {
  skip: noBrowser,
}, async () => {
  const { page, context, complaints } = await openTown(browser, started);
  await openWall(page);
  await page.getByRole('button', { name: 'Arrange' }).press('Enter');
  const second = page.getByRole('combobox', { name: 'Camera of tile 2' });
  await second
    .or(page.getByRole('textbox', { name: 'Camera of tile 2' }))
    .first()
    .fill('Камера 17');
  await page
    .getByRole('option', { name: /Камера 17/ })
    .first()
    .waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Done' }).press('Enter');
  await until(async () => (await camerasOn(page))[1] === 'cam-16', guardMs, 'the chosen camera');
  await page.getByRole('button', { name: 'Save as' }).press('Enter');
  await page.getByRole('dialog').getByLabel('Name').fill('Ночь');
  await page.keyboard.press('Enter');
  await until(async () => (await wallNow()).layouts.length === 1, guardMs, 'the layout');
  const [layout] = (await wallNow()).layouts;
  assert.deepEqual([layout!.name, layout!.shape, layout!.tiles[1]], ['Ночь', '4', 'cam-16']);
  await until(async () => page.url().endsWith(`layout=${layout!.id}`), guardMs, 'its address');

  // Somebody else changes it: this wall follows.
  const body = {
    name: 'Ночь',
    shape: '4' as const,
    tiles: ['cam-9', null, null, null],
    version: layout!.version,
  };
  await started.administrator.call('wall.layouts.update', { params: { id: layout!.id }, body });
  await until(async () => (await camerasOn(page))[0] === 'cam-9', guardMs, 'the changed layout');
  assert.deepEqual(complaints(), []);
  await context.close();
});

test('a pushed camera comes to every open wall with who pushed it, also over a large tile, and is taken off', {
  skip: noBrowser,
}, async () => {
  const walls = await Promise.all([openTown(browser, started), openTown(browser, started)]);
  const operator = await started.as('operator');
  for (const { page } of walls) await openWall(page, '?shape=4&tiles=cam-0,cam-1,cam-2,cam-3');
  await walls[1].page.keyboard.press('2');
  await until(async () => (await tiles(walls[1].page).count()) === 1, guardMs, 'one tile');
  await operator.call('wall.push', { body: { cameraId: 'cam-12' } });
  for (const { page } of walls) {
    await page.getByText(/Pushed by operator, 00:\d\d ago/).waitFor();
    assert.deepEqual(await camerasOn(page), ['cam-12', 'cam-1', 'cam-2', 'cam-3']);
  }
  await walls[0].page.getByRole('button', { name: 'Take off' }).press('Enter');
  for (const { page } of walls) {
    await until(async () => (await camerasOn(page))[0] === 'cam-0', guardMs, 'the layout again');
  }

  // From the camera's own page, and whoever opens a wall later sees it too.
  await walls[0].page.goto(`${started.url}/cameras/cam-7`);
  await walls[0].page.getByRole('button', { name: 'To the wall' }).press('Enter');
  await walls[1].page.getByText(/Pushed by admin/).waitFor();
  await openWall(walls[0].page, '?shape=1&tiles=cam-0', 1);
  assert.deepEqual(await camerasOn(walls[0].page), ['cam-7']);
  for (const { id } of (await wallNow()).pushes) await operator.call('wall.unpush', { params: { id } });
  for (const { context, complaints } of walls) {
    assert.deepEqual(complaints(), []);
    await context.close();
  }
});

test('a tour goes round by itself and stands still when it is held', { skip: noBrowser }, async () => {
  const layouts = await Promise.all(
    ['Первая', 'Вторая'].map((name, i) =>
      started.administrator.call('wall.layouts.create', { body: { name, shape: '1', tiles: [`cam-${i}`] } }),
    ),
  );
  const { page, context, complaints } = await openTown(browser, started);
  await openWall(page);
  await page.getByRole('button', { name: 'Layouts and tours' }).press('Enter');
  await page.getByRole('button', { name: 'New tour' }).press('Enter');
  await page.getByRole('dialog').getByLabel('Name').fill('Обход');
  for (const [i, step] of [1, 2].entries()) {
    const choice = page.getByRole('dialog').getByLabel(`Layout ${step}`).first();
    await choice.click();
    await page.getByRole('option', { name: layouts[i]!.name }).click();
    await page.getByRole('dialog').getByLabel(`Seconds ${step}`).fill('5');
  }
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).press('Enter');
  await until(async () => (await wallNow()).tours.length === 1, guardMs, 'the tour');
  const [tour] = (await wallNow()).tours;
  assert.deepEqual(
    tour!.steps.map(({ layoutId, seconds }) => [layoutId, seconds]),
    layouts.map(({ id }) => [id, 5]),
  );
  await openWall(page, `?tour=${tour!.id}`, 1);
  const seen = new Set<string | null>();
  await until(
    async () => {
      seen.add((await camerasOn(page))[0] ?? null);
      return seen.size === 2;
    },
    guardMs,
    'both layouts',
  );
  await page.keyboard.press('Space');
  await page.getByText('standing still').waitFor();
  const held = await camerasOn(page);
  await page.waitForTimeout(5_500);
  assert.deepEqual(await camerasOn(page), held);
  await page.keyboard.press('Space');
  await until(async () => (await camerasOn(page))[0] !== held[0], guardMs, 'the next layout');
  assert.deepEqual(complaints(), []);
  await context.close();
});

test('no more pictures play than the machine is set to, the bar says so, and the choice is kept', {
  skip: noBrowser,
}, async () => {
  const { page, context } = await openTown(browser, started);
  await openWall(page, `?shape=16&tiles=${sixteen.join()}`, 16);
  const live = () => page.locator('article[data-live=true]').count();
  await page.locator('[data-stills]').press('Enter');
  await page.getByRole('radio', { name: '4', exact: true }).last().check({ force: true });
  await page.keyboard.press('Escape');
  await until(async () => (await live()) === 4, guardMs, 'four live');
  assert.match(await page.locator('[data-stills]').innerText(), /^4 live; 12 stills/);
  // What somebody pushes plays, whatever else has to stand back.
  const { id } = await started.administrator.call('wall.push', { body: { cameraId: 'cam-19' } });
  await page.locator('article[data-camera-id=cam-19][data-live=true]').waitFor();
  assert.equal(await live(), 4);
  await started.administrator.call('wall.unpush', { params: { id } });
  await page.reload();
  await until(async () => (await live()) === 4, guardMs, 'four live after the page was opened anew');
  await page.keyboard.press('5');
  await until(async () => (await live()) === 1, guardMs, 'the large one plays');
  assert.match(await page.locator('[data-stills]').innerText(), /^1 live picture$/);
  await context.close();
});

test('the wall, its dialogs and its tiles are for all eyes, in Russian, on a desk and on a phone', {
  skip: noBrowser,
}, async () => {
  const { page, context, complaints } = await openTown(browser, started, {
    locale: 'ru-RU',
    reducedMotion: 'reduce',
  });
  const words = async () => (await wordsOn(page)).filter((word) => !/^(admin|operator)/.test(word));
  const { id } = await started.administrator.call('wall.push', { body: { cameraId: 'cam-3' } });
  await openWall(page, '?shape=1%2B5&tiles=cam-0,cam-1,,cam-3,gone,cam-5', 6);
  await page.getByRole('button', { name: 'Снять' }).waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  assert.deepEqual(foreignWords((await words()).map((word) => word.replace('admin', ''))), []);
  for (const size of [
    { width: 1280, height: 720 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    assert.deepEqual(await tooWide(page), [], `at ${size.width}x${size.height}`);
  }
  await page.getByRole('button', { name: 'Раскладки и обходы' }).press('Enter');
  await page.getByRole('dialog').waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  assert.deepEqual(foreignWords((await words()).map((word) => word.replace('admin', ''))), []);
  await started.administrator.call('wall.unpush', { params: { id } });
  assert.deepEqual(complaints(), []);
  await context.close();
});
