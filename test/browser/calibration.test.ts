/** The calibration editor in a real browser: a proposed ground is looked at, taken over, confirmed and kept, or left. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { cameraEntry } from '../../sim/camera-entry.ts';
import { pinhole } from '../../sim/world/pinhole.ts';
import type { CalibrationProposal, CameraView } from '../../src/contract/shapes.ts';
import { project } from '../../src/core/geometry.ts';
import { type App, Operator, startApp, testPassword } from '../support/app.ts';
import { makeStreetFilm, type StreetFilm } from '../support/street-film.ts';
import { type Complaints, guardMs, noBrowser, openBrowser, openWindow } from './browser.ts';

const cameraId = 'square';
const address = `/cameras/${cameraId}?mode=calibration`;

let film: StreetFilm;
let app: App;
let operator: Operator;
let browser: Browser;
let context: BrowserContext;
let complaints: Complaints;
let page: Page;

before(async () => {
  if (noBrowser) return;
  film = await makeStreetFilm({ seconds: 4 });
  const { calibration: _, ...entry } = cameraEntry(film.scene, film.path);
  const config = path.join(path.dirname(film.path), 'site.yaml');
  await writeFile(config, JSON.stringify({ cameras: [{ ...entry, id: cameraId }] }));
  app = await startApp(['--config', config]);
  operator = await Operator.first(app);
  browser = await openBrowser();
  ({ context, complaints } = await openWindow(browser, app.url, { reducedMotion: 'reduce' }));
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

const button = (name: string) => page.getByRole('button', { name, exact: true });
const points = () => page.locator('aside ol > li');

async function openEditor(): Promise<void> {
  await page.goto(app.url + address);
  await page.locator('svg[role=application]').waitFor();
}

/** Sets a point in the picture and types where it lies, metres. */
async function measure(image: { x: number; y: number }, ground: { x: number; y: number }): Promise<void> {
  const box = await page.locator('svg[role=application]').boundingBox();
  await page.mouse.click(box!.x + image.x * box!.width, box!.y + image.y * box!.height);
  const fields = page.locator('aside li[data-chosen=true] input');
  await fields.nth(0).fill(ground.x.toFixed(3));
  await fields.nth(1).fill(ground.y.toFixed(3));
}

async function barriers(): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    await page.evaluate(axe.source);
    const { violations } = (await page.evaluate(
      "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => ({ violations }))",
    )) as axe.AxeResults;
    for (const { id, impact, nodes } of violations) {
      if (impact === 'serious' || impact === 'critical')
        found.push(`${colorScheme}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    }
  }
  return found;
}

test('while people are waited for, it says how many have come', { skip: noBrowser }, async () => {
  await openEditor();
  await button('Propose from walking people').click();
  await page.getByText(/\d+ of 15 people have walked through/).waitFor();
  // With nobody yet it has no width, which is not visible to Playwright.
  await page.getByRole('progressbar').waitFor({ state: 'attached' });
  assert.deepEqual(await barriers(), []);
});

test('a point that was set can be undone, redone, and is not lost by leaving', {
  skip: noBrowser,
}, async () => {
  await openEditor();
  const box = await page.locator('svg[role=application]').boundingBox();
  await page.mouse.click(box!.x + box!.width / 2, box!.y + box!.height * 0.8);
  assert.equal(await points().count(), 1);
  await button('Undo').click();
  assert.equal(await points().count(), 0);
  await button('Redo').click();
  assert.equal(await points().count(), 1);
  await button('Done').click();
  await page.getByText('The calibration has unsaved changes.').waitFor();
  await button('Keep editing').click();
  assert.equal(await points().count(), 1);
  await button('Done').click();
  await button('Leave without saving').click();
  await page.waitForURL((url) => !url.search.includes('calibration'));
});

test('a proposal is compared with measured points, taken over, and kept only once these confirm it', {
  skip: noBrowser,
}, async () => {
  const camera = pinhole(film.scene.camera);
  const answer: CalibrationProposal = {
    people: 24,
    peopleNeeded: 15,
    heights: 80,
    paces: 40,
    refusal: null,
    proposal: {
      groundFromImage: [...camera.groundFromImage],
      heightM: camera.heightM,
      tiltDeg: camera.tiltDeg,
      rollDeg: 0,
      fieldOfViewDeg: 48,
      distanceError: 0.1,
      seen: { top: 0.5, bottom: 0.95 },
    },
  };
  // How ingest comes to it takes minutes of walking people, and is tested beside its code.
  await page.route('**/calibration/proposal', (route) => route.fulfill({ json: answer }));
  await openEditor();
  await button('Propose from walking people').click();
  await page.locator('[data-proposal-grid]').waitFor();
  await page.getByText('Measure 2 or more points').waitFor();
  await button('Take over as points').click();
  assert.equal(await points().count(), 16);
  await page.getByText('Not confirmed yet: measure at least 2 points').waitFor();
  assert.ok(await button('Keep calibration').isDisabled());
  // A tape with its own origin and direction, and a step of 0.3 m that is off.
  const onTape = (image: { x: number; y: number }, offM = 0) => {
    const { x, y } = project(camera.groundFromImage, image)!;
    return { x: 20 - y + offM, y: 3 + x };
  };
  const places = [
    { x: 0.25, y: 0.9 },
    { x: 0.7, y: 0.6 },
  ] as const;
  await measure(places[0], onTape(places[0]));
  await measure(places[1], onTape(places[1], 0.6));
  await page.getByText('2 measured points agree with the proposal').waitFor();
  assert.deepEqual(await barriers(), []);
  await button('Keep calibration').click();
  await page.getByText('The calibration is kept.').waitFor();
  const { calibration } = await operator.json<CameraView>('GET', `/api/cameras/${cameraId}`);
  assert.equal(calibration?.points.filter(({ isProposed }) => isProposed).length, 16);
  assert.ok(calibration!.residualM > 0.2 && calibration!.residualM < 0.4, `${calibration!.residualM} m`);
  assert.deepEqual(complaints.all, []);
});

test('on a phone the purpose of a camera is read in its full width', { skip: noBrowser }, async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${app.url}/cameras`);
  const row = page.locator(`li[data-camera-id=${cameraId}]`);
  await row.waitFor({ timeout: guardMs });
  const purpose = row.getByText(film.scene.purpose.slice(0, 12));
  const [whole, part] = [await row.boundingBox(), await purpose.boundingBox()];
  assert.ok(part!.width > 0.85 * whole!.width, `${part!.width} of ${whole!.width} px`);
});
