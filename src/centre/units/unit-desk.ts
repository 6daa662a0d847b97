/** A transition of core/unit, its row, the line in the log of its incident, its audit entry and its event: in one transaction. */
import { randomUUID } from 'node:crypto';
import type { UnitView } from '../../contract/units.ts';
import { line } from '../../core/incident/log-line.ts';
import { draft } from '../../core/notification/notification.ts';
import { advanceUnit, type UnitEvent, type UnitRefusal } from '../../core/unit/advance-unit.ts';
import type { AuditDraft } from '../store/audit.ts';
import { change, type Sql, type Tx } from '../store/database.ts';
import { appendToLog } from '../store/incident-log.ts';
import { findIncident } from '../store/incidents.ts';
import { record } from '../store/ledger.ts';
import { writeNotification } from '../store/notifications.ts';
import { findUnit, holdOverdue, holdUnit, insertNote, phoneOf, updateUnit } from '../store/units.ts';

export type Entry = (target: string, detail: AuditDraft['detail']) => AuditDraft;
export type UnitDoer = { readonly by: string; readonly nowMs: number; readonly entry: Entry };

export type UnitDone =
  | { readonly ok: true; readonly unit: UnitView }
  | { readonly ok: false; readonly reason: 'unknown' | 'unknown-incident' | 'incident-closed' | UnitRefusal }
  /** Changed since it was seen. */
  | { readonly ok: false; readonly reason: 'changed'; readonly unit: UnitView };

/** @param version what was seen; null: whatever it is now. */
export function changeUnit(
  sql: Sql,
  id: string,
  { version, event }: { readonly version: number | null; readonly event: UnitEvent },
  doer: UnitDoer,
): Promise<UnitDone> {
  return change(sql, async (tx): Promise<UnitDone> => {
    // The incident first, as its own commands do: two that wait for one another would wait for ever.
    if (event.type === 'assigned') {
      const incident = await findIncident(tx, event.incidentId);
      if (incident === null) return { ok: false, reason: 'unknown-incident' };
      if (incident.state === 'closed') return { ok: false, reason: 'incident-closed' };
    }
    const before = await holdUnit(tx, id);
    if (before === null) return { ok: false, reason: 'unknown' };
    if (version !== null && before.version !== version) return { ok: false, reason: 'changed', unit: before };
    const made = advanceUnit(before, event, doer);
    if (!made.ok) return made;
    await updateUnit(tx, made.unit);
    const incidentId = made.unit.assignment?.incidentId ?? before.assignment?.incidentId ?? null;
    if (incidentId !== null)
      await appendToLog(tx, incidentId, [line('unit', { detail: { unit: before.name, did: event.type } })], {
        who: doer.by,
        nowMs: doer.nowMs,
      });
    if (event.type === 'assigned' || event.type === 'check-in-missed')
      await tellPhone(tx, made.unit.id, before.name, event.type, doer.nowMs);
    return tell(tx, id, incidentId, doer.entry(id, { unit: before.name, did: event.type, incidentId }));
  });
}

/** A word between the control room and a unit; stands in the log of the incident it is sent to. */
export function noteOf(
  sql: Sql,
  id: string,
  { text, isFromUnit }: { readonly text: string; readonly isFromUnit: boolean },
  doer: UnitDoer,
): Promise<UnitDone> {
  return change(sql, async (tx): Promise<UnitDone> => {
    const unit = await holdUnit(tx, id);
    if (unit === null) return { ok: false, reason: 'unknown' };
    const incidentId = unit.assignment?.incidentId ?? null;
    const { by: who, nowMs } = doer;
    await insertNote(tx, { unitId: id, incidentId, atMs: nowMs, who, isFromUnit, text });
    if (incidentId !== null)
      await appendToLog(
        tx,
        incidentId,
        [line('unit', { text, detail: { unit: unit.name, did: isFromUnit ? 'said' : 'was-told' } })],
        { who, nowMs },
      );
    return tell(tx, id, incidentId, doer.entry(id, { unit: unit.name, incidentId }));
  });
}

/** Raises what is overdue. @returns how many units were silent. */
export async function missCheckIns(sql: Sql, nowMs: number): Promise<number> {
  const ids = await change(sql, (tx) => holdOverdue(tx, nowMs, 50));
  let silent = 0;
  for (const id of ids) {
    const done = await changeUnit(
      sql,
      id,
      { version: null, event: { type: 'check-in-missed' } },
      {
        by: 'system',
        nowMs,
        entry: (target, detail) => ({ atMs: nowMs, who: 'system', action: 'unit.silent', target, detail }),
      },
    );
    if (done.ok) silent++;
  }
  return silent;
}

/** Last: takes the lock of audit and outbox. */
async function tell(tx: Tx, id: string, incidentId: string | null, audit: AuditDraft): Promise<UnitDone> {
  const unit = await findUnit(tx, id);
  if (unit === null) throw new Error(`unit ${id} is gone in its own transaction`);
  const incident = incidentId === null ? null : await findIncident(tx, incidentId);
  await record(tx, {
    audit,
    events: [{ type: 'unit', unit }, ...(incident === null ? [] : [{ type: 'incident', incident } as const])],
  });
  return { ok: true, unit };
}

/** In both languages: whose phone it is, is not known. */
const phoneWords = {
  assigned: {
    subject: 'New assignment · Новое задание',
    body: 'Open and acknowledge · Откройте и подтвердите',
  },
  'check-in-missed': { subject: 'Are you well? · Всё в порядке?', body: 'Check in now · Отметьтесь сейчас' },
} as const;

/** A push to the unit's own phone, through the outbox of notifications. Where it allows none the phone shows it all the same. */
async function tellPhone(
  tx: Tx,
  unitId: string,
  name: string,
  what: 'assigned' | 'check-in-missed',
  nowMs: number,
): Promise<void> {
  const userId = await phoneOf(tx, unitId);
  if (userId === null) return;
  await writeNotification(tx, {
    ...draft({ id: randomUUID(), causes: [], nowMs, dueAtMs: nowMs, isGathering: false }),
    ruleId: null,
    ruleName: name,
    recipientId: userId,
    recipientName: name,
    channelId: userId,
    channelName: name,
    channelKind: 'push',
    isIfUnacknowledged: false,
    hasPicture: false,
    ...phoneWords[what],
  });
}
