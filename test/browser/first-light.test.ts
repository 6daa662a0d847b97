/** The whole way in a real browser: from the one-time link to an alarm that an operator has acknowledged. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { AlarmView, CameraView } from '../../src/contract/shapes.ts';
import { type App, startApp, testPassword, until } from '../support/app.ts';
import { makeStreetFilm, type StreetFilm } from '../support/street-film.ts';
import { type Complaints, guardMs, noBrowser, openBrowser, openWindow } from './browser.ts';
import { framesDrawn, lumaOf, untilDrawn } from './canvas.ts';
import {
  type ClearFrame,
  cellsInside,
  frameBehind,
  type Luma,
  readClearFilm,
  unevenness,
} from './clear-film.ts';

/** A masked cell is less uneven than this, after coding and decoding; what a person wears is more. */
const flatBelow = 4;

let film: StreetFilm;
let clear: ClearFrame[];
let app: App;
let browser: Browser;
let context: BrowserContext;
let complaints: Complaints;
let page: Page;
let camera: CameraView;

before(async () => {
  if (noBrowser) return;
  film = await makeStreetFilm({ seconds: 12 });
  clear = await readClearFilm(film.path);
  app = await startApp(['--no-demo', '--camera', film.path]);
  browser = await openBrowser();
  ({ context, complaints } = await openWindow(browser, app.url));
  page = await context.newPage();
});

after(async () => {
  await browser?.close();
  await app?.stop();
  await film?.remove();
});

/** The live picture in the first tile or on a camera's page. */
const picture = (on: Page) => on.locator('canvas[data-mode]').first();

test('the one-time link makes the first administrator, who lands on Watch', { skip: noBrowser }, async () => {
  await page.goto(`${app.url}/setup#${app.setupToken}`);
  await page.locator('[name=username]').fill('ada');
  await page.locator('[name=password]').fill(testPassword);
  await page.locator('[name=password-again]').fill(testPassword);
  await page.locator('button[type=submit]').click();
  await page.locator('article[data-camera-id]').waitFor();
  assert.equal(new URL(page.url()).pathname, '/');
  assert.equal(new URL(page.url()).hash, '', 'the one-time link is out of the address');
  [camera] = (await (await page.request.get(`${app.url}/api/cameras`)).json()) as [CameraView];
});

test('the picture moves', { skip: noBrowser }, async () => {
  await untilDrawn(picture(page), 1);
  const first = await lumaOf(picture(page));
  await untilDrawn(picture(page), 5);
  const later = await lumaOf(picture(page));
  assert.deepEqual([first.widthPx, first.heightPx], [640, 360]);
  const changed = first.y.reduce((sum, value, i) => sum + (Math.abs(value - later.y[i]!) > 24 ? 1 : 0), 0);
  assert.ok(changed > 200, `only ${changed} pixels changed in five frames`);
});

test('people are blocks on the fixed grid, where the clear film shows people', {
  skip: noBrowser,
}, async () => {
  const seen = { boxes: 0, masked: 0 };
  const wrong: string[] = [];
  for (let sample = 0; sample < 8; sample++) {
    await untilDrawn(picture(page), 2);
    const found = peopleIn(await lumaOf(picture(page)));
    seen.boxes += found.length;
    seen.masked += found.filter(({ flatShare }) => flatShare >= 0.9).length;
    wrong.push(...found.filter(({ flatShare }) => flatShare < 0.9).map((person) => JSON.stringify(person)));
  }
  assert.ok(seen.boxes >= 16, `only ${seen.boxes} people to look at: the film shows too few`);
  assert.ok(seen.masked >= 0.97 * seen.boxes, `${seen.masked} of ${seen.boxes} masked: ${wrong.join('\n')}`);
});

/** Everybody the truth knows in the frame behind a masked picture, where the clear film has detail. */
function peopleIn(masked: Luma): { x: number; y: number; cells: number; flatShare: number }[] {
  const { luma, boxes } = frameBehind(masked, clear);
  return boxes
    .filter(({ category, visible, box }) => category === 'person' && visible > 0.9 && box.h > 40)
    .map(({ box }) => {
      const detailed = cellsInside(box).filter((cell) => unevenness(luma, cell) > 3 * flatBelow);
      const flat = detailed.filter((cell) => unevenness(masked, cell) < flatBelow);
      return { x: box.x, y: box.y, cells: detailed.length, flatShare: flat.length / detailed.length };
    })
    .filter(({ cells }) => cells >= 3);
}

