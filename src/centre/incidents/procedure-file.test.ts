import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProcedureFault } from '../../contract/procedure-fault.ts';
import { readProcedureFile } from './procedure-file.ts';

function faultsOf(text: string) {
  const read = readProcedureFile(text);
  assert.ok(!read.ok, text);
  return read.faults;
}
/** One procedure for fires with these members of its one step. */
const withStep = (step: string) =>
  `procedures: [{ kind: fire, version: 0, steps: [{ id: a, text: { en: Look }, ${step} }] }]`;

test('every fault has a code and its fields, which say where and what, and an English sentence', () => {
  const twice = '{ id: a, text: { en: Look } }';
  const of = 'procedures.0.steps.0';
  const allowed = 'show-cameras, note, notify';
  for (const [text, code, fields] of [
    ['a: 1\na: 2', 'not-yaml', { line: 2, column: 1, why: 'DUPLICATE_KEY' }],
    ['a:\n\t- b', 'not-yaml', { line: 2, column: 1, why: 'TAB_AS_INDENT' }],
    ['procedures: &a []\nmore: *a', 'aliases', {}],
    ['more: 1', 'missing', { path: 'procedures' }],
    ['[1]', 'wrong-type', { path: '', wanted: 'object' }],
    [withStep('isRequired: 3'), 'wrong-type', { path: `${of}.isRequired`, wanted: 'boolean' }],
    [withStep('dueAfterMs: 0'), 'too-small', { path: `${of}.dueAfterMs`, least: 1 }],
    [withStep('dueAfterMs: 86400001'), 'too-large', { path: `${of}.dueAfterMs`, most: 86_400_000 }],
    [withStep('due: 5'), 'not-known', { path: of, names: 'due' }],
    [
      withStep('automatic: { do: jump }'),
      'not-one-of',
      { path: `${of}.automatic.do`, given: 'jump', allowed },
    ],
    [withStep('automatic: {}'), 'missing', { path: `${of}.automatic.do` }],
    [
      'procedures: [{ kind: fire, version: 0, steps: [{ id: a, text: { en: " " } }] }]',
      'says-nothing',
      { path: `${of}.text` },
    ],
    [
      'procedures: [{ kind: fire, version: 0, steps: [{ id: A b, text: { en: Look } }] }]',
      'unfit',
      { path: `${of}.id` },
    ],
    [
      `procedures: [{ kind: fire, version: 0, steps: [${twice}, ${twice}] }]`,
      'step-twice',
      { kind: 'fire', step: 'a' },
    ],
    [withStep('isRequired: true, automatic: { do: note }'), 'system-step-bound', { kind: 'fire', step: 'a' }],
    [
      'procedures: [{ kind: fire, version: 0, steps: [] }, { kind: fire, version: 0, steps: [] }]',
      'kind-twice',
      { kind: 'fire' },
    ],
  ] as const) {
    const [first, ...others] = faultsOf(text);
    const { message, ...named } = first!;
    assert.deepEqual([named, others], [{ code, fields }, []], text);
    assert.ok(ProcedureFault.safeParse(named).success, text);
    assert.match(message, /[a-z]/, text);
  }
});

test('a kind that is not known is told with what it may be', () => {
  const [fault] = faultsOf('procedures: [{ kind: flood, version: 0, steps: [] }]');
  assert.ok(fault?.code === 'not-one-of');
  assert.deepEqual([fault.fields.path, fault.fields.given], ['procedures.0.kind', 'flood']);
  assert.match(fault.fields.allowed, /^crowding, .*fire.*, other$/);
});

test('a text full of faults names the first ten', () => {
  const step = '{ id: A, text: {} }';
  const text = `procedures: [{ kind: fire, version: 0, steps: [${Array(12).fill(step).join(', ')}] }]`;
  assert.equal(faultsOf(text).length, 10);
});
