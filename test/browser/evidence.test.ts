/** From a ceremony at two screens to an opened picture at a third: in a real Chromium, with a real vault process. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { change } from '../../src/centre/store/database.ts';
import { insertSegment } from '../../src/centre/store/segments.ts';
import { until } from '../support/app.ts';
import { type Somebody, somebody } from '../support/custody-world.ts';
import { makeMainFilm } from '../support/main-film.ts';
import { sealFootage } from '../support/sealed-footage.ts';
import { type StartedCentre, startCentre, testPassword } from '../support/start-centre.ts';
import { noBrowser, openBrowser, openWindow } from './browser.ts';
import { barriersInBothThemes, tooWide } from './judges.ts';

const root = path.resolve(import.meta.dirname, '../..');
const consoleDirectory = process.env.LAMPLIGHTER_CONSOLE ?? path.join(root, 'dist/console');
const halfHourMs = 1_800_000;
/** The ceremony is held half an hour ago, so that there is something sealed to be opened. */
let behindMs = halfHourMs;
let started: StartedCentre;
let browser: Browser;
let complaints: string[] = [];
const sheets = new Map<string, string>();

before(async () => {
  if (noBrowser) return;
  assert.ok(existsSync(consoleDirectory), 'the console is built before this test');
  const clock = { nowMs: () => Date.now() - behindMs };
  started = await startCentre({ clock, hasFootage: true, consoleDirectory });
  const source = { analysisUrl: 'rtsp://user:secret@camera.example/1' };
  await started.administrator.call('cameras.create', { body: { id: 'square', name: 'Square', source } });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

/** A person at a screen of his own. */
async function screenOf(name: string): Promise<Page> {
  const window = await openWindow(browser, started.url);
  complaints = window.complaints.all;
  const page = await window.context.newPage();
  // The ceremony asks before its page is left.
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(started.url);
  await page.locator('[name=username]').fill(name);
  await page.locator('[name=password]').fill(testPassword);
  await page.locator('button[type=submit]').click();
  await page.locator('nav a[href="/evidence"]').waitFor();
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function takeShare(page: Page, name: string): Promise<void> {
  await button(page, 'Show my share').click();
  const sheet = (await page.locator('[data-sheet] pre').innerText()).trim();
  sheets.set(name, sheet);
  const field = page.locator('[name=type-back]');
  const row = Number(await field.getAttribute('data-row'));
  await field.fill('00000 00000 00000 00000');
  assert.ok(await button(page, 'I have it on paper').isDisabled());
  await field.fill(sheet.split('\n')[row - 1]!.toLowerCase());
  await button(page, 'I have it on paper').click();
}

async function approve(page: Page, name: string, id: string): Promise<void> {
  await page.goto(`${started.url}/evidence/openings/${id}`);
  await page.getByText('A fall on the stairs').first().waitFor();
  await page.locator('[name=share]').fill(sheets.get(name)!);
  await button(page, 'Approve').click();
}

async function recordSealed(recipient: string): Promise<number> {
  const film = path.join(started.dataDirectory, 'main.mp4');
  await makeMainFilm(film, { codec: 'h264', size: '640x360', fps: 10, seconds: 6 });
  const fromMs = Date.now() - 10 * 60_000;
  const segments = await sealFootage({
    film,
    blobs: started.blobs!,
    recipient,
    fromMs,
    cameraId: 'square',
  });
  for (const segment of segments) {
    await change(started.centre.sql, (tx) => insertSegment(tx, segment, Date.now()));
  }
  return fromMs;
}

test('two custodians take their shares, and together they open what an investigator asks for', {
  skip: noBrowser,
}, async () => {
  const people: Somebody[] = [];
  for (const name of ['ann', 'ben']) people.push(await somebody(started, name, 'custodian'));
  await somebody(started, 'ivy', 'investigator');

  const admin = await screenOf('admin');
  await admin.goto(`${started.url}/evidence/vault`);
  await button(admin, 'Ceremony').click();
  await admin.getByText('can never be opened again').first().waitFor();
  assert.deepEqual(await barriersInBothThemes(admin), []);
  await button(admin, 'Begin the ceremony').click();
  const ann = await screenOf('ann');
  const ben = await screenOf('ben');
  for (const page of [ann, ben]) {
    await page.goto(`${started.url}/evidence/vault`);
    await button(page, 'I am here').click();
  }
  await takeShare(ann, 'ann');
  await ann.getByText('You have confirmed your share').waitFor();
  await takeShare(ben, 'ben');
  await ben.locator('[data-vault]').waitFor();
  const recipient = started.centre.custody.vault.recipient();
  assert.match(recipient ?? '', /^age1/);

  behindMs = 0;
  const fromMs = await recordSealed(recipient!);
  const ivy = await screenOf('ivy');
  await ivy.goto(`${started.url}/evidence/ask?camera=square&from=${fromMs - 1_000}`);
  await ivy.locator('[name=case]').fill('K-17/26');
  await ivy.locator('[name=reason]').fill('A fall on the stairs');
  await ivy.locator('[name=basis]').fill('Art. 6 (1) d GDPR');
  await ivy.getByText('Clear: everybody can be recognised').click();
  assert.deepEqual(await barriersInBothThemes(ivy), []);
  await button(ivy, 'Send the request').click();
  await ivy.waitForURL(/openings\/[0-9a-f-]{36}$/);
  const id = ivy.url().split('/').at(-1)!;

  await approve(ann, 'ann', id);
  await ann.getByText('The other shares have to follow').waitFor();
  assert.equal(await ivy.locator('video').count(), 0, 'one alone opens nothing');
  await approve(ben, 'ben', id);
  await ben.getByText('Only ivy can look at it.').waitFor();

  await ivy.locator('video').waitFor();
  // Asked from outside: the page's own policy forbids it to evaluate text.
  const isPlaying = `(() => {
    const video = document.querySelector('video');
    return video !== null && video.readyState >= 2 && video.videoWidth === 640;
  })()`;
  await until(() => ivy.evaluate(isPlaying), 60_000, 'the opened film plays');
  assert.equal(await ivy.evaluate(isBright), true, 'there is a picture in it');
  await ivy.getByText('A fall on the stairs').first().waitFor();
  assert.deepEqual(await barriersInBothThemes(ivy), []);
  for (const width of [390, 1280]) {
    await ivy.setViewportSize({ width, height: 844 });
    assert.deepEqual(await tooWide(ivy), [], `at ${width}`);
  }
  assert.deepEqual(complaints, []);
});

/** Runs in the page: something brighter than black was drawn. */
const isBright = `(() => {
  const canvas = document.createElement('canvas');
  canvas.width = 64;
  canvas.height = 36;
  const pen = canvas.getContext('2d');
  pen.drawImage(document.querySelector('video'), 0, 0, 64, 36);
  return pen.getImageData(0, 0, 64, 36).data.some((value, i) => i % 4 !== 3 && value > 100);
})()`;
