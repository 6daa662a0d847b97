import { metresBetween, type Position } from '../position.ts';
import { type RoadGraph, roadMetres } from './road-graph.ts';
import type { RunCard } from './run-card.ts';
import { isStale, type Unit } from './unit.ts';

export type Suggestion = {
  readonly unitId: string;
  /** Null: no position, or the incident has none. */
  readonly distanceM: number | null;
  readonly by: 'road' | 'straight-line' | null;
  /** The position is too old to rely on. */
  readonly isStale: boolean;
  /** The run card asks for it: one of the nearest so many of its kind. */
  readonly isAskedFor: boolean;
};

/**
 * Free units, nearest first: those whose position is fresh before those whose is not, and those without one last. By road
 * where a road graph reaches both ends, else in a straight line, and said which.
 */
export function suggestUnits(
  units: readonly Unit[],
  incident: { readonly position: Position | null },
  {
    card,
    roads,
    nowMs,
  }: { readonly card: RunCard | null; readonly roads: RoadGraph | null; readonly nowMs: number },
): Suggestion[] {
  const free = units.filter(({ state }) => state === 'free');
  const placed = free.filter(({ position }) => position !== null && incident.position !== null);
  const byRoad =
    roads === null || incident.position === null
      ? []
      : roadMetres(
          roads,
          incident.position,
          placed.map(({ position }) => position!),
        );
  const suggestions = free.map((unit) => {
    const { position } = unit;
    const road = byRoad[placed.indexOf(unit)] ?? null;
    const isPlaced = position !== null && incident.position !== null;
    return {
      unit,
      unitId: unit.id,
      distanceM: isPlaced ? (road ?? metresBetween(position, incident.position!)) : null,
      by: !isPlaced ? null : road === null ? ('straight-line' as const) : ('road' as const),
      isStale: position !== null && isStale(position, nowMs),
    };
  });
  const rank = (one: (typeof suggestions)[number]) => (one.distanceM === null ? 2 : one.isStale ? 1 : 0);
  suggestions.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.distanceM ?? 0) - (b.distanceM ?? 0) ||
      a.unit.name.localeCompare(b.unit.name, 'en'),
  );
  const left = new Map(card?.needs.map(({ kind, count }) => [kind, count]));
  return suggestions.map(({ unit, ...one }) => {
    const wanted = left.get(unit.kind) ?? 0;
    left.set(unit.kind, wanted - 1);
    return { ...one, isAskedFor: wanted > 0 };
  });
}
