/**
 * Ten tasks of a new operator, by keyboard alone and by mouse, with every key, character and click counted. What
 * docs/walk.md says is what was counted here: `UPDATE_WALK=1` writes it anew.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../support/app.ts';
import { recordSegment, startMs } from '../support/exhibit-world.ts';
import { situation, squareCamera } from '../support/situations.ts';
import { type StartedCentre, startCentre, testPassword } from '../support/start-centre.ts';
import { guardMs, noBrowser, openBrowser, openWindow } from './browser.ts';
import { type Effort, Hand } from './hand.ts';

const root = path.resolve(import.meta.dirname, '../..');
const consoleDirectory = process.env.LAMPLIGHTER_CONSOLE ?? path.join(root, 'dist/console');
const walkFile = path.join(root, 'docs/walk.md');
const minuteMs = 60_000;

let browser: Browser;
let started: StartedCentre;
/** How far the centre's clock lies back. */
let backMs = 0;
let count = 0;
/** End of what is recorded of the first camera. */
let recordedToMs = 0;

const counted = new Map<string, { keyboard: Effort; mouse: Effort }>();

before(async () => {
  if (noBrowser) return;
  assert.ok(existsSync(consoleDirectory), 'the console is built before this test');
  const cameras = ['Square', 'Platform 2', 'North gate', 'Tunnel'].map((name, i) =>
    squareCamera({ id: `c${i + 1}`, name }),
  );
  started = await startCentre({
    hasFootage: true,
    consoleDirectory,
    clock: { nowMs: () => Date.now() - backMs },
    config: () => ({ cameras }),
  });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

/** What an exercise plays again: it came an hour ago and is long over. */
async function anHourAgo(): Promise<void> {
  backMs = 59.5 * minuteMs;
  const past = await begin('c4');
  const over = { ...past, endedMs: Date.now() - backMs };
  started.fleet.say({ type: 'situation', phase: 'ended', situation: over, jpeg: null });
  await started.centre.engine.settled();
  backMs = 0;
  await acknowledgeAll();
}

/** A minute and a half of the first camera, up to now: real H.264, as ingest writes it. */
async function record(): Promise<void> {
  const groups = 45;
  const fromMs = Date.now() - groups * 2_000 - startMs;
  // A disk of a busy machine may not answer in time; it is asked again.
  const segment = await until(
    () => recordSegment(started.blobs!, { fromMs, groups }),
    guardMs,
    'the footage is written',
  );
  started.fleet.say({ type: 'segment.closed', segment });
  await started.centre.recording.settled();
  recordedToMs = segment.toMs;
}

/** @param detectedAtMs without it: now. */
async function begin(cameraId: string, detectedAtMs = Date.now() - backMs) {
  const nowMs = detectedAtMs;
  const what = situation(`walk-${++count}`, {
    cameraId,
    zoneId: `zone-${count}`,
    sinceMs: nowMs,
    detectedAtMs: nowMs,
  });
  started.fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg: null });
  await started.centre.engine.settled();
  return what;
}
const openAlarms = () => started.administrator.call('alarms.list', { query: {} });
async function acknowledgeAll(): Promise<void> {
  for (const { id, version, state } of await openAlarms())
    if (/unacknowledged/.test(state))
      await started.administrator.call('alarms.acknowledge', { params: { id }, body: { version } });
}
const newest = async () =>
  (await started.administrator.call('alarms.list', { query: { all: 'true', limit: 1 } }))[0]!;

/** A window of somebody who sits at the Watch page, signed in without being counted. */
async function sit(): Promise<{ page: Page; close: () => Promise<void> }> {
  const { context, complaints } = await openWindow(browser, started.url);
  const answer = await context.request.post(`${started.url}/api/session`, {
    data: { name: 'admin', password: testPassword },
    headers: { origin: started.url },
  });
  assert.ok(answer.ok());
  const page = await context.newPage();
  await page.goto(started.url);
  await page.locator('nav a[href="/alarms"]').first().waitFor();
  await until(
    async () => (await page.getByRole('button', { name: /Search/ }).count()) > 0,
    guardMs,
    'the frame of the page',
  );
  return {
    page,
    async close() {
      assert.deepEqual(complaints.all, []);
      await context.close();
    },
  };
}

