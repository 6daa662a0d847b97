/**
 * A console whose line is cut and comes back, and two operators at one alarm: in a real Chromium, against a real centre.
 *
 * The five minutes are those of the page's clock: all its timers run as in five minutes (Playwright's clock, forwarded
 * in steps), while the line is really cut, in the browser's network (CDP: new requests fail) and between it and the
 * server (connections that stood carry nothing), and the server really goes on. What resumes is the browser's own
 * EventSource and its requests, which no clock fakes. So the test waits seconds, and every watchdog, probe and reopened
 * connection of five minutes without a line still happens.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import type { LiveEvent } from '../../src/contract/events.ts';
import type { AlarmView } from '../../src/contract/shapes.ts';
import { isOpen } from '../../src/core/alarm/alarm.ts';
import type { Situation } from '../../src/core/situation/situation.ts';
import { until } from '../support/app.ts';
import { type CuttableLine, layLine } from '../support/cuttable-line.ts';
import { situation, squareCamera } from '../support/situations.ts';
import { type StartedCentre, startCentre, testPassword } from '../support/start-centre.ts';
import { guardMs, noBrowser, openBrowser, openWindow } from './browser.ts';

const root = path.resolve(import.meta.dirname, '../..');
const consoleDirectory = process.env.LAMPLIGHTER_CONSOLE ?? path.join(root, 'dist/console');
const minuteMs = 60_000;
let started: StartedCentre;
let line: CuttableLine;
let browser: Browser;
let count = 0;

before(async () => {
  if (noBrowser) return;
  assert.ok(existsSync(consoleDirectory), 'the console is built before this test');
  const cameras = Array.from({ length: 8 }, (_, i) => squareCamera({ id: `cam-${i}`, name: `Camera ${i}` }));
  started = await startCentre({ consoleDirectory, config: () => ({ cameras }) });
  for (const name of ['ada', 'bert'])
    await started.administrator.call('users.create', {
      body: { name, password: testPassword, role: 'operator' },
    });
  line = await layLine(started.url);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await line?.stop();
  await started?.stop();
});
beforeEach(async () => {
  if (noBrowser) return;
  await settle();
});

/** Nothing is open any more. */
async function settle(): Promise<void> {
  started.centre.engine.endOpen(() => true, 'reported');
  await started.centre.engine.settled();
  for (const { id, version, state } of await open())
    if (state !== 'normal')
      await started.administrator.call('alarms.acknowledge', { params: { id }, body: { version } });
}

const open = () => started.administrator.call('alarms.list', { query: { limit: 2_000 } });

async function begin(cameraId: string, more: Partial<Situation> = {}): Promise<Situation> {
  const nowMs = Date.now();
  // Each time another zone: nothing gathers in an alarm of an earlier test.
  const what = situation(`cut-${++count}`, {
    cameraId,
    zoneId: `zone-${count}`,
    sinceMs: nowMs,
    detectedAtMs: nowMs,
    ...more,
  });
  started.fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg: null });
  await started.centre.engine.settled();
  return what;
}

async function end(what: Situation): Promise<void> {
  const over = { ...what, endedMs: Date.now() };
  started.fleet.say({ type: 'situation', phase: 'ended', situation: over, jpeg: null });
  await started.centre.engine.settled();
}

async function acknowledge(what: Situation): Promise<void> {
  const { id, version } = (await open()).find(({ situationId }) => situationId === what.id)!;
  await started.administrator.call('alarms.acknowledge', { params: { id }, body: { version } });
}

/** An operator's window that notes every event as it comes in, and every question it asks. */
class Desk {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly asked: string[] = [];
  private readonly network: CDPSession;

  private constructor(context: BrowserContext, page: Page, network: CDPSession) {
    this.context = context;
    this.page = page;
    this.network = network;
    page.on('request', (request) =>
      this.asked.push(new URL(request.url()).pathname + new URL(request.url()).search),
    );
  }

  static async open(name: string): Promise<Desk> {
    const { context } = await openWindow(browser, line.url);
    await context.addInitScript(`
      globalThis.heard = [];
      const Real = EventSource;
      globalThis.EventSource = class extends Real {
        constructor(...of) {
          super(...of);
          this.addEventListener('message', ({ data }) => heard.push(JSON.parse(data)));
        }
      };`);
    const page = await context.newPage();
    await page.clock.install();
    const desk = new Desk(context, page, await context.newCDPSession(page));
    await page.goto(line.url);
    await page.locator('[name=username]').fill(name);
    await page.locator('[name=password]').fill(testPassword);
    await page.locator('button[type=submit]').click();
    await page.locator('nav a[href="/alarms"]').first().click();
    await page.waitForURL('**/alarms');
    await until(async () => (await desk.heard('hello')).length > 0, guardMs, 'the first hello');
    return desk;
  }

