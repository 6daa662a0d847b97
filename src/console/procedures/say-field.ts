import type { StepField } from '../../core/incident/compare-steps.ts';
import { doerOf, type Step } from '../../core/incident/procedure.ts';
import type { Formats, Words } from '../words/index.ts';

const minuteMs = 60_000;
const hundredthOfMinuteMs = 600;

export type FieldTerms = {
  readonly words: Pick<Words, 'common' | 'procedures'>;
  readonly formats: Pick<Formats, 'number'>;
  readonly cameraNameOf: (id: string) => string;
};

/** A field as the editor names it. */
export function labelOf(field: StepField, { procedures: own }: Pick<Words, 'procedures'>): string {
  switch (field) {
    case 'en':
    case 'ru':
      return own.text[field];
    case 'doer':
      return own.who;
    case 'isRequired':
      return own.required;
    case 'dueAfterMs':
      return own.due;
    case 'cameraIds':
      return own.cameras;
    case 'to':
      return own.to;
  }
}

/** What a step says in a field, as the editor shows it. What differs reads differently. */
export function sayField(field: StepField, step: Step, { words, formats, cameraNameOf }: FieldTerms): string {
  const { common, procedures: own } = words;
  const { automatic } = step;
  switch (field) {
    case 'en':
    case 'ru': {
      const text = step.text[field];
      return isWritten(text) ? text : text === undefined ? own.notWritten : own.blank;
    }
    case 'doer':
      return own.doers[doerOf(step)];
    case 'isRequired':
      return step.isRequired ? common.yes : common.no;
    case 'dueAfterMs':
      return step.dueAfterMs === null ? own.whenever : sayMinutes(step.dueAfterMs, formats);
    case 'cameraIds':
      return automatic?.do === 'show-cameras' ? list(automatic.cameraIds.map(cameraNameOf), own) : own.none;
    case 'to':
      return automatic?.do === 'notify' ? list(automatic.to, own) : own.none;
  }
}

export function isWritten(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

/** Two digits are what the editor takes; a file may be finer. */
function sayMinutes(ms: number, { number }: Pick<Formats, 'number'>): string {
  return number(ms / minuteMs, ms % minuteMs === 0 ? 0 : ms % hundredthOfMinuteMs === 0 ? 2 : 5);
}

function list(names: readonly string[], { none }: Words['procedures']): string {
  return names.length === 0 ? none : names.join(', ');
}
