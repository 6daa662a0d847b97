/** From an alarm to a closed incident, a handover and a procedure: by keyboard, in a real Chromium, against a real centre. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import type { Incident } from '../../src/contract/incidents.ts';
import type { Situation } from '../../src/core/situation/situation.ts';
import { type Somebody, somebody } from '../support/custody-world.ts';
import { situation, squareCamera } from '../support/situations.ts';
import { type StartedCentre, startCentre } from '../support/start-centre.ts';
import { openTown } from '../support/town-console.ts';
import { noBrowser, openBrowser } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

const consoleDirectory =
  process.env.LAMPLIGHTER_CONSOLE ?? path.resolve(import.meta.dirname, '../../dist/console');
const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 720 };
let started: StartedCentre;
let browser: Browser;
let page: Page;
let olga: Somebody;
let complaints: () => readonly string[] = () => [];
let jpeg: Uint8Array;
let count = 0;

before(async () => {
  if (noBrowser) return;
  started = await startCentre({
    consoleDirectory,
    config: () => ({ cameras: [squareCamera(), squareCamera({ id: 'gate', name: 'Gate' })] }),
  });
  olga = await somebody(started, 'olga', 'operator');
  jpeg = new Uint8Array(
    await sharp({ create: { width: 160, height: 90, channels: 3, background: '#355' } })
      .jpeg()
      .toBuffer(),
  );
  browser = await openBrowser();
  ({ page, complaints } = await openTown(browser, started));
  await page.goto(started.url);
  await page.locator('[data-queue-known=true]').waitFor();
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

async function begin(more: Partial<Situation> = {}): Promise<void> {
  const nowMs = Date.now();
  const what = situation(`incident-${++count}`, { sinceMs: nowMs, detectedAtMs: nowMs, ...more });
  started.fleet.say({ type: 'situation', phase: 'began', situation: what, jpeg });
  await started.centre.engine.settled();
}

async function shoot(name: string): Promise<void> {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS) await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
}

/** No barrier in either theme, nothing too wide on a desk or a phone. */
async function judge(name: string): Promise<void> {
  assert.deepEqual(await barriersInBothThemes(page), [], name);
  await shoot(`${name}-light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(`${name}-dark`);
  await page.setViewportSize(phone);
  assert.deepEqual(await tooWide(page), [], `${name} on a phone`);
  await shoot(`${name}-phone`);
  await page.setViewportSize(desk);
  assert.deepEqual(await tooWide(page), [], name);
}

async function newest(): Promise<Incident> {
  const [incident] = await started.administrator.call('incidents.list', { query: { all: 'true', limit: 1 } });
  return incident!;
}

test('an alarm becomes an incident, its steps are done, a note is written and it is closed: by keys alone', {
  skip: noBrowser,
}, async () => {
  await begin();
  await page.locator('article[data-alarm]').waitFor();
  await shoot('watch');
  await page.keyboard.press('i');
  await page.waitForURL('**/incidents/*');
  await page.locator('[data-part=steps] li').first().waitFor();
  const opened = await newest();
  assert.equal(page.url(), `${started.url}/incidents/${opened.id}`);
  assert.deepEqual([opened.state, opened.origin, opened.alarms.length], ['open', 'alarm', 1]);

  await page.keyboard.press('t');
  await page.getByText('commander: admin').waitFor();
  // The picture that came with the alarm stands in the log.
  await page.locator('[data-part=log] img').first().waitFor();
  await judge('incident');

  // Required steps are in the way of closing, and are named.
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/required steps are not done/).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(
    page.url(),
    `${started.url}/incidents/${opened.id}`,
    'Escape closed the form and nothing else',
  );

  for (const [i, { id }] of opened.tasks.entries()) {
    await page.locator(`[data-step="${id}"][aria-current=step]`).waitFor();
    await page.keyboard.press(i === 0 ? 'w' : 'd');
    if (i === 0) {
      await dialog.getByLabel('What was found, or done').waitFor();
      await page.keyboard.type('Two, behind the fence.');
      await page.keyboard.press('Enter');
    }
    await page.locator(`[data-step="${id}"][data-state=done]`).waitFor();
  }
  await page.keyboard.press('l');
  await page.keyboard.type('Two people, on their way to the gate.');
  await page.keyboard.press('Enter');
  await page.locator('[data-kind=noted]', { hasText: 'Two people, on their way' }).waitFor();
  await page.keyboard.press('Escape');

  await page.keyboard.press('c');
  await dialog.getByLabel('Outcome').waitFor();
  for (const _ of ['outcome', 'cause']) {
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('option').first().waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('A fence there would help.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'How it ended' }).waitFor();
  const closed = await newest();
  assert.equal(closed.state, 'closed');
  assert.equal(closed.closing!.lessons, 'A fence there would help.');
  assert.equal(closed.roles.command, 'admin');
  assert.equal(closed.tasks[0]!.note, 'Two, behind the fence.');
  assert.ok(closed.tasks.every(({ state, by }) => state === 'done' && by === 'admin'));
  await judge('incident-closed');
});

test('the second of two operators is told in words who was quicker, and sees how it stands now', {
  skip: noBrowser,
}, async () => {
  await begin({ kind: 'loitering', cameraId: 'gate' });
  const [alarm] = (await olga.client.call('alarms.list', { query: {} })).filter(
    ({ kind }) => kind === 'loitering',
  );
  const theirs = await olga.client.call('incidents.create', {
    body: { origin: 'alarm', alarmIds: [alarm!.id], words: 'Somebody sits at the gate.' },
  });
  await page.goto(`${started.url}/incidents/${theirs.id}`);
  const [step] = theirs.tasks;
  await page.locator(`[data-step="${step!.id}"][aria-current=step]`).waitFor();
  // As if both had pressed in the same moment: hers arrives while his is on its way.
  await page.route('**/api/incidents/*/tasks/*', async (route) => {
    await olga.client.call('incidents.tasks', {
      params: { id: theirs.id, taskId: step!.id },
      body: { state: 'done', note: 'A child waits for its mother.' },
    });
    await route.continue();
  });
  await page.keyboard.press('d');
  await page.getByText(/^olga was quicker with this step, at .*: Done\.$/).waitFor();
  await page.unroute('**/api/incidents/*/tasks/*');
  await page.locator(`[data-step="${step!.id}"][data-state=done]`).waitFor();
  await page.getByText('A child waits for its mother.').first().waitFor();
  await page.route('**/api/incidents/*/roles/*', async (route) => {
    const { version } = (await olga.client.call('incidents.get', { params: { id: theirs.id } })).incident;
    await olga.client.call('incidents.hold', {
      params: { id: theirs.id },
      body: { version, reason: 'the mother comes' },
    });
    await route.continue();
  });
  await page.getByRole('button', { name: 'Me as Incident commander' }).click();
  await page.getByText(/^olga was quicker, at .*: the incident is now “On hold”/).waitFor();
  await page.unroute('**/api/incidents/*/roles/*');
  await page.getByText('waits for: the mother comes').waitFor();
  // Both refusals are said by the browser too; nothing else may be.
  assert.deepEqual(
    complaints().filter((one) => !/409/.test(one)),
    [],
  );
});

test('what may belong to an incident is proposed, and joined by a person; an alarm of another one leads there', {
  skip: noBrowser,
}, async () => {
  await begin({ kind: 'line-crossing', cameraId: 'gate' });
  const alarms = page.locator('[data-part=alarms]');
  await alarms.locator('[data-proposed]').getByText('same camera').waitFor();
  await shoot('incident-proposed');
  await alarms
    .getByRole('button', { name: /^Attach: / })
    .first()
    .press('Enter');
  await alarms.locator('[data-alarm]').nth(1).waitFor();
  const incident = (await started.administrator.call('incidents.list', { query: {} })).find(
    ({ kind }) => kind === 'loitering',
  )!;
  assert.deepEqual(
    incident.alarms.map(({ kind }) => kind),
    ['loitering', 'line-crossing'],
  );
  await page.goto(`${started.url}/alarms/${incident.alarms[1]!.id}`);
  await page.locator('[data-part=incident]').getByText(`${incident.number} · `).waitFor();
  await shoot('alarm-of-incident');
  await page.keyboard.press('i');
  await page.waitForURL(`**/incidents/${incident.id}`);
});

test('the report is there as a file and as a text', { skip: noBrowser }, async () => {
  await page.locator('[data-report]').press('Enter');
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'As PDF' }).press('Enter');
  assert.match((await download).suggestedFilename(), /^incident-\d+-en\.pdf$/);
  await page.locator('[data-report]').press('Enter');
  await page.getByRole('menuitem', { name: 'As text' }).press('Enter');
  await page.getByText(/SITUATION\nMade: /).waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  await shoot('incident-report');
  await page.keyboard.press('Escape');
});

test('a call becomes an incident from the list', { skip: noBrowser }, async () => {
  await page.goto(`${started.url}/incidents`);
  await page.locator('tr[data-incident]').first().waitFor();
  await judge('incidents');
  await page.getByRole('button', { name: 'New incident' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What it is').fill('hurt');
  await page.getByRole('option', { name: 'Somebody is hurt or ill' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Where').fill('Hall B, stairs');
  await dialog.getByLabel('What was said or seen').fill('A man fell on the stairs.');
  assert.deepEqual(await barriersInBothThemes(page), []);
  await shoot('incident-new');
  await dialog.getByRole('button', { name: 'Open an incident' }).press('Enter');
  await page.getByRole('heading', { name: /Somebody is hurt or ill: Hall B, stairs/ }).waitFor();
  assert.deepEqual([(await newest()).origin, (await newest()).place], ['call', 'Hall B, stairs']);
});

test('a unit is sent from the page of the incident, and the log says so', { skip: noBrowser }, async () => {
  const { id, version } = await started.administrator.call('units.create', {
    body: { name: 'Patrol 3', kind: 'patrol' },
  });
  await started.administrator.call('units.act', { params: { id }, body: { action: 'made-free', version } });
  const units = page.locator('[data-part=units]');
  await units.getByText('No unit is sent here.').waitFor();
  await units.getByRole('button', { name: 'Send Patrol 3' }).press('Enter');
  await units
    .locator('[data-unit]')
    .getByText(/^Assigned · .* · not acknowledged yet$/)
    .waitFor();
  await page.locator('[data-kind=unit]').getByText('Unit Patrol 3: sent here').waitFor();
  await judge('incident-units');
});

test('a shift hands over; the next one is told on every page, reads it and takes over', {
  skip: noBrowser,
}, async () => {
  await page.goto(`${started.url}/handover`);
  const write = page.getByRole('region', { name: 'Hand over' });
  await write.getByText(/open incident/).waitFor();
  await write.getByLabel('In your words').fill('Gate 3 sticks. The key is with the guard.');
  await judge('handover-write');
  await write.getByRole('button', { name: 'Hand over' }).press('Enter');
  await page.locator('[data-waiting]').getByText('It waits for the next shift').waitFor();
  assert.equal(await page.getByRole('button', { name: /take over/ }).count(), 0, 'not by its writer');

  const written = await olga.client.call('handovers.create', { body: { text: 'Лестница мокрая.' } });
  await page.getByText('Лестница мокрая.').waitFor();
  await page.goto(`${started.url}/cameras`);
  await page.getByText(/^olga handed over at .*\. Read it and take over\.$/).waitFor();
  await shoot('handover-strip');
  await page.getByRole('link', { name: 'Read', exact: true }).press('Enter');
  await page.locator('[data-waiting]').waitFor();
  await judge('handover');
  await page.getByRole('button', { name: 'I have read it and take over' }).press('Enter');
  await page.getByText('You have taken over.').waitFor();
  await page.locator('[data-waiting]').waitFor({ state: 'detached' });
  const [taken] = await olga.client.call('handovers.list', { query: { limit: 1 } });
  assert.deepEqual([taken!.id, taken!.state, taken!.takenBy], [written.id, 'taken', 'admin']);
});

test('a procedure is written anew; who comes second keeps the text and is told', {
  skip: noBrowser,
}, async () => {
  await page.goto(`${started.url}/procedures?kind=queue`);
  await page.locator('[data-procedure=queue]').waitFor();
  await judge('procedures');
  await page.getByRole('button', { name: 'Edit', exact: true }).press('Enter');
  const editor = page.locator('[data-editor=queue]');
  const first = editor.locator('li[data-step]').first();
  await first.getByLabel('Text in English').fill('Look how long the queue is.');
  await editor.getByRole('button', { name: 'Add a step' }).press('Enter');
  await editor.getByText(/^Step \d says nothing\.$/).waitFor();
  const last = editor.locator('li[data-step]').last();
  await last.getByLabel('Text in English').fill('The manager is told.');
  await last.getByLabel('Who does it').press('ArrowDown');
  await page.getByRole('option', { name: 'The system notifies' }).click();
  await last.getByLabel('Whom, by the names of recipients').fill('duty-manager');
  await page.keyboard.press('Enter');
  await judge('procedure-editor');

  const before = await started.administrator.call('procedures.list');
  const { steps, version } = before.find(({ kind }) => kind === 'queue')!;
  await started.administrator.call('procedures.replace', {
    params: { kind: 'queue' },
    body: { version, steps: steps.slice(1) },
  });
  await editor.getByRole('button', { name: 'Review and save' }).press('Enter');
  const review = page.getByRole('dialog');
  await review.getByRole('button', { name: 'Save as version 1' }).press('Enter');
  await review.getByText(/^admin was quicker, at .*: version 1 is in force/).waitFor();
  // Compared with theirs by now: what they removed would come back.
  await review.locator(`[data-difference=added][data-step="${steps[0]!.id}"]`).waitFor();
  await review.getByRole('button', { name: 'Save over it all the same' }).press('Enter');
  await page.locator('[data-procedure=queue]').getByText('Look how long the queue is.').waitFor();
  const own = (await started.administrator.call('procedures.list')).find(({ kind }) => kind === 'queue')!;
  assert.deepEqual([own.version, own.madeBy, own.steps.length], [2, 'admin', steps.length + 1]);
  assert.deepEqual(own.steps.at(-1)!.automatic, { do: 'notify', to: ['duty-manager'] });
});

test('procedures go out as a file and come in from one', { skip: noBrowser }, async () => {
  await page.getByRole('button', { name: 'Export' }).press('Enter');
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'This one, as YAML' }).press('Enter');
  const file = await download;
  assert.equal(file.suggestedFilename(), 'procedures-queue.yaml');
  const text = await new Response(await file.createReadStream().then((stream) => stream as never)).text();
  await page.getByRole('button', { name: 'Import' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Or paste the text').fill('procedures: [{ kind: flood, version: 0, steps: [] }]');
  await dialog.getByRole('button', { name: 'See what would change' }).press('Enter');
  await dialog.getByText(/^Procedure 1, “kind”: “flood” is not known\. Possible: /).waitFor();
  assert.deepEqual(await barriersInBothThemes(page), []);
  await dialog
    .getByLabel('Or paste the text')
    .fill(text.replace('Look how long the queue is.', 'Count the queue.'));
  await dialog.getByRole('button', { name: 'See what would change' }).press('Enter');
  await dialog.locator('[data-preview=queue] [data-difference=changed]').waitFor();
  await dialog.getByRole('button', { name: 'Import' }).press('Enter');
  await page.getByText('1 procedure has a new version, 0 said the same already.').waitFor();
  await page.locator('[data-procedure=queue]').getByText('Count the queue.').waitFor();
});

test('what is wrong with an imported text is said in Russian on a Russian page', {
  skip: noBrowser,
}, async () => {
  await page.goto(`${started.url}/procedures?kind=fire&lang=ru`);
  await page.getByRole('button', { name: 'Загрузить' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const step = '{ id: a, text: { ru: Смотреть } }';
  await dialog
    .getByLabel('Или вставьте текст')
    .fill(`procedures: [{ kind: fire, version: 0, steps: [${step}, ${step}] }]`);
  await dialog.getByRole('button', { name: 'Посмотреть, что изменится' }).press('Enter');
  await dialog.getByText('Пожар или дым: шаг «a» указан дважды.').waitFor();
  assert.deepEqual(foreignWords(await dialog.locator('[role=alert]').allInnerTexts()), []);
  await judge('procedure-faults-ru');
});

test('all of it is said in Russian too', { skip: noBrowser }, async () => {
  const known =
    /admin|olga|Square|Gate|Patrol|Hall B|Track|Two people|A man|Somebody|A child|mother|Count|manager|fence/;
  const incident = await newest();
  for (const [name, address, sign] of [
    ['incidents', '/incidents', 'tr[data-incident]'],
    ['incident', `/incidents/${incident.id}`, '[data-part=steps] li'],
    ['handover', '/handover', 'details'],
    ['procedures', '/procedures?kind=fire', '[data-procedure]'],
  ] as const) {
    await page.goto(`${started.url}${address}${address.includes('?') ? '&' : '?'}lang=ru`);
    await page.locator(sign).first().waitFor();
    await shoot(`${name}-ru`);
    const foreign = foreignWords(await wordsOn(page)).filter((one) => !known.test(one));
    assert.deepEqual(foreign, [], name);
    await page.setViewportSize(phone);
    assert.deepEqual(await tooWide(page), [], `${name} on a phone`);
    await shoot(`${name}-ru-phone`);
    await page.setViewportSize(desk);
  }
});
