/** Density, flow and fields of view on the map, with the age of what they say, in a real browser. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Measure } from '../../src/core/measure/measure.ts';
import { until } from '../support/app.ts';
import { measuresOf } from '../support/many-cameras.ts';
import { randomOf } from '../support/random.ts';
import { openTown, startTown, type TownConsole } from '../support/town-console.ts';
import { guardMs, noBrowser, openBrowser } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

let started: TownConsole;
let browser: Browser;

before(async () => {
  if (noBrowser) return;
  started = await startTown(60, (camera, i) => ({
    ...camera,
    name: `Камера ${i + 1}`,
    purpose: '',
    group: '',
    tags: [],
    // Apart from each other, so that a view of one shows one.
    position: { latitude: 59.9 + i * 0.02, longitude: 30.3 },
    zones: [
      ...camera.zones.map((zone) => ({ ...zone, name: 'Зона' })),
      {
        id: 'gate',
        name: 'Вход',
        shape: 'line',
        points: [
          { x: 0.2, y: 0.7 },
          { x: 0.8, y: 0.7 },
        ],
        direction: null,
        rules: [],
      },
    ],
  }));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

const first = '/?view=19.00/59.90000/30.30000';

function tell(ageMs: number): void {
  const [camera] = started.town;
  const atMs = Date.now() - ageMs;
  const flow: Measure = {
    zoneId: 'gate',
    kind: 'line-flow',
    category: 'person',
    direction: 'in',
    atMs,
    windowMs: 60_000,
    value: 24,
    unit: '1/min',
    errorBand: 1,
    coverage: 1,
    note: null,
  };
  const areas = measuresOf({ ...camera!, zones: camera!.zones.slice(0, 2) }, atMs, randomOf(1));
  started.fleet.say({ type: 'measures', cameraId: camera!.id, measures: [...areas, flow] });
}

const age = (page: Page) => page.locator('[data-measured]');
const legend = (page: Page) => page.getByRole('region', { name: 'What the map shows' });
const fieldsOf = (page: Page) =>
  page.evaluate<string>('document.querySelector("[data-fields]")?.dataset.fields ?? ""');

test('the legend says how many zones in view are measured, how long ago, and when that is old', {
  skip: noBrowser,
}, async () => {
  const { page, context, complaints } = await openTown(browser, started);
  await page.goto(started.url + first);
  await until(async () => /^0 of 2 zones/.test(await age(page).innerText()), guardMs, 'no measures');
  assert.match(await legend(page).innerText(), /not measuring/);
  tell(0);
  await until(async () => /^2 of 2 zones/.test(await age(page).innerText()), guardMs, 'both zones');
  assert.doesNotMatch(await legend(page).innerText(), /not measuring/);
  assert.match(await legend(page).innerText(), /pass a line per minute/);
  tell(12_000);
  await until(async () => /Faded/.test(await age(page).innerText()), guardMs, 'old figures');
  tell(31_000);
  await until(async () => /^0 of 2 zones/.test(await age(page).innerText()), guardMs, 'too old');
  assert.deepEqual(complaints(), []);
  await context.close();
});

test('fields of view are drawn from close by, of the cameras there only, and from afar the map says to come nearer', {
  skip: noBrowser,
}, async () => {
  const { page, context } = await openTown(browser, started);
  await page.goto(started.url + first);
  await until(async () => (await fieldsOf(page)) === '1', guardMs, 'one field');
  await page.goto(`${started.url}/?view=9/60.5/30.3`);
  await page.getByText('Zoom in to see density').waitFor();
  await until(async () => (await fieldsOf(page)) === '0', guardMs, 'no field');
  await context.close();
});

test('a layer that is taken off stays off in the address', { skip: noBrowser }, async () => {
  const { page, context, complaints } = await openTown(browser, started);
  await page.goto(started.url + first);
  await until(async () => (await fieldsOf(page)) === '1', guardMs, 'one field');
  await page.getByRole('button', { name: 'Layers' }).press('Enter');
  await page.getByRole('checkbox', { name: 'Fields of view' }).press('Space');
  await until(async () => (await fieldsOf(page)) === '0', guardMs, 'no field');
  assert.equal(new URL(page.url()).searchParams.get('hide'), 'views');
  await page.reload();
  await age(page).waitFor();
  await until(async () => (await fieldsOf(page)) === '0', guardMs, 'no field');
  assert.doesNotMatch(await legend(page).innerText(), /where a camera measures/);
  assert.deepEqual(complaints(), []);
  await context.close();
});

test('the legend and the layers are for all eyes, in Russian, on a desk and on a phone', {
  skip: noBrowser,
}, async () => {
  const { page, context, complaints } = await openTown(browser, started, {
    locale: 'ru-RU',
    reducedMotion: 'reduce',
  });
  tell(0);
  await page.goto(started.url + first);
  await age(page).waitFor();
  await page.getByRole('button', { name: 'Слои' }).press('Enter');
  await page.getByRole('checkbox', { name: 'Плотность' }).waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  const words = (await wordsOn(page)).filter((word) => !word.startsWith('admin'));
  assert.deepEqual(foreignWords(words), []);
  for (const size of [
    { width: 1280, height: 720 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    assert.deepEqual(await tooWide(page), [], `at ${size.width}x${size.height}`);
  }
  assert.deepEqual(complaints(), []);
  await context.close();
});
