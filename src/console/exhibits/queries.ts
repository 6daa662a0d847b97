import { queryOptions } from '@tanstack/react-query';
import type { ExhibitList } from '../../contract/exhibits.ts';
import { call } from '../client.ts';
import { answers } from '../session.ts';

const isUnfinished = ({ exhibits }: ExhibitList) =>
  exhibits.some(({ state }) => state === 'waiting' || state === 'making');

/** Asked often while something is being made. */
export const exhibitsQuery = queryOptions({
  queryKey: ['exhibits'],
  queryFn: ({ signal }) => call('exhibits.list', { query: {} }, signal),
  staleTime: 0,
  refetchInterval: ({ state }) => (state.data !== undefined && isUnfinished(state.data) ? 1_000 : 15_000),
});

export function lookAgain(): Promise<void> {
  return answers.invalidateQueries({ queryKey: ['exhibits'] });
}
