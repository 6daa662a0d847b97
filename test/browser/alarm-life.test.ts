/** Shelving, bringing back and resetting at a screen, by keyboard: in a real Chromium, against a real centre. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Situation } from '../../src/core/situation/situation.ts';
import { situation, squareCamera } from '../support/situations.ts';
import { type StartedCentre, startCentre, testPassword } from '../support/start-centre.ts';
import { noBrowser, openBrowser, openWindow } from './browser.ts';
import { barriersInBothThemes, tooWide } from './judges.ts';

const root = path.resolve(import.meta.dirname, '../..');
const consoleDirectory = process.env.LAMPLIGHTER_CONSOLE ?? path.join(root, 'dist/console');
let started: StartedCentre;
let browser: Browser;
let page: Page;
let complaints: readonly string[] = [];
let count = 0;

before(async () => {
  if (noBrowser) return;
  assert.ok(existsSync(consoleDirectory), 'the console is built before this test');
  started = await startCentre({ consoleDirectory, config: () => ({ cameras: [squareCamera()] }) });
  browser = await openBrowser();
  const window = await openWindow(browser, started.url);
  complaints = window.complaints.all;
  page = await window.context.newPage();
  await page.goto(started.url);
  await page.locator('[name=username]').fill('admin');
  await page.locator('[name=password]').fill(testPassword);
  await page.locator('button[type=submit]').click();
  await page.locator('nav a[href="/alarms"]').waitFor();
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

async function begin(more: Partial<Situation> = {}): Promise<Situation> {
  const nowMs = Date.now();
  const what = situation(`screen-${++count}`, { sinceMs: nowMs, detectedAtMs: nowMs, ...more });
  started.fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg: null });
  await started.centre.engine.settled();
  return what;
}

async function end(what: Situation): Promise<void> {
  const over = { ...what, endedMs: Date.now() };
  started.fleet.say({ type: 'situation', phase: 'ended', situation: over, jpeg: null });
  await started.centre.engine.settled();
}

test('S and a digit shelve the alarm that comes first, and it leaves the queue', {
  skip: noBrowser,
}, async () => {
  await begin();
  await page.locator('article[data-alarm]').waitFor();
  await page.keyboard.press('s');
  const panel = page.getByRole('dialog');
  await panel.getByText('Nuisance').waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  await page.keyboard.press('1');
  await page.locator('article[data-alarm]').waitFor({ state: 'detached' });
  await page.getByText(/^Shelved until/).waitFor();
  const [alarm] = await started.administrator.call('alarms.list', { query: {} });
  assert.equal(alarm!.state, 'shelved');
  assert.equal(alarm!.aside!.reason, 'nuisance');
  assert.equal(alarm!.aside!.untilMs! - alarm!.aside!.sinceMs, 3_600_000);
});

test('an arrow chooses another length before the reason', { skip: noBrowser }, async () => {
  await begin({ kind: 'loitering' });
  await page.locator('article[data-alarm]').waitFor();
  await page.keyboard.press('s');
  await page.getByRole('dialog').getByText('Nuisance').waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('2');
  await page.locator('article[data-alarm]').waitFor({ state: 'detached' });
  const alarms = await started.administrator.call('alarms.list', { query: {} });
  const { aside } = alarms.find(({ kind }) => kind === 'loitering')!;
  assert.equal(aside!.untilMs! - aside!.sinceMs, 15 * 60_000);
});

test('what is set aside is listed with who, why and until when, and brought back', {
  skip: noBrowser,
}, async () => {
  const dark = await begin({ kind: 'camera-dark', zoneId: null, because: [] });
  await begin({ kind: 'queue' });
  await page.goto(`${started.url}/alarms/aside`);
  await page.locator('tr[data-aside]').nth(2).waitFor();
  const text = await page.locator('main').innerText();
  for (const words of ['Nuisance', 'admin', 'while: Dark or covered', 'when that is over']) {
    assert.ok(text.includes(words), words);
  }
  assert.deepEqual(await barriersInBothThemes(page), []);
  await page.setViewportSize({ width: 390, height: 844 });
  assert.deepEqual(await tooWide(page), []);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.locator('tr[data-aside]', { hasText: 'entered' }).getByRole('button').click();
  // Its camera is dark: off the shelf it is suppressed, and asks once the camera sees again.
  await page.locator('tr[data-aside]', { hasText: 'entered' }).getByText('while: Dark').waitFor();
  await end(dark);
  await page.locator('tr[data-aside]', { hasText: 'while' }).first().waitFor({ state: 'detached' });
  const states = new Map(
    (await started.administrator.call('alarms.list', { query: {} })).map(({ kind, state }) => [kind, state]),
  );
  assert.equal(states.get('intrusion'), 'unacknowledged');
  assert.equal(states.get('queue'), 'unacknowledged');
});

test('an administrator takes a camera out of service and puts it back', { skip: noBrowser }, async () => {
  await page.goto(`${started.url}/alarms/aside`);
  await page.getByRole('button', { name: 'Take out of service' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Camera', { exact: true }).first().fill('Squ');
  await page.getByRole('option', { name: 'Square' }).click();
  await form.getByLabel('Reason').fill('The mast is painted');
  assert.deepEqual(await barriersInBothThemes(page), []);
  await form.getByRole('button', { name: 'Take out of service' }).click();
  const row = page.locator('tr[data-order]');
  await row.getByText('The mast is painted').waitFor();
  await row.getByText(/alarms wait there/).waitFor();
  await row.getByRole('button', { name: 'Put back' }).click();
  await row.waitFor({ state: 'detached' });
});

test('R resets a latched alarm once it was noticed', { skip: noBrowser }, async () => {
  const policy = await started.administrator.call('alarmPolicy.get');
  await started.administrator.call('alarmPolicy.replace', {
    body: { ...policy, latchingKinds: ['person-on-track'] },
  });
  const what = await begin({ kind: 'person-on-track' });
  await end(what);
  const alarm = (await started.administrator.call('alarms.list', { query: {} })).find(
    ({ kind }) => kind === 'person-on-track',
  )!;
  await page.goto(`${started.url}/alarms/${alarm.id}`);
  await page.getByText('Over, latched, unacknowledged').first().waitFor();
  // The keys act on the queue, which is there once its number is.
  await page
    .locator('nav')
    .getByText(/\d+ unacknowledged/)
    .waitFor({ state: 'attached' });
  await page.keyboard.press('a');
  await page.getByText('Over, latched', { exact: true }).first().waitFor();
  await page.keyboard.press('r');
  await page.getByText('Over, latched', { exact: true }).first().waitFor({ state: 'detached' });
  const now = await started.administrator.call('alarms.get', { params: { id: alarm.id } });
  assert.equal(now.state, 'normal');
  assert.deepEqual(complaints, []);
});
