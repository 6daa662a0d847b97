/** A dispatcher sees who is where, sends the nearest, and hears who is silent; in a real browser. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { squareCamera } from '../support/situations.ts';
import {
  clientOf,
  type SignedInClient,
  type StartedCentre,
  startCentre,
  testPassword,
} from '../support/start-centre.ts';
import { noBrowser, openBrowser, openWindow } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

const root = path.resolve(import.meta.dirname, '../..');
const consoleDirectory = process.env.LAMPLIGHTER_CONSOLE ?? path.join(root, 'dist/console');
const here = { latitude: 55.7525, longitude: 37.6231 };
let started: StartedCentre;
let browser: Browser;
let operator: SignedInClient;

before(async () => {
  if (noBrowser) return;
  assert.ok(existsSync(consoleDirectory), 'the console is built before this test');
  const camera = squareCamera({ name: 'Площадь', position: here });
  started = await startCentre({ consoleDirectory, config: () => ({ cameras: [camera] }) });
  operator = await started.as('operator');
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

async function newUnit(name: string, kind: 'patrol' | 'ambulance', north: number | null): Promise<string> {
  const unit = await started.administrator.call('units.create', { body: { name, kind } });
  const body = { action: 'made-free', version: unit.version } as const;
  await operator.call('units.act', { params: { id: unit.id }, body });
  if (north !== null) {
    const position = { ...here, latitude: here.latitude + north };
    await operator.call('units.position', { params: { id: unit.id }, body: position });
  }
  return unit.id;
}

async function phoneOf(unitId: string): Promise<SignedInClient> {
  const { path: link } = await started.administrator.call('units.link', { params: { id: unitId } });
  const phone = clientOf(started.url);
  await phone.call('unit.sign-in', { body: { token: link.split('#')[1]! } });
  return phone;
}

async function signIn(page: Page, name: string, address: string): Promise<void> {
  await page.goto(started.url + address);
  await page.locator('[name=username]').fill(name);
  await page.locator('[name=password]').fill(testPassword);
  await page.locator('button[type=submit]').click();
}

async function shoot(page: Page, name: string): Promise<void> {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS) await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
}

test('the nearest unit is sent from the page, notes what its radio says, and stands on the map', {
  skip: noBrowser,
}, async () => {
  const first = await newUnit('Патруль 1', 'patrol', 0.002);
  await newUnit('Патруль 2', 'patrol', 0.03);
  await newUnit('Скорая 3', 'ambulance', null);
  const incident = await operator.call('incidents.create', {
    body: { kind: 'medical', place: 'Вход 3', position: here },
  });
  await started.administrator.call('run-cards.create', {
    body: {
      name: 'Болезнь',
      kinds: ['medical'],
      area: [],
      needs: [{ kind: 'ambulance', count: 1 }],
      checkInMinutes: 10,
    },
  });
  const { context, complaints } = await openWindow(browser, started.url);
  const page = await context.newPage();
  await signIn(page, 'operator', `/units?incident=${incident.id}`);
  const free = page.getByRole('list', { name: 'Free units' }).getByRole('listitem');
  await free.nth(2).waitFor();
  assert.match((await free.nth(0).textContent())!, /Патруль 1.*220 m in a straight line/);
  assert.match((await free.nth(1).textContent())!, /Патруль 2.*3\.3 km in a straight line/);
  assert.match((await free.nth(2).textContent())!, /Скорая 3run card.*distance not known/);
  await shoot(page, 'units-dark');
  await page.getByRole('button', { name: 'Send Патруль 1' }).click();
  const row = page.locator('li[data-unit-id]').filter({ hasText: 'Патруль 1' });
  await row.getByText(`Incident ${incident.number}`, { exact: false }).waitFor();
  await row.getByText('not acknowledged yet', { exact: false }).waitFor();
  await row.getByRole('button', { name: 'Actions for Патруль 1' }).click();
  await page.getByRole('menuitem', { name: 'On scene' }).click();
  await row.getByText('On scene').waitFor();
  await row.getByText('check-in in 0', { exact: false }).waitFor();
  await row.getByRole('button', { name: 'Say to Патруль 1' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Nothing said yet.').waitFor();
  await dialog.getByRole('textbox').fill('Лифт работает');
  await page.keyboard.press('Enter');
  await dialog.getByRole('log').getByText('Лифт работает').waitFor();
  const phone = await phoneOf(first);
  await phone.call('unit.note', { body: { text: 'Вижу, иду' } });
  await dialog.getByRole('log').getByText('Вижу, иду').waitFor();
  await shoot(page, 'units-words');
  assert.deepEqual(await barriersInBothThemes(page), []);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await row.getByText('Вижу, иду').waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  await shoot(page, 'units-light');

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Search/ }).fill('Патруль 2');
  await page.keyboard.press('Enter');
  await page.locator('li[data-unit-id][data-is-named=true]').filter({ hasText: 'Патруль 2' }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await row.getByRole('link', { name: /^position/ }).click();
  await page.getByRole('link', { name: 'Патруль 1, On scene' }).waitFor();
  await page.getByRole('link', { name: 'Патруль 2, Free' }).waitFor({ state: 'attached' });
  await shoot(page, 'units-map');
  assert.deepEqual(await barriersInBothThemes(page), []);
  assert.deepEqual(complaints.all, []);
  await context.close();
});

test('an administrator adds a unit, its run card and the link of its phone; in Russian and on a phone', {
  skip: noBrowser,
}, async () => {
  const { context, complaints } = await openWindow(browser, started.url, { locale: 'ru-RU' });
  const page = await context.newPage();
  await signIn(page, 'admin', '/units');
  await page.getByRole('button', { name: 'Новый наряд' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Название').fill('Патруль 9');
  await dialog.getByRole('button', { name: 'Добавить' }).click();
  await page.getByRole('button', { name: 'Действия: Патруль 9' }).click();
  await page.getByRole('menuitem', { name: 'Ссылка для телефона' }).click();
  await dialog.getByText(/\/unit#[\w-]{43}$/).waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Действия: Патруль 9' }).click();
  await page.getByRole('menuitem', { name: 'Изменить' }).click();
  await dialog.getByLabel('Название').fill('Патруль 7');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByRole('button', { name: 'Действия: Патруль 7' }).waitFor();
  await page.getByRole('button', { name: 'Новая карточка' }).click();
  await dialog.getByLabel('Название').fill('Везде');
  await dialog.getByRole('button', { name: 'Добавить' }).click();
  await page.getByText('все виды · везде · 1 × Патруль').waitFor();
  await page.getByRole('button', { name: 'Изменить: Везде' }).click();
  await dialog.getByLabel('Скорая', { exact: true }).fill('2');
  await dialog.getByLabel('Отмечаться каждые').fill('15');
  await shoot(page, 'units-card-ru');
  assert.deepEqual(await barriersInBothThemes(page), []);
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  const card = page.getByText('все виды · везде · 1 × Патруль, 2 × Скорая · отметка каждые 15 мин');
  await card.waitFor();
  await page.getByRole('button', { name: 'Удалить: Везде' }).click();
  await card.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Вернуть' }).click();
  await card.waitFor();
  for (const viewport of [
    { width: 1280, height: 720 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    assert.deepEqual(await tooWide(page), [], `at ${viewport.width}`);
    assert.deepEqual(
      foreignWords(await wordsOn(page)).filter((text) => !/admin|operator/.test(text)),
      [],
    );
    await shoot(page, `units-ru-${viewport.width}`);
  }
  assert.deepEqual(complaints.all, []);
  await context.close();
});
