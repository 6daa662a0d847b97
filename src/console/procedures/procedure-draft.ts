/** Steps while somebody writes them. Pure. */
import type { Automatic, Doer, Step, Wording } from '../../core/incident/procedure.ts';
import { mostSteps } from '../../core/incident/procedure.ts';
import type { Input } from '../client.ts';

type StepBody = Input<'procedures.replace'>['body']['steps'][number];

export type DraftAction =
  | { readonly type: 'changed'; readonly at: number; readonly change: Partial<Omit<Step, 'id'>> }
  | { readonly type: 'worded'; readonly at: number; readonly language: keyof Wording; readonly text: string }
  | { readonly type: 'moved'; readonly at: number; readonly by: 1 | -1 }
  | { readonly type: 'removed'; readonly at: number }
  /** `beside`: the version it is written from; what was removed of it gives its id to no other step. */
  | { readonly type: 'added'; readonly beside: readonly Step[] };

export function changeDraft(steps: readonly Step[], action: DraftAction): readonly Step[] {
  switch (action.type) {
    case 'changed':
      return steps.map((step, i) => (i === action.at ? fitting({ ...step, ...action.change }) : step));
    case 'worded':
      return steps.map((step, i) =>
        i === action.at ? { ...step, text: worded(step.text, action.language, action.text) } : step,
      );
    case 'moved': {
      const to = action.at + action.by;
      if (to < 0 || to >= steps.length) return steps;
      const moved = [...steps];
      [moved[action.at], moved[to]] = [moved[to]!, moved[action.at]!];
      return moved;
    }
    case 'removed':
      return steps.filter((_, i) => i !== action.at);
    case 'added':
      if (steps.length >= mostSteps) return steps;
      return [
        ...steps,
        {
          id: freeId([...steps, ...action.beside]),
          text: {},
          isRequired: false,
          dueAfterMs: null,
          automatic: null,
        },
      ];
  }
}

/** What the system does by itself is neither required nor due. */
function fitting(step: Step): Step {
  return step.automatic === null ? step : { ...step, isRequired: false, dueAfterMs: null };
}

/** A language without words is left out, so that its readers see the other one. */
function worded(before: Wording, language: keyof Wording, text: string): Wording {
  const { [language]: _, ...others } = before;
  return text === '' ? others : { ...others, [language]: text };
}

function freeId(steps: readonly Step[]): string {
  const taken = new Set(steps.map(({ id }) => id));
  let n = taken.size + 1;
  while (taken.has(`step-${n}`)) n++;
  return `step-${n}`;
}

export function automaticOf(doer: Doer): Automatic | null {
  switch (doer) {
    case 'person':
      return null;
    case 'show-cameras':
      return { do: 'show-cameras', cameraIds: [] };
    case 'note':
      return { do: 'note' };
    case 'notify':
      return { do: 'notify', to: [] };
  }
}

export type DraftFault = { readonly is: 'empty' | 'nobody'; readonly step: number };

/** What is in the way of saving, by the number of the step; null: nothing. */
export function faultOf(steps: readonly Step[]): DraftFault | null {
  for (const [i, { text, automatic }] of steps.entries()) {
    if (`${text.en ?? ''}${text.ru ?? ''}`.trim() === '') return { is: 'empty', step: i + 1 };
    if (automatic?.do === 'notify' && automatic.to.length === 0) return { is: 'nobody', step: i + 1 };
  }
  return null;
}

/** A step as it is sent. */
export function bodyOf({ automatic, text, ...step }: Step): StepBody {
  return {
    ...step,
    text: { ...text },
    automatic:
      automatic === null
        ? null
        : automatic.do === 'show-cameras'
          ? { do: automatic.do, cameraIds: [...automatic.cameraIds] }
          : automatic.do === 'notify'
            ? { do: automatic.do, to: automatic.to.map((name) => name.trim()) }
            : { do: automatic.do },
  };
}
