/** A transition of core/incident, its row, its lines in the log, its audit entry and its events: in one transaction, or not at all. */
import { randomUUID } from 'node:crypto';
import type { LiveEvent } from '../../contract/events.ts';
import type { Incident, IncidentDraft } from '../../contract/incidents.ts';
import {
  advanceIncident,
  type IncidentEvent,
  type IncidentOutcomeOf,
} from '../../core/incident/advance-incident.ts';
import type { AttachedAlarm, Incident as CoreIncident } from '../../core/incident/incident.ts';
import { line } from '../../core/incident/log-line.ts';
import { type Notice, openIncident } from '../../core/incident/open-incident.ts';
import type { Priority } from '../../core/priority.ts';
import { findAlarm } from '../store/alarms.ts';
import type { AuditDraft } from '../store/audit.ts';
import { change, isTaken, type Sql, type Tx } from '../store/database.ts';
import { appendToLog } from '../store/incident-log.ts';
import {
  findIncident,
  holdIncident,
  incidentOfAlarm,
  insertIncident,
  updateIncident,
} from '../store/incidents.ts';
import { record } from '../store/ledger.ts';
import { procedureInForce } from '../store/procedures.ts';

/** The audit entry of the call, for this target with this detail. */
export type Entry = (target: string, detail: AuditDraft['detail']) => AuditDraft;
export type Doer = { readonly by: string; readonly nowMs: number; readonly entry: Entry };

export type Refused =
  | Extract<IncidentOutcomeOf, { readonly ok: false }>
  | { readonly ok: false; readonly reason: 'unknown' | 'unknown-alarm' }
  /** Changed since it was seen: here is what it is now. */
  | { readonly ok: false; readonly reason: 'changed'; readonly incident: Incident }
  /** The alarm belongs to that one. */
  | { readonly ok: false; readonly reason: 'attached-elsewhere'; readonly incident: Incident };
export type Done = { readonly ok: true; readonly incident: Incident } | Refused;

/** Ends a transaction without a change. */
class Stop extends Error {
  readonly refused: Refused;
  constructor(refused: Refused) {
    super(refused.reason);
    this.refused = refused;
  }
}

export async function openFrom(
  sql: Sql,
  draft: IncidentDraft,
  doer: Doer,
  cameraPlace: (
    cameraId: string,
  ) => { readonly name: string; readonly position: CoreIncident['position'] } | null,
): Promise<Done> {
  return guarded(sql, draft.alarmIds, async (tx) => {
    const alarms: AttachedAlarm[] = [];
    for (const id of new Set(draft.alarmIds)) alarms.push(await alarmOf(tx, id, null));
    const [first] = alarms;
    const cameraId = first?.cameraId ?? draft.cameraIds[0];
    const camera = cameraId === undefined ? null : cameraPlace(cameraId);
    const kind = draft.kind ?? first?.kind ?? 'other';
    const procedure = await procedureInForce(tx, kind);
    const begun = alarms.map(({ raisedAtMs }) => raisedAtMs);
    const opened = openIncident(
      {
        origin: draft.origin,
        kind,
        title: draft.title,
        place: draft.place ?? first?.zoneName ?? first?.cameraName ?? camera?.name ?? '',
        position: draft.position ?? camera?.position ?? null,
        priority: draft.priority ?? highest(alarms),
        beganAtMs: draft.beganAtMs ?? Math.min(doer.nowMs, ...begun),
        alarms,
        cameraIds: draft.cameraIds,
        words: draft.words,
      },
      procedure,
      { id: randomUUID(), ...doer },
    );
    const number = await insertIncident(tx, opened.incident);
    await appendToLog(tx, opened.incident.id, opened.lines, { who: doer.by, nowMs: doer.nowMs });
    const detail = {
      number,
      kind,
      origin: draft.origin,
      alarmIds: alarms.map(({ id }) => id),
      procedureVersion: procedure.version,
    };
    return tell(tx, opened.incident.id, { doer, detail, notices: opened.notices });
  });
}

/** @param version what the operator saw; null: the step itself says whether somebody was quicker. */
export function changeIncident(
  sql: Sql,
  id: string,
  {
    version,
    step,
  }: { readonly version: number | null; readonly step: (tx: Tx) => Promise<IncidentEvent> | IncidentEvent },
  doer: Doer,
): Promise<Done> {
  return change(sql, async (tx): Promise<Done> => {
    const incident = await holdIncident(tx, id);
    if (incident === null) return { ok: false, reason: 'unknown' };
    if (version !== null && incident.version !== version) return { ok: false, reason: 'changed', incident };
    const event = await step(tx);
    const made = advanceIncident(incident, event, doer);
    if (!made.ok) return made;
    await updateIncident(tx, made.value);
    await appendToLog(tx, id, made.lines, { who: doer.by, nowMs: doer.nowMs });
    const { number } = incident;
    return tell(tx, id, { doer, detail: { number, state: made.value.state, ...made.lines[0]?.detail } });
  }).catch(stopped);
}

