import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { compareSteps, countDifferences, type StepDifference } from './compare-steps.ts';
import type { Automatic, Step } from './procedure.ts';
import { shippedProcedure } from './shipped/index.ts';

const { steps } = shippedProcedure('fire');

/** A few ids and few words, so that two versions have much in common. */
const step = fc.record(
  {
    id: fc.constantFrom(...'abcdefgh'),
    text: fc.constantFrom<Step['text'][]>({ en: 'Look' }, { en: 'Look', ru: 'Смотреть' }, { ru: 'Смотреть' }),
    isRequired: fc.boolean(),
    dueAfterMs: fc.constantFrom(null, 60_000),
    automatic: fc.constantFrom<(Automatic | null)[]>(
      null,
      { do: 'note' },
      { do: 'notify', to: ['night', 'day'] },
      { do: 'notify', to: ['day', 'night'] },
      { do: 'show-cameras', cameraIds: [] },
      { do: 'show-cameras', cameraIds: ['gate'] },
    ),
  },
  { noNullPrototype: true },
) satisfies fc.Arbitrary<Step>;
const version = fc.uniqueArray(step, { selector: ({ id }) => id });

/** The next version, made by no more than what is said to differ. */
function applied(before: readonly Step[], differences: readonly StepDifference[]): Step[] {
  const lifted = new Set<string>();
  const set: { readonly step: Step; readonly number: number }[] = [];
  const changed = new Map<string, Step>();
  for (const one of differences) {
    if (one.is !== 'added' && (one.is === 'removed' || one.isMoved)) lifted.add(one.before.step.id);
    if (one.is === 'added' || (one.is === 'changed' && one.isMoved)) set.push(one.after);
    else if (one.is === 'changed') changed.set(one.after.step.id, one.after.step);
  }
  const made = before.filter(({ id }) => !lifted.has(id)).map((one) => changed.get(one.id) ?? one);
  for (const { step: one, number } of set) made.splice(number - 1, 0, one);
  return made;
}

test('what is added, removed, moved and changed is told, each once, in the order of the new version', () => {
  const [a, b, c, ...others] = steps;
  const [last, beforeLast] = [others.at(-1)!, others.slice(0, -1)];
  const fresh: Step = { ...b!, id: 'fresh' };
  const told = { ...a!, text: { ...a!.text, en: 'Look twice.' }, dueAfterMs: 90_000 };
  const differences = compareSteps(steps, [last, told, fresh, c!, ...beforeLast]);
  assert.deepEqual(differences, [
    {
      is: 'changed',
      before: { step: last, number: steps.length },
      after: { step: last, number: 1 },
      isMoved: true,
      fields: [],
    },
    {
      is: 'changed',
      before: { step: a, number: 1 },
      after: { step: told, number: 2 },
      isMoved: false,
      fields: ['en', 'dueAfterMs'],
    },
    { is: 'removed', before: { step: b, number: 2 } },
    { is: 'added', after: { step: fresh, number: 3 } },
  ]);
  assert.deepEqual(countDifferences(differences), { added: 1, removed: 1, moved: 1, changed: 1 });
});

test('who does a step and whom it tells are two things', () => {
  const person: Step = {
    id: 'tell',
    text: { en: 'Tell' },
    isRequired: true,
    dueAfterMs: null,
    automatic: null,
  };
  const by = (automatic: Automatic): Step => ({ ...person, isRequired: false, automatic });
  const fieldsOf = (before: Step, after: Step) => {
    const [one] = compareSteps([before], [after]);
    return one?.is === 'changed' ? one.fields : [];
  };
  assert.deepEqual(fieldsOf(person, by({ do: 'notify', to: ['night'] })), ['doer', 'isRequired', 'to']);
  assert.deepEqual(fieldsOf(by({ do: 'notify', to: ['a'] }), by({ do: 'notify', to: ['a', 'b'] })), ['to']);
  assert.deepEqual(fieldsOf(by({ do: 'note' }), by({ do: 'show-cameras', cameraIds: [] })), ['doer']);
});

test('a version is as itself, and differs from every other one', () => {
  fc.assert(
    fc.property(version, version, (before, after) => {
      assert.deepEqual(compareSteps(before, structuredClone(before)), []);
      assert.equal(compareSteps(before, after).length === 0, isDeepStrictEqual(before, after));
    }),
  );
});

test('what is said to differ makes the one version of the other, and adds up', () => {
  fc.assert(
    fc.property(version, version, (before, after) => {
      const differences = compareSteps(before, after);
      assert.deepEqual(applied(before, differences), after);
      const { added, removed, moved, changed } = countDifferences(differences);
      assert.equal(before.length - removed + added, after.length);
      assert.ok(added + removed + Math.max(moved, changed) <= differences.length);
      const back = countDifferences(compareSteps(after, before));
      assert.deepEqual(back, { added: removed, removed: added, moved, changed });
    }),
  );
});

test('one step that is moved is one move, however far', () => {
  const moving = version
    .filter(({ length }) => length > 1)
    .chain((before) =>
      fc.record({
        before: fc.constant(before),
        from: fc.nat({ max: before.length - 1 }),
        to: fc.nat({ max: before.length - 1 }),
      }),
    )
    .filter(({ from, to }) => from !== to);
  fc.assert(
    fc.property(moving, ({ before, from, to }) => {
      const after = before.filter((_, i) => i !== from);
      after.splice(to, 0, before[from]!);
      const [one, ...others] = compareSteps(before, after);
      assert.deepEqual(others, []);
      assert.ok(one?.is === 'changed' && one.isMoved && one.fields.length === 0);
      // Of two neighbours that changed places it may be either.
      if (Math.abs(from - to) > 1) assert.equal(one.before.step, before[from]);
    }),
  );
});
