/**
 * Takes the documentation's pictures of the console anew: `node tools/screenshots.ts` (about eight minutes; Chromium is
 * found as for the browser tests). Opens the simulated city, waits until several kinds of alarms stand and the machine
 * keeps up, and shoots. Nobody is in these pictures: the city is drawn, and masked all the same.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { noBrowser, openBrowser, openWindow } from '../test/browser/browser.ts';
import { framesDrawn } from '../test/browser/canvas.ts';
import { type App, Operator, startApp, testPassword, until } from '../test/support/app.ts';
import { root } from './tidy.ts';

const images = path.join(root, 'docs/images');
const wanted = ['crowding', 'intrusion', 'wrong-way', 'stopped-vehicle'] as const;
/** The films repeat themselves after less than two minutes; past this the best there is is taken. */
const patienceMs = 240_000;
/** A chart shows ten minutes; half of them tell its story. */
const chartMs = 300_000;

if (noBrowser) throw new Error(noBrowser);
const folder = mkdtempSync(path.join(os.tmpdir(), 'lamplighter-screenshots-'));
try {
  build();
  await film();
  await shoot();
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

function build(): void {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the console could not be built; the message above names the file');
}

/** The films are made by a run of their own: while they are drawn the machine has no time for the cameras. */
async function film(): Promise<void> {
  console.log('Filming the simulated city ...');
  const dataDirectory = path.join(folder, 'films');
  mkdirSync(dataDirectory);
  const app = await startApp([], { dataDirectory });
  try {
    const operator = await Operator.first(app);
    await until(async () => (await operator.cameras()).length >= 4, 300_000, 'four films');
  } finally {
    await app.stop();
  }
  mkdirSync(path.join(folder, 'site'));
  renameSync(path.join(dataDirectory, 'demo'), path.join(folder, 'site/demo'));
}

async function shoot(): Promise<void> {
  const app = await startApp([], { dataDirectory: path.join(folder, 'site') });
  const browser = await openBrowser();
  try {
    const operator = await Operator.first(app);
    // Nothing blinks: a picture may not catch an alarm in its dark half.
    const { context } = await openWindow(browser, app.url, { reducedMotion: 'reduce' });
    const page = await context.newPage();
    await signIn(page, app);
    console.log('Waiting for alarms of every kind ...');
    await until(
      async () => {
        const kinds = new Set((await operator.alarms(true)).map(({ kind }) => kind));
        return wanted.every((kind) => kinds.has(kind));
      },
      patienceMs,
      'alarms of every kind',
    );
    await goodMoment(async () => (await standing(operator)) >= 2 && (await isWell(operator)));
    await everyPictureLives(page, 4);
    await save(page, 'watch');

    console.log('Letting the charts fill ...');
    await setTimeout(chartMs);
    await page.goto(`${app.url}/cameras/demo-square`);
    await goodMoment(async () => (await operator.alarms()).some(isIntruderThere) && (await isWell(operator)));
    await everyPictureLives(page, 1);
    await save(page, 'camera');
  } finally {
    await browser.close();
    await app.stop();
  }
}

async function signIn(page: Page, app: App): Promise<void> {
  await page.goto(app.url);
  await page.locator('[name=username]').fill('ada');
  await page.locator('[name=password]').fill(testPassword);
  await page.locator('button[type=submit]').click();
  await page.locator('article[data-camera-id]').first().waitFor();
}

async function standing(operator: Operator): Promise<number> {
  return (await operator.alarms()).filter(({ state }) => state === 'unacknowledged').length;
}

function isIntruderThere({ kind, state }: { kind: string; state: string }): boolean {
  return kind === 'intrusion' && state === 'unacknowledged';
}

async function isWell(operator: Operator): Promise<boolean> {
  return (await operator.health()).findings.length === 0;
}

async function goodMoment(ask: () => Promise<boolean>): Promise<void> {
  await until(ask, patienceMs).catch(() => console.log('No better moment came: this is the best there is.'));
}

async function everyPictureLives(page: Page, count: number): Promise<void> {
  const pictures = page.locator('canvas[role=img]');
  await until(
    async () => {
      const drawn = await Promise.all((await pictures.all()).map(framesDrawn));
      const late = await page.locator('#page [data-age=late], #page [data-age=stale]').count();
      return drawn.length >= count && drawn.every((frames) => frames > 5) && late === 0;
    },
    60_000,
    `${count} live pictures`,
  );
}

/** As few bytes as show the same: a screenshot has few colours. */
async function save(page: Page, name: string): Promise<void> {
  const file = path.join(images, `${name}.png`);
  const { size } = await sharp(await page.screenshot())
    .png({ palette: true, quality: 95, effort: 10, compressionLevel: 9 })
    .toFile(file);
  console.log(`${path.relative(root, file)}: ${Math.round(size / 1000)} kB`);
}
