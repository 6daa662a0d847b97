import type { Alarm } from '../../core/alarm/alarm.ts';
import type { AlarmPlace } from '../../core/alarm/set-aside.ts';
import { json, type Query, type Tx } from './database.ts';

/** The condition began: once for each situation. */
export async function insertOccurrences(
  tx: Tx,
  begun: readonly { readonly alarm: Alarm; readonly atMs: number }[],
): Promise<void> {
  if (begun.length === 0) return;
  const rows = begun.map(({ alarm, atMs }) => ({
    situationId: alarm.situationId,
    alarmId: alarm.id,
    begunAt: new Date(atMs),
    askedAt: alarm.aside === null ? new Date(atMs) : null,
  }));
  await tx`
    insert into alarm_occurrences (situation_id, alarm_id, begun_at, asked_at)
    select "situationId", "alarmId", "begunAt", "askedAt"
    from jsonb_to_recordset(${json(rows)}) as told("situationId" text, "alarmId" uuid, "begunAt" timestamptz,
      "askedAt" timestamptz)`;
}

/** What the newest state of alarms says of their occurrences: asked, noticed, over. */
export async function updateOccurrences(tx: Tx, alarms: readonly Alarm[]): Promise<void> {
  const newest = alarms
    .filter(({ aside, returnedAtMs }) => aside === null || returnedAtMs !== null)
    .map(({ situationId, aside, askedAtMs, returnedAtMs }) => ({
      situationId,
      askedAt: aside === null ? new Date(askedAtMs) : null,
      endedAt: returnedAtMs === null ? null : new Date(returnedAtMs),
    }));
  if (newest.length > 0)
    await tx`
      update alarm_occurrences o
      set asked_at = coalesce(o.asked_at, told."askedAt"), ended_at = coalesce(o.ended_at, told."endedAt")
      from jsonb_to_recordset(${json(newest)}) as told("situationId" text, "askedAt" timestamptz,
        "endedAt" timestamptz)
      where o.situation_id = told."situationId"`;
  // Noticing an alarm is noticing all it has gathered.
  const noticed = alarms.flatMap(({ id, acknowledgedAtMs, acknowledgedBy }) =>
    acknowledgedAtMs === null ? [] : [{ id, at: new Date(acknowledgedAtMs), by: acknowledgedBy }],
  );
  if (noticed.length > 0)
    await tx`
      update alarm_occurrences o set acknowledged_at = told."at", acknowledged_by = told."by"
      from jsonb_to_recordset(${json(noticed)}) as told("id" uuid, "at" timestamptz, "by" text)
      where o.alarm_id = told."id" and o.acknowledged_at is null and o.asked_at is not null`;
}

/** When the condition began at each place, since a time of its own; oldest first. In the order asked. */
export async function begunAt(
  query: Query,
  places: readonly (AlarmPlace & { readonly sinceMs: number })[],
): Promise<number[][]> {
  if (places.length === 0) return [];
  const asked = places.map(({ sinceMs, ...place }, nth) => ({ ...place, since: new Date(sinceMs), nth }));
  const rows = await query<{ nth: number; begunAt: Date }[]>`
    select place."nth", o.begun_at
    from jsonb_to_recordset(${json(asked)}) as place("nth" integer, "cameraId" text, "zoneId" text, "kind" text,
      "since" timestamptz)
    join alarms a on a.camera_id = place."cameraId" and a.kind = place."kind"
      and a.zone_id is not distinct from place."zoneId"
    join alarm_occurrences o on o.alarm_id = a.id and o.begun_at >= place."since"
    order by o.begun_at`;
  return places.map((_, nth) => rows.filter((row) => row.nth === nth).map((row) => row.begunAt.getTime()));
}
