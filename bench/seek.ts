/**
 * How soon a seek in the footage timeline shows its picture, in real Chromium: from the press to the canvas.
 * Usage: node bench/seek.ts [--minutes 5] [--seeks 100], or with --url of a running site and its user's LAMPLIGHTER_USER
 * and LAMPLIGHTER_PASSWORD.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import type { Footage } from '../src/contract/recording.ts';
import type { CameraView } from '../src/contract/shapes.ts';
import { openBrowser, openWindow } from '../test/browser/browser.ts';
import { seekTo } from '../test/browser/seeking.ts';
import { Operator, startApp, testPassword } from '../test/support/app.ts';
import { makeStreetFilm } from '../test/support/street-film.ts';
import { quantile, round, sleep } from './proc.ts';
import { record } from './results.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seeks: { type: 'string', default: '100' },
    url: { type: 'string' },
  },
});
const spanMs = Number(values.minutes) * 60_000;
const seeks = Number(values.seeks);
const targetMs = 300;

const site = values.url === undefined ? await ownSite() : null;
const url = values.url ?? site!.app.url;
const loadBefore = os.loadavg()[0]!;
const browser = await openBrowser();
try {
  const { context } = await openWindow(browser, url);
  const signedIn = await context.request.post(`${url}/api/session`, {
    data: {
      name: process.env.LAMPLIGHTER_USER ?? 'ada',
      password: process.env.LAMPLIGHTER_PASSWORD ?? testPassword,
    },
    headers: { origin: url },
  });
  if (!signedIn.ok()) throw new Error(`nobody can sign in at ${url}: ${await signedIn.text()}`);
  const [camera] = (await (await context.request.get(`${url}/api/cameras`)).json()) as CameraView[];
  const nowMs = Date.now();
  const listed = await context.request.get(
    `${url}/api/cameras/${camera!.id}/footage?fromMs=${nowMs - spanMs}&toMs=${nowMs}`,
  );
  const { segments } = (await listed.json()) as Footage;
  // Without the newest seconds, which still grow.
  const recorded = segments
    .filter(({ kind }) => kind === 'masked')
    .map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.min(toMs, nowMs - 15_000) }))
    .filter(({ fromMs, toMs }) => fromMs < toMs);
  if (recorded.length === 0) throw new Error(`nothing is recorded of ${camera!.name} in that time`);
  const page = await context.newPage();
  await page.goto(`${url}/footage?camera=${camera!.id}&at=${recorded[0]!.fromMs + 1}`);
  await page.locator('canvas[data-shown-ms]').first().waitFor();
  const view = await zoomTo(spanMs);
  let state = 7;
  const random = () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const inView = recorded.filter(
    ({ fromMs, toMs }) => fromMs >= view.fromMs && toMs <= view.fromMs + view.lengthMs,
  );
  const recordedMs = inView.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  /** An instant anywhere in what is recorded, as a share of the timeline's width. */
  const place = () => {
    let leftMs = random() * recordedMs;
    for (const { fromMs, toMs } of inView) {
      if (leftMs <= toMs - fromMs) return (fromMs + leftMs - view.fromMs) / view.lengthMs;
      leftMs -= toMs - fromMs;
    }
    return 0.5;
  };
  const { tookMs, fetchedMs, unchanged } = await seekTo(page, Array.from({ length: seeks }, place));
  record('footage-seek', {
    seeks: tookMs.length,
    unchanged,
    minutes: Number(values.minutes),
    p50Ms: round(quantile(tookMs, 0.5), 1),
    p95Ms: round(quantile(tookMs, 0.95), 1),
    fetched: fetchedMs.length,
    fetchedP50Ms: round(quantile(fetchedMs, 0.5), 1),
    fetchedP95Ms: round(quantile(fetchedMs, 0.95), 1),
    targetP95Ms: targetMs,
    loadBefore: round(loadBefore, 1),
    loadAfter: round(os.loadavg()[0]!, 1),
  });

  /** Zooms until the timeline shows little more than the span. */
  async function zoomTo(wantedMs: number): Promise<{ fromMs: number; lengthMs: number }> {
    const dayMs = 86_400_000;
    const lengthMs = dayMs / 2 ** Math.max(0, Math.floor(Math.log2(dayMs / wantedMs)) - 1);
    for (let shown = dayMs; shown > lengthMs; shown /= 2) await page.keyboard.press('+');
    await page.waitForTimeout(500);
    return page.evaluate(`(() => {
      const board = document.querySelector('[data-dragging]');
      return { fromMs: Number(board.dataset.fromMs), lengthMs: Number(board.dataset.toMs) - Number(board.dataset.fromMs) };
    })()`);
  }
} finally {
  await browser.close();
  await site?.app.stop();
  await site?.film.remove();
}

async function ownSite() {
  const film = await makeStreetFilm({ seconds: 30 });
  const app = await startApp(['--no-demo', '--camera', film.path]);
  await Operator.first(app);
  await sleep(spanMs + 20_000);
  return { film, app };
}
