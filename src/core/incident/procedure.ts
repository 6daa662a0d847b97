/** What to do in an incident of a kind: a document that the site edits, version by version. */
import type { IncidentKind } from './incident.ts';

/** Text by language; a reader takes his own, else the first there is. */
export type Wording = { readonly en?: string | undefined; readonly ru?: string | undefined };
export const procedureLanguages = ['en', 'ru'] as const;
export type ProcedureLanguage = (typeof procedureLanguages)[number];

/** What the system does by itself as soon as the incident is there. */
export type Automatic =
  /** Puts cameras beside those of the alarms. */
  | { readonly do: 'show-cameras'; readonly cameraIds: readonly string[] }
  /** Writes the step's text into the log. */
  | { readonly do: 'note' }
  /** Asks for a notification of these people or groups, named as the site names them. */
  | { readonly do: 'notify'; readonly to: readonly string[] };

export type Step = {
  /** Unique within the procedure. */
  readonly id: string;
  readonly text: Wording;
  /** The incident cannot be closed before it is done. */
  readonly isRequired: boolean;
  /** Due so long after the incident was opened, ms; null: whenever. */
  readonly dueAfterMs: number | null;
  /** Null: a person does it. */
  readonly automatic: Automatic | null;
};

export type Procedure = {
  readonly kind: IncidentKind;
  /** 0: as shipped; the site's own are 1, 2, 3 ... */
  readonly version: number;
  readonly steps: readonly Step[];
};

/** Who does a step: a person, or the system in one of its ways. */
export const doers = ['person', 'show-cameras', 'note', 'notify'] as const;
export type Doer = (typeof doers)[number];

export function doerOf({ automatic }: Pick<Step, 'automatic'>): Doer {
  return automatic?.do ?? 'person';
}

/** In the reader's language if it is written in it. */
export function wordingIn(text: Wording, language: ProcedureLanguage): string {
  return text[language] ?? text.en ?? text.ru ?? '';
}

export const mostSteps = 50;

/** What is wrong with steps, for programs: a code and what it is about. */
export type StepsFault =
  | { readonly code: 'too-many-steps'; readonly most: number }
  | { readonly code: 'step-twice' | 'step-empty' | 'system-step-bound'; readonly step: string };

/** What is wrong with steps somebody wrote; empty: they can be worked. */
export function stepsFaults(steps: readonly Step[]): StepsFault[] {
  const faults: StepsFault[] = [];
  if (steps.length > mostSteps) faults.push({ code: 'too-many-steps', most: mostSteps });
  const seen = new Set<string>();
  for (const { id, text, isRequired, automatic, dueAfterMs } of steps) {
    if (seen.has(id)) faults.push({ code: 'step-twice', step: id });
    seen.add(id);
    if (wordingIn(text, 'en').trim() === '') faults.push({ code: 'step-empty', step: id });
    if (automatic !== null && (isRequired || dueAfterMs !== null))
      faults.push({ code: 'system-step-bound', step: id });
  }
  return faults;
}
