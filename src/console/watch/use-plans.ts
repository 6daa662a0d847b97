import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { FloorPlan } from '../../contract/map-plans.ts';
import { call } from '../client.ts';
import { onLiveEvent } from '../live.ts';
import { answers } from '../session.ts';
import { type Level, levelShown, levelsHidden, levelsOf, plansInView } from './plans-in-view.ts';
import type { View } from './use-view.ts';

const queryKey = ['site', 'plans'] as const;
const none: readonly FloorPlan[] = [];

export type PlansShown = {
  readonly levels: readonly Level[];
  readonly level: number | null;
  /** Levels that are offered and not shown; empty where none is. The same set until they are others. */
  readonly hidden: ReadonlySet<number>;
  /** The same list until other plans come into view. */
  readonly plans: readonly FloorPlan[];
};

/** Every floor plan there is, as they change. Undefined until they are known. */
export function useAllPlans(): readonly FloorPlan[] | undefined {
  useEffect(
    () =>
      onLiveEvent((event) => {
        if (event.type === 'map-plans' || (event.type === 'hello' && !event.resumed)) void reloadPlans();
      }),
    [],
  );
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => call('map.plans', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}

export function reloadPlans(): Promise<void> {
  return answers.invalidateQueries({ queryKey });
}

/** Floor plans of what the map shows, and of these the ones of the level asked for. */
export function usePlans(view: View | null, asked: string | undefined): PlansShown {
  const all = useAllPlans() ?? none;
  const near = plansInView(all, view);
  const levels = levelsOf(near);
  const level = levelShown(levels, asked);
  const others = levelsHidden(levels, level).join(' ');
  const hidden = useMemo(() => new Set(others === '' ? [] : others.split(' ').map(Number)), [others]);
  const ids = near
    .filter((plan) => plan.level === level)
    .map(({ id }) => id)
    .join(' ');
  const plans = useMemo(() => {
    const shown = new Set(ids.split(' '));
    return all.filter(({ id }) => shown.has(id));
  }, [all, ids]);
  return { levels, level, hidden, plans };
}
