import { queryOptions } from '@tanstack/react-query';
import { call } from '../client.ts';
import { onLiveEvent } from '../live.ts';
import { answers } from '../session.ts';

export const alarmPolicyQuery = queryOptions({
  queryKey: ['alarms', 'policy'],
  queryFn: ({ signal }) => call('alarmPolicy.get', {}, signal),
});

export const outOfServiceQuery = queryOptions({
  queryKey: ['alarms', 'out-of-service'],
  queryFn: ({ signal }) => call('outOfService.list', { query: {} }, signal),
  staleTime: 0,
});

// Another administrator's order shows at once.
onLiveEvent((event) => {
  if (event.type === 'out-of-service')
    void answers.invalidateQueries({ queryKey: outOfServiceQuery.queryKey });
});