  /** @param how null: the line is there again. */
  async cut(how: 'closed' | 'silent' | null): Promise<void> {
    const speed = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    if (how === null) line.mend();
    else line.cut(how);
    await this.network.send('Network.enable');
    await this.network.send('Network.emulateNetworkConditions', { offline: how !== null, ...speed });
  }

  async heard<T extends LiveEvent['type']>(type: T): Promise<Extract<LiveEvent, { type: T }>[]> {
    const all = (await this.page.evaluate('heard')) as LiveEvent[];
    return all.filter((event): event is Extract<LiveEvent, { type: T }> => event.type === type);
  }

  /** Every version of every alarm it was told, in order. */
  async told(): Promise<string[]> {
    return (await this.heard('alarm')).map(({ alarm }) => `${alarm.id} ${alarm.version}`);
  }

  /** Alarms in the table of open ones, with the word for their state. */
  rows(): Promise<string[]> {
    return this.page.locator('main tbody tr').allInnerTexts();
  }
}

/** What was announced from an event on, in order. */
async function announcedAfter(id: number): Promise<string[]> {
  const rows = await started.centre.sql<
    { event: LiveEvent }[]
  >`select event from outbox where id > ${id} order by id`;
  return rows.flatMap(({ event }) =>
    event.type === 'alarm' ? [`${event.alarm.id} ${event.alarm.version}`] : [],
  );
}
async function newestId(): Promise<number> {
  const [row] = await started.centre.sql<{ id: number }[]>`select max(id)::int as id from outbox`;
  return row!.id;
}

/** Raised, raised and over, raised and noticed, noticed and over, over and noticed; three that stood before change too. */
async function muchHappens(stood: readonly Situation[]): Promise<void> {
  const [returns, taken, gone] = stood as [Situation, Situation, Situation];
  await begin('cam-3');
  const short = await begin('cam-4', { kind: 'queue' });
  await end(short);
  const noticed = await begin('cam-5', { kind: 'loitering' });
  await acknowledge(noticed);
  const whole = await begin('cam-6', { kind: 'crowding' });
  await acknowledge(whole);
  await end(whole);
  await end(returns);
  await acknowledge(taken);
  await acknowledge(gone);
  await end(gone);
}

/** The table on the screen is what the server has, each alarm once. */
async function assertSame(desk: Desk): Promise<void> {
  const expected = (await open()).filter(isOpen);
  await until(
    async () => (await desk.page.locator('main tbody tr').count()) === expected.length,
    guardMs,
    `${expected.length} rows`,
  );
  const words = (alarm: AlarmView) =>
    ({
      unacknowledged: 'Unacknowledged',
      acknowledged: 'Acknowledged',
      'returned-unacknowledged': 'Over, unacknowledged',
    })[alarm.state as string]!;
  const rows = await desk.rows();
  for (const alarm of expected) {
    const mine = rows.filter((row) => row.includes(alarm.cameraName) && row.includes(words(alarm)));
    assert.equal(mine.length, 1, `${alarm.cameraName} ${alarm.state} in ${JSON.stringify(rows)}`);
  }
}

test('five minutes without a line: every change is told once, in order, and the screen is right', {
  skip: noBrowser,
}, async () => {
  const desk = await Desk.open('ada');
  const stood = [await begin('cam-0'), await begin('cam-1'), await begin('cam-2')];
  await until(async () => (await desk.told()).length === 3, guardMs, 'what stood before');
  const from = await newestId();
  await desk.cut('silent');
  await muchHappens(stood);
  for (let minute = 0; minute < 5; minute++) await desk.page.clock.runFor(minuteMs);
  await desk.page.getByText(/Connection lost 0[45]:\d\d ago/).waitFor();
  assert.equal((await desk.told()).length, 3, 'nothing came through a line that is cut');
  assert.ok(desk.asked.filter((address) => address.startsWith('/api/events')).length > 2, 'it has tried');
  const before = desk.asked.length;
  await desk.cut(null);
  await desk.page.getByText(/Connection lost/).waitFor({ state: 'detached' });
  const expected = await announcedAfter(from);
  assert.equal(expected.length, 12);
  await until(async () => (await desk.told()).length >= 3 + expected.length, guardMs, 'what was missed');
  assert.deepEqual((await desk.told()).slice(3), expected, 'nothing missed, nothing doubled');
  const [, ...hellos] = await desk.heard('hello');
  assert.ok(hellos.length > 0 && hellos.every(({ resumed }) => resumed), 'it went on where it stood');
  assert.deepEqual(
    desk.asked.slice(before).filter((address) => address.startsWith('/api/alarms')),
    [],
    'and needed no list',
  );
  await assertSame(desk);
  await desk.page.getByText('Connected again. Nothing was missed.').waitFor();
  await desk.context.close();
});

