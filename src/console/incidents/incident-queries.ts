import { queryOptions } from '@tanstack/react-query';
import { call } from '../client.ts';
import { onLiveEvent } from '../live.ts';
import { answers } from '../session.ts';

/** One incident with its log. */
export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: ['incidents', 'one', id],
    queryFn: ({ signal }) => call('incidents.get', { params: { id } }, signal),
    staleTime: 0,
  });

const most = 300;
export const allIncidentsQuery = queryOptions({
  queryKey: ['incidents', 'all', most],
  queryFn: ({ signal }) => call('incidents.list', { query: { all: 'true', limit: most } }, signal),
  staleTime: 0,
});

// Every change writes into the log: an open page reads it again at once.
onLiveEvent((event) => {
  if (event.type === 'incident')
    void answers.invalidateQueries({ queryKey: incidentQuery(event.incident.id).queryKey });
  // Lines may have been written while the line was down.
  if (event.type === 'hello') void answers.invalidateQueries({ queryKey: ['incidents'] });
});
