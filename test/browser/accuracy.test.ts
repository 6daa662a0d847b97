/** From the first collected frame to the card, in a real browser over real pictures: clicks, keys, a reload, the reveal. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { cameraEntry } from '../../sim/camera-entry.ts';
import type { AccuracyCard, Labelling } from '../../src/contract/accuracy.ts';
import { type App, Operator, startApp, testPassword, until } from '../support/app.ts';
import { makeStreetFilm, type StreetFilm } from '../support/street-film.ts';
import { type Complaints, guardMs, noBrowser, openBrowser, openWindow } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

const cameraId = 'square';
const desk = { width: 1280, height: 720 };
const phone = { width: 390, height: 844 };
const board = '[data-frame] svg';
/** Enough for a card; the rest may come meanwhile. */
const labelled = 12;

let film: StreetFilm;
let app: App;
let browser: Browser;
let operator: Operator;
let context: BrowserContext;
let complaints: Complaints;
let page: Page;

before(async () => {
  if (noBrowser) return;
  film = await makeStreetFilm({ seconds: 8 });
  const entry = cameraEntry(film.scene, film.path);
  // The operator's own words are Russian, so that every other language on a page is the console's.
  const zones = entry.zones.map((zone, i) => ({ ...zone, name: `Зона ${i + 1}` }));
  const camera = { ...entry, id: cameraId, name: 'Площадь', purpose: 'Следит за входом.', zones };
  const config = path.join(path.dirname(film.path), 'site.yaml');
  await writeFile(config, JSON.stringify({ cameras: [camera] }));
  app = await startApp(['--config', config]);
  operator = await Operator.first(app);
  browser = await openBrowser();
  const opened = await openWindow(browser, app.url, { locale: 'ru-RU', reducedMotion: 'reduce' });
  context = opened.context;
  complaints = opened.complaints;
  page = await context.newPage();
  await page.goto(app.url);
  await page.locator('[name=username]').fill('ada');
  await page.locator('[name=password]').fill(testPassword);
  await page.locator('button[type=submit]').click();
  await page.locator('article[data-camera-id]').waitFor();
});

after(async () => {
  await browser?.close();
  await app?.stop();
  await film?.remove();
});

/** For all eyes and hands, in the operator's language, on a desk and on a phone. */
async function isWellMade(what: string): Promise<void> {
  assert.deepEqual(await barriersInBothThemes(page), [], what);
  for (const size of [phone, desk]) {
    await page.setViewportSize(size);
    assert.deepEqual(await tooWide(page), [], `${what} at ${size.width}x${size.height}`);
    assert.deepEqual(foreignWords(await wordsOn(page)), [], `${what} at ${size.width}x${size.height}`);
  }
}

async function labelling(): Promise<Labelling | null> {
  const route = `/api/cameras/${cameraId}/labelling`;
  return (await operator.json<{ labelling: Labelling | null }>('GET', route)).labelling;
}

async function click(x: number, y: number): Promise<void> {
  const box = (await page.locator(board).boundingBox())!;
  await page.mouse.click(box.x + x * box.width, box.y + y * box.height);
}

const pins = () => page.locator('[data-label]').count();
const steps = (state: string) => page.locator(`ol [data-state=${state}]`).count();

test('a camera nobody has measured says so, and leads to the labelling', { skip: noBrowser }, async () => {
  await page.goto(`${app.url}/cameras/${cameraId}`);
  await page.locator('[data-label-frames]').click();
  await page.locator('[data-start]').waitFor();
  await isWellMade('the start');
  // The console offers five minutes at least: a test has no time for that.
  await operator.json('POST', `/api/cameras/${cameraId}/labelling`, { everyMs: 1_000 });
  await page.reload();
  await until(async () => (await labelling())!.frames.length >= labelled, 120_000, 'frames');
});

test('people are clicked, taken away, undone and skipped, by hand and by key', {
  skip: noBrowser,
}, async () => {
  await page.locator('[data-frame] img').waitFor();
  await until(async () => (await steps('open')) >= labelled, guardMs, 'frames on the page');
  await click(0.3, 0.8);
  await click(0.5, 0.7);
  assert.equal(await pins(), 2);
  await click(0.3, 0.8);
  assert.equal(await pins(), 1, 'a click on a pin takes it away');
  await page.keyboard.press('Control+z');
  assert.equal(await pins(), 2);
  await page.locator('[data-label]').first().focus();
  await page.keyboard.press('Delete');
  assert.equal(await pins(), 1);
  await isWellMade('a frame');
  await page.locator(board).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('x');
  assert.deepEqual([await steps('done'), await steps('skipped')], [1, 1]);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await pins(), 1, 'back at the first frame');
});

test('nothing the camera found is on the page or in what the page was told', {
  skip: noBrowser,
}, async () => {
  const told = JSON.stringify(await labelling());
  assert.doesNotMatch(told, /"(people|reading|found|counts|height)"/);
  assert.equal(await page.locator('[data-card]').count(), 0);
});

test('clicks survive a reload, and an event is drawn beside them', { skip: noBrowser }, async () => {
  await page.reload();
  await page.locator('[data-frame] img').waitFor();
  assert.equal(await pins(), 1);
  await page.locator('[data-new-event]').click();
  await isWellMade('an event');
  await page.locator('form button[type=submit]').click();
  await page.locator('[data-new-event]').waitFor();
  await page.locator('[data-next]').click();
  await page.locator('[data-next]').click();
  for (let i = 2; i < labelled; i++) {
    await click(0.1 + 0.05 * i, 0.8);
    await page.locator('[data-next]').click();
  }
  assert.equal(await steps('done'), labelled);
});

test('the card stands at the end, with every frame compared, and then on the page', {
  skip: noBrowser,
}, async () => {
  await page.locator('[data-finish]').click();
  await page.locator('[data-card]').waitFor();
  assert.equal(await page.locator('[data-frame] img').count(), 1, 'the picture is still here to compare');
  await isWellMade('the comparison');
  const [card] = await operator.json<AccuracyCard[]>('GET', `/api/cameras/${cameraId}/accuracy`);
  assert.deepEqual(
    [card!.whole.frames, card!.whole.people, card!.events.length],
    [labelled, labelled - 1, 1],
  );
  assert.equal(await labelling(), null);
  await page.goto(`${app.url}/cameras/${cameraId}`);
  await page.locator('[data-accuracy-note]').first().waitFor();
  await page.locator('#accuracy [data-card]').waitFor();
  await isWellMade('the camera');
  assert.deepEqual(complaints.all, []);
});
