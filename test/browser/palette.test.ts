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

/** Opens the palette, types without a wait, and chooses the first line, which is to read so. */
async function go(page: Page, typed: string, first: RegExp): Promise<void> {
  await page.keyboard.press('Control+k');
  const option = page.getByRole('option', { selected: true });
  await page.keyboard.type(typed);
  await option.filter({ hasText: first }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: /Command palette|Палитра/ }).waitFor({ state: 'hidden' });
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

  await page.keyboard.press('Control+k');
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

test('what is typed straight after the key that opens it is in its field, and Escape gives the focus back', {
  skip: noBrowser,
}, async () => {
  const { context, complaints } = await openWindow(browser, started.url);
  const page = await context.newPage();
  await signIn(page);
  await page.goto(`${started.url}/units`);
  const link = page.locator('nav a[href="/cameras"]').first();
  for (const key of ['Control+k', '/']) {
    await link.focus();
    await page.keyboard.press(key);
    await page.keyboard.type('vokzal');
    const input = page.getByRole('combobox', { name: /^Search/ });
    assert.equal(await input.inputValue(), 'vokzal', key);
    await page.keyboard.press('Escape');
    await input.waitFor({ state: 'detached' });
    assert.equal(await page.evaluate("document.activeElement?.getAttribute('href')"), '/cameras', key);
  }
  assert.deepEqual(complaints.all, []);
  await context.close();
});

test('a closed incident is found by number, kind and place, after what is open', {
  skip: noBrowser,
}, async () => {
  const incident = await operator.call('incidents.create', {
    body: { origin: 'call', kind: 'damage', place: 'Подземный переход 12' },
  });
  const params = { id: incident.id };
  for (const { id, isRequired } of incident.tasks)
    if (isRequired)
      await operator.call('incidents.tasks', { params: { ...params, taskId: id }, body: { state: 'done' } });
  const { version } = (await operator.call('incidents.get', { params })).incident;
  await operator.call('incidents.close', {
    params,
    body: { version, cause: 'misconduct', outcome: 'resolved' },
  });
  const { context, complaints } = await openWindow(browser, started.url);
  const page = await context.newPage();
  await signIn(page);
  for (const typed of ['переход 12', `${incident.number} переход`, 'damage переход']) {
    await go(page, typed, new RegExp(`^${incident.number} · Damage: Подземный переход 12closed .*Incident$`));
    await page.waitForURL(`**/incidents/${incident.id}`);
    await page.getByRole('heading', { name: 'How it ended' }).waitFor();
    await page.goto(`${started.url}/units`);
    await page.getByRole('heading', { level: 1, name: 'Units' }).waitFor();
  }
  await page.keyboard.press('Control+k');
  await page.keyboard.type('переход');
  await page.getByRole('option', { name: /Подземный переход 12/ }).waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  await shoot(page, 'palette-closed');
  assert.deepEqual(complaints.all, []);
  await context.close();
});

test('an incident without an alarm is opened by E or from the palette, and typed at once', {
  skip: noBrowser,
}, async () => {
  const { context, complaints } = await openWindow(browser, started.url);
  const page = await context.newPage();
  await signIn(page);
  const dialog = page.getByRole('dialog', { name: 'New incident' });
  const kind = dialog.getByLabel('What it is');
  await page.keyboard.press('e');
  await page.keyboard.type('fire');
  await shoot(page, 'new-incident-key');
  assert.equal(await kind.inputValue(), 'fire');
  await page.getByRole('option', { name: 'Fire or smoke' }).waitFor();
  await shoot(page, 'new-incident-key');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Kiosk at gate 4');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Fire or smoke: Kiosk at gate 4/ }).waitFor();
  const [opened] = await operator.call('incidents.list', { query: { limit: 1 } });
  assert.deepEqual([opened!.origin, opened!.kind, opened!.alarms], ['call', 'fire', []]);

  await go(page, 'new incident', /^New incident, from a call.*E/);
  await dialog.waitFor();
  await page.keyboard.type('dam');
  assert.equal(await kind.inputValue(), 'dam');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.getByText('New incident, from a call or from what is seen').waitFor();
  await shoot(page, 'keys-help');
  assert.deepEqual(complaints.all, []);
  await context.close();
});
