import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Bookmark, FootageDay, Hold } from '../../contract/recording.ts';
import { call } from '../client.ts';
import { type Coverage, coverageOf, joined } from './coverage.ts';
import { httpReader } from './http-reader.ts';
import { type Moment, momentsOf } from './moments.ts';
import type { Span } from './zone-time.ts';

/** A day that is not over is asked for again. */
const againMs = 10_000;

export type FootageDayView = {
  readonly isKnown: boolean;
  readonly error: unknown;
  /** Of the chosen camera. */
  readonly coverage: Coverage | null;
  /** Of all cameras that are shown: where any of them has footage. */
  readonly any: Coverage | null;
  readonly profile: FootageDay | null;
  readonly holds: readonly Hold[];
  readonly bookmarks: readonly Bookmark[];
  readonly moments: readonly Moment[];
  /** Whether masked footage exists at all on this day. */
  readonly isEmpty: boolean;
};

/** A day of the chosen camera, and where the others that are shown have footage. */
export function useFootageDay(
  cameraIds: readonly string[],
  chosenId: string | null,
  day: Span,
): FootageDayView {
  const isPast = day.toMs < httpReader.nowMs() - 60_000;
  const again = isPast ? false : againMs;
  const key = [day.fromMs, day.toMs] as const;
  const lists = useQueries({
    queries: cameraIds.map((id) => ({
      queryKey: ['footage', 'list', id, ...key],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call('footage.list', { params: { id }, query: { ...day } }, signal),
      refetchInterval: again,
      staleTime: againMs,
    })),
  });
  const params = { id: chosenId ?? '' };
  const enabled = chosenId !== null;
  const profile = useQuery({
    queryKey: ['footage', 'day', chosenId, ...key],
    queryFn: ({ signal }) => call('footage.day', { params, query: { ...day } }, signal),
    refetchInterval: isPast ? false : 60_000,
    enabled,
  });
  const situations = useQuery({
    queryKey: ['footage', 'situations', chosenId, ...key],
    queryFn: ({ signal }) => call('situations.list', { params, query: { ...day } }, signal),
    refetchInterval: again,
    enabled,
  });
  const bookmarks = useQuery({
    queryKey: bookmarksKey(chosenId, day),
    queryFn: ({ signal }) =>
      call(
        'bookmarks.list',
        { query: { ...day, ...(chosenId === null ? {} : { cameraId: chosenId }) } },
        signal,
      ),
    refetchInterval: again,
    enabled,
  });

  const known = lists.map(({ data }) => data);
  const versions = lists.map(({ dataUpdatedAt }) => dataUpdatedAt).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `versions` says when `known` changed
  const coverages = useMemo(
    () =>
      known.flatMap((footage) =>
        footage === undefined
          ? []
          : [{ footage, coverage: coverageOf(footage, { span: day, nowMs: footage.atMs }) }],
      ),
    [versions, day.fromMs, day.toMs],
  );
  const own = coverages.find(({ footage }) => footage.cameraId === chosenId);
  const any = useMemo(
    () => (coverages.length === cameraIds.length ? joined(coverages.map(({ coverage }) => coverage)) : null),
    [coverages, cameraIds.length],
  );
  const moments = useMemo(
    () =>
      momentsOf({
        situations: situations.data ?? [],
        bookmarks: bookmarks.data ?? [],
        holes: own?.coverage.holes ?? [],
      }),
    [situations.data, bookmarks.data, own],
  );
  return {
    isKnown: own !== undefined,
    error: lists.find(({ error }) => error !== null)?.error ?? null,
    coverage: own?.coverage ?? null,
    any,
    profile: profile.data ?? null,
    holds: own?.footage.holds ?? [],
    bookmarks: bookmarks.data ?? [],
    moments,
    isEmpty: own !== undefined && own.coverage.recorded.length === 0,
  };
}

export function bookmarksKey(cameraId: string | null, day: Span): readonly unknown[] {
  return ['footage', 'bookmarks', cameraId, day.fromMs, day.toMs];
}