test('a closed area drawn with the mouse raises an alarm by itself, with a masked picture', {
  skip: noBrowser,
}, async () => {
  await page.locator(`article[data-camera-id="${camera.id}"] a`).first().click();
  await page.getByRole('button', { name: 'Zones' }).click();
  await page.locator('[data-preset=closed]').click();
  const board = page.locator('svg[role=application]');
  const edges = (await board.boundingBox())!;
  const at = (x: number, y: number) => [edges.x + x * edges.width, edges.y + y * edges.height] as const;
  await page.mouse.move(...at(0.04, 0.45));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.7), { steps: 5 });
  await page.mouse.move(...at(0.96, 0.96), { steps: 5 });
  await page.mouse.up();
  await board.locator('[data-zone-id]').waitFor();
  await page.getByRole('button', { name: 'Save zones' }).click();
  const saved = await until(
    async () => {
      const [now] = (await (await page.request.get(`${app.url}/api/cameras`)).json()) as [CameraView];
      return now.zones[0];
    },
    guardMs,
    'the zone is saved',
  );
  assert.deepEqual(
    saved.rules.map(({ kind }) => kind),
    ['intrusion'],
  );
  await page.getByRole('button', { name: 'Done' }).click();
  await page.locator('nav a[href="/"]').click();

  const card = page.locator('article[data-alarm]');
  await card.waitFor();
  await until(
    () => card.locator('img').evaluate((img) => (img as { naturalWidth?: number }).naturalWidth ?? 0),
    guardMs,
    'the picture of the alarm',
  );
  const people = peopleIn(await lumaOf(card.locator('img').first()));
  assert.ok(people.length > 0, 'the picture shows somebody');
  for (const { flatShare, ...where } of people)
    assert.ok(flatShare >= 0.9, JSON.stringify({ flatShare, ...where }));
});

test('the key A acknowledges it, on the screen and in the API', { skip: noBrowser }, async () => {
  const card = page.locator('article[data-alarm]');
  const id = (await card.getAttribute('data-alarm'))!;
  const alarm = async () =>
    (await (await page.request.get(`${app.url}/api/alarms/${id}`)).json()) as AlarmView;
  assert.equal((await alarm()).kind, 'intrusion');
  assert.match((await alarm()).state, /unacknowledged/);
  await card.getByRole('button', { name: 'Acknowledge' }).waitFor();
  await page.keyboard.press('a');
  // The film's people never all leave, so the alarm stays in the queue, among those taken notice of.
  await card.getByText('Acknowledged by ada').waitFor();
  assert.equal(await card.getByRole('button', { name: 'Acknowledge' }).count(), 0);
  const { state, acknowledgedBy } = await alarm();
  assert.match(state, /^(acknowledged|normal)$/);
  assert.equal(acknowledgedBy, 'ada');
});

/** Chromium can be built without the codecs that are patented somewhere. */
const playsH264 = `MediaSource.isTypeSupported('video/mp4; codecs="avc1.42E01E"')`;

for (const { mode, without, gone } of [
  { mode: 'mse', without: 'WebCodecs', gone: ['VideoDecoder'] },
  { mode: 'snapshot', without: 'any player', gone: ['VideoDecoder', 'MediaSource', 'ManagedMediaSource'] },
]) {
  test(`a browser without ${without} shows the picture by ${mode}`, {
    skip: noBrowser,
  }, async (t) => {
    if (mode === 'mse' && !(await page.evaluate(playsH264))) {
      t.skip('this Chromium was built without H.264');
      return;
    }
    const other = await openWindow(browser, app.url, { storageState: await context.storageState() });
    await other.context.addInitScript((names) => {
      for (const name of names) delete (globalThis as { [name: string]: unknown })[name];
    }, gone);
    const window = await other.context.newPage();
    await window.goto(`${app.url}/cameras/${camera.id}`);
    await untilDrawn(picture(window), 3);
    assert.equal(await picture(window).getAttribute('data-mode'), mode);
    assert.deepEqual(other.complaints.all, []);
    await other.context.close();
  });
}

test('no page has complained or asked another server', { skip: noBrowser }, async () => {
  assert.ok((await framesDrawn(picture(page))) > 0);
  assert.deepEqual(complaints.all, []);
});
