/** What differs between two versions of a procedure. A step is the same one where its id is, whatever it says. */
import { longestIncreasing } from '../longest-increasing.ts';
import { doerOf, type Step } from './procedure.ts';

/** A step in one of the versions. */
export type PlacedStep = {
  readonly step: Step;
  /** Counted from 1. */
  readonly number: number;
};

/** What each field of a step says; two steps that say the same in all of them are the same. */
const fields = {
  en: ({ text }: Step) => text.en,
  ru: ({ text }: Step) => text.ru,
  doer: doerOf,
  isRequired: ({ isRequired }: Step) => isRequired,
  dueAfterMs: ({ dueAfterMs }: Step) => dueAfterMs,
  cameraIds: ({ automatic }: Step) => (automatic?.do === 'show-cameras' ? automatic.cameraIds : []),
  to: ({ automatic }: Step) => (automatic?.do === 'notify' ? automatic.to : []),
};
export type StepField = keyof typeof fields;
export const stepFields = Object.keys(fields) as readonly StepField[];

export type StepDifference =
  | { readonly is: 'added'; readonly after: PlacedStep }
  | { readonly is: 'removed'; readonly before: PlacedStep }
  | {
      readonly is: 'changed';
      readonly before: PlacedStep;
      readonly after: PlacedStep;
      /** It stands in another order with the others; a number that only follows from these is no move. */
      readonly isMoved: boolean;
      /** Those that say something else; empty: it was moved only. */
      readonly fields: readonly StepField[];
    };

/**
 * Each step that is not as it was, in the order of `after`, removed ones where they stood. As few as possible are
 * moved: of ten steps whose first became the last, one.
 * @param before ids are unique in each, as `stepsFaults` has it.
 */
export function compareSteps(before: readonly Step[], after: readonly Step[]): StepDifference[] {
  const old = placed(before);
  const now = placed(after);
  const still = stillOf(old, after);
  const differences: StepDifference[] = [];
  const tellRemovedAfter = (place: number) => {
    for (const step of before.slice(place)) {
      if (still.has(step.id)) return;
      if (!now.has(step.id)) differences.push({ is: 'removed', before: old.get(step.id)! });
    }
  };
  tellRemovedAfter(0);
  for (const there of now.values()) {
    const { id } = there.step;
    const was = old.get(id);
    if (was === undefined) differences.push({ is: 'added', after: there });
    else {
      const isMoved = !still.has(id);
      const changed = changedFields(was.step, there.step);
      if (isMoved || changed.length > 0)
        differences.push({ is: 'changed', before: was, after: there, isMoved, fields: changed });
      if (!isMoved) tellRemovedAfter(was.number);
    }
  }
  return differences;
}

function placed(steps: readonly Step[]): ReadonlyMap<string, PlacedStep> {
  return new Map(steps.map((step, i) => [step.id, { step, number: i + 1 }]));
}

/** Ids of steps that were not moved: the most there can be. */
function stillOf(old: ReadonlyMap<string, PlacedStep>, after: readonly Step[]): ReadonlySet<string> {
  const numbers = after.flatMap(({ id }) => old.get(id)?.number ?? []);
  const ids = [...old.keys()];
  return new Set(longestIncreasing(numbers).map((number) => ids[number - 1]!));
}

function changedFields(before: Step, after: Step): StepField[] {
  return stepFields.filter((field) => {
    const read = fields[field];
    return JSON.stringify(read(before)) !== JSON.stringify(read(after));
  });
}

export type DifferenceCounts = {
  readonly added: number;
  readonly removed: number;
  /** A step that was moved and says something else counts as both. */
  readonly moved: number;
  readonly changed: number;
};

export function countDifferences(differences: readonly StepDifference[]): DifferenceCounts {
  const count = (isSo: (one: StepDifference) => boolean) => differences.filter(isSo).length;
  return {
    added: count(({ is }) => is === 'added'),
    removed: count(({ is }) => is === 'removed'),
    moved: count((one) => one.is === 'changed' && one.isMoved),
    changed: count((one) => one.is === 'changed' && one.fields.length > 0),
  };
}
