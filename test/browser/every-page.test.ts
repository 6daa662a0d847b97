/** Every page in a real browser: for all eyes and hands, in both languages, on a desk and on a phone. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { cameraEntry } from '../../sim/camera-entry.ts';
import { defaultRules } from '../../src/core/zone.ts';
import { type App, Operator, startApp, testPassword, until } from '../support/app.ts';
import { makeStreetFilm, type StreetFilm } from '../support/street-film.ts';
import { guardMs, noBrowser, openBrowser, openWindow } from './browser.ts';
import { untilDrawn } from './canvas.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

const cameraId = 'square';
const desk = { width: 1280, height: 720 };
const phone = { width: 390, height: 844 };

let film: StreetFilm;
let app: App;
let browser: Browser;
let alarmId: string;
let incidentId: string;
let signedIn: NonNullable<BrowserContextOptions['storageState']>;

/** Name, address, and what is there once the page is. */
const pages = (): readonly (readonly [name: string, address: string, sign: string])[] => [
  ['Watch', '/', '.maplibregl-marker'],
  ['Wall', '/wall', 'article[data-live=true] canvas'],
  ['Alarms', '/alarms', 'tbody tr'],
  ['Alarm', `/alarms/${alarmId}`, 'figure img'],
  ['what is set aside', '/alarms/aside', 'tr[data-order]'],
  ['alarm figures', '/alarms/figures', '[data-target]'],
  ['kinds of alarm', '/alarms/kinds', 'li[data-kind]'],
  ['Incidents', '/incidents', 'tr[data-incident]'],
  ['an incident', `/incidents/${incidentId}`, '[data-kind=noted]'],
  ['incident figures', '/incidents/figures', '[data-figure]'],
  ['Handover', '/handover', '[data-waiting]'],
  ['Procedures', '/procedures', '[data-procedure]'],
  ['Cameras', '/cameras', 'li[data-camera-id]'],
  ['a camera', `/cameras/${cameraId}`, '.uplot canvas'],
  ['its form', `/cameras/${cameraId}?mode=edit`, '[role=dialog] input'],
  ['the zone editor', `/cameras/${cameraId}?mode=zones`, '[data-preset=closed]'],
  ['the calibration editor', `/cameras/${cameraId}?mode=calibration`, 'svg[role=application]'],
  ['Exercise', '/exercise', 'input[type=datetime-local]'],
  ['Units', '/units', 'section[aria-label] p'],
  ['Health', '/health', 'table'],
  ['Settings', '/settings', 'table'],
  ['Notifications', '/settings/notifications', 'section[aria-label] li, section p'],
];

before(async () => {
  if (noBrowser) return;
  film = await makeStreetFilm({ seconds: 8 });
  const entry = cameraEntry(film.scene, film.path);
  // The operator's own words are Russian, so that every other language on a page is the console's.
  const zones = entry.zones.map((zone, i) => ({
    ...zone,
    name: `Зона ${i + 1}`,
    rules: zone.shape === 'area' ? [{ ...defaultRules.intrusion, holdMs: 0 }] : [],
  }));
  const camera = { ...entry, id: cameraId, name: 'Площадь', purpose: 'Следит за входом.', zones };
  const config = path.join(path.dirname(film.path), 'site.yaml');
  await writeFile(config, JSON.stringify({ cameras: [camera] }));
  app = await startApp(['--config', config]);
  const operator = await Operator.first(app);
  const first = await until(async () => (await operator.alarms(true))[0], guardMs, 'an alarm');
  alarmId = first.id;
  // The operator's own words again: a reason is not the console's to translate.
  const body = { kind: 'camera-blurred', reason: 'Мойка объективов' };
  await operator.json('POST', '/api/out-of-service', body);
  const incident = await operator.json<{ id: string }>('POST', '/api/incidents', {
    ...{ origin: 'alarm', alarmIds: [alarmId], words: 'Двое прошли за ограждение.' },
  });
  incidentId = incident.id;
  await operator.json('POST', `/api/incidents/${incidentId}/log`, { text: 'Видно на камере у входа.' });
  await operator.json('POST', '/api/handovers', { text: 'Ворота 3 заедает.' });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await app?.stop();
  await film?.remove();
});

async function open(page: Page, address: string, sign: string): Promise<void> {
  await page.goto(app.url + address);
  await page.locator(sign).first().waitFor();
  const live = page.locator('#page canvas[role=img]').first();
  if ((await live.count()) > 0) await untilDrawn(live, 1);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

test('the sign-in page has no barrier, and signs in', { skip: noBrowser }, async () => {
  const { context, complaints } = await openWindow(browser, app.url);
  const page = await context.newPage();
  await open(page, '/', '[name=username]');
  assert.deepEqual(await barriersInBothThemes(page), []);
  await page.locator('[name=username]').fill('ada');
  await page.locator('[name=password]').fill(testPassword);
  await page.locator('button[type=submit]').click();
  await page.locator('article[data-camera-id]').waitFor();
  signedIn = await context.storageState();
  assert.deepEqual(complaints.all, []);
  await context.close();
});

test('who is not signed in is spoken to in Russian too', { skip: noBrowser }, async () => {
  const { context, complaints } = await openWindow(browser, app.url, { locale: 'ru-RU' });
  const page = await context.newPage();
  for (const [address, sign] of [
    ['/', '[name=username]'],
    ['/setup', 'main section'],
  ] as const) {
    await open(page, address, sign);
    assert.deepEqual(foreignWords(await wordsOn(page)), []);
    for (const size of [desk, phone]) {
      await page.setViewportSize(size);
      assert.deepEqual(await tooWide(page), [], `at ${size.width}x${size.height}`);
    }
  }
  assert.deepEqual(complaints.all, []);
  await context.close();
});

test('no page has a barrier for anybody, in dark and in light', { skip: noBrowser }, async (t) => {
  const { context, complaints } = await openWindow(browser, app.url, {
    storageState: signedIn,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  for (const [name, address, sign] of pages()) {
    await t.test(name, async () => {
      await open(page, address, sign);
      assert.deepEqual(await barriersInBothThemes(page), []);
    });
  }
  await context.close();
  assert.deepEqual(complaints.all, []);
});

test('every page speaks Russian and fits a desk and a phone', { skip: noBrowser }, async (t) => {
  const { context, complaints } = await openWindow(browser, app.url, {
    storageState: signedIn,
    locale: 'ru-RU',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  for (const [name, address, sign] of pages()) {
    await t.test(name, async () => {
      await page.setViewportSize(desk);
      await open(page, address, sign);
      assert.equal(await page.locator('html').getAttribute('lang'), 'ru');
      assert.deepEqual(foreignWords(await wordsOn(page)), []);
      for (const size of [desk, phone]) {
        await page.setViewportSize(size);
        assert.deepEqual(await tooWide(page), [], `at ${size.width}x${size.height}`);
      }
      assert.deepEqual(foreignWords(await wordsOn(page)), [], 'on a phone');
    });
  }
  await context.close();
  assert.deepEqual(complaints.all, []);
});
