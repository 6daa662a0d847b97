/** An area is drawn by hand on a map that says which cameras it covers; in a real browser. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { placeAt } from '../../src/core/local-metres.ts';
import { until } from '../support/app.ts';
import { openTown, startTown, type TownConsole } from '../support/town-console.ts';
import { guardMs, noBrowser, openBrowser } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

const here = { latitude: 59.93, longitude: 30.36 };
let started: TownConsole;
let browser: Browser;

before(async () => {
  if (noBrowser) return;
  // Nine cameras on a square grid, 100 m apart; the first has no place.
  started = await startTown(10, (camera, i) => ({
    ...camera,
    name: `Камера ${i + 1}`,
    purpose: '',
    group: '',
    tags: [],
    zones: [],
    position: i === 0 ? null : placeAt(here, { x: 100 * ((i - 1) % 3), y: -100 * Math.floor((i - 1) / 3) }),
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

/** Clicks the board of an area at fractions of its width and height. */
async function clickAt(page: Page, board: Locator, x: number, y: number): Promise<void> {
  const box = (await board.boundingBox())!;
  await page.mouse.click(box.x + x * box.width, box.y + y * box.height);
}

test('a run card gets its area by clicks, a corner is pulled, and one sees what it covers', {
  skip: noBrowser,
}, async () => {
  const { page, context, complaints } = await openTown(browser, started, { reducedMotion: 'reduce' });
  await page.goto(`${started.url}/units`);
  await page.getByRole('button', { name: 'New run card' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('North');
  const board = dialog.getByRole('application', { name: 'Area: map to draw on' });
  await board.scrollIntoViewIfNeeded();
  const field = dialog.getByRole('group', { name: 'Area' });
  await field.getByText('Everywhere: all 10 cameras').waitFor();
  // The map begins with every camera in view: the grid is in its middle.
  await clickAt(page, board, 0.05, 0.05);
  await field.getByText('2 more corners are needed').waitFor();
  assert.ok(await dialog.getByRole('button', { name: 'Add', exact: true }).isDisabled());
  await clickAt(page, board, 0.95, 0.05);
  await clickAt(page, board, 0.95, 0.35);
  await clickAt(page, board, 0.05, 0.35);
  await field.getByText('3 cameras of 10 inside').waitFor();

  // The lower right corner is pulled to the bottom, and three more of the grid come in.
  const box = (await board.boundingBox())!;
  await page.mouse.move(box.x + 0.95 * box.width, box.y + 0.35 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.95 * box.width, box.y + 0.8 * box.height, { steps: 4 });
  await page.mouse.move(box.x + 0.95 * box.width, box.y + 0.97 * box.height, { steps: 4 });
  await page.mouse.up();
  await until(
    async () => Number(await field.getAttribute('data-inside')) > 3,
    guardMs,
    'more cameras inside',
  );
  await shoot(page, 'area-dark');
  await field.getByRole('button', { name: 'Undo' }).click();
  await field.getByText('3 cameras of 10 inside').waitFor();

  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('in its area').waitFor();
  const [card] = await started.administrator.call('run-cards.list');
  assert.equal(card!.area.length, 4);
  assert.ok(card!.area.every(({ latitude }) => Math.abs(latitude - here.latitude) < 0.01));

  // Opened again it is there, close by.
  await page.getByRole('button', { name: 'Change: North' }).click();
  await field.getByText('3 cameras of 10 inside').waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  await shoot(page, 'area-light');
  assert.deepEqual(complaints(), []);
  await context.close();
});

test('by keyboard alone an area is drawn, mended, taken back and typed', { skip: noBrowser }, async () => {
  const { page, context, complaints } = await openTown(browser, started, { reducedMotion: 'reduce' });
  await page.goto(`${started.url}/units`);
  await page.getByRole('button', { name: 'New run card' }).click();
  const dialog = page.getByRole('dialog');
  const board = dialog.getByRole('application', { name: 'Area: map to draw on' });
  const field = dialog.getByRole('group', { name: 'Area' });
  const corners = async (n: number) => {
    await until(
      async () => (await field.getAttribute('data-corners')) === String(n),
      guardMs,
      `${n} corners`,
    );
  };
  await board.focus();
  const go = async (key: string, times: number) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(`Shift+${key}`);
  };
  await go('ArrowUp', 3);
  await page.keyboard.press('Enter');
  await corners(1);
  await go('ArrowRight', 6);
  await page.keyboard.press('Enter');
  await go('ArrowDown', 6);
  await page.keyboard.press('Enter');
  await corners(3);
  // The dialog did not take Enter for its own.
  await dialog.waitFor();
  await board.getByRole('button', { name: 'Side 3: add a corner' }).focus();
  await page.keyboard.press('Enter');
  await corners(4);
  const held = board.getByRole('button', { name: /^Corner 4 of 4/ });
  await until(
    () => held.evaluate((element) => element.matches(':focus')),
    guardMs,
    'the new corner to have the keyboard',
  );
  const before = await held.getAttribute('transform');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await until(async () => (await held.getAttribute('transform')) !== before, guardMs, 'the corner to move');
  await page.keyboard.press('Delete');
  await corners(3);
  await page.keyboard.press('Control+z');
  await corners(4);
  await page.keyboard.press('Control+Shift+Z');
  await corners(3);

  await field.getByRole('button', { name: 'Type corners' }).click();
  const typed = field.getByRole('textbox');
  assert.equal((await typed.inputValue()).split('\n').length, 3);
  await typed.fill('59.9305, 30.359\n59.9305, 30.365');
  await field.getByText('Write at least three corners', { exact: false }).waitFor();
  await typed.fill('59.9305, 30.359\n59.9305, 30.365\n59.9275, 30.365\n59.9275, 30.359');
  await field.getByText('9 cameras of 10 inside').waitFor();
  await field.getByRole('button', { name: 'Show all' }).click();
  await shoot(page, 'area-typed');
  await field.getByRole('button', { name: 'Everywhere' }).click();
  await field.getByText('Everywhere: all 10 cameras').waitFor();
  assert.equal(await typed.inputValue(), '');
  assert.deepEqual(complaints(), []);
  await context.close();
});

test('who is responsible for an area is drawn too, in Russian and with a finger', {
  skip: noBrowser,
}, async () => {
  const { administrator } = started;
  await administrator.call('notification-channels.create', {
    body: {
      name: 'Сирена',
      isEnabled: true,
      settings: { kind: 'webhook', url: 'http://127.0.0.1:9/', secret: 'whisper' },
    },
  });
  const { page, context, complaints } = await openTown(browser, started, {
    locale: 'ru-RU',
    reducedMotion: 'reduce',
    hasTouch: true,
    viewport: { width: 390, height: 844 },
  });
  await page.goto(`${started.url}/settings/notifications`);
  await page.getByRole('button', { name: 'Новый получатель' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Название', { exact: true }).fill('Север');
  const field = dialog.getByRole('group', { name: 'Отвечает за район' });
  const board = field.getByRole('application');
  await board.scrollIntoViewIfNeeded();
  const box = (await board.boundingBox())!;
  for (const [x, y] of [
    [0.1, 0.1],
    [0.9, 0.1],
    [0.9, 0.9],
  ] as const) {
    await page.touchscreen.tap(box.x + x * box.width, box.y + y * box.height);
  }
  await until(async () => (await field.getAttribute('data-corners')) === '3', guardMs, 'three corners');
  assert.deepEqual(await barriersInBothThemes(page), []);
  assert.deepEqual(
    foreignWords(await wordsOn(page)).filter((text) => !/admin|UTC/.test(text)),
    [],
  );
  assert.deepEqual(await tooWide(page), []);
  await shoot(page, 'area-ru-phone');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText('в своём районе', { exact: false }).waitFor();
  assert.deepEqual(complaints(), []);
  await context.close();
});
