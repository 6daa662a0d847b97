/** Somebody is told of an alarm: set up in the console by hand, tested, sent, and followed. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../support/app.ts';
import { type HttpReceiver, startReceiver } from '../support/http-receiver.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { situation, squareCamera } from '../support/situations.ts';
import { type StartedCentre, startCentre, testPassword } from '../support/start-centre.ts';
import { guardMs, noBrowser, openBrowser, openWindow } from './browser.ts';
import { barriersInBothThemes, tooWide } from './judges.ts';

const root = path.resolve(import.meta.dirname, '../..');
const consoleDirectory = process.env.LAMPLIGHTER_CONSOLE ?? path.join(root, 'dist/console');
let started: StartedCentre;
let browser: Browser;
let mail: MailServer;
let receiver: HttpReceiver;

before(async () => {
  if (noBrowser) return;
  assert.ok(existsSync(consoleDirectory), 'the console is built before this test');
  mail = await startMailServer();
  receiver = await startReceiver();
  started = await startCentre({ consoleDirectory, config: () => ({ cameras: [squareCamera()] }) });
  await started.as('operator');
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
  await mail?.stop();
  await receiver?.stop();
});

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto(`${started.url}/settings/notifications`);
  await page.locator('[name=username]').fill(name);
  await page.locator('[name=password]').fill(testPassword);
  await page.locator('button[type=submit]').click();
}

async function shoot(page: Page, name: string): Promise<void> {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS) await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true });
}

test('an administrator adds channel, recipient and rule, sends a test, and sees what became of an alarm', {
  skip: noBrowser,
}, async () => {
  const { context, complaints } = await openWindow(browser, started.url);
  const page = await context.newPage();
  await signIn(page, 'admin');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'New channel' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Mail of the harbour');
  await dialog.getByLabel('Mail server').fill('127.0.0.1');
  await dialog.getByLabel('Port').fill(String(mail.port));
  await dialog.getByRole('combobox', { name: 'Encryption' }).click();
  await page.getByRole('option', { name: 'none' }).click();
  await dialog.getByLabel('Sender').fill('watch@harbour.example');
  assert.deepEqual(await barriersInBothThemes(page), []);
  await shoot(page, 'notifications-channel');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('E-mail · 127.0.0.1').waitFor();

  await page.getByRole('button', { name: 'New recipient' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Duty manager');
  await dialog.getByLabel('E-mail address').fill('duty@harbour.example');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Send a test: Duty manager' }).click();
  await page.getByRole('cell', { name: 'Sent', exact: true }).waitFor();
  await page.getByText('250 ', { exact: false }).first().waitFor();
  assert.match(mail.received[0]!.text, /^Subject: Test from Lamplighter/m);

  await page.getByRole('button', { name: 'New rule' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Danger to life');
  await dialog.getByRole('combobox', { name: 'Recipients' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Duty manager' }).click();
  await dialog.getByLabel('Name', { exact: true }).focus();
  await dialog.getByRole('switch', { name: /^Quiet hours/ }).check();
  await shoot(page, 'notifications-rule');
  assert.deepEqual(await barriersInBothThemes(page), []);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/High, Medium · every kind · at once · quiet 22:00–06:00 → Duty manager/).waitFor();

  // High priority: it breaks the quiet at whatever hour this test runs.
  const what = situation('one', { sinceMs: Date.now(), detectedAtMs: Date.now() });
  started.fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg: null });
  await page.getByRole('cell', { name: /^Someone has entered Track 2/ }).waitFor();
  await page.getByRole('row', { name: /^Sent Someone has entered Track 2/ }).waitFor();

  mail.refuse({ code: 554, text: 'no such person here' });
  await page.getByRole('button', { name: 'Send a test: Duty manager' }).click();
  await page.getByRole('row', { name: /^Failed Test from/ }).waitFor();
  mail.refuse(null);
  assert.deepEqual(await barriersInBothThemes(page), []);
  await shoot(page, 'notifications-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, 'notifications-dark');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('row', { name: /^Failed/ }).waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Remove: Duty manager' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await dialog.getByText('This is still in use.', { exact: false }).waitFor();
  await page.keyboard.press('Escape');
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    assert.deepEqual(await tooWide(page), [], `at ${width}`);
    await shoot(page, `notifications-${width}`);
  }
  // The browser reports the refusal that the page shows.
  assert.deepEqual(
    complaints.all.filter((one) => !/409/.test(one)),
    [],
  );
  await context.close();
});

test('an operator sees what was sent, and changes nothing; in Russian too', { skip: noBrowser }, async () => {
  const { context, complaints } = await openWindow(browser, started.url, { locale: 'ru-RU' });
  const page = await context.newPage();
  await signIn(page, 'operator');
  await page
    .getByRole('row', { name: /^Отправлено/ })
    .first()
    .waitFor();
  assert.equal(await page.getByRole('button', { name: 'Новое правило' }).count(), 0);
  await page.setViewportSize({ width: 390, height: 844 });
  assert.deepEqual(await tooWide(page), []);
  await shoot(page, 'notifications-ru-phone');
  assert.deepEqual(complaints.all, []);
  await context.close();
});

test('a push that reaches the browser is shown, and a second one of the same message takes its place', {
  skip: noBrowser,
}, async () => {
  const { context } = await openWindow(browser, started.url);
  await context.grantPermissions(['notifications'], { origin: started.url });
  const page = await context.newPage();
  await page.goto(started.url);
  const protocol = await context.newCDPSession(page);
  const registrations: string[] = [];
  protocol.on('ServiceWorker.workerRegistrationUpdated', (event) => {
    for (const one of event.registrations) registrations.push(one.registrationId);
  });
  await protocol.send('ServiceWorker.enable');
  await page.evaluate(
    "navigator.serviceWorker.register('/service-worker.js').then(() => navigator.serviceWorker.ready).then(() => 0)",
  );
  await page.waitForFunction('navigator.serviceWorker.controller !== null');
  const told = { id: 'one', title: 'Someone has entered Track 2', body: 'Priority: high', path: '/alarms/1' };
  for (const body of ['first', told.body])
    await protocol.send('ServiceWorker.deliverPushMessage', {
      origin: started.url,
      registrationId: registrations.at(-1)!,
      data: JSON.stringify({ ...told, body }),
    });
  const shown = `navigator.serviceWorker.getRegistration()
    .then((one) => one.getNotifications())
    .then((all) => all.map(({ title, body, tag, data }) => ({ title, body, tag, path: data.path })))`;
  const isShown = async () =>
    ((await page.evaluate(shown)) as { body: string }[]).some(({ body }) => body === told.body);
  await until(isShown, guardMs, 'the notification');
  const { id: tag, title, body, path: place } = told;
  assert.deepEqual(await page.evaluate(shown), [{ title, body, tag, path: place }]);
  await context.close();
});
