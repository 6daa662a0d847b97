import { queryOptions } from '@tanstack/react-query';
import { call } from '../client.ts';
import { answers } from '../session.ts';

export const setupQuery = queryOptions({
  queryKey: ['notifications', 'setup'],
  queryFn: ({ signal }) => call('notifications.setup', {}, signal),
  staleTime: 0,
});

/** Asked often while something is on its way. */
export const messagesQuery = queryOptions({
  queryKey: ['notifications', 'messages'],
  queryFn: ({ signal }) => call('notifications.list', { query: { limit: 50 } }, signal),
  staleTime: 0,
  refetchInterval: ({ state }) => ((state.data?.counts.waiting ?? 0) > 0 ? 2_000 : 15_000),
});

export function lookAgain(): Promise<void> {
  return answers.invalidateQueries({ queryKey: ['notifications'] });
}
