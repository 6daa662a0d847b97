/** A stretch of footage becomes a bundle in the console, in a real browser. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { recordSegment, startMs } from '../support/exhibit-world.ts';
import { squareCamera } from '../support/situations.ts';
import { type StartedCentre, startCentre, testPassword } from '../support/start-centre.ts';
import { noBrowser, openBrowser, openWindow } from './browser.ts';
import { barriersInBothThemes, tooWide } from './judges.ts';

const root = path.resolve(import.meta.dirname, '../..');
const consoleDirectory = process.env.LAMPLIGHTER_CONSOLE ?? path.join(root, 'dist/console');
let started: StartedCentre;
let browser: Browser;

before(async () => {
  if (noBrowser) return;
  assert.ok(existsSync(consoleDirectory), 'the console is built before this test');
  started = await startCentre({
    hasFootage: true,
    consoleDirectory,
    config: () => ({ cameras: [squareCamera({ id: 'c1', name: 'Harbour square' })] }),
  });
  const segment = await recordSegment(started.blobs!, { fromMs: 0, groups: 5 });
  started.fleet.say({ type: 'segment.closed', segment });
  await started.centre.recording.settled();
  await started.as('investigator');
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

test('an investigator exports a span, downloads it, and has what a court needs', {
  skip: noBrowser,
}, async () => {
  const { context, complaints } = await openWindow(browser, started.url);
  const page = await context.newPage();
  await page.goto(`${started.url}/evidence/exhibits/new?camera=c1&from=${startMs}&to=${startMs + 8_000}`);
  await page.locator('[name=username]').fill('investigator');
  await page.locator('[name=password]').fill(testPassword);
  await page.locator('button[type=submit]').click();
  await page.locator('[name=title]').fill('A fall at the tram stop');
  await page.locator('[name=reason]').fill('The insurer asks what happened');
  assert.deepEqual(await barriersInBothThemes(page), []);
  await page.getByRole('button', { name: 'Make the exhibit' }).click();
  await page.getByText('Ready').waitFor();
  const arrives = page.waitForEvent('download');
  await page.getByRole('link', { name: /^Download .*A fall at the tram stop/ }).click();
  assert.match((await arrives).suggestedFilename(), /^exhibit-[0-9a-f-]{36}\.zip$/);
  await page.getByText('Key of this site', { exact: true }).waitFor();
  const { keyFingerprint } = await started.administrator.call('exhibits.list', { query: {} });
  await page.getByText(keyFingerprint!.match(/.{4}/g)!.join(' ')).waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    assert.deepEqual(await tooWide(page), [], `at ${width}`);
  }
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS) await page.screenshot({ path: path.join(SCREENSHOTS, 'exhibits.png'), fullPage: true });
  await page.getByRole('button', { name: 'Hold', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill('The court has asked for it');
  await page.getByRole('dialog').getByRole('button', { name: 'Hold' }).click();
  await page.getByText(/^Held until/).waitFor();
  assert.deepEqual(complaints.all, []);
  await context.close();
});