/** Into the palette, by its key. */
async function find(hand: Hand, text: string): Promise<void> {
  await hand.press('/');
  const palette = hand.page.getByRole('dialog').getByRole('combobox');
  await palette.waitFor();
  await hand.type(text);
  await hand.page.getByRole('option').first().waitFor();
  await hand.press('Enter');
  // Until it is gone it keeps the keyboard to itself.
  await palette.waitFor({ state: 'detached' });
}

/** Past the frame around the page, by its first link. */
async function skipToPage(hand: Hand): Promise<void> {
  await hand.tabTo(hand.page.getByRole('link', { name: 'Skip to the page' }));
  await hand.press('Enter');
  await hand.page.locator('main:focus').waitFor();
}

type Task = {
  readonly name: string;
  /** An alarm waits in the queue when it begins. */
  readonly hasAlarm?: true;
  /** Makes what the task is about. */
  readonly ready?: () => Promise<unknown>;
  readonly keyboard: (hand: Hand) => Promise<void>;
  readonly mouse: (hand: Hand) => Promise<void>;
  /** The task is done: in the world, not only on the screen. */
  readonly done: (page: Page) => Promise<void>;
};

const noticed = async () => {
  await until(async () => (await newest()).state === 'acknowledged', guardMs, 'it is acknowledged');
  assert.equal((await newest()).acknowledgedBy, 'admin');
};
const zonesBefore = { n: 0 };
const square = async () => started.centre.registry.get('c1')!.stored;
const countZones = async () => {
  zonesBefore.n = (await square()).zones.length;
};
const fieldOf = (page: Page, label: string) => page.getByRole('dialog').getByLabel(label, { exact: true });

