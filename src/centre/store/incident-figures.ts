import type { CountedIncident } from '../../core/incident/figures/incident-figures.ts';
import type { Query } from './database.ts';

type Span = { readonly fromMs: number; readonly toMs: number };
type Row = Omit<CountedIncident, 'openedAtMs' | 'ending' | 'enRouteAtMs' | 'onSceneAtMs'> & {
  openedAt: Date;
  closedAt: Date | null;
  cause: NonNullable<CountedIncident['ending']>['cause'];
  outcome: NonNullable<CountedIncident['ending']>['outcome'];
  lessons: string;
  enRouteAt: Date | null;
  onSceneAt: Date | null;
};

/** Incidents opened in a span, with what the log says of the first unit. */
export async function incidentsOpenedIn(query: Query, span: Span, limit: number): Promise<CountedIncident[]> {
  const rows = await query<Row[]>`
    select i.id, i.number, i.kind, i.title, i.place, i.priority, i.opened_at, i.closed_at, i.cause, i.outcome, i.lessons,
      u.en_route_at, u.on_scene_at
    from incidents i left join lateral (
      select min(l.at) filter (where l.detail->>'did' = 'departed') as en_route_at,
        min(l.at) filter (where l.detail->>'did' = 'arrived') as on_scene_at
      from incident_log l where l.incident_id = i.id and l.kind = 'unit'
    ) u on true
    where i.opened_at >= ${new Date(span.fromMs)} and i.opened_at < ${new Date(span.toMs)}
    order by i.opened_at, i.number limit ${limit}`;
  return rows.map(({ openedAt, closedAt, cause, outcome, lessons, enRouteAt, onSceneAt, ...row }) => ({
    ...row,
    openedAtMs: openedAt.getTime(),
    ending: closedAt === null ? null : { cause, outcome, lessons, atMs: closedAt.getTime() },
    enRouteAtMs: enRouteAt?.getTime() ?? null,
    onSceneAtMs: onSceneAt?.getTime() ?? null,
  }));
}
