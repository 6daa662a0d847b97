import { Alarm as AlarmShape, type AlarmView } from '../../contract/shapes.ts';
import type { Alarm } from '../../core/alarm/alarm.ts';
import type { AsideKind } from '../../core/alarm/set-aside.ts';
import type { Position } from '../../core/position.ts';
import { updateOccurrences } from './alarm-occurrences.ts';
import { json, type Query, type Tx } from './database.ts';
import { type SituationRow, situationFromRow } from './situations.ts';

type Row = {
  id: string;
  situationId: string;
  cameraId: string;
  zoneId: string | null;
  zoneName: string | null;
  kind: string;
  priority: string;
  state: string;
  raisedAt: Date;
  askedAt: Date;
  unnoticedSince: Date;
  escalations: unknown;
  returnedAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  isLatching: boolean;
  times: number;
  nuisanceBy: string | null;
  asideBy: string | null;
  asideReason: string | null;
  asideSince: Date | null;
  asideUntil: Date | null;
  version: number;
};

const alarmsLock = 7_216_003;

/**
 * First step of a change that may touch several alarms, or that depends on what else stands: one at a time, until the
 * commit. So nothing is suppressed by what ends meanwhile, and two such changes never wait for each other's rows.
 */
export async function lockAlarms(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(${alarmsLock})`;
}

type ViewRow = Row & { cameraName: string; hasPicture: boolean; situation: SituationRow };

export async function insertAlarm(tx: Tx, alarm: Alarm, zoneName: string | null): Promise<void> {
  await tx`
    insert into alarms (id, situation_id, camera_id, zone_id, zone_name, kind, priority, state, raised_at, asked_at,
      unnoticed_since, escalations, returned_at, acknowledged_at, acknowledged_by, is_latching, times, aside_by, aside_reason, aside_since,
      aside_until, version)
    values (${alarm.id}, ${alarm.situationId}, ${alarm.cameraId}, ${alarm.zoneId}, ${zoneName}, ${alarm.kind},
      ${alarm.priority}, ${alarm.state}, ${new Date(alarm.raisedAtMs)}, ${new Date(alarm.askedAtMs)},
      ${new Date(alarm.unnoticedSinceMs)}, ${json(alarm.escalations)}, ${dateOf(alarm.returnedAtMs)}, ${dateOf(alarm.acknowledgedAtMs)}, ${alarm.acknowledgedBy}, ${alarm.isLatching},
      ${alarm.times}, ${alarm.aside?.by ?? null}, ${alarm.aside?.reason ?? null},
      ${dateOf(alarm.aside?.sinceMs ?? null)}, ${dateOf(alarm.aside?.untilMs ?? null)}, ${alarm.version})`;
}

/** Writes a transition that core/alarm/alarm-life.ts made of the row the caller holds. */
export async function updateAlarm(tx: Tx, alarm: Alarm): Promise<void> {
  await tx`
    update alarms set situation_id = ${alarm.situationId}, state = ${alarm.state},
      asked_at = ${new Date(alarm.askedAtMs)}, unnoticed_since = ${new Date(alarm.unnoticedSinceMs)},
      escalations = ${json(alarm.escalations)}, returned_at = ${dateOf(alarm.returnedAtMs)},
      acknowledged_at = ${dateOf(alarm.acknowledgedAtMs)}, acknowledged_by = ${alarm.acknowledgedBy},
      is_latching = ${alarm.isLatching}, times = ${alarm.times}, nuisance_by = ${alarm.nuisanceBy}, aside_by = ${alarm.aside?.by ?? null}, aside_reason = ${alarm.aside?.reason ?? null},
      aside_since = ${dateOf(alarm.aside?.sinceMs ?? null)}, aside_until = ${dateOf(alarm.aside?.untilMs ?? null)},
      version = ${alarm.version}
    where id = ${alarm.id}`;
  await updateOccurrences(tx, alarm);
}

/** Locks the row until the end of the transaction: of two operators the second sees what the first did. */
export async function holdAlarm(tx: Tx, id: string): Promise<Alarm | null> {
  const [row] = await tx<Row[]>`select * from alarms where id = ${id} for update`;
  return row === undefined ? null : fromRow(row);
}

export async function holdAlarmOf(tx: Tx, situationId: string): Promise<Alarm | null> {
  const [row] = await tx<Row[]>`select * from alarms where situation_id = ${situationId} for update`;
  return row === undefined ? null : fromRow(row);
}

/**
 * An open alarm of the same kind at the same place whose condition is over: it stands again. The newest, if there are
 * several. Locks its row.
 */
export async function holdReturnedAlarm(
  tx: Tx,
  place: { readonly cameraId: string; readonly zoneId: string | null; readonly kind: string },
): Promise<Alarm | null> {
  const [row] = await tx<Row[]>`
    select * from alarms
    where camera_id = ${place.cameraId} and zone_id is not distinct from ${place.zoneId} and kind = ${place.kind}
      and state <> 'normal' and returned_at is not null
    order by raised_at desc limit 1 for update`;
  return row === undefined ? null : fromRow(row);
}

/** The alarm that was raised last at a place, open or closed. Locks its row. */
export async function holdLastAlarm(
  tx: Tx,
  place: { readonly cameraId: string; readonly zoneId: string | null; readonly kind: string },
): Promise<Alarm | null> {
  const [row] = await tx<Row[]>`
    select * from alarms
    where camera_id = ${place.cameraId} and zone_id is not distinct from ${place.zoneId} and kind = ${place.kind}
    order by raised_at desc limit 1 for update`;
  return row === undefined ? null : fromRow(row);
}

/** Every open alarm, in nobody's order. Locks the rows. */
export async function holdOpenAlarms(tx: Tx): Promise<Alarm[]> {
  const rows = await tx<Row[]>`select * from alarms where state <> 'normal' order by id for update`;
  return rows.map(fromRow);
}

/** What is set aside in one way. Locks the rows. */
export async function holdAlarmsAside(tx: Tx, as: AsideKind): Promise<Alarm[]> {
  const rows = await tx<Row[]>`select * from alarms where state = ${as} order by id for update`;
  return rows.map(fromRow);
}

/** Whether something comes back by the clock: a cheap look before anything is locked. */
export async function isAnythingDue(query: Query, nowMs: number): Promise<boolean> {
  const [row] = await query<{ isDue: boolean }[]>`
    select exists (select 1 from alarms where aside_until <= ${new Date(nowMs)})
      or exists (select 1 from out_of_service where ended_at is null and until <= ${new Date(nowMs)}) as is_due`;
  return row!.isDue;
}

/** Whether an alarm that still matters has not been noticed since then: a cheap look before anything is locked. */
export async function isAnythingUnheard(query: Query, sinceMs: number): Promise<boolean> {
  const [row] = await query<{ isAny: boolean }[]>`
    select exists (select 1 from alarms where state in ('unacknowledged', 'latched-unacknowledged')
      and unnoticed_since <= ${new Date(sinceMs)}) as is_any`;
  return row!.isAny;
}

/** Those alarms, gravest first, with the place of their camera. The caller holds the lock of the alarms. */
export async function listUnheard(
  tx: Tx,
  sinceMs: number,
): Promise<{ readonly alarm: Alarm; readonly place: Position | null }[]> {
  const rows = await tx<(Row & { latitude: number | null; longitude: number | null })[]>`
    select a.*, c.latitude, c.longitude from alarms a join cameras c on c.id = a.camera_id
    where a.state in ('unacknowledged', 'latched-unacknowledged') and a.unnoticed_since <= ${new Date(sinceMs)}
    order by array_position(array['high', 'medium', 'low'], a.priority), a.unnoticed_since, a.id`;
  return rows.map(({ latitude, longitude, ...row }) => ({
    alarm: fromRow(row),
    place: latitude === null || longitude === null ? null : { latitude, longitude },
  }));
}

export async function findAlarm(query: Query, id: string): Promise<AlarmView | null> {
  const [row] = await query<ViewRow[]>`${view(query)} where a.id = ${id}`;
  return row === undefined ? null : viewFromRow(row);
}

/** Open ones by priority, then newest first; those set aside last. */
export async function listOpenAlarms(query: Query, limit: number): Promise<AlarmView[]> {
  const rows = await query<ViewRow[]>`
    ${view(query)} where a.state <> 'normal'
    order by a.aside_by is not null, array_position(array['high', 'medium', 'low'], a.priority), a.raised_at desc
    limit ${limit}`;
  return rows.map(viewFromRow);
}

/** Closed ones too, newest first. */
export async function listAllAlarms(query: Query, limit: number): Promise<AlarmView[]> {
  const rows = await query<ViewRow[]>`${view(query)} order by a.raised_at desc limit ${limit}`;
  return rows.map(viewFromRow);
}

/** The masked picture of the moment; an alarm that stands again shows the newer one. */
export async function replacePicture(tx: Tx, alarmId: string, jpeg: Uint8Array): Promise<void> {
  await tx`
    insert into alarm_pictures (alarm_id, jpeg) values (${alarmId}, ${jpeg})
    on conflict (alarm_id) do update set jpeg = excluded.jpeg`;
}

export async function findPicture(query: Query, alarmId: string): Promise<Uint8Array | null> {
  const [row] = await query<
    { jpeg: Uint8Array }[]
  >`select jpeg from alarm_pictures where alarm_id = ${alarmId}`;
  return row?.jpeg ?? null;
}

function view(query: Query) {
  return query`
    select a.*, c.name as camera_name,
      exists (select 1 from alarm_pictures p where p.alarm_id = a.id) as has_picture,
      json_build_object('id', s.id, 'cameraId', s.camera_id, 'kind', s.kind, 'zoneId', s.zone_id, 'since', s.since,
        'detectedAt', s.detected_at, 'endedAt', s.ended_at, 'certainty', s.certainty,
        'levelOfService', s.level_of_service, 'because', s.because) as situation
    from alarms a join cameras c on c.id = a.camera_id join situations s on s.id = a.situation_id`;
}

function viewFromRow(row: ViewRow): AlarmView {
  const { situation } = row;
  return {
    ...fromRow(row),
    situation: situationFromRow({
      ...situation,
      since: new Date(situation.since),
      detectedAt: new Date(situation.detectedAt),
      endedAt: situation.endedAt === null ? null : new Date(situation.endedAt),
    }) as AlarmView['situation'],
    cameraName: row.cameraName,
    zoneName: row.zoneName,
    hasPicture: row.hasPicture,
  };
}

function fromRow(row: Row): Alarm {
  return AlarmShape.parse({
    ...row,
    raisedAtMs: row.raisedAt.getTime(),
    askedAtMs: row.askedAt.getTime(),
    unnoticedSinceMs: row.unnoticedSince.getTime(),
    aside:
      row.asideBy === null
        ? null
        : {
            as: row.state,
            by: row.asideBy,
            reason: row.asideReason,
            sinceMs: row.asideSince!.getTime(),
            untilMs: row.asideUntil?.getTime() ?? null,
          },
    returnedAtMs: row.returnedAt?.getTime() ?? null,
    acknowledgedAtMs: row.acknowledgedAt?.getTime() ?? null,
  });
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
