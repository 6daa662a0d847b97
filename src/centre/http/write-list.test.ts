import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeList } from './write-list.ts';

test('the text is that of the whole list', async () => {
  const things = Array.from({ length: 300 }, (_, n) => ({ n, text: '"],[' }));
  assert.equal(await writeList(things, JSON.stringify), JSON.stringify(things));
  assert.equal(await writeList([], JSON.stringify), '[]');
});

test('what is slow to write lets others in', async () => {
  let turns = 0;
  const other = setInterval(() => turns++, 1);
  const busy = (n: number) => {
    const untilMs = performance.now() + 6;
    while (performance.now() < untilMs);
    return String(n);
  };
  await writeList([1, 2, 3, 4, 5, 6], busy);
  clearInterval(other);
  assert.ok(turns > 1, `${turns} turns`);
});

test('an error in a list is the caller’s', async () => {
  const fails = () => {
    throw new Error('no shape');
  };
  await assert.rejects(writeList([1], fails), /no shape/);
});
