import { queryOptions, useQuery } from '@tanstack/react-query';
import { rationalised } from '../../core/alarm/rationalisation.ts';
import type { SituationKind } from '../../core/zone.ts';
import { call } from '../client.ts';
import { useWords } from '../words/index.ts';

export const rationalisationsQuery = queryOptions({
  queryKey: ['alarms', 'rationalisations'],
  queryFn: ({ signal }) => call('rationalisations.list', {}, signal),
  staleTime: 60_000,
});

/** What to do about a kind of alarm and how long there is: as the site has reviewed it, else as shipped. */
export function useRationalised(kind: SituationKind) {
  const words = useWords();
  const site = useQuery(rationalisationsQuery).data ?? [];
  const own = site.find((one) => one.kind === kind);
  const shipped = words.alarms.advice[kind];
  const { priority, timeToRespondMs } = rationalised(kind, site);
  return {
    priority,
    timeToRespondMs,
    cause: own?.cause ?? shipped.cause,
    consequence: own?.consequence ?? shipped.consequence,
    response: own?.response ?? shipped.response,
    own,
  };
}
