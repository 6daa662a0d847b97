import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Rule as RuleShape } from '../../contract/shapes.ts';
import { defaultRules, type ZoneSituationKind, zoneSituationKinds } from '../../core/zone.ts';
import { fieldValue, ruleFields, withField } from './rule-fields.ts';

test('every number of every default rule can be set', () => {
  for (const kind of zoneSituationKinds) {
    const numbers = Object.entries(defaultRules[kind]).filter(([, v]) => typeof v === 'number' || v === null);
    assert.deepEqual(
      ruleFields[kind].map((field) => field.key).sort(),
      numbers.map(([key]) => key).sort(),
      kind,
    );
  }
});

test('whatever number is typed, the server takes the rule', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<ZoneSituationKind>(...zoneSituationKinds),
      fc.nat(5),
      fc.oneof(fc.double(), fc.constant(null)),
      (kind, i, typed) => {
        const field = ruleFields[kind][i];
        if (!field) return;
        RuleShape.parse(withField(defaultRules[kind], field, typed));
      },
    ),
  );
});

test('times are typed in seconds and kept in milliseconds', () => {
  const field = ruleFields.crowding.find(({ key }) => key === 'holdMs')!;
  assert.equal(fieldValue(defaultRules.crowding, field), 5);
  assert.equal(fieldValue(withField(defaultRules.crowding, field, 2.5), field), 2.5);
});
