import { Alarm as AlarmShape, type AlarmView } from '../../contract/shapes.ts';
import type { Alarm } from '../../core/alarm.ts';
import type { Query, Tx } from './database.ts';
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
  returnedAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  version: number;
};

type ViewRow = Row & { cameraName: string; hasPicture: boolean; situation: SituationRow };

export async function insertAlarm(tx: Tx, alarm: Alarm, zoneName: string | null): Promise<void> {
  await tx`
    insert into alarms (id, situation_id, camera_id, zone_id, zone_name, kind, priority, state, raised_at, returned_at,
      acknowledged_at, acknowledged_by, version)
    values (${alarm.id}, ${alarm.situationId}, ${alarm.cameraId}, ${alarm.zoneId}, ${zoneName}, ${alarm.kind},
      ${alarm.priority}, ${alarm.state}, ${new Date(alarm.raisedAtMs)}, ${dateOf(alarm.returnedAtMs)},
      ${dateOf(alarm.acknowledgedAtMs)}, ${alarm.acknowledgedBy}, ${alarm.version})`;
}

/** Writes a transition that core/alarm.ts made of the row the caller holds. */
export async function updateAlarm(tx: Tx, alarm: Alarm): Promise<void> {
  await tx`
    update alarms set situation_id = ${alarm.situationId}, state = ${alarm.state}, returned_at = ${dateOf(alarm.returnedAtMs)},
      acknowledged_at = ${dateOf(alarm.acknowledgedAtMs)}, acknowledged_by = ${alarm.acknowledgedBy},
      version = ${alarm.version}
    where id = ${alarm.id}`;
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

/** An alarm of the same kind at the same place that returned to normal before anybody noticed it. Locks its row. */
export async function holdReturnedAlarm(
  tx: Tx,
  place: { readonly cameraId: string; readonly zoneId: string | null; readonly kind: string },
): Promise<Alarm | null> {
  const [row] = await tx<Row[]>`
    select * from alarms
    where camera_id = ${place.cameraId} and zone_id is not distinct from ${place.zoneId} and kind = ${place.kind}
      and state = 'returned-unacknowledged'
    order by raised_at desc limit 1 for update`;
  return row === undefined ? null : fromRow(row);
}

export async function findAlarm(query: Query, id: string): Promise<AlarmView | null> {
  const [row] = await query<ViewRow[]>`${view(query)} where a.id = ${id}`;
  return row === undefined ? null : viewFromRow(row);
}

/** Open ones by priority, then newest first. */
export async function listOpenAlarms(query: Query, limit: number): Promise<AlarmView[]> {
  const rows = await query<ViewRow[]>`
    ${view(query)} where a.state <> 'normal'
    order by array_position(array['high', 'medium', 'low'], a.priority), a.raised_at desc limit ${limit}`;
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
    returnedAtMs: row.returnedAt?.getTime() ?? null,
    acknowledgedAtMs: row.acknowledgedAt?.getTime() ?? null,
  });
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
