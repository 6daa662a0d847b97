import type { OwnUnit } from '../../contract/units.ts';
import type { Words } from '../words/index.ts';

/** What an incident is called: by its title, else by its kind. */
export function incidentTitle(
  { kind, title }: Pick<NonNullable<OwnUnit['incident']>, 'kind' | 'title'>,
  words: Words,
): string {
  if (title !== null) return title;
  const { reported } = words.unitPage;
  return kind in reported
    ? reported[kind as keyof typeof reported]
    : words.alarms.kinds[kind as keyof typeof words.alarms.kinds];
}
