import { RunCard, type UnitNote, Unit as UnitShape, type UnitView } from '../../contract/units.ts';
import type { Unit } from '../../core/unit/unit.ts';
import { json, type Query, type Tx } from './database.ts';

type Row = {
  id: string;
  name: string;
  kind: string;
  state: string;
  incidentId: string | null;
  incidentNumber: number | null;
  assignedAt: Date | null;
  assignedBy: string | null;
  acknowledgedAt: Date | null;
  checkInEveryMs: number | null;
  checkInDueAt: Date | null;
  checkInMissedAt: Date | null;
  latitude: number | null;
  longitude: number | null;
  positionAt: Date | null;
  positionSource: string | null;
  stateSince: Date;
  changedBy: string;
  version: number;
  lastNote: (Omit<UnitNote, 'atMs'> & { at: string }) | null;
};

/** By name. */
export async function listUnits(query: Query): Promise<UnitView[]> {
  const rows = await query<Row[]>`${view(query)} where not u.is_removed order by lower(u.name)`;
  return rows.map(fromRow);
}

export async function findUnit(query: Query, id: string): Promise<UnitView | null> {
  const [row] = await query<Row[]>`${view(query)} where u.id = ${id} and not u.is_removed`;
  return row === undefined ? null : fromRow(row);
}

/** The unit that this person's phone is. */
export async function unitOfUser(query: Query, userId: string): Promise<string | null> {
  const [row] = await query<{ id: string }[]>`
    select id from units where user_id = ${userId} and not is_removed`;
  return row?.id ?? null;
}

/** Who its phone is signed in as; null: no phone was ever. */
export async function phoneOf(query: Query, unitId: string): Promise<string | null> {
  const [row] = await query<{ userId: string | null }[]>`select user_id from units where id = ${unitId}`;
  return row?.userId ?? null;
}

/** Locks the row until the end of the transaction: of two dispatchers the second sees what the first did. */
export async function holdUnit(tx: Tx, id: string): Promise<UnitView | null> {
  await tx`select 1 from units where id = ${id} for update`;
  return findUnit(tx, id);
}

