import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOf } from './keys.ts';
import { match } from './match.ts';

const press = (key: string, code: string, more: object = {}) =>
  nameOf({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test('letters go by their place, so A acknowledges on a Russian keyboard too', () => {
  assert.equal(press('a', 'KeyA'), 'a');
  assert.equal(press('ф', 'KeyA'), 'a');
  assert.equal(press('л', 'KeyK', { ctrlKey: true }), 'ctrl+k');
  assert.equal(press('k', 'KeyK', { metaKey: true }), 'ctrl+k');
});

test('digits go by their place too, where a layout has signs on them', () => {
  assert.equal(press('1', 'Digit1'), '1');
  assert.equal(press('&', 'Digit1'), '1');
  assert.equal(press('7', 'Numpad7'), '7');
  assert.notEqual(press('!', 'Digit1', { shiftKey: true }), '1');
});

test('a capital letter and an Alt key are no commands', () => {
  assert.equal(press('A', 'KeyA', { shiftKey: true }), null);
  assert.equal(press('a', 'KeyA', { altKey: true }), null);
  assert.equal(press('Tab', 'Tab', { ctrlKey: true }), null);
});

test('the question mark and the slash are found in both layouts', () => {
  assert.equal(press('?', 'Slash', { shiftKey: true }), '?');
  assert.equal(press('?', 'Digit7', { shiftKey: true }), '?');
  assert.equal(press('.', 'Slash'), '/');
  assert.equal(press('Escape', 'Escape'), 'escape');
});

test('search puts the name that begins so before the one that only holds it', () => {
  const found = match('plat', [
    { name: 'Old platform' },
    { name: 'Platform 2' },
    { name: 'Template' },
    { name: 'Square' },
  ]);
  assert.deepEqual(
    found.map(({ name }) => name),
    ['Platform 2', 'Old platform', 'Template'].filter((name) => name.toLowerCase().includes('plat')),
  );
});

test('every word typed must be there, accents aside', () => {
  assert.equal(match('квартал ель', [{ name: 'Ёлочный квартал', also: 'ель' }]).length, 1);
  assert.equal(match('елочн', [{ name: 'Ёлочный квартал' }]).length, 1);
  assert.equal(match('platform 3', [{ name: 'Platform 2' }]).length, 0);
});
