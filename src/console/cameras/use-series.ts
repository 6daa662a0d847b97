import { useQuery } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import type { Measure } from '../../core/measure/measure.ts';
import { call } from '../client.ts';
import { currentCity, onLiveEvent, useCity, useWatched } from '../live.ts';
import { type SeriesTable, spanMs, withMeasures } from './measure-series.ts';

const empty: SeriesTable = new Map();
const serverNowMs = () => Date.now() + currentCity().clockOffsetMs;

/** The last ten minutes of a camera's measures: read once, then grown by what the server tells. */
export function useSeries(cameraId: string): {
  readonly table: SeriesTable;
  readonly isRead: boolean;
  readonly error: unknown;
} {
  useWatched([cameraId]);
  const generation = useCity((city) => city.generation);
  const [table, add] = useReducer(
    (old: SeriesTable, measures: readonly Measure[]) => withMeasures(old, measures, serverNowMs()),
    empty,
  );
  const history = useQuery({
    // Read anew after a break that could not be resumed: the gap is filled if the server measured on.
    queryKey: ['measures', cameraId, generation],
    queryFn: ({ signal }) => {
      const toMs = Math.ceil(serverNowMs());
      return call(
        'measures.list',
        { params: { id: cameraId }, query: { fromMs: Math.max(0, toMs - spanMs), toMs } },
        signal,
      );
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  useEffect(() => {
    if (history.data) add(history.data);
  }, [history.data]);
  useEffect(
    () =>
      onLiveEvent((event) => {
        if (event.type === 'measures' && event.cameraId === cameraId) add(event.measures);
      }),
    [cameraId],
  );
  return { table, isRead: history.isSuccess, error: history.error };
}
