import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProcedureFault } from '../../contract/procedure-fault.ts';
import { termsIn } from '../../core/incident/words/index.ts';
import { en } from '../words/en.ts';
import { ru } from '../words/ru.ts';
import { placeOf } from './fault-place.ts';
import { sayFault } from './say-fault.ts';

const languages = [
  ['en', en, termsIn('en')],
  ['ru', ru, termsIn('ru')],
] as const;
const path = 'procedures.0.steps.2.dueAfterMs';
/** One mark for each field a fault may carry. */
const fields = {
  ...{
    path,
    wanted: 'int',
    given: 'gift',
    allowed: 'note, notify',
    names: 'due',
    kind: 'fire',
    step: 'look',
  },
  ...{ line: 71, column: 82, why: 'TAB_AS_INDENT', least: 93, most: 94 },
};

test('every fault has a sentence in both languages that says what the server knows', () => {
  for (const { shape } of ProcedureFault.options) {
    const code = shape.code.value;
    const known = Object.keys(shape.fields.shape);
    for (const [language, words, terms] of languages) {
      const named = {
        code,
        fields: Object.fromEntries(Object.entries(fields).filter(([k]) => known.includes(k))),
      };
      const said = sayFault(named, words, terms);
      assert.ok(said !== null && said.length > 10 && /\.$/.test(said), `${language} ${code}: ${said}`);
      assert.doesNotMatch(said, /undefined|NaN|!/, `${language} ${code}`);
      for (const field of known.filter((one) => !['path', 'kind', 'wanted', 'why'].includes(one)))
        assert.ok(
          said.includes(String(fields[field as keyof typeof fields])),
          `${language} ${code}: ${field}`,
        );
      if (known.includes('path')) assert.ok(said.includes('dueAfterMs'), `${language} ${code}`);
      if (known.includes('kind')) assert.ok(said.startsWith(terms.kinds.fire), `${language} ${code}`);
    }
  }
});

test('a place is counted from one, as people count', () => {
  assert.deepEqual(placeOf(path), { procedure: 1, step: 3, field: 'dueAfterMs' });
  assert.deepEqual(placeOf('procedures.4.kind'), { procedure: 5, step: null, field: 'kind' });
  assert.deepEqual(placeOf('procedures'), { procedure: null, step: null, field: 'procedures' });
  assert.deepEqual(placeOf(''), { procedure: null, step: null, field: '' });
});

test('a fault of a newer server is left to the server’s own words', () => {
  for (const named of [{ code: 'too-loud', fields: {} }, { code: 'missing', fields: {} }, {}])
    assert.equal(sayFault(named, en, termsIn('en')), null);
});
