/** The page that verifies an exhibit, from a file, in a browser without a network. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { openSiteKey } from '../../src/exhibit/site-key.ts';
import { writeExhibit } from '../../src/exhibit/write-exhibit.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { buildVerifyPage } from '../../tools/verify-page.ts';
import { exhibitOrder, recordSegment, startMs } from '../support/exhibit-world.ts';
import { type Authority, hasOpenssl, startAuthority } from '../support/time-stamp-authority.ts';
import { noBrowser, openBrowser, openWindow } from './browser.ts';

const skip = noBrowser || (!hasOpenssl && 'no openssl here: install it');
let folder = '';
let fingerprint = '';
let bundle: Uint8Array;
let authority: Authority;
let browser: Browser;

before(async () => {
  if (skip) return;
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-verify-page-'));
  mkdirSync(path.join(folder, 'volume'));
  const blobs = openStorage({ kind: 'disk', volumes: [path.join(folder, 'volume')], reserveBytes: 0 });
  const key = await openSiteKey(path.join(folder, 'keys'), { name: 'Test city', nowMs: Date.now() });
  fingerprint = key.fingerprint;
  authority = await startAuthority();
  const segments = [
    await recordSegment(blobs, { fromMs: 0, groups: 3 }),
    await recordSegment(blobs, { fromMs: 12_000, groups: 2 }),
  ];
  const order = exhibitOrder(segments, { fromMs: startMs, toMs: startMs + 16_000 });
  const { key: at } = await writeExhibit(order, { blobs, key, authority: { url: authority.url } });
  bundle = (await blobs.read(at))!;
  await blobs.close();
  writeFileSync(path.join(folder, 'verify.html'), await buildVerifyPage());
  writeFileSync(path.join(folder, 'bundle.zip'), bundle);
  browser = await openBrowser();
});
after(async () => {
  if (skip) return;
  await browser.close();
  await authority.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function withPage(
  options: { readonly locale?: string; readonly colorScheme?: 'dark' | 'light' },
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const { context, complaints } = await openWindow(browser, 'file:///', options);
  const page = await context.newPage();
  await page.goto(pathToFileURL(path.join(folder, 'verify.html')).href);
  await use(page);
  await keepPicture(page, `${options.locale ?? 'en'}-${options.colorScheme ?? 'dark'}`);
  await context.close();
  assert.deepEqual(complaints.all, []);
}

/** To be looked at by people: set SCREENSHOTS to a folder. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS)
    await page.screenshot({ path: path.join(SCREENSHOTS, `verify-${name}.png`), fullPage: true });
}

test('a whole bundle is found whole, shown and played', { skip }, async () => {
  await withPage({ colorScheme: 'light' }, async (page) => {
    await page.fill('#key', fingerprint);
    await page.setInputFiles('#authority', authority.rootFile);
    await page.setInputFiles('#bundle', path.join(folder, 'bundle.zip'));
    await page.getByRole('heading', { name: 'The bundle is whole' }).waitFor();
    assert.equal(await page.getByText('Still open').count(), 0);
    await page.getByText('the one you gave').waitFor();
    const seconds = await page.locator('video').evaluate(
      (film) =>
        new Promise<number>((resolve) => {
          const video = film as unknown as {
            duration: number;
            addEventListener(on: string, f: () => void): void;
          };
          if (video.duration > 0) resolve(video.duration);
          else video.addEventListener('loadedmetadata', () => resolve(video.duration));
        }),
    );
    assert.ok(seconds > 0);
  });
});

test('a changed bundle is not whole, and the page names the file, in Russian too', { skip }, async () => {
  const changed = bundle.slice();
  changed[Buffer.from(bundle).indexOf('mdat') + 30]! ^= 1;
  writeFileSync(path.join(folder, 'changed.zip'), changed);
  await withPage({ locale: 'ru-RU' }, async (page) => {
    await page.setInputFiles('#bundle', path.join(folder, 'changed.zip'));
    await page.getByRole('heading', { name: 'Пакет не цел' }).waitFor();
    await page.getByText('footage.mp4: Файл изменён: контрольная сумма другая').waitFor();
    assert.equal(await page.locator('video').count(), 0);
  });
});

test('what nobody gave stays open and is said', { skip }, async () => {
  await withPage({}, async (page) => {
    await page.setInputFiles('#bundle', path.join(folder, 'bundle.zip'));
    await page.getByRole('heading', { name: 'The bundle is whole' }).waitFor();
    await page.getByText('Whose key it is').waitFor();
    await page.getByText('Whose time-stamp it is').waitFor();
  });
});