const tasks: readonly Task[] = [
  {
    name: 'Find the highest alarm and see how it came to it',
    hasAlarm: true,
    async ready() {
      await record();
      await begin('c1', recordedToMs - 5_000);
    },
    keyboard: async () => {},
    mouse: async () => {},
    done: async (page) => {
      // It stands on top with its picture; the clip of the ten seconds before plays by itself.
      const clip = page.locator('article[data-alarm] canvas[data-clip=playing]').first();
      await clip.waitFor();
      const seen = async () => Number(await clip.getAttribute('data-shown-ms'));
      const first = await seen();
      await until(async () => (await seen()) !== first, guardMs, 'the clip moves');
      const alarm = await alarmOn(page);
      const from = alarm.situation.detectedAtMs - 11_000;
      assert.ok((await seen()) > from && (await seen()) < alarm.situation.detectedAtMs + 3_000);
    },
  },
  {
    name: 'Acknowledge it',
    hasAlarm: true,
    ready: () => begin('c1'),
    keyboard: (hand) => hand.press('a'),
    mouse: (hand) =>
      hand.click(hand.page.locator('article[data-alarm]').getByRole('button', { name: 'Acknowledge' })),
    done: noticed,
  },
  {
    name: 'Shelve it for an hour, with a reason',
    hasAlarm: true,
    ready: () => begin('c2'),
    async keyboard(hand) {
      await hand.press('s');
      await hand.page.getByRole('dialog').getByText('Nuisance').waitFor();
      await hand.press('1');
    },
    async mouse(hand) {
      const card = hand.page.locator('article[data-alarm]');
      await hand.click(card.getByRole('button', { name: 'Shelve' }));
      await hand.click(hand.page.getByRole('dialog').getByText('Nuisance'));
    },
    async done() {
      await until(async () => (await newest()).state === 'shelved', guardMs, 'it is shelved');
      assert.equal((await newest()).aside!.reason, 'nuisance');
    },
  },
  {
    name: 'Mark it as a nuisance',
    hasAlarm: true,
    ready: () => begin('c3'),
    keyboard: (hand) => hand.press('x'),
    async mouse(hand) {
      const card = hand.page.locator('article[data-alarm]');
      await hand.click(card.getByRole('link', { name: 'Open' }));
      await hand.click(hand.page.getByRole('button', { name: 'Nuisance' }));
    },
    done: async () => void (await until(async () => (await newest()).nuisanceBy, guardMs, 'it is marked')),
  },
  {
    name: 'Find a camera by name',
    keyboard: (hand) => find(hand, 'nort'),
    async mouse(hand) {
      await hand.click(hand.page.locator('nav a[href="/cameras"]').first());
      await hand.click(hand.page.locator('li[data-camera-id="c3"] a').first());
    },
    done: (page) => page.waitForURL('**/cameras/c3'),
  },
  {
    name: 'Draw a closed area at a camera',
    ready: countZones,
    async keyboard(hand) {
      const { page } = hand;
      await find(hand, 'squa');
      await page.waitForURL('**/cameras/c1');
      await skipToPage(hand);
      await hand.tabTo(page.getByRole('button', { name: 'Zones', exact: true }));
      await hand.press('Enter');
      await hand.tabTo(page.locator('[data-preset=closed]'));
      await hand.press('Enter');
      // From the middle of the picture: one corner there, the other to the lower right.
      await hand.press('Enter');
      for (let i = 0; i < 12; i++) await hand.press('Shift+ArrowRight');
      for (let i = 0; i < 8; i++) await hand.press('Shift+ArrowDown');
      await hand.press('Enter');
      await page.locator('svg[role=application] [data-selected=true]').waitFor();
      await hand.press('Control+s');
    },
    async mouse(hand) {
      const { page } = hand;
      await hand.click(page.locator('nav a[href="/cameras"]').first());
      await hand.click(page.locator('li[data-camera-id="c1"] a').first());
      await hand.click(page.getByRole('button', { name: 'Zones', exact: true }));
      await hand.click(page.locator('[data-preset=closed]'));
      await hand.drag(page.locator('svg[role=application]'), [0.55, 0.55], [0.8, 0.8]);
      await hand.click(page.getByRole('button', { name: 'Save zones' }));
    },
    async done() {
      const added = async () => {
        const { zones } = await square();
        return zones.length === zonesBefore.n + 1 ? zones.at(-1) : undefined;
      };
      const zone = await until(added, guardMs, 'the zone is saved');
      assert.deepEqual(
        zone?.rules.map(({ kind }) => kind),
        ['intrusion'],
      );
    },
  },
  {
    name: 'Look back half a minute and export ten seconds',
    ready: record,
    async keyboard(hand) {
      const { page } = hand;
      await find(hand, 'foot');
      await page.waitForURL('**/footage*');
      await page.locator('[data-dragging] svg').waitFor();
      await page.locator('article[data-state=shown] canvas').waitFor();
      await hand.press('i', 'ArrowRight', 'o');
      await skipToPage(hand);
      await hand.tabTo(page.getByRole('link', { name: 'Export' }));
      await hand.press('Enter');
      await hand.tabTo(page.locator('[name=title]'));
      await hand.type('A fall');
      await hand.press('Tab');
      await hand.type('The insurer asks');
      await hand.tabTo(page.getByRole('button', { name: 'Make the exhibit' }));
      await hand.press('Enter');
    },
    async mouse(hand) {
      const { page } = hand;
      await hand.click(page.locator('nav a[href="/footage"]').first());
      await page.waitForURL('**/footage*');
      await page.locator('[data-dragging] svg').waitFor();
      await page.locator('article[data-state=shown] canvas').waitFor();
      await hand.click(page.getByRole('button', { name: 'Begin here' }));
      await hand.click(page.getByRole('button', { name: /^Play/ }).first());
      await page.waitForTimeout(2_000);
      await hand.click(page.getByRole('button', { name: 'End here' }));
      await hand.click(page.getByRole('link', { name: 'Export' }));
      await hand.click(page.locator('[name=title]'));
      await hand.type('A fall');
      await hand.click(page.locator('[name=reason]'));
      await hand.type('The insurer asks');
      await hand.click(page.getByRole('button', { name: 'Make the exhibit' }));
    },
    async done(page) {
      await page.waitForURL('**/evidence/exhibits');
      await page.getByText('A fall').first().waitFor();
    },
  },
  {
    name: 'Have somebody told of high alarms by e-mail',
    async keyboard(hand) {
      const { page } = hand;
      const press = async (name: string) => {
        await hand.tabTo(page.getByRole('button', { name, exact: true }));
        await hand.press('Enter');
        await fieldOf(page, 'Name').and(page.locator(':focus')).waitFor();
      };
      await find(hand, 'notif');
      await skipToPage(hand);
      await press('New channel');
      await hand.tabTo(fieldOf(page, 'Name'));
      await hand.type('Mail');
      await hand.tabTo(fieldOf(page, 'Mail server'));
      await hand.type('mail.example');
      await hand.tabTo(fieldOf(page, 'Sender'));
      await hand.type('w@a.example');
      await hand.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      // The keyboard is where it was before the form.
      await page.locator('main button:focus').waitFor();
      await press('New recipient');
      await hand.tabTo(fieldOf(page, 'Name'));
      await hand.type('Duty');
      await hand.tabTo(fieldOf(page, 'E-mail address'));
      await hand.type('d@a.example');
      await hand.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      // The keyboard is where it was before the form.
      await page.locator('main button:focus').waitFor();
      await press('New rule');
      await hand.tabTo(fieldOf(page, 'Name'));
      await hand.type('High');
      await hand.press('Tab', 'ArrowDown', 'Enter');
      await page.getByRole('dialog').getByText('Duty').first().waitFor();
      await hand.tabTo(page.getByRole('dialog').getByRole('button', { name: 'Save' }));
      await hand.press('Enter');
    },
    async mouse(hand) {
      const { page } = hand;
      const dialog = page.getByRole('dialog');
      const inName = () => fieldOf(page, 'Name').and(page.locator(':focus')).waitFor();
      await hand.click(page.locator('nav a[href="/settings"]').first());
      await hand.click(page.getByRole('link', { name: 'Notifications' }).first());
      await hand.click(page.getByRole('button', { name: 'New channel' }));
      await inName();
      await hand.type('Mail');
      await hand.click(fieldOf(page, 'Mail server'));
      await hand.type('mail.example');
      await hand.click(fieldOf(page, 'Sender'));
      await hand.type('w@a.example');
      await hand.click(dialog.getByRole('button', { name: 'Save' }));
      await dialog.waitFor({ state: 'detached' });
      await hand.click(page.getByRole('button', { name: 'New recipient' }));
      await inName();
      await hand.type('Duty');
      await hand.click(fieldOf(page, 'E-mail address'));
      await hand.type('d@a.example');
      await hand.click(dialog.getByRole('button', { name: 'Save' }));
      await dialog.waitFor({ state: 'detached' });
      await hand.click(page.getByRole('button', { name: 'New rule' }));
      await inName();
      await hand.type('High');
      await hand.click(dialog.locator('.mantine-MultiSelect-input').first());
      await hand.click(page.getByRole('option', { name: 'Duty' }).first());
      await hand.click(dialog.getByRole('button', { name: 'Save' }));
    },
    async done() {
      const setup = await until(
        async () => {
          const now = await started.administrator.call('notifications.setup');
          return now.rules.length > 0 && now;
        },
        guardMs,
        'the rule is there',
      );
      if (!setup) return;
      assert.ok(setup.rules[0]!.recipientIds.length > 0);
      await clearNotifications();
    },
  },
  {
    name: 'Run an exercise of the last hour and answer its first alarm',
    ready: anHourAgo,
    async keyboard(hand) {
      const { page } = hand;
      await find(hand, 'exer');
      await skipToPage(hand);
      await page.getByText(/alarms? came in that time/).waitFor();
      await hand.tabTo(page.getByRole('button', { name: 'Begin' }));
      await hand.press('Enter');
      await page.locator('[data-exercise-alarm]').waitFor();
      await hand.press('a', 'Escape');
    },
    async mouse(hand) {
      const { page } = hand;
      await hand.click(page.locator('nav a[href="/alarms"]').first());
      await hand.click(page.getByRole('link', { name: 'Exercise' }));
      await hand.click(page.getByRole('button', { name: 'Begin' }));
      await hand.click(page.locator('article').getByRole('button', { name: /^Acknowledge/ }));
      await hand.click(page.getByRole('button', { name: /^End/ }));
    },
    async done(page) {
      await page.getByRole('heading', { name: 'How it went' }).waitFor();
      await page.getByText('The result is kept.').waitFor();
      const [record] = await started.administrator.call('exercises.list');
      assert.equal(record!.report.acknowledged, 1);
    },
  },
];

