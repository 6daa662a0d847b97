/** Whoever is on duty is handed what nobody acknowledges: set up by hand, and read on the alarm; in a real browser. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type HttpReceiver, startReceiver } from '../support/http-receiver.ts';
import { situation, squareCamera } from '../support/situations.ts';
import { type StartedCentre, startCentre, testPassword } from '../support/start-centre.ts';
import { noBrowser, openBrowser, openWindow } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

const root = path.resolve(import.meta.dirname, '../..');
const consoleDirectory = process.env.LAMPLIGHTER_CONSOLE ?? path.join(root, 'dist/console');
let aheadMs = 0;
let started: StartedCentre;
let browser: Browser;
let receiver: HttpReceiver;

before(async () => {
  if (noBrowser) return;
  assert.ok(existsSync(consoleDirectory), 'the console is built before this test');
  receiver = await startReceiver();
  started = await startCentre({
    consoleDirectory,
    clock: { nowMs: () => Date.now() + aheadMs },
    config: () => ({ cameras: [squareCamera({ name: 'Площадь' })] }),
  });
  await started.as('operator');
  const settings = { kind: 'webhook', url: receiver.origin, secret: 'of the desk' } as const;
  const body = { name: 'Пульт', isEnabled: true, settings };
  await started.administrator.call('notification-channels.create', { body });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
  await receiver?.stop();
});

async function shoot(page: Page, name: string): Promise<void> {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS) await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto(`${started.url}/settings/notifications`);
  await page.locator('[name=username]').fill(name);
  await page.locator('[name=password]').fill(testPassword);
  await page.locator('button[type=submit]').click();
}

test('a person with a shift is told when nobody acknowledges, and the alarm says to whom it went', {
  skip: noBrowser,
}, async () => {
  const { context, complaints } = await openWindow(browser, started.url);
  const page = await context.newPage();
  await signIn(page, 'admin');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'New recipient' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Дежурная');
  await dialog.getByRole('combobox', { name: 'Person behind it' }).click();
  await page.getByRole('option', { name: 'admin, Administrator' }).click();
  await dialog.getByRole('switch', { name: /^Has a shift/ }).check();
  await dialog.getByLabel('from').fill('00:00');
  await dialog.getByLabel('to', { exact: true }).fill('23:59');
  const area = dialog.getByRole('group', { name: 'Responsible for' });
  await area.getByRole('button', { name: 'Type corners' }).click();
  await area.getByRole('textbox').fill('here');
  assert.ok(await dialog.getByRole('button', { name: 'Save' }).isDisabled(), 'corners are numbers');
  await area.getByRole('textbox').fill('');
  assert.deepEqual(await barriersInBothThemes(page), []);
  await shoot(page, 'escalation-recipient');
  await dialog.getByRole('button', { name: 'Save' }).click();
  // Whoever does this is signed in with a live connection.
  await page.getByText('Пульт · English · admin · 00:00–23:59 · signed in').waitFor();

  await page.getByRole('button', { name: 'New rule' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Никто не подтвердил');
  await dialog.getByRole('combobox', { name: 'And everybody with the role' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Administrator' }).click();
  await dialog.getByLabel('Name', { exact: true }).focus();
  await dialog.getByRole('switch', { name: /^Only who is on duty/ }).check();
  await dialog.getByRole('combobox', { name: 'Told' }).click();
  await page.getByRole('option', { name: 'if nobody acknowledges' }).click();
  assert.deepEqual(await barriersInBothThemes(page), []);
  await shoot(page, 'escalation-rule');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/if unacknowledged for 5 min → Administrator \(on duty\)/).waitFor();

  const nowMs = Date.now();
  const what = situation('one', { sinceMs: nowMs, detectedAtMs: nowMs });
  started.fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg: null });
  await page.getByRole('link', { name: /^Watch/ }).click();
  const card = page.getByRole('article', { name: /Track 2/ });
  await card.waitFor();
  assert.equal(await card.getByText('handed on', { exact: false }).count(), 0);
  aheadMs = 5 * 60_000;
  // Present: noted with the newest clock, as the next beat would.
  await started.centre.connections.revalidate();
  await card.getByText(/^Nobody acknowledged: handed on at \d\d:\d\d:\d\d to Дежурная$/).waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  await shoot(page, 'escalation-card');
  await card.getByRole('link', { name: /Open/ }).click();
  await page.getByText(/^Nobody acknowledged: handed on at/).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, 'escalation-alarm');
  await page.goto(`${started.url}/settings`);
  await page.getByText('handed an alarm on, which nobody had acknowledged').first().waitFor();
  await page
    .getByText(/→ Дежурная/)
    .first()
    .waitFor();
  assert.deepEqual(complaints.all, []);
  await context.close();
});

test('the same in Russian, on a phone', { skip: noBrowser }, async () => {
  const { context, complaints } = await openWindow(browser, started.url, {
    locale: 'ru-RU',
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await signIn(page, 'admin');
  await page.getByRole('button', { name: 'Новое правило' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('switch', { name: /^Только кто дежурит/ }).check();
  assert.deepEqual(await tooWide(page), []);
  assert.deepEqual(
    foreignWords(await wordsOn(page)).filter(
      (text) => !/admin|operator|Track|UTC|English|200 ok|\{/.test(text),
    ),
    [],
  );
  await shoot(page, 'escalation-rule-ru');
  assert.deepEqual(complaints.all, []);
  await context.close();
});
