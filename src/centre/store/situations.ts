import { Situation as SituationShape } from '../../contract/shapes.ts';
import type { Situation } from '../../core/situation/situation.ts';
import type { SituationKind } from '../../core/zone.ts';
import { json, type Query, type Tx } from './database.ts';

/** Why a situation is over: ingest said so, or nobody watches any more who could. */
export type EndCause =
  | 'reported'
  | 'not-reported-any-more'
  | 'rules-changed'
  | 'camera-disabled'
  | 'system-start';

export type SituationRow = {
  id: string;
  cameraId: string;
  kind: string;
  zoneId: string | null;
  since: Date;
  detectedAt: Date;
  endedAt: Date | null;
  certainty: number;
  levelOfService: string | null;
  because: unknown;
};

/** @returns false when it is known already: a message may come twice. */
export async function insertSituation(tx: Tx, situation: Situation): Promise<boolean> {
  const result = await tx`
    insert into situations (id, camera_id, kind, zone_id, since, detected_at, ended_at, end_cause, certainty,
      level_of_service, because)
    values (${situation.id}, ${situation.cameraId}, ${situation.kind}, ${situation.zoneId},
      ${new Date(situation.sinceMs)}, ${new Date(situation.detectedAtMs)},
      ${situation.endedMs === null ? null : new Date(situation.endedMs)},
      ${situation.endedMs === null ? null : 'reported'}, ${situation.certainty}, ${situation.levelOfService},
      ${json(situation.because)})
    on conflict (id) do nothing`;
  return result.count === 1;
}

/** What goes on has changed, e.g. a worse level of service. Nothing happens to one that has ended. */
export async function updateSituation(tx: Tx, situation: Situation): Promise<boolean> {
  const result = await tx`
    update situations set certainty = ${situation.certainty}, level_of_service = ${situation.levelOfService},
      because = ${json(situation.because)}
    where id = ${situation.id} and ended_at is null`;
  return result.count === 1;
}

/** @returns false when it had ended before, or is not known. */
export async function endSituation(tx: Tx, id: string, endedMs: number, cause: EndCause): Promise<boolean> {
  const result = await tx`
    update situations set ended_at = ${new Date(endedMs)}, end_cause = ${cause} where id = ${id} and ended_at is null`;
  return result.count === 1;
}

export async function openSituations(query: Query): Promise<Situation[]> {
  const rows = await query<SituationRow[]>`select * from situations where ended_at is null order by since`;
  return rows.map(situationFromRow);
}

/** Kinds whose condition holds now, by camera. @param cameraId null: of every camera. */
export async function openKinds(
  query: Query,
  cameraId: string | null,
): Promise<{ readonly cameraId: string; readonly kind: SituationKind }[]> {
  return query<{ cameraId: string; kind: SituationKind }[]>`
    select distinct camera_id, kind from situations
    where ended_at is null and (${cameraId}::text is null or camera_id = ${cameraId}) order by camera_id, kind`;
}

/** Situations of a camera that touch the span, oldest first. */
export async function listSituations(
  query: Query,
  span: { readonly cameraId: string; readonly fromMs: number; readonly toMs: number },
): Promise<Situation[]> {
  const rows = await query<SituationRow[]>`
    select * from situations
    where camera_id = ${span.cameraId} and since < ${new Date(span.toMs)}
      and coalesce(ended_at, 'infinity') >= ${new Date(span.fromMs)}
    order by since desc limit 5000`;
  return rows.map(situationFromRow).reverse();
}

export function situationFromRow(row: SituationRow): Situation {
  return SituationShape.parse({
    id: row.id,
    cameraId: row.cameraId,
    kind: row.kind,
    zoneId: row.zoneId,
    sinceMs: row.since.getTime(),
    detectedAtMs: row.detectedAt.getTime(),
    endedMs: row.endedAt?.getTime() ?? null,
    certainty: row.certainty,
    levelOfService: row.levelOfService,
    because: row.because,
  });
}
