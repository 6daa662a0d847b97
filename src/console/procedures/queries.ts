import { queryOptions } from '@tanstack/react-query';
import type { IncidentKind } from '../../core/incident/incident.ts';
import { call } from '../client.ts';
import { answers } from '../session.ts';

export const proceduresQuery = queryOptions({
  queryKey: ['procedures'],
  queryFn: ({ signal }) => call('procedures.list', undefined, signal),
  staleTime: 0,
});

export const versionsQuery = (kind: IncidentKind) =>
  queryOptions({
    queryKey: ['procedures', 'versions', kind],
    queryFn: ({ signal }) => call('procedures.versions', { params: { kind } }, signal),
    staleTime: 0,
  });

export function lookAgain(): Promise<void> {
  return answers.invalidateQueries({ queryKey: ['procedures'] });
}
