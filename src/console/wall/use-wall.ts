import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Wall } from '../../contract/wall.ts';
import { call } from '../client.ts';
import { onLiveEvent } from '../live.ts';
import { answers } from '../session.ts';

const queryKey = ['wall'] as const;

/** Layouts, tours and what is pushed, as they change. Undefined until they are known. */
export function useWall(): Wall | undefined {
  const asked = useQuery({
    queryKey,
    queryFn: ({ signal }) => call('wall.get', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
  });
  useEffect(
    () =>
      onLiveEvent((event) => {
        if (event.type === 'wall-pushes') {
          answers.setQueryData<Wall>(queryKey, (wall) => wall && { ...wall, pushes: event.pushes });
          reloadWall();
        } else if (event.type === 'wall-layouts' || (event.type === 'hello' && !event.resumed)) reloadWall();
      }),
    [],
  );
  return asked.data;
}

/** Asks anew; an answer that is on its way is too old. */
export function reloadWall(): void {
  void answers.invalidateQueries({ queryKey });
}
