import { ProcedureFault } from '../../contract/procedure-fault.ts';
import type { IncidentTerms } from '../../core/incident/words/index.ts';
import type { Words } from '../words/en.ts';
import { placeOf } from './fault-place.ts';

/** One fault as the server named it. Null: a newer server's, whose own words are to be shown. */
export function sayFault(
  named: unknown,
  { procedures: own }: Pick<Words, 'procedures'>,
  { kinds }: Pick<IncidentTerms, 'kinds'>,
): string | null {
  const read = ProcedureFault.safeParse(named);
  if (!read.success) return null;
  const { code, fields } = read.data;
  const say = own.faults[code] as (fields: ProcedureFault['fields']) => string;
  const place =
    'kind' in fields ? kinds[fields.kind] : 'path' in fields ? own.place(placeOf(fields.path)) : '';
  return place === '' ? say(fields) : `${place}: ${say(fields)}`;
}