/** Units that nothing was heard of in time, locked; those that another centre holds are left to it. */
export async function holdOverdue(tx: Tx, nowMs: number, limit: number): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from units where check_in_missed_at is null and check_in_due_at <= ${new Date(nowMs)} and not is_removed
    order by check_in_due_at limit ${limit} for update skip locked`;
  return rows.map(({ id }) => id);
}

/** @throws isTaken when a unit of that name exists. */
export async function insertUnit(tx: Tx, unit: Unit): Promise<void> {
  await tx`
    insert into units (id, name, kind, state, state_since, changed_by, version)
    values (${unit.id}, ${unit.name}, ${unit.kind}, ${unit.state}, ${new Date(unit.stateSinceMs)}, ${unit.changedBy},
      ${unit.version})`;
}

/** Writes a transition that core/unit made of the row the caller holds. Positions have a way of their own. */
export async function updateUnit(tx: Tx, unit: Unit): Promise<void> {
  const { assignment, checkIn } = unit;
  await tx`
    update units set name = ${unit.name}, kind = ${unit.kind}, state = ${unit.state},
      incident_id = ${assignment?.incidentId ?? null}, assigned_at = ${dateOf(assignment?.assignedAtMs)},
      assigned_by = ${assignment?.assignedBy ?? null}, acknowledged_at = ${dateOf(assignment?.acknowledgedAtMs)},
      check_in_every_ms = ${checkIn?.everyMs ?? null}, check_in_due_at = ${dateOf(checkIn?.dueAtMs)},
      check_in_missed_at = ${dateOf(checkIn?.missedAtMs)}, state_since = ${new Date(unit.stateSinceMs)},
      changed_by = ${unit.changedBy}, version = ${unit.version}
    where id = ${unit.id}`;
}

/** Replaces the position there was. @returns false when there is no such unit, or a newer position. */
export async function writePosition(
  query: Query,
  unitId: string,
  position: NonNullable<Unit['position']>,
): Promise<boolean> {
  const { latitude, longitude, atMs, source } = position;
  const result = await query`
    update units set latitude = ${latitude}, longitude = ${longitude}, position_at = ${new Date(atMs)},
      position_source = ${source}
    where id = ${unitId} and not is_removed and (position_at is null or position_at <= ${new Date(atMs)})`;
  return result.count === 1;
}

export async function removeUnit(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx<{ userId: string | null }[]>`
    update units set is_removed = true, latitude = null, longitude = null, position_at = null, position_source = null,
      link_hash = null, link_expires_at = null
    where id = ${id} returning user_id`;
  return row?.userId ?? null;
}

/** The newest link is the only one. */
export async function writeLink(
  tx: Tx,
  unitId: string,
  link: { readonly hash: Uint8Array; readonly expiresAtMs: number },
): Promise<void> {
  await tx`
    update units set link_hash = ${link.hash}, link_expires_at = ${new Date(link.expiresAtMs)} where id = ${unitId}`;
}

/** Uses the link up. @returns its unit, and the person it signs in as where there is one already. */
export async function takeLink(
  tx: Tx,
  hash: Uint8Array,
  nowMs: number,
): Promise<{ readonly id: string; readonly name: string; readonly userId: string | null } | null> {
  const [row] = await tx<{ id: string; name: string; userId: string | null }[]>`
    update units set link_hash = null, link_expires_at = null
    where link_hash = ${hash} and link_expires_at > ${new Date(nowMs)} and not is_removed
    returning id, name, user_id`;
  return row ?? null;
}

export async function bindUser(tx: Tx, unitId: string, userId: string): Promise<void> {
  await tx`update units set user_id = ${userId} where id = ${unitId}`;
}

export async function insertNote(
  tx: Tx,
  note: Omit<UnitNote, 'id'> & { readonly unitId: string; readonly incidentId: string | null },
): Promise<UnitNote> {
  const [row] = await tx<{ id: number }[]>`
    insert into unit_notes (unit_id, incident_id, at, who, is_from_unit, text)
    values (${note.unitId}, ${note.incidentId}, ${new Date(note.atMs)}, ${note.who}, ${note.isFromUnit}, ${note.text})
    returning id`;
  const { atMs, who, isFromUnit, text } = note;
  return { id: row!.id, atMs, who, isFromUnit, text };
}

/** The last so many, newest last. */
export async function listNotes(query: Query, unitId: string, limit = 100): Promise<UnitNote[]> {
  const rows = await query<(Omit<UnitNote, 'atMs'> & { at: Date })[]>`
    select id, at, who, is_from_unit, text from unit_notes where unit_id = ${unitId} order by id desc limit ${limit}`;
  return rows.map(({ at, ...note }) => ({ ...note, atMs: at.getTime() })).reverse();
}

export async function listRunCards(query: Query): Promise<RunCard[]> {
  const rows = await query<{ body: unknown }[]>`select body from run_cards order by body->>'name', id`;
  return rows.map(({ body }) => RunCard.parse(body));
}

/** Locks the row until the end of the transaction. */
export async function holdRunCard(tx: Tx, id: string): Promise<RunCard | null> {
  const [row] = await tx<{ body: unknown }[]>`select body from run_cards where id = ${id} for update`;
  return row === undefined ? null : RunCard.parse(row.body);
}

export async function writeRunCard(tx: Tx, card: RunCard): Promise<void> {
  await tx`
    insert into run_cards (id, body) values (${card.id}, ${json(card)})
    on conflict (id) do update set body = excluded.body`;
}

export async function deleteRunCard(tx: Tx, id: string): Promise<RunCard | null> {
  const [row] = await tx<{ body: unknown }[]>`delete from run_cards where id = ${id} returning body`;
  return row === undefined ? null : RunCard.parse(row.body);
}

function view(query: Query) {
  return query`
    select u.*, i.number as incident_number, (
      select json_build_object('id', n.id, 'at', n.at, 'who', n.who, 'isFromUnit', n.is_from_unit, 'text', n.text)
      from unit_notes n where n.unit_id = u.id order by n.id desc limit 1) as last_note
    from units u left join incidents i on i.id = u.incident_id`;
}

function fromRow(row: Row): UnitView {
  return UnitShape.parse({
    ...row,
    assignment:
      row.incidentId === null
        ? null
        : {
            incidentId: row.incidentId,
            assignedAtMs: row.assignedAt!.getTime(),
            assignedBy: row.assignedBy,
            acknowledgedAtMs: row.acknowledgedAt?.getTime() ?? null,
          },
    checkIn:
      row.checkInEveryMs === null
        ? null
        : {
            everyMs: row.checkInEveryMs,
            dueAtMs: row.checkInDueAt!.getTime(),
            missedAtMs: row.checkInMissedAt?.getTime() ?? null,
          },
    position:
      row.latitude === null
        ? null
        : {
            latitude: row.latitude,
            longitude: row.longitude,
            atMs: row.positionAt!.getTime(),
            source: row.positionSource,
          },
    stateSinceMs: row.stateSince.getTime(),
    lastNote: row.lastNote === null ? null : { ...row.lastNote, atMs: new Date(row.lastNote.at).getTime() },
  });
}

function dateOf(ms: number | null | undefined): Date | null {
  return ms === null || ms === undefined ? null : new Date(ms);
}