async function alarmOn(page: Page) {
  const id = await page.locator('article[data-alarm]').first().getAttribute('data-alarm');
  return started.administrator.call('alarms.get', { params: { id: id! } });
}

async function clearNotifications(): Promise<void> {
  const { rules, recipients, channels } = await started.administrator.call('notifications.setup');
  for (const { id } of rules)
    await started.administrator.call('notification-rules.delete', { params: { id } });
  for (const { id } of recipients)
    await started.administrator.call('notification-recipients.delete', { params: { id } });
  for (const { id } of channels)
    await started.administrator.call('notification-channels.delete', { params: { id } });
}

test('Sign in', { skip: noBrowser }, async () => {
  const efforts: Effort[] = [];
  for (const by of ['keyboard', 'mouse'] as const) {
    const { context, complaints } = await openWindow(browser, started.url);
    const page = await context.newPage();
    await page.goto(started.url);
    await page.locator('[name=username]:focus').waitFor();
    const hand = new Hand(page);
    await hand.type('admin');
    if (by === 'keyboard') await hand.press('Tab');
    else await hand.click(page.locator('[name=password]'));
    await hand.type(testPassword);
    if (by === 'keyboard') await hand.press('Enter');
    else await hand.click(page.locator('button[type=submit]'));
    await page.locator('nav a[href="/alarms"]').first().waitFor();
    efforts.push(hand.effort);
    assert.deepEqual(complaints.all, []);
    await context.close();
  }
  counted.set('Sign in', { keyboard: efforts[0]!, mouse: efforts[1]! });
});

