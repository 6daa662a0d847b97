/** A real Chromium for the console's tests: found, never downloaded; everything that is not as it should be is kept. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

/** Where Chromium is; null where there is none. */
export const chromiumPath: string | null =
  [process.env.CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path)) ?? null;

/** For `test(name, { skip: noBrowser }, ...)`: false, or why the test cannot run here. */
export const noBrowser: string | false =
  chromiumPath === null && 'no Chromium here: install it, or set CHROMIUM to its path';

/** A guard against hanging on a busy machine, not a measurement. */
export const guardMs = 60_000;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath!,
    // No sandbox: inside a container root may not make one; the pages are our own.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu-driver-bug-workarounds'],
  });
}

/** What a page said or asked for that it should not have. */
export type Complaints = { readonly all: string[] };

/**
 * A window of its own, as another operator's would be.
 * @param url the only server its pages may ask.
 */
export async function openWindow(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ readonly context: BrowserContext; readonly complaints: Complaints }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    locale: 'en-GB',
    colorScheme: 'dark',
    ...options,
  });
  context.setDefaultTimeout(guardMs);
  const complaints: string[] = [];
  const home = new URL(url).host;
  context.on('request', (request) => {
    const asked = new URL(request.url());
    if (!['blob:', 'data:'].includes(asked.protocol) && asked.host !== home)
      complaints.push(`asked another server: ${request.url()}`);
  });
  context.on('weberror', (event) => complaints.push(`threw: ${event.error().stack}`));
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    const { url: from } = message.location();
    // Asking who is signed in, before anybody is, is answered with 401; the browser says so by itself.
    if (new URL(from || home, url).pathname === '/api/session' && /401/.test(message.text())) return;
    complaints.push(`console error: ${message.text()} (${from})`);
  });
  return { context, complaints: { all: complaints } };
}
