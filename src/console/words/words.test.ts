import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from './en.ts';
import { chooseLanguage } from './language.ts';
import { ru } from './ru.ts';

/** Every path to a word, with the kind of thing that stands there. */
function shapeOf(value: unknown, path = ''): string[] {
  if (typeof value === 'function') return [`${path}: function/${value.length}`];
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, inner]) => shapeOf(inner, `${path}.${key}`));
  }
  return [`${path}: ${typeof value}`];
}

function strings(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, inner]) => strings(inner, `${path}.${key}`));
  }
  return [];
}

test('Russian says everything English says, with the same values to fill in', () => {
  const ignored = (line: string) =>
    line.includes('timeToRespondMs') || /\.advice\..*\.(kind|priority)/.test(line);
  assert.deepEqual(
    shapeOf(ru)
      .filter((line) => !ignored(line))
      .sort(),
    shapeOf(en)
      .filter((line) => !ignored(line))
      .sort(),
  );
});

test('no word is empty, and none shouts', () => {
  for (const language of [en, ru]) {
    for (const [path, text] of strings(language)) {
      assert.notEqual(text.trim(), '', path);
      assert.ok(!text.includes('!'), `${path}: ${text}`);
    }
  }
});

test('counted nouns take the form their number asks for', () => {
  assert.deepEqual([1, 2, 5].map(en.common.cameras), ['1 camera', '2 cameras', '5 cameras']);
  assert.deepEqual([1, 2, 5, 11, 21, 24, 100].map(ru.common.cameras), [
    '1 камера',
    '2 камеры',
    '5 камер',
    '11 камер',
    '21 камера',
    '24 камеры',
    '100 камер',
  ]);
});

test('the address outranks the stored choice, which outranks the browser', () => {
  const browser = ['de-DE', 'ru-RU', 'en'];
  assert.equal(chooseLanguage({ address: 'en', stored: 'ru', browser }), 'en');
  assert.equal(chooseLanguage({ address: null, stored: 'en', browser }), 'en');
  assert.equal(chooseLanguage({ address: 'xx', stored: null, browser }), 'ru');
  assert.equal(chooseLanguage({ address: null, stored: null, browser: ['de'] }), 'en');
});
