/** A phone becomes a unit by a link, is sent, and says what it does; in a real browser the size of a phone. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../support/app.ts';
import { type SignedInClient, type StartedCentre, startCentre } from '../support/start-centre.ts';
import { guardMs, noBrowser, openBrowser, openWindow } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

const root = path.resolve(import.meta.dirname, '../..');
const consoleDirectory = process.env.LAMPLIGHTER_CONSOLE ?? path.join(root, 'dist/console');
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
let started: StartedCentre;
let browser: Browser;
let operator: SignedInClient;

before(async () => {
  if (noBrowser) return;
  assert.ok(existsSync(consoleDirectory), 'the console is built before this test');
  started = await startCentre({ consoleDirectory });
  operator = await started.as('operator');
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

async function newUnit(name: string) {
  const { administrator } = started;
  const unit = await administrator.call('units.create', { body: { name, kind: 'patrol' } });
  const { path: link } = await administrator.call('units.link', { params: { id: unit.id } });
  return { id: unit.id, link };
}

async function assign(unitId: string): Promise<void> {
  const incident = await operator.call('incidents.create', {
    body: { kind: 'medical', place: '3', position: { latitude: 55.75, longitude: 37.6 } },
  });
  const { version } = (await operator.call('units.list')).find(({ id }) => id === unitId)!;
  await operator.call('units.assign', {
    params: { id: unitId },
    body: { incidentId: incident.id, version, checkInMinutes: 10 },
  });
}

async function shoot(page: Page, name: string): Promise<void> {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS) await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true });
}

test('a unit signs its phone in, is sent, acknowledges, arrives, writes, and is free again', {
  skip: noBrowser,
}, async () => {
  const { id, link } = await newUnit('Patrol 4');
  const { context, complaints } = await openWindow(browser, started.url, {
    ...phone,
    geolocation: { latitude: 55.7512, longitude: 37.6184 },
    permissions: ['geolocation'],
  });
  const page = await context.newPage();
  await page.goto(started.url + link);
  assert.deepEqual(await barriersInBothThemes(page), []);
  await shoot(page, 'unit-sign-in');
  await page.getByRole('button', { name: 'Sign this phone in' }).click();
  await page.getByRole('button', { name: 'Free for assignments' }).click();
  await page.getByRole('button', { name: 'Busy', exact: true }).waitFor();
  await page.getByText('No assignment.').waitFor();
  assert.equal(new URL(page.url()).hash, '', 'the link does not stay in the address');
  await assign(id);
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await shoot(page, 'unit-phone-light');
  assert.deepEqual(await barriersInBothThemes(page), []);
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, 'unit-phone-dark');
  await page.getByRole('button', { name: 'I am on my way' }).click();
  await page.getByRole('button', { name: 'I am there' }).click();
  await page.getByRole('button', { name: 'All well' }).click();
  await page.getByRole('textbox', { name: 'Write to the control room' }).fill('Stairs are blocked');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Stairs are blocked').waitFor();
  await operator.call('units.note', { params: { id }, body: { text: 'Use the lift' } });
  await page.getByText('Use the lift').waitFor();
  await page.getByRole('switch', { name: /^Share my position/ }).check();
  const isPlaced = async () =>
    (await operator.call('units.list')).find((unit) => unit.id === id)?.position?.source === 'phone';
  await until(isPlaced, guardMs, 'its position');
  assert.deepEqual(await tooWide(page), []);
  await shoot(page, 'unit-phone-scene');
  await page.getByRole('button', { name: 'Done: I am free' }).click();
  await page.getByText('No assignment.').waitFor();
  assert.equal((await operator.call('units.list')).find((unit) => unit.id === id)?.state, 'free');
  const manifest = await page.evaluate(
    "fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json())",
  );
  assert.equal((manifest as { start_url: string }).start_url, '/unit');
  // Whatever address it opens, it is this page.
  await page.goto(`${started.url}/cameras`);
  await page.getByRole('heading', { name: 'Patrol 4' }).waitFor();
  assert.deepEqual(complaints.all, []);
  await context.close();
});

test('the page of a unit speaks Russian, and its link leads nowhere a second time', {
  skip: noBrowser,
}, async () => {
  const { id, link } = await newUnit('Наряд 7');
  const { context } = await openWindow(browser, started.url, { ...phone, locale: 'ru-RU' });
  const page = await context.newPage();
  await page.goto(started.url + link);
  await page.getByRole('button', { name: 'Войти с этого телефона' }).click();
  await page.getByRole('button', { name: 'Свободен', exact: true }).click();
  // Who is off duty has no assignment either: what can be said next tells that the last word was heard.
  await page.getByRole('button', { name: 'Занят', exact: true }).waitFor();
  await page.getByText('Задания нет.').waitFor();
  await assign(id);
  await page.getByRole('button', { name: 'Подтверждаю' }).waitFor();
  assert.deepEqual(foreignWords(await wordsOn(page)), []);
  await shoot(page, 'unit-phone-ru');
  await context.close();
  const second = await openWindow(browser, started.url, { ...phone, locale: 'ru-RU' });
  const other = await second.context.newPage();
  await other.goto(started.url + link);
  await other.getByRole('button', { name: 'Войти с этого телефона' }).click();
  await other.getByText('Эта ссылка больше не действует').waitFor();
  await second.context.close();
});
