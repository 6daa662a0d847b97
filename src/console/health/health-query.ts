import { queryOptions } from '@tanstack/react-query';
import { call } from '../client.ts';

const asked = { refetchInterval: 5_000, staleTime: 4_000 } as const;

/** Health as the server sees it, asked for every five seconds. Without the cameras' rows: those of a city are megabytes. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => call('health.get', { query: { cameras: 'none' } }, signal),
  ...asked,
});

/** With a row for each camera. */
export const fullHealthQuery = queryOptions({
  queryKey: ['health', 'cameras'],
  queryFn: ({ signal }) => call('health.get', { query: {} }, signal),
  ...asked,
});
