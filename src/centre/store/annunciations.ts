import { Priority, SituationKind } from '../../contract/shapes.ts';
import type { Annunciation, Span } from '../../core/alarm/figures/annunciation.ts';
import type { Query } from './database.ts';

type Row = {
  alarmId: string;
  cameraId: string;
  zoneId: string | null;
  kind: string;
  priority: string;
  askedAt: Date;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  overAt: Date | null;
  isNuisance: boolean;
};

/**
 * Every time an alarm asked within the span, and those from before that stood into it; in order. An alarm stands until
 * its condition is over and somebody has noticed it, until it is closed otherwise (reset), or until it is set aside; a
 * latched one until it is reset.
 * @param most so many at most: one more says that there are more.
 */
export async function annunciationsIn(query: Query, span: Span, most: number): Promise<Annunciation[]> {
  const rows = await query<Row[]>`
    select * from (
      select o.alarm_id, a.camera_id, a.zone_id, a.kind, a.priority, o.asked_at, o.acknowledged_at, o.acknowledged_by,
        a.nuisance_by is not null as is_nuisance,
        case
          when a.state = 'normal' then greatest(o.ended_at, o.acknowledged_at, o.asked_at)
          when a.aside_since is not null then greatest(a.aside_since, o.asked_at)
          when a.state in ('latched', 'latched-unacknowledged') and o.situation_id = a.situation_id then null
          when o.ended_at is null or o.acknowledged_at is null then null
          else greatest(o.ended_at, o.acknowledged_at)
        end as over_at
      from alarm_occurrences o join alarms a on a.id = o.alarm_id
      where o.asked_at < ${new Date(span.toMs)}
    ) asked
    where asked_at >= ${new Date(span.fromMs)} or over_at is null or over_at > ${new Date(span.fromMs)}
    order by asked_at, alarm_id
    limit ${most}`;
  return rows.map((row) => ({
    alarmId: row.alarmId,
    cameraId: row.cameraId,
    zoneId: row.zoneId,
    kind: SituationKind.parse(row.kind),
    priority: Priority.parse(row.priority),
    atMs: row.askedAt.getTime(),
    acknowledgedAtMs: row.acknowledgedAt?.getTime() ?? null,
    acknowledgedBy: row.acknowledgedBy,
    overAtMs: row.overAt?.getTime() ?? null,
    isNuisance: row.isNuisance,
  }));
}