for (const task of tasks) {
  test(task.name, { skip: noBrowser }, async (t) => {
    const efforts: Effort[] = [];
    for (const by of ['keyboard', 'mouse'] as const) {
      await task.ready?.();
      const { page, close } = await sit();
      if (task.hasAlarm) await page.locator('article[data-alarm]').waitFor();
      const hand = new Hand(page);
      await task[by](hand);
      await task.done(page);
      efforts.push(hand.effort);
      assert.equal(by === 'keyboard' ? hand.effort.clicks : hand.effort.keys, 0, `by ${by} alone`);
      await close();
      await acknowledgeAll();
    }
    counted.set(task.name, { keyboard: efforts[0]!, mouse: efforts[1]! });
    t.diagnostic(JSON.stringify(counted.get(task.name)));
  });
}

/** Lines of the table: number, task, keys, characters, clicks, and what peers say. */
const row = /^\| (\d+) \| ([^|]+) \| (\d+) \| (\d+) \| (\d+) \|/;

test('the written walk says what was counted', { skip: noBrowser }, async () => {
  const lines = (await readFile(walkFile, 'utf8')).split('\n');
  const written = new Map<string, string>();
  const next = lines.map((line) => {
    const [, n, name = '', ...numbers] = row.exec(line) ?? [];
    const effort = counted.get(name.trim());
    if (n === undefined || effort === undefined) return line;
    written.set(name.trim(), numbers.join(' '));
    const { keyboard, mouse } = effort;
    return line.replace(row, `| ${n} | ${name} | ${keyboard.keys} | ${keyboard.typed} | ${mouse.clicks} |`);
  });
  if (process.env.UPDATE_WALK === '1') return writeFile(walkFile, next.join('\n'));
  assert.equal(counted.size, 10);
  for (const [name, { keyboard, mouse }] of counted)
    assert.equal(written.get(name), `${keyboard.keys} ${keyboard.typed} ${mouse.clicks}`, name);
});
