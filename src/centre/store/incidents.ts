import { type Incident, Incident as IncidentShape } from '../../contract/incidents.ts';
import type { AttachedAlarm, Incident as CoreIncident, IncidentKind } from '../../core/incident/incident.ts';
import { json, type Query, type Tx } from './database.ts';

type Row = {
  id: string;
  number: number;
  kind: string;
  title: string | null;
  place: string;
  latitude: number | null;
  longitude: number | null;
  priority: string;
  state: string;
  origin: string;
  beganAt: Date;
  openedAt: Date;
  openedBy: string;
  roles: unknown;
  cameraIds: string[];
  procedureKind: string;
  procedureVersion: number;
  tasks: unknown;
  heldFor: string | null;
  cause: string | null;
  outcome: string | null;
  lessons: string | null;
  closedAt: Date | null;
  closedBy: string | null;
  reopenings: number;
  changedBy: string;
  changedAt: Date;
  version: number;
  alarms: (Omit<AttachedAlarm, 'raisedAtMs'> & { raisedAt: string })[] | null;
};

export async function findIncident(query: Query, id: string): Promise<Incident | null> {
  const [row] = await query<Row[]>`${view(query)} where i.id = ${id}`;
  return row === undefined ? null : fromRow(row);
}

/** Not closed, newest first. */
export async function listOpenIncidents(query: Query, limit: number): Promise<Incident[]> {
  const rows = await query<Row[]>`
    ${view(query)} where i.state <> 'closed' order by i.opened_at desc, i.number desc limit ${limit}`;
  return rows.map(fromRow);
}

/** Closed ones too, newest first. */
export async function listAllIncidents(query: Query, limit: number): Promise<Incident[]> {
  const rows = await query<Row[]>`${view(query)} order by i.opened_at desc, i.number desc limit ${limit}`;
  return rows.map(fromRow);
}

/**
 * Whose number, name or place has every word, newest first. The name is the title, else the kind.
 * @param wanted each word as it was typed, with the kinds whose name has it in any language.
 */
export async function searchIncidents(
  query: Query,
  wanted: readonly { readonly word: string; readonly kinds: readonly IncidentKind[] }[],
  { all, limit }: { readonly all: boolean; readonly limit: number },
): Promise<Incident[]> {
  const rows = await query<Row[]>`
    ${view(query)} where (${all} or i.state <> 'closed') and not exists (
      select 1 from jsonb_to_recordset(${json(wanted)}::jsonb) as w (word text, kinds jsonb)
      where position(lower(w.word) in lower(concat_ws(' ', i.number::text, i.title, i.place))) = 0
        and not (i.title is null and w.kinds ? i.kind))
    order by i.opened_at desc, i.number desc limit ${limit}`;
  return rows.map(fromRow);
}

/** Locks the row until the end of the transaction: of two operators the second sees what the first did. */
export async function holdIncident(tx: Tx, id: string): Promise<Incident | null> {
  await tx`select 1 from incidents where id = ${id} for update`;
  return findIncident(tx, id);
}

/** The incident an alarm belongs to. */
export async function incidentOfAlarm(query: Query, alarmId: string): Promise<Incident | null> {
  const [row] = await query<Row[]>`
    ${view(query)} where i.id = (select incident_id from incident_alarms where alarm_id = ${alarmId})`;
  return row === undefined ? null : fromRow(row);
}

/** @returns the number it is called by. @throws isTaken when one of its alarms belongs to another incident. */
export async function insertIncident(tx: Tx, incident: CoreIncident): Promise<number> {
  const [row] = await tx<{ number: number }[]>`
    insert into incidents (id, kind, title, place, latitude, longitude, priority, state, origin, began_at, opened_at,
      opened_by, roles, camera_ids, procedure_kind, procedure_version, tasks, reopenings, changed_by, changed_at, version)
    values (${incident.id}, ${incident.kind}, ${incident.title}, ${incident.place},
      ${incident.position?.latitude ?? null}, ${incident.position?.longitude ?? null}, ${incident.priority},
      ${incident.state}, ${incident.origin}, ${new Date(incident.beganAtMs)}, ${new Date(incident.openedAtMs)},
      ${incident.openedBy}, ${json(incident.roles)}, ${incident.cameraIds}, ${incident.procedure.kind},
      ${incident.procedure.version}, ${json(incident.tasks)}, ${incident.reopenings}, ${incident.changedBy},
      ${new Date(incident.changedAtMs)}, ${incident.version})
    returning number`;
  await writeAlarms(tx, incident);
  return row!.number;
}

