import { queryOptions } from '@tanstack/react-query';
import { call } from '../client.ts';

/** Health as the server sees it, asked for every five seconds. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => call('health.get', {}, signal),
  refetchInterval: 5_000,
  staleTime: 4_000,
});
