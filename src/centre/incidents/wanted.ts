import { type IncidentKind, incidentKinds } from '../../core/incident/incident.ts';
import { procedureLanguages } from '../../core/incident/procedure.ts';
import { termsIn } from '../../core/incident/words/index.ts';

const names = incidentKinds.map((kind) => ({
  kind,
  names: procedureLanguages.map((language) => termsIn(language).kinds[kind].toLocaleLowerCase()),
}));

/** Words somebody typed, each with the kinds that are called so in any language: rows know kinds, not their names. */
export function wantedOf(text: string): { readonly word: string; readonly kinds: readonly IncidentKind[] }[] {
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => ({
      word,
      kinds: names.filter((one) => one.names.some((name) => name.includes(word))).map(({ kind }) => kind),
    }));
}