/** Writes a transition that core/incident made of the row the caller holds. */
export async function updateIncident(tx: Tx, incident: CoreIncident): Promise<void> {
  const { closing } = incident;
  const result = await tx`
    update incidents set kind = ${incident.kind}, title = ${incident.title}, place = ${incident.place},
      priority = ${incident.priority}, state = ${incident.state}, roles = ${json(incident.roles)},
      camera_ids = ${incident.cameraIds}, tasks = ${json(incident.tasks)}, held_for = ${incident.heldFor},
      cause = ${closing?.cause ?? null}, outcome = ${closing?.outcome ?? null}, lessons = ${closing?.lessons ?? null},
      closed_at = ${closing === null ? null : new Date(closing.atMs)}, closed_by = ${closing?.by ?? null},
      reopenings = ${incident.reopenings}, changed_by = ${incident.changedBy},
      changed_at = ${new Date(incident.changedAtMs)}, version = ${incident.version}
    where id = ${incident.id} and version = ${incident.version - 1}`;
  if (result.count !== 1) throw new Error(`incident ${incident.id} changed while it was being changed`);
  await tx`
    delete from incident_alarms
    where incident_id = ${incident.id} and not alarm_id = any(${incident.alarms.map(({ id }) => id)}::uuid[])`;
  await writeAlarms(tx, incident);
}

async function writeAlarms(tx: Tx, incident: CoreIncident): Promise<void> {
  const known = await tx<{ alarmId: string }[]>`
    select alarm_id from incident_alarms where incident_id = ${incident.id}`;
  const has = new Set(known.map(({ alarmId }) => alarmId));
  for (const alarm of incident.alarms) {
    if (has.has(alarm.id)) continue;
    await tx`
      insert into incident_alarms (alarm_id, incident_id, place, kind, priority, camera_id, camera_name, zone_name,
        raised_at, has_picture)
      select ${alarm.id}, ${incident.id}, coalesce(max(place), 0) + 1, ${alarm.kind}, ${alarm.priority},
        ${alarm.cameraId}, ${alarm.cameraName}, ${alarm.zoneName}, ${new Date(alarm.raisedAtMs)}::timestamptz,
        ${alarm.hasPicture}::boolean
      from incident_alarms where incident_id = ${incident.id}`;
  }
}

function view(query: Query) {
  return query`
    select i.*, (
      select json_agg(json_build_object('id', a.alarm_id, 'kind', a.kind, 'priority', a.priority, 'cameraId', a.camera_id,
        'cameraName', a.camera_name, 'zoneName', a.zone_name, 'raisedAt', a.raised_at, 'hasPicture', a.has_picture)
        order by a.place)
      from incident_alarms a where a.incident_id = i.id) as alarms
    from incidents i`;
}

function fromRow(row: Row): Incident {
  const { latitude, longitude } = row;
  return IncidentShape.parse({
    ...row,
    position: latitude === null ? null : { latitude, longitude },
    beganAtMs: row.beganAt.getTime(),
    openedAtMs: row.openedAt.getTime(),
    alarms: (row.alarms ?? []).map(({ raisedAt, ...alarm }) => ({
      ...alarm,
      raisedAtMs: new Date(raisedAt).getTime(),
    })),
    procedure: { kind: row.procedureKind, version: row.procedureVersion },
    closing:
      row.closedAt === null
        ? null
        : {
            cause: row.cause,
            outcome: row.outcome,
            lessons: row.lessons,
            atMs: row.closedAt.getTime(),
            by: row.closedBy,
          },
    changedAtMs: row.changedAt.getTime(),
  });
}
