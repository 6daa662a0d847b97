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

/** @returns the ids of those that were not known: a message may come twice. */
export async function insertSituations(
  tx: Tx,
  situations: readonly Situation[],
): Promise<ReadonlySet<string>> {
  if (situations.length === 0) return new Set();
  const rows = await tx<{ id: string }[]>`
    insert into situations (id, camera_id, kind, zone_id, since, detected_at, ended_at, end_cause, certainty,
      level_of_service, because)
    select "id", "cameraId", "kind", "zoneId", "since", "detectedAt", "endedAt",
      case when "endedAt" is null then null else 'reported' end, "certainty", "levelOfService", "because"
    from jsonb_to_recordset(${json(situations.map(rowOf))}) as told("id" text, "cameraId" text, "kind" text,
      "zoneId" text, "since" timestamptz, "detectedAt" timestamptz, "endedAt" timestamptz,
      "certainty" double precision, "levelOfService" text, "because" jsonb)
    on conflict (id) do nothing returning id`;
  return new Set(rows.map(({ id }) => id));
}

/** What goes on has changed, e.g. a worse level of service. @returns the ids of those that had not ended. */
export async function updateSituations(
  tx: Tx,
  situations: readonly Situation[],
): Promise<ReadonlySet<string>> {
  if (situations.length === 0) return new Set();
  const rows = await tx<{ id: string }[]>`
    update situations set certainty = told."certainty", level_of_service = told."levelOfService",
      because = told."because"
    from jsonb_to_recordset(${json(situations.map(rowOf))}) as told("id" text, "certainty" double precision,
      "levelOfService" text, "because" jsonb)
    where situations.id = told."id" and ended_at is null returning situations.id`;
  return new Set(rows.map(({ id }) => id));
}

/** @returns the ids of those that had not ended before. One cannot end before it began. */
export async function endSituations(
  tx: Tx,
  ends: readonly { readonly id: string; readonly endedMs: number }[],
  cause: EndCause,
): Promise<ReadonlySet<string>> {
  if (ends.length === 0) return new Set();
  const told = ends.map(({ id, endedMs }) => ({ id, endedAt: new Date(endedMs) }));
  const rows = await tx<{ id: string }[]>`
    update situations set ended_at = greatest(told."endedAt", since), end_cause = ${cause}
    from jsonb_to_recordset(${json(told)}) as told("id" text, "endedAt" timestamptz)
    where situations.id = told."id" and ended_at is null returning situations.id`;
  return new Set(rows.map(({ id }) => id));
}

function rowOf(situation: Situation) {
  const { sinceMs, detectedAtMs, endedMs, ...fields } = situation;
  return {
    ...fields,
    since: new Date(sinceMs),
    detectedAt: new Date(detectedAtMs),
    endedAt: endedMs === null ? null : new Date(endedMs),
  };
}

export async function openSituations(query: Query): Promise<Situation[]> {
  const rows = await query<SituationRow[]>`select * from situations where ended_at is null order by since`;
  return rows.map(situationFromRow);
}

/** Kinds whose condition holds now, by camera. @param cameraIds null: of every camera. */
export async function openKinds(
  query: Query,
  cameraIds: readonly string[] | null,
): Promise<{ readonly cameraId: string; readonly kind: SituationKind }[]> {
  return query<{ cameraId: string; kind: SituationKind }[]>`
    select distinct camera_id, kind from situations
    where ended_at is null and (${cameraIds}::text[] is null or camera_id = any(${cameraIds}::text[])) order by camera_id, kind`;
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
