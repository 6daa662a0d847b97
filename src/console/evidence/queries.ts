import { queryOptions } from '@tanstack/react-query';
import { call } from '../client.ts';
import { answers } from '../session.ts';

/** People wait for each other on these pages. */
const askEveryMs = 2_000;

export const vaultQuery = queryOptions({
  queryKey: ['evidence', 'vault'],
  queryFn: ({ signal }) => call('vault.get', {}, signal),
  staleTime: 0,
  refetchInterval: askEveryMs,
});

export const openingsQuery = queryOptions({
  queryKey: ['evidence', 'openings'],
  queryFn: ({ signal }) => call('openings.list', { query: {} }, signal),
  staleTime: 0,
  refetchInterval: 5_000,
});

export const openingQuery = (id: string) =>
  queryOptions({
    queryKey: ['evidence', 'opening', id],
    queryFn: ({ signal }) => call('openings.get', { params: { id } }, signal),
    staleTime: 0,
    refetchInterval: askEveryMs,
  });

/** After every change: whatever it was, the next look shows it. */
export function lookAgain(): Promise<void> {
  return answers.invalidateQueries({ queryKey: ['evidence'] });
}
