import type { Alarm } from '../../core/alarm/alarm.ts';
import type { AlarmPlace } from '../../core/alarm/set-aside.ts';
import type { Query, Tx } from './database.ts';

/** The condition began: once for each situation. */
export async function insertOccurrence(tx: Tx, alarm: Alarm, nowMs: number): Promise<void> {
  const askedAt = alarm.aside === null ? new Date(nowMs) : null;
  await tx`
    insert into alarm_occurrences (situation_id, alarm_id, begun_at, asked_at)
    values (${alarm.situationId}, ${alarm.id}, ${new Date(nowMs)}, ${askedAt})`;
}

/** What the newest state of an alarm says of its occurrences: asked, noticed, over. */
export async function updateOccurrences(tx: Tx, alarm: Alarm): Promise<void> {
  const { situationId } = alarm;
  if (alarm.aside === null)
    await tx`
      update alarm_occurrences set asked_at = ${new Date(alarm.askedAtMs)}
      where situation_id = ${situationId} and asked_at is null`;
  if (alarm.returnedAtMs !== null)
    await tx`
      update alarm_occurrences set ended_at = ${new Date(alarm.returnedAtMs)}
      where situation_id = ${situationId} and ended_at is null`;
  // Noticing an alarm is noticing all it has gathered.
  if (alarm.acknowledgedAtMs !== null)
    await tx`
      update alarm_occurrences
      set acknowledged_at = ${new Date(alarm.acknowledgedAtMs)}, acknowledged_by = ${alarm.acknowledgedBy}
      where alarm_id = ${alarm.id} and acknowledged_at is null and asked_at is not null`;
}

/** When the condition began at a place, since then. */
export async function begunAt(query: Query, place: AlarmPlace, sinceMs: number): Promise<number[]> {
  const rows = await query<{ begunAt: Date }[]>`
    select o.begun_at from alarm_occurrences o join alarms a on a.id = o.alarm_id
    where a.camera_id = ${place.cameraId} and a.zone_id is not distinct from ${place.zoneId} and a.kind = ${place.kind}
      and o.begun_at >= ${new Date(sinceMs)}
    order by o.begun_at`;
  return rows.map((row) => row.begunAt.getTime());
}
