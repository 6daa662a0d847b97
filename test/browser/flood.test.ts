/** A flood at a screen: in a real Chromium, against a real centre. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { situation, squareCamera } from '../support/situations.ts';
import { type StartedCentre, startCentre, testPassword } from '../support/start-centre.ts';
import { noBrowser, openBrowser, openWindow } from './browser.ts';
import { barriersInBothThemes, tooWide } from './judges.ts';

const root = path.resolve(import.meta.dirname, '../..');
const consoleDirectory = process.env.LAMPLIGHTER_CONSOLE ?? path.join(root, 'dist/console');
const kinds = ['crowding', 'intrusion', 'queue', 'loitering', 'left-object'] as const;
let started: StartedCentre;
let browser: Browser;
let page: Page;
let complaints: readonly string[] = [];

before(async () => {
  if (noBrowser) return;
  assert.ok(existsSync(consoleDirectory), 'the console is built before this test');
  const cameras = Array.from({ length: 20 }, (_, i) => squareCamera({ id: `cam-${i}`, name: `Camera ${i}` }));
  started = await startCentre({ consoleDirectory, config: () => ({ cameras }) });
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

/** How many alarms each line of the queue tells of, the card first. */
function lines(): Promise<number[]> {
  const queue = page.locator('section[aria-label="Alarm queue"]');
  return queue
    .locator('article[data-alarm], ul > li[data-line], ul > li[data-alarm]')
    .evaluateAll((rows: { getAttribute(name: string): string | null }[]) =>
      rows.map((row) => Number(row.getAttribute('data-count') ?? 1)),
    );
}

test('five hundred alarms are at most ten lines on the screen, and none is missing', {
  skip: noBrowser,
}, async () => {
  for (let i = 0; i < 500; i++) {
    const nowMs = Date.now();
    const what = situation(`flood-${i}`, {
      cameraId: `cam-${i % 20}`,
      zoneId: `zone-${Math.floor(i / 100)}`,
      kind: kinds[Math.floor(i / 20) % 5]!,
      sinceMs: nowMs,
      detectedAtMs: nowMs,
    });
    started.fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg: null });
  }
  await started.centre.engine.settled();
  await page.getByText('500 unacknowledged').first().waitFor();
  const shown = await lines();
  assert.ok(shown.length <= 10, `${shown.length} lines`);
  assert.equal(
    shown.reduce((sum, n) => sum + n, 0),
    500,
  );
  assert.deepEqual(await barriersInBothThemes(page), []);
  await page.setViewportSize({ width: 390, height: 844 });
  assert.deepEqual(await tooWide(page), []);
  await page.setViewportSize({ width: 1280, height: 720 });
});

test('a console that opens in the flood shows the same', { skip: noBrowser }, async () => {
  await page.reload();
  await page.getByText('500 unacknowledged').first().waitFor();
  assert.ok((await lines()).length <= 10);
});

test('a line opens to its alarms, and G acknowledges all of it', { skip: noBrowser }, async () => {
  const line = page.locator('li[data-line]').first();
  const held = Number(await line.getAttribute('data-count'));
  await line.locator('button[aria-expanded]').click();
  await line
    .locator('li[data-alarm]')
    .nth(Math.min(held, 60) - 1)
    .waitFor();
  await line.locator('button[aria-expanded]').click();
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('g');
  await page
    .getByText(`${500 - held} unacknowledged`)
    .first()
    .waitFor();
  await page.getByText(/acknowledged, each in the log/).waitFor();
  const entries = await started.administrator.call('audit.list', { query: { limit: 500 } });
  assert.equal(entries.filter(({ action }) => action === 'alarm.acknowledged').length, held);
  assert.ok((await lines()).length <= 10);
});

test('X marks the alarm on the screen as a nuisance, and unmarks it', { skip: noBrowser }, async () => {
  const id = await page.locator('article[data-alarm]').getAttribute('data-alarm');
  const nuisanceBy = async () =>
    (await started.administrator.call('alarms.get', { params: { id: id! } })).nuisanceBy;
  await page.keyboard.press('x');
  await page.getByText('nuisance, says admin').first().waitFor();
  assert.equal(await nuisanceBy(), 'admin');
  await page.keyboard.press('x');
  await page.getByText('nuisance, says admin').first().waitFor({ state: 'detached' });
  assert.equal(await nuisanceBy(), null);
  assert.deepEqual(complaints, []);
});
