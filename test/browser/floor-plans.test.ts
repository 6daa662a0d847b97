/** Floor plans of a station on the map in a real browser: laid where their points say, switched by level. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { placeAt } from '../../src/core/local-metres.ts';
import { until } from '../support/app.ts';
import { situationIn } from '../support/many-cameras.ts';
import { openTown, startTown, type TownConsole } from '../support/town-console.ts';
import { guardMs, noBrowser, openBrowser } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

const station = { latitude: 59.93, longitude: 30.36 };
const folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-plans-'));
let started: TownConsole;
let browser: Browser;

/** Rooms of a hall of 120 m by 80 m. */
async function drawing(name: string, rooms: number): Promise<string> {
  const wide = 1_200 / rooms;
  const walls = Array.from(
    { length: rooms },
    (_, i) =>
      `<rect x="${i * wide + 8}" y="8" width="${wide - 16}" height="784" fill="none" stroke="#123" stroke-width="8"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect width="1200" height="800" fill="#fff"/>${walls.join('')}</svg>`;
  const file = path.join(folder, name);
  await sharp(Buffer.from(svg)).png().toFile(file);
  return file;
}

function plan(id: string, file: string, level: number, levelName: string) {
  const points = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0.5, 0.5],
  ].map(([x = 0, y = 0]) => ({ image: { x, y }, position: placeAt(station, { x: 120 * x, y: -80 * y }) }));
  return { id, file, name: 'Вокзал', level, levelName, points };
}

before(async () => {
  if (noBrowser) return;
  const plans = [
    plan('hall', await drawing('hall.png', 3), 0, ''),
    plan('platforms', await drawing('platforms.png', 5), -1, 'Платформы'),
  ];
  started = await startTown(
    3,
    (camera, i) => ({
      ...camera,
      name: `Камера ${i + 1}`,
      purpose: '',
      group: '',
      tags: [],
      position: placeAt(station, { x: 20 + 30 * i, y: -40 }),
      // The street, the platforms, and one that nobody has given a level.
      level: [0, -1, null][i] ?? null,
      zones: camera.zones.map((zone) => ({ ...zone, name: 'Зона' })),
    }),
    { config: () => ({ map: { plans } }) },
  );
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const near = '/?view=17.50/59.92965/30.36110';
const plansOn = (page: Page) =>
  page.evaluate<string>('document.querySelector("[data-plans]")?.dataset.plans ?? ""');

test('the level nearest the street is shown, another one by hand, and the address keeps it', {
  skip: noBrowser,
}, async () => {
  const { page, context, complaints } = await openTown(browser, started);
  const drawn = page.waitForResponse((reply) => reply.url().endsWith('/api/map/plans/hall') && reply.ok());
  await page.goto(started.url + near);
  await drawn;
  await until(async () => (await plansOn(page)) === 'hall', guardMs, 'the hall');
  const levels = page.getByRole('radiogroup', { name: 'Levels of the buildings in view' });
  assert.deepEqual(await levels.getByRole('radio').evaluateAll((all) => all.map((one) => one.value)), [
    '0',
    '-1',
    'none',
  ]);
  await levels.getByRole('radio', { name: 'Level 0' }).press('ArrowDown');
  await until(async () => (await plansOn(page)) === 'platforms', guardMs, 'the platforms');
  await page.reload();
  await until(async () => (await plansOn(page)) === 'platforms', guardMs, 'the platforms again');
  await levels.getByRole('radio', { name: 'Платформы' }).press('ArrowDown');
  await until(async () => (await plansOn(page)) === '', guardMs, 'no plan');
  assert.deepEqual(complaints(), []);
  await context.close();
});

test('from afar there is no plan and no switch', { skip: noBrowser }, async () => {
  const { page, context } = await openTown(browser, started);
  await page.goto(`${started.url}/?view=11/59.93/30.36`);
  await page.locator('[data-fields="0"]').waitFor();
  assert.equal(await page.getByRole('radiogroup').count(), 0);
  await context.close();
});

test('a drawing is for who is signed in, and only one that is there', { skip: noBrowser }, async () => {
  assert.equal((await fetch(`${started.url}/api/map/plans/hall`)).status, 401);
  const { administrator, url } = started;
  const reply = await administrator.fetch(`${url}/api/map/plans/hall`);
  assert.deepEqual([reply.status, reply.headers.get('content-type')], [200, 'image/png']);
  assert.equal((await sharp(Buffer.from(await reply.arrayBuffer())).metadata()).width, 1_200);
  assert.equal((await administrator.fetch(`${url}/api/map/plans/roof`)).status, 404);
});

test('the switch is for all eyes, in Russian, on a desk and on a phone', { skip: noBrowser }, async () => {
  const { page, context, complaints } = await openTown(browser, started, {
    locale: 'ru-RU',
    reducedMotion: 'reduce',
  });
  await page.goto(started.url + near);
  await until(async () => (await plansOn(page)) === 'hall', guardMs, 'the hall');
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

test('a camera of another level is hidden, without a level it stays, and what waits is never hidden', {
  skip: noBrowser,
}, async () => {
  const { page, context, complaints } = await openTown(browser, started);
  await page.goto(started.url + near);
  const marks = page.locator('[data-map-cameras] .maplibregl-marker');
  const names = async () => (await marks.locator('a').allInnerTexts()).map((text) => text.slice(0, 8)).sort();
  const shows = (wanted: readonly number[]) =>
    until(
      async () => String(await names()) === String(wanted.map((n) => `Камера ${n}`)),
      guardMs,
      `cameras ${wanted}`,
    );
  await shows([1, 3]);
  const levels = page.getByRole('radiogroup', { name: 'Levels of the buildings in view' });
  await levels.getByRole('radio', { name: 'Level 0' }).press('ArrowDown');
  await shows([2, 3]);
  await levels.getByRole('radio', { name: 'Платформы' }).press('ArrowDown');
  await shows([1, 2, 3]);
  await levels.getByRole('radio', { name: 'No plan' }).press('ArrowDown');
  await shows([1, 3]);

  const what = situationIn(started.town[1]!, 1, Date.now());
  started.fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg: null });
  await shows([1, 2, 3]);
  const mark = marks.getByRole('link', { name: /^Камера 2.*Платформы/ });
  await mark.waitFor();
  const [alarm] = await started.administrator.call('alarms.list', { query: {} });
  await started.administrator.call('alarms.acknowledge', {
    params: { id: alarm!.id },
    body: { version: alarm!.version },
  });
  await shows([1, 3]);
  assert.deepEqual(complaints(), []);
  await context.close();
});