export function attachAlarm(sql: Sql, id: string, alarmId: string, doer: Doer): Promise<Done> {
  return guarded(sql, [alarmId], async (tx) => {
    const incident = await holdIncident(tx, id);
    if (incident === null) return { ok: false, reason: 'unknown' };
    const event = { type: 'alarm-attached', alarm: await alarmOf(tx, alarmId, id) } as const;
    const made = advanceIncident(incident, event, doer);
    if (!made.ok) return made;
    await updateIncident(tx, made.value);
    await appendToLog(tx, id, made.lines, { who: doer.by, nowMs: doer.nowMs });
    return tell(tx, id, { doer, detail: { number: incident.number, alarmId } });
  });
}

/** A line of the log changes nothing else, so nobody can come second: it is always taken. */
export function note(
  sql: Sql,
  id: string,
  { text, alarmId }: { readonly text: string; readonly alarmId: string | null },
  doer: Doer,
): Promise<Done> {
  return change(sql, async (tx): Promise<Done> => {
    const incident = await holdIncident(tx, id);
    if (incident === null) return { ok: false, reason: 'unknown' };
    if (alarmId !== null && !incident.alarms.some((alarm) => alarm.id === alarmId))
      return { ok: false, reason: 'not-attached', tasks: [] };
    const lines = [line('noted', { text, pictureOf: alarmId, detail: alarmId === null ? {} : { alarmId } })];
    await appendToLog(tx, id, lines, { who: doer.by, nowMs: doer.nowMs });
    return tell(tx, id, { doer, detail: { number: incident.number } });
  });
}

/** Last: takes the lock of audit and outbox. */
async function tell(
  tx: Tx,
  id: string,
  what: { readonly doer: Doer; readonly detail: AuditDraft['detail']; readonly notices?: readonly Notice[] },
): Promise<Done> {
  const incident = await findIncident(tx, id);
  if (incident === null) throw new Error(`incident ${id} is gone in its own transaction`);
  const notices = (what.notices ?? []).map(
    ({ stepId, to, text }): LiveEvent => ({
      type: 'incident-notice',
      incidentId: id,
      stepId,
      to: [...to],
      text,
    }),
  );
  await record(tx, {
    audit: what.doer.entry(id, what.detail),
    events: [{ type: 'incident', incident }, ...notices],
  });
  return { ok: true, incident };
}

/** Two people attach one alarm to two incidents at once: the index lets one through, the other is told which. */
async function guarded(
  sql: Sql,
  alarmIds: readonly string[],
  work: (tx: Tx) => Promise<Done>,
): Promise<Done> {
  try {
    return await change(sql, work);
  } catch (cause) {
    if (cause instanceof Stop) return cause.refused;
    if (!isTaken(cause)) throw cause;
    for (const alarmId of alarmIds) {
      const incident = await incidentOfAlarm(sql, alarmId);
      if (incident !== null) return { ok: false, reason: 'attached-elsewhere', incident };
    }
    throw cause;
  }
}

function stopped(cause: unknown): Done {
  if (cause instanceof Stop) return cause.refused;
  throw cause;
}

/** @param incidentId the one it may belong to already. */
async function alarmOf(tx: Tx, id: string, incidentId: string | null): Promise<AttachedAlarm> {
  const found = await findAlarm(tx, id);
  if (found === null) throw new Stop({ ok: false, reason: 'unknown-alarm' });
  const elsewhere = await incidentOfAlarm(tx, id);
  if (elsewhere !== null && elsewhere.id !== incidentId)
    throw new Stop({ ok: false, reason: 'attached-elsewhere', incident: elsewhere });
  const { kind, priority, cameraId, cameraName, zoneName, raisedAtMs, hasPicture } = found;
  return { id, kind, priority, cameraId, cameraName, zoneName, raisedAtMs, hasPicture };
}

function highest(alarms: readonly AttachedAlarm[]): Priority {
  const rank = { high: 0, medium: 1, low: 2 };
  const [first] = alarms.map(({ priority }) => priority).sort((a, b) => rank[a] - rank[b]);
  return first ?? 'medium';
}
