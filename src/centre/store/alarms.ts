import { Alarm as AlarmShape, type AlarmView } from '../../contract/shapes.ts';
import type { Alarm } from '../../core/alarm/alarm.ts';
import type { AlarmPlace, AsideKind } from '../../core/alarm/set-aside.ts';
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

/** @param raised with the name of its zone as it reads now. */
export async function insertAlarms(
  tx: Tx,
  raised: readonly { readonly alarm: Alarm; readonly zoneName: string | null }[],
): Promise<void> {
  if (raised.length === 0) return;
  const rows = raised.map(({ alarm, zoneName }) => ({ ...rowOf(alarm), zoneName }));
  await tx`
    insert into alarms (id, situation_id, camera_id, zone_id, zone_name, kind, priority, state, raised_at, asked_at,
      unnoticed_since, escalations, returned_at, acknowledged_at, acknowledged_by, is_latching, times, aside_by,
      aside_reason, aside_since, aside_until, version)
    select "id", "situationId", "cameraId", "zoneId", "zoneName", "kind", "priority", "state", "raisedAt", "askedAt",
      "unnoticedSince", "escalations", "returnedAt", "acknowledgedAt", "acknowledgedBy", "isLatching", "times",
      "asideBy", "asideReason", "asideSince", "asideUntil", "version"
    from jsonb_to_recordset(${json(rows)}) as told("id" uuid, "situationId" text, "cameraId" text, "zoneId" text,
      "zoneName" text, "kind" text, "priority" text, "state" text, "raisedAt" timestamptz, "askedAt" timestamptz,
      "unnoticedSince" timestamptz, "escalations" jsonb, "returnedAt" timestamptz, "acknowledgedAt" timestamptz,
      "acknowledgedBy" text, "isLatching" boolean, "times" integer, "asideBy" text, "asideReason" text,
      "asideSince" timestamptz, "asideUntil" timestamptz, "version" integer)`;
}

/** Writes transitions that core/alarm/alarm-life.ts made of rows the caller holds. No alarm twice. */
export async function updateAlarms(tx: Tx, alarms: readonly Alarm[]): Promise<void> {
  if (alarms.length === 0) return;
  await tx`
    update alarms a set situation_id = told."situationId", state = told."state", asked_at = told."askedAt",
      unnoticed_since = told."unnoticedSince", escalations = told."escalations", returned_at = told."returnedAt",
      acknowledged_at = told."acknowledgedAt", acknowledged_by = told."acknowledgedBy",
      is_latching = told."isLatching", times = told."times", nuisance_by = told."nuisanceBy",
      aside_by = told."asideBy", aside_reason = told."asideReason", aside_since = told."asideSince",
      aside_until = told."asideUntil", version = told."version"
    from jsonb_to_recordset(${json(alarms.map(rowOf))}) as told("id" uuid, "situationId" text, "state" text,
      "askedAt" timestamptz, "unnoticedSince" timestamptz, "escalations" jsonb, "returnedAt" timestamptz,
      "acknowledgedAt" timestamptz, "acknowledgedBy" text, "isLatching" boolean, "times" integer,
      "nuisanceBy" text, "asideBy" text, "asideReason" text, "asideSince" timestamptz, "asideUntil" timestamptz,
      "version" integer)
    where a.id = told."id"`;
  await updateOccurrences(tx, alarms);
}

/** Locks the rows until the end of the transaction: of two operators the second sees what the first did. By id. */
export async function holdAlarms(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Alarm>> {
  const rows = await tx<
    Row[]
  >`select * from alarms where id = any(${[...ids]}::uuid[]) order by id for update`;
  return new Map(rows.map((row) => [row.id, fromRow(row)]));
}

/** The alarms that stand for situations. Locks the rows. */
export async function holdAlarmsOf(tx: Tx, situationIds: readonly string[]): Promise<Alarm[]> {
  if (situationIds.length === 0) return [];
  const rows = await tx<Row[]>`
    select * from alarms where situation_id = any(${[...situationIds]}::text[]) order by id for update`;
  return rows.map(fromRow);
}

/**
 * At each place the open alarm of its kind whose condition is over: it stands again. The newest, if there are several;
 * null where there is none. In the order asked, no place twice. Locks the rows.
 */
export async function holdReturnedAlarms(
  tx: Tx,
  places: readonly AlarmPlace[],
): Promise<readonly (Alarm | null)[]> {
  return holdNewestAt(tx, places, tx`a.state <> 'normal' and a.returned_at is not null`);
}

/** At each place the alarm of its kind that was raised last, open or closed. In the order asked, no place twice. Locks the rows. */
export async function holdLastAlarms(
  tx: Tx,
  places: readonly AlarmPlace[],
): Promise<readonly (Alarm | null)[]> {
  return holdNewestAt(tx, places, tx`true`);
}

async function holdNewestAt(
  tx: Tx,
  places: readonly AlarmPlace[],
  condition: ReturnType<Tx>,
): Promise<readonly (Alarm | null)[]> {
  if (places.length === 0) return [];
  const asked = places.map(({ cameraId, zoneId, kind }, nth) => ({ cameraId, zoneId, kind, nth }));
  const rows = await tx<(Row & { nth: number })[]>`
    select place."nth", newest.*
    from jsonb_to_recordset(${json(asked)}) as place("nth" integer, "cameraId" text, "zoneId" text, "kind" text),
      lateral (
        select * from alarms a
        where a.camera_id = place."cameraId" and a.zone_id is not distinct from place."zoneId"
          and a.kind = place."kind" and ${condition}
        order by a.raised_at desc limit 1 for update) newest`;
  const found = new Map(rows.map(({ nth, ...row }) => [nth, fromRow(row)]));
  return places.map((_, nth) => found.get(nth) ?? null);
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
  return (await findAlarms(query, [id])).get(id) ?? null;
}

export async function findAlarms(
  query: Query,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AlarmView>> {
  const rows = await query<ViewRow[]>`${view(query)} where a.id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, viewFromRow(row)]));
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

function rowOf(alarm: Alarm): Omit<Row, 'zoneName'> {
  const { askedAtMs, raisedAtMs, unnoticedSinceMs, returnedAtMs, acknowledgedAtMs, aside, ...fields } = alarm;
  return {
    ...fields,
    raisedAt: new Date(raisedAtMs),
    askedAt: new Date(askedAtMs),
    unnoticedSince: new Date(unnoticedSinceMs),
    returnedAt: dateOf(returnedAtMs),
    acknowledgedAt: dateOf(acknowledgedAtMs),
    asideBy: aside?.by ?? null,
    asideReason: aside?.reason ?? null,
    asideSince: dateOf(aside?.sinceMs ?? null),
    asideUntil: dateOf(aside?.untilMs ?? null),
  };
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
