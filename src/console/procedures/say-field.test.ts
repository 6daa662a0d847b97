import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepFields } from '../../core/incident/compare-steps.ts';
import type { Step } from '../../core/incident/procedure.ts';
import { en } from '../words/en.ts';
import { formatsFor } from '../words/formats.ts';
import { ru } from '../words/ru.ts';
import { type FieldTerms, labelOf, sayField } from './say-field.ts';

const english: FieldTerms = { words: en, formats: formatsFor('en'), cameraNameOf: (id) => `Camera ${id}` };
const russian: FieldTerms = { ...english, words: ru, formats: formatsFor('ru') };
const step: Step = { id: 'a', text: { en: 'Look' }, isRequired: true, dueAfterMs: 90_000, automatic: null };

test('a field is said in the words of the editor', () => {
  const said = (terms: FieldTerms, of: Step) =>
    stepFields.map((field) => `${labelOf(field, terms.words)}: ${sayField(field, of, terms)}`);
  assert.deepEqual(said(english, step), [
    'Text in English: Look',
    'Text in Russian: not written',
    'Who does it: A person',
    'Required before closing: Yes',
    'Due after, min: 1.50',
    'Cameras: none',
    'Whom, by the names of recipients: none',
  ]);
  assert.deepEqual(
    said(russian, {
      ...step,
      text: { en: ' ', ru: 'Смотреть' },
      isRequired: false,
      dueAfterMs: null,
      automatic: { do: 'show-cameras', cameraIds: ['7', '8'] },
    }).slice(0, 6),
    [
      'Текст по-английски: пусто',
      'Текст по-русски: Смотреть',
      'Кто выполняет: Система показывает камеры',
      'Обязателен до закрытия: Нет',
      'Срок, мин: без срока',
      'Камеры: Camera 7, Camera 8',
    ],
  );
});

test('times that differ by a millisecond do not read the same', () => {
  const due = (dueAfterMs: number) => sayField('dueAfterMs', { ...step, dueAfterMs }, english);
  assert.deepEqual([120_000, 90_600, 90_601, 90_602].map(due), ['2', '1.51', '1.51002', '1.51003']);
});