test('a blink of the line resumes too, before anybody is told of it', { skip: noBrowser }, async () => {
  const desk = await Desk.open('ada');
  const stood = [await begin('cam-0'), await begin('cam-1'), await begin('cam-2')];
  await until(async () => (await desk.told()).length === 3, guardMs, 'what stood before');
  const from = await newestId();
  await desk.cut('closed');
  await muchHappens(stood);
  await desk.cut(null);
  const expected = await announcedAfter(from);
  await until(async () => (await desk.told()).length >= 3 + expected.length, guardMs, 'what was missed');
  assert.deepEqual((await desk.told()).slice(3), expected);
  assert.ok((await desk.heard('hello')).slice(1).every(({ resumed }) => resumed));
  await assertSame(desk);
  await desk.context.close();
});

test('who was away longer than events are kept reads the lists anew, and sees the same', {
  skip: noBrowser,
}, async () => {
  const desk = await Desk.open('ada');
  const stood = [await begin('cam-0'), await begin('cam-1'), await begin('cam-2')];
  await until(async () => (await desk.told()).length === 3, guardMs, 'what stood before');
  await desk.cut('silent');
  await muchHappens(stood);
  // As the housekeeping does after a day: the newest event stays.
  await started.centre.sql`delete from outbox where id < (select max(id) from outbox)`;
  for (let minute = 0; minute < 5; minute++) await desk.page.clock.runFor(minuteMs);
  await desk.cut(null);
  await until(
    async () => (await desk.heard('hello')).some(({ resumed }, i) => i > 0 && !resumed),
    guardMs,
    'a hello that says so',
  );
  await assertSame(desk);
  await desk.context.close();
});

/** Both look at the alarm; what the second asks waits until the first has been answered. */
async function both(
  first: (page: Page) => Promise<void>,
  second: (page: Page) => Promise<void>,
): Promise<Desk[]> {
  const [ada, bert] = [await Desk.open('ada'), await Desk.open('bert')];
  await begin('cam-7', { kind: 'intrusion' });
  for (const { page } of [ada, bert]) await page.locator('main tbody tr', { hasText: 'Camera 7' }).waitFor();
  let letGo = () => {};
  const answered = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await bert.page.route(/\/api\/alarms\/[^/]+\/(acknowledge|shelve)$/, async (route) => {
    await answered;
    await route.continue();
  });
  const asking = bert.page.waitForRequest(/\/(acknowledge|shelve)$/);
  await second(bert.page);
  await asking;
  const answer = ada.page.waitForResponse(/\/(acknowledge|shelve)$/);
  await first(ada.page);
  assert.equal((await answer).status(), 200);
  letGo();
  return [ada, bert];
}

const pressA = (page: Page) => page.keyboard.press('a');
async function shelveIt(page: Page): Promise<void> {
  await page.keyboard.press('s');
  await page.getByRole('dialog').getByText('Nuisance').waitFor();
  await page.keyboard.press('1');
}

/** Who changed the newest alarm, newest first. */
async function entriesOfNewest(): Promise<string[]> {
  const [alarm] = await open();
  const entries = await started.administrator.call('audit.list', { query: { limit: 50 } });
  return entries.filter(({ target }) => target === alarm!.id).map(({ who, action }) => `${who} ${action}`);
}

test('of two who acknowledge the same alarm the second is told who was quicker', {
  skip: noBrowser,
}, async () => {
  const [ada, bert] = await both(pressA, pressA);
  await bert!.page.getByText('ada was quicker: this alarm was already acknowledged.').waitFor();
  assert.equal(await ada!.page.getByText(/was quicker/).count(), 0);
  assert.deepEqual(await entriesOfNewest(), ['ada alarm.acknowledged', 'system alarm.raised']);
  for (const { page, context } of [ada!, bert!]) {
    await page.locator('main tbody tr', { hasText: 'Camera 7' }).getByText('Acknowledged').waitFor();
    await context.close();
  }
});

test('who acknowledges what was just shelved is told that, and who shelves what was just acknowledged too', {
  skip: noBrowser,
}, async () => {
  const [ada, bert] = await both(shelveIt, pressA);
  await bert!.page.getByText('ada was quicker: this alarm is set aside already.').waitFor();
  await ada!.context.close();
  await bert!.context.close();
  const again = await both(pressA, shelveIt);
  await again[1]!.page.getByText('ada was quicker: this alarm was already acknowledged.').waitFor();
  assert.deepEqual(await entriesOfNewest(), ['ada alarm.acknowledged', 'system alarm.raised']);
  for (const { context } of again) await context.close();
});
