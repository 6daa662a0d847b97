import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { titleOf } from '../../core/incident/words/index.ts';
import { call } from '../client.ts';
import { useTerms } from '../incidents/use-terms.ts';
import { useIncidents } from '../live.ts';
import { useMay } from '../session.ts';
import { useFormats, useWords } from '../words/index.ts';
import type { Command } from './commands.ts';

/** More than these nobody reads in a palette: the page of all incidents is for that. */
const most = 8;
const stillMs = 150;

/** Incidents that are over and that the words typed may mean, newest first: only the server has them all. */
export function useOldIncidents(typed: string): readonly Command[] {
  const words = useWords();
  const terms = useTerms();
  const formats = useFormats();
  const router = useRouter();
  const known = useIncidents();
  const mayRead = useMay('incident.read');
  const text = useWhenStill(typed.trim(), stillMs);
  const isAsked = mayRead && isWorthAsking(text);
  const { data } = useQuery({
    queryKey: ['incidents', 'found', text],
    queryFn: ({ signal }) => call('incidents.list', { query: { all: 'true', text, limit: most } }, signal),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return useMemo(
    () =>
      (isAsked ? (data ?? []) : [])
        .filter(({ id }) => !known.has(id))
        .map(
          (incident): Command => ({
            id: incident.id,
            group: 'incident',
            name: `${incident.number} · ${titleOf(incident, terms)}`,
            also: [
              // The title of most says it already.
              incident.title === null ? '' : incident.place,
              incident.closing === null
                ? ''
                : words.palette.closed(formats.day(incident.closing.atMs, Date.now())),
            ]
              .filter((part) => part !== '')
              .join(' · '),
            run: () =>
              void router.navigate({ to: '/incidents/$incidentId', params: { incidentId: incident.id } }),
          }),
        ),
    [isAsked, data, known, words, terms, formats, router],
  );
}

/** One letter is in everything; one digit is a number. */
function isWorthAsking(text: string): boolean {
  return text.length > 1 || /^\d$/.test(text);
}

/** What it was last, once it has not changed for a while. */
function useWhenStill(value: string, forMs: number): string {
  const [still, setStill] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setStill(value), forMs);
    return () => clearTimeout(timer);
  }, [value, forMs]);
  return still;
}
