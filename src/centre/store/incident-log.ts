import type { LogEntry } from '../../contract/incidents.ts';
import type { LogLine, LogLineKind } from '../../core/incident/log-line.ts';
import { json, type Query, type Tx } from './database.ts';

type Row = {
  id: number;
  at: Date;
  who: string;
  kind: LogLineKind;
  text: string | null;
  detail: Record<string, unknown>;
  hasPicture: boolean;
};

/** Copies the masked picture of the alarm a line names, if there is one: there it may change, here it may not. */
export async function appendToLog(
  tx: Tx,
  incidentId: string,
  lines: readonly LogLine[],
  { who, nowMs }: { readonly who: string; readonly nowMs: number },
): Promise<void> {
  for (const { kind, text, detail, pictureOf } of lines) {
    await tx`
      insert into incident_log (incident_id, at, who, kind, text, detail, jpeg)
      values (${incidentId}, ${new Date(nowMs)}, ${who}, ${kind}, ${text}, ${json(detail)},
        (select jpeg from alarm_pictures where alarm_id = ${pictureOf}::uuid))`;
  }
}

/** More lines than this are no log one reads; the newest are the ones given. */
const mostLines = 2_000;

/** Oldest first. */
export async function logOf(query: Query, incidentId: string): Promise<LogEntry[]> {
  const rows = await query<Row[]>`
    select id, at, who, kind, text, detail, jpeg is not null as has_picture
    from incident_log where incident_id = ${incidentId} order by id desc limit ${mostLines}`;
  return rows.map(({ at, ...row }) => ({ ...row, atMs: at.getTime() })).reverse();
}

export async function findLogPicture(
  query: Query,
  { incidentId, entryId }: { readonly incidentId: string; readonly entryId: number },
): Promise<Uint8Array | null> {
  const [row] = await query<{ jpeg: Uint8Array | null }[]>`
    select jpeg from incident_log where incident_id = ${incidentId} and id = ${entryId}`;
  return row?.jpeg ?? null;
}

/** The newest pictures of a log by the id of their line, at most so many. */
export async function logPictures(
  query: Query,
  incidentId: string,
  limit: number,
): Promise<ReadonlyMap<number, Uint8Array>> {
  const rows = await query<{ id: number; jpeg: Uint8Array }[]>`
    select id, jpeg from incident_log where incident_id = ${incidentId} and jpeg is not null
    order by id desc limit ${limit}`;
  return new Map(rows.map(({ id, jpeg }) => [id, jpeg]));
}
