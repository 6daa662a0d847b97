/** How many incidents there were, of what kind, why, and how long help and ending took. Counts and times only. Pure. */
import { isIn, type Span } from '../../alarm/figures/annunciation.ts';
import { type Priority, priorities } from '../../priority.ts';
import { quantile } from '../../quantile.ts';
import type { Incident, IncidentCause, IncidentKind, IncidentOutcome } from '../incident.ts';

/** What figures need of an incident: of nobody a name. */
export type CountedIncident = Pick<
  Incident,
  'id' | 'number' | 'kind' | 'title' | 'place' | 'priority' | 'openedAtMs'
> & {
  /** Null while it is not closed. */
  readonly ending: {
    readonly cause: IncidentCause;
    readonly outcome: IncidentOutcome;
    readonly lessons: string;
    readonly atMs: number;
  } | null;
  /** When the first unit said that it is on its way, and that it is there; null: none did. */
  readonly enRouteAtMs: number | null;
  readonly onSceneAtMs: number | null;
};

/** Times since incidents were opened, ms; null where there are none. */
export type Waits = {
  readonly incidents: number;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
};

export type IncidentGroupFigures = {
  readonly incidents: number;
  /** Not closed yet. */
  readonly open: number;
  /** Opened on each day of the span, in order. */
  readonly perDay: readonly number[];
  readonly enRoute: Waits;
  readonly onScene: Waits;
  readonly closing: Waits;
};

export type Lesson = Pick<Incident, 'id' | 'number' | 'kind' | 'title' | 'place'> & {
  readonly atMs: number;
  readonly lessons: string;
};

export type IncidentFigures = {
  /** By the site's clock; the first and the last are cut to the span. */
  readonly days: readonly Span[];
  readonly whole: IncidentGroupFigures;
  readonly byPriority: { readonly [P in Priority]: readonly number[] };
  /** Most incidents first. */
  readonly kinds: readonly (IncidentGroupFigures & { readonly kind: IncidentKind })[];
  /** Of those that are closed, most first. */
  readonly causes: readonly (IncidentGroupFigures & { readonly cause: IncidentCause })[];
  readonly outcomes: readonly { readonly outcome: IncidentOutcome; readonly incidents: number }[];
  /** What closed ones say should be done otherwise, the newest first. */
  readonly lessons: readonly Lesson[];
};

/** @param days the span, parted. @param opened within the days, in any order. */
export function incidentFigures(days: readonly Span[], opened: readonly CountedIncident[]): IncidentFigures {
  const groups = <K extends string>(keyOf: (incident: CountedIncident) => K | null) =>
    [...Map.groupBy(opened, keyOf)]
      .flatMap(([key, members]) => (key === null ? [] : [{ key, ...groupFigures(days, members) }]))
      .sort((a, b) => b.incidents - a.incidents || (a.key < b.key ? -1 : 1));
  return {
    days,
    whole: groupFigures(days, opened),
    byPriority: Object.fromEntries(
      priorities.map((priority) => [
        priority,
        perDay(
          days,
          opened.filter((one) => one.priority === priority),
        ),
      ]),
    ) as { [P in Priority]: number[] },
    kinds: groups(({ kind }) => kind).map(({ key, ...figures }) => ({ ...figures, kind: key })),
    causes: groups(({ ending }) => ending?.cause ?? null).map(({ key, ...figures }) => ({
      ...figures,
      cause: key,
    })),
    outcomes: groups(({ ending }) => ending?.outcome ?? null).map(({ key, incidents }) => ({
      outcome: key,
      incidents,
    })),
    lessons: opened
      .flatMap(({ id, number, kind, title, place, ending }) =>
        ending === null || ending.lessons.trim() === ''
          ? []
          : [{ id, number, kind, title, place, atMs: ending.atMs, lessons: ending.lessons }],
      )
      .sort((a, b) => b.atMs - a.atMs || b.number - a.number),
  };
}

function groupFigures(days: readonly Span[], members: readonly CountedIncident[]): IncidentGroupFigures {
  return {
    incidents: members.length,
    open: members.filter(({ ending }) => ending === null).length,
    perDay: perDay(days, members),
    enRoute: waits(members, ({ enRouteAtMs }) => enRouteAtMs),
    onScene: waits(members, ({ onSceneAtMs }) => onSceneAtMs),
    closing: waits(members, ({ ending }) => ending?.atMs ?? null),
  };
}

function perDay(days: readonly Span[], members: readonly CountedIncident[]): number[] {
  return days.map((day) => members.filter(({ openedAtMs }) => isIn(day, openedAtMs)).length);
}

function waits(
  members: readonly CountedIncident[],
  atOf: (incident: CountedIncident) => number | null,
): Waits {
  const sorted = members
    .flatMap((incident) => {
      const atMs = atOf(incident);
      // A clock that was set back makes no time shorter than none.
      return atMs === null ? [] : [Math.max(0, atMs - incident.openedAtMs)];
    })
    .sort((a, b) => a - b);
  return { incidents: sorted.length, medianMs: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95) };
}
