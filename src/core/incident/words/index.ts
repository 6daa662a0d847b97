import type { Incident, IncidentCause, IncidentOrigin, IncidentOutcome, IncidentRole } from '../incident.ts';
import type { LogLineKind } from '../log-line.ts';
import { type ProcedureLanguage, type Wording, wordingIn } from '../procedure.ts';
import { incidentTerms as en, type IncidentTerms, type UnitDid } from './en.ts';
import { incidentTerms as ru } from './ru.ts';

export type { IncidentTerms } from './en.ts';

export function termsIn(language: ProcedureLanguage): IncidentTerms {
  return language === 'ru' ? ru : en;
}

/** Its own title, else what kind it is and where. */
export function titleOf(
  { title, kind, place }: Pick<Incident, 'title' | 'kind' | 'place'>,
  terms: IncidentTerms,
): string {
  if (title !== null) return title;
  return place === '' ? terms.kinds[kind] : `${terms.kinds[kind]}: ${place}`;
}

type Said = {
  readonly kind: LogLineKind;
  readonly who: string;
  readonly detail: { readonly [key: string]: unknown };
};

/** A line of the log as a sentence; what a person wrote stands beside it. */
export function sayLine({ kind, detail }: Said, language: ProcedureLanguage): string {
  const terms = termsIn(language);
  const word = <T extends string>(words: { readonly [K in T]: string }, key: unknown): string =>
    words[key as T] ?? String(key ?? '');
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  return terms.lines[kind]({
    origin: word<IncidentOrigin>(terms.origins, detail.origin),
    alarm: alarmOf(detail, terms),
    role: word<IncidentRole>(terms.roles, detail.role),
    name: typeof detail.name === 'string' ? detail.name : null,
    step: wordingIn((detail.step ?? {}) as Wording, language),
    to: list(detail.to).join(', '),
    cameras: list(detail.cameraIds).length,
    isBySystem: typeof detail.stepId === 'string',
    outcome: word<IncidentOutcome>(terms.outcomes, detail.outcome),
    cause: word<IncidentCause>(terms.causes, detail.cause),
    changes: changesOf(detail, terms),
    unit: typeof detail.unit === 'string' ? detail.unit : '',
    did: word<UnitDid>(terms.unitDid, detail.did),
  });
}

function alarmOf(detail: Said['detail'], terms: IncidentTerms): string {
  if (typeof detail.alarmKind !== 'string') return '';
  const where = detail.zoneName ?? detail.cameraName;
  return `${(terms.kinds as { readonly [kind: string]: string })[detail.alarmKind] ?? detail.alarmKind}, ${String(where)}`;
}

function changesOf(detail: Said['detail'], terms: IncidentTerms): string {
  const fields = Object.keys(terms.fields) as (keyof IncidentTerms['fields'])[];
  return fields
    .flatMap((field) => {
      const change = detail[field] as { readonly after?: unknown } | undefined;
      if (change === undefined) return [];
      const after = String(change.after ?? '–');
      const words: { readonly [key: string]: string } =
        field === 'kind' ? terms.kinds : field === 'priority' ? terms.priorities : {};
      return [`${terms.fields[field]} → ${words[after] ?? after}`];
    })
    .join(', ');
}
