/** Every page in a real browser: for all eyes and hands, in both languages, on a desk and on a phone. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { cameraEntry } from '../../sim/camera-entry.ts';
import { defaultRules } from '../../src/core/zone.ts';
import { type App, Operator, startApp, testPassword, until } from '../support/app.ts';
import { makeStreetFilm, type StreetFilm } from '../support/street-film.ts';
import { guardMs, noBrowser, openBrowser, openWindow } from './browser.ts';
import { untilDrawn } from './canvas.ts';
import { foreignWords } from './foreign-words.ts';

const cameraId = 'square';
const desk = { width: 1280, height: 720 };
const phone = { width: 390, height: 844 };

let film: StreetFilm;
let app: App;
let browser: Browser;
let alarmId: string;
let signedIn: NonNullable<BrowserContextOptions['storageState']>;

/** Name, address, and what is there once the page is. */
const pages = (): readonly (readonly [name: string, address: string, sign: string])[] => [
  ['Watch', '/', '.maplibregl-marker'],
  ['Alarms', '/alarms', 'tbody tr'],
  ['Alarm', `/alarms/${alarmId}`, 'figure img'],
  ['Cameras', '/cameras', 'li[data-camera-id]'],
  ['a camera', `/cameras/${cameraId}`, '.uplot canvas'],
  ['its form', `/cameras/${cameraId}?mode=edit`, '[role=dialog] input'],
  ['the zone editor', `/cameras/${cameraId}?mode=zones`, '[data-preset=closed]'],
  ['the calibration editor', `/cameras/${cameraId}?mode=calibration`, 'svg[role=application]'],
  ['Health', '/health', 'table'],
  ['Settings', '/settings', 'table'],
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

/** What axe finds serious or critical. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => ({ violations }))",
  )) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join('\n    ')}`,
    );
}

async function barriersInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    found.push(...(await barriers(page)).map((one) => `${colorScheme}: ${one}`));
  }
  return found;
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

/** All that can be read or heard: text, names, hints and placeholders. */
function wordsOn(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const said = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (node.parentElement.closest('script, style') === null) said.push(node.textContent);
    for (const element of document.querySelectorAll('body :not([aria-hidden=true])'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        said.push(element.getAttribute(name) ?? '');
    return said.map((text) => text.trim()).filter((text) => text !== '');
  })()`);
}

/** What a finger or wheel could push sideways although the page should fit: the document and the page's own pane. */
async function tooWide(page: Page): Promise<string[]> {
  // One frame for the new size to be laid out.
  return page.evaluate(`new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
    resolve([document.documentElement, document.body, document.getElementById('page')]
      .filter((element) => element !== null && element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.tagName + ': ' + element.scrollWidth + ' px in ' + element.clientWidth)),
  )))`);
}
