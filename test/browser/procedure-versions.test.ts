/** What differs between versions of a procedure: kept ones, one that is about to be saved, and a file before it is imported. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import type { ProcedureView } from '../../src/contract/incidents.ts';
import { type StartedCentre, startCentre } from '../support/start-centre.ts';
import { openTown } from '../support/town-console.ts';
import { noBrowser, openBrowser } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { barriersInBothThemes, tooWide, wordsOn } from './judges.ts';

const consoleDirectory =
  process.env.LAMPLIGHTER_CONSOLE ?? path.resolve(import.meta.dirname, '../../dist/console');
const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 720 };
const kind = 'fire';
let started: StartedCentre;
let browser: Browser;
let page: Page;
let complaints: () => readonly string[] = () => [];

before(async () => {
  if (noBrowser) return;
  started = await startCentre({ consoleDirectory });
  browser = await openBrowser();
  ({ page, complaints } = await openTown(browser, started));
});
after(async () => {
  await browser?.close();
  await started?.stop();
});

async function inForce(): Promise<ProcedureView> {
  return (await started.administrator.call('procedures.list')).find((one) => one.kind === kind)!;
}

async function write(
  change: (steps: ProcedureView['steps']) => ProcedureView['steps'],
): Promise<ProcedureView> {
  const { version, steps } = await inForce();
  const body = { version, steps: change(steps) };
  return started.administrator.call('procedures.replace', { params: { kind }, body });
}

/** Each difference that is shown: its sign, the step, and the fields that changed. */
function told(within: Page | Locator): Promise<string[]> {
  return within
    .locator('[data-difference]')
    .evaluateAll((items) =>
      items.map((item) =>
        [
          item.dataset.difference,
          item.dataset.step,
          ...[...item.querySelectorAll('[data-field]')].map((field) => field.dataset.field),
        ].join(' '),
      ),
    );
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

test('a kept version is compared with the one before it', { skip: noBrowser }, async () => {
  const { steps } = await inForce();
  await page.goto(`${started.url}/procedures?kind=${kind}`);
  await page.locator(`[data-procedure=${kind}]`).waitFor();
  assert.equal(await page.getByRole('button', { name: /^Compare/ }).count(), 0, 'nothing was before it');

  // As shipped: tell-duty-manager, fire-brigade, evacuate, confirm, guide, released.
  await write(([tell, brigade, evacuate, ...more]) => [
    tell!,
    { ...brigade!, text: { ...brigade!.text, en: 'Call the fire brigade, twice.' }, dueAfterMs: 90_000 },
    ...more,
    { ...evacuate!, id: 'lifts', text: { en: 'Stop the lifts.', ru: 'Остановите лифты.' } },
  ]);
  await write(([tell, brigade, confirm, ...more]) => [tell!, brigade!, ...more, confirm!]);
  await page.reload();
  const panel = page.locator(`[data-procedure=${kind}]`);
  await panel.getByRole('button', { name: 'Compare with version 1' }).press('Enter');
  await panel.locator('[data-difference]').first().waitFor();
  assert.deepEqual(await told(panel), ['moved confirm']);
  await panel.getByText(`1 moved; 5 steps as before.`).waitFor();

  // An older one, beside the one before that.
  await panel.getByLabel('Version', { exact: true }).press('ArrowDown');
  await page.getByRole('option', { name: /^Version 1, admin/ }).click();
  await panel.getByText('Version 1 compared with the shipped one').waitFor();
  assert.deepEqual(await told(panel), [
    'changed fire-brigade en dueAfterMs',
    'removed evacuate',
    'added lifts',
  ]);
  const changed = panel.locator('[data-step=fire-brigade]');
  await changed.getByText('Call the fire brigade, twice.').waitFor();
  await changed.getByText(steps[1]!.text.en!).waitFor();
  await judge('versions');
  await page.goto(`${started.url}/procedures?kind=${kind}&lang=ru`);
  await page.getByRole('button', { name: 'Сравнить с версией 1' }).press('Enter');
  await page.getByText('Перемещено: 1, без изменений:').waitFor();
  assert.deepEqual(
    foreignWords(await wordsOn(page)).filter((one) => !/admin/.test(one)),
    [],
  );
  await shoot('versions-ru');
});

test('what is about to be saved is reviewed first, and may be edited on', { skip: noBrowser }, async () => {
  const { version } = await inForce();
  await page.goto(`${started.url}/procedures?kind=${kind}&lang=en`);
  await page.getByRole('button', { name: 'Edit', exact: true }).press('Enter');
  const editor = page.locator(`[data-editor=${kind}]`);
  const save = editor.getByRole('button', { name: 'Review and save' });
  assert.ok(await save.isDisabled(), 'nothing is changed');
  await editor.getByRole('button', { name: 'Step 2: down' }).press('Enter');
  await editor.getByRole('button', { name: 'Step 3: up' }).press('Enter');
  assert.ok(await save.isDisabled(), 'what was moved and moved back is as it was');
  await editor.getByRole('button', { name: 'Step 2: down' }).press('Enter');
  await editor.locator('[data-step=fire-brigade]').getByLabel('Required before closing').press('Space');
  await save.press('Enter');
  const review = page.getByRole('dialog', { name: `Fire or smoke: what version ${version + 1} changes` });
  await review.waitFor();
  assert.deepEqual(await told(review), ['movedAndChanged fire-brigade isRequired']);
  await judge('review');
  await review.getByRole('button', { name: 'Go on editing' }).press('Enter');
  await review.waitFor({ state: 'detached' });
  assert.equal((await inForce()).version, version, 'nothing is saved by looking');

  await editor.getByRole('button', { name: 'Step 4: remove' }).press('Enter');
  await save.press('Enter');
  await review.locator('[data-difference=removed]').waitFor();
  // The review opens with the hand on what saves it.
  await page.keyboard.press('Enter');
  await page.locator(`[data-procedure=${kind}]`).waitFor();
  const made = await inForce();
  assert.deepEqual(
    [made.version, made.steps.map(({ id }) => id)],
    [version + 1, ['tell-duty-manager', 'guide', 'fire-brigade', 'lifts', 'confirm']],
  );
});

test('a file is compared with what is in force before it is imported', { skip: noBrowser }, async () => {
  const { administrator } = started;
  const { text } = await administrator.call('procedures.export', { query: { format: 'yaml' } });
  const theirs = await write((steps) => steps.slice(1));
  await page.getByRole('button', { name: 'Import' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Or paste the text').fill(text.replace('Stop the lifts.', 'Send the lifts down.'));
  const look = dialog.getByRole('button', { name: 'See what would change' });
  await look.press('Enter');
  const previews = dialog.locator('[data-previews]');
  await previews.locator('[data-preview]').first().waitFor();
  assert.equal(await previews.locator('[data-preview]').count(), 1, 'the others say what is in force');
  assert.deepEqual(await told(previews), ['added tell-duty-manager', 'changed lifts en']);
  await previews
    .getByText(new RegExp(`^The text is from version ${theirs.version - 1}\\. In force here`))
    .waitFor();
  const take = dialog.getByRole('button', { name: 'Import', exact: true });
  assert.ok(await take.isDisabled(), 'somebody else’s version is not replaced unasked');
  await judge('import');

  // Back at the text it is still there.
  await dialog.getByRole('button', { name: 'Another text' }).press('Enter');
  assert.match(await dialog.getByLabel('Or paste the text').inputValue(), /Send the lifts down/);
  await look.press('Enter');
  await dialog.getByLabel('Replace also versions that the text is not from').press('Space');
  // What nobody has seen is not replaced either.
  const newer = await write((steps) => steps.slice(1));
  await take.press('Enter');
  await dialog.getByText('Somebody was quicker. This is what the text would change now.').waitFor();
  assert.deepEqual(await inForce(), newer);
  await previews.getByText(`becomes version ${newer.version + 1}`).waitFor();
  await dialog.getByLabel('Replace also versions that the text is not from').press('Space');
  await take.press('Enter');
  await page.getByText(/^1 procedure has a new version, /).waitFor();
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await inForce()).steps.length, theirs.steps.length + 1);

  await page.getByRole('button', { name: 'Import' }).press('Enter');
  await dialog
    .getByLabel('Or paste the text')
    .fill((await administrator.call('procedures.export', { query: {} })).text);
  await look.press('Enter');
  await dialog.getByText('Nothing is changed.').waitFor();
  assert.ok(await take.isDisabled());
});

test('no page complained but of the version that was refused', { skip: noBrowser }, () => {
  assert.deepEqual(
    complaints().filter((one) => !/409/.test(one)),
    [],
  );
});
