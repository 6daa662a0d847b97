import { Opening as OpeningShape } from '../../contract/evidence.ts';
import type { SealedPiece } from '../../contract/vault.ts';
import type { Opening } from '../../core/evidence/opening.ts';
import { json, type Query, type Tx } from './database.ts';

type Row = {
  id: string;
  state: string;
  isEmergency: boolean;
  requesterId: string;
  requesterName: string;
  asked: unknown;
  askedSha256: string;
  vaultId: string;
  threshold: number;
  askedAt: Date;
  answerBy: Date;
  sharesBy: Date | null;
  releasedAt: Date | null;
  viewUntil: Date | null;
  exports: number;
  endedAt: Date | null;
  endedBy: string | null;
  endReason: string | null;
  version: number;
  approvals: { id: string; name: string; at: string }[] | null;
  dueAt: Date | null;
  isOverdueTold: boolean | null;
  reviewerId: string | null;
  reviewerName: string | null;
  reviewedAt: Date | null;
  isJustified: boolean | null;
  note: string | null;
};

export async function findOpening(query: Query, id: string): Promise<Opening | null> {
  const [row] = await query<Row[]>`${view(query)} where o.id = ${id}`;
  return row === undefined ? null : fromRow(row);
}

/** Newest first. */
export async function listOpenings(query: Query, limit: number): Promise<Opening[]> {
  const rows = await query<Row[]>`${view(query)} order by o.asked_at desc, o.id limit ${limit}`;
  return rows.map(fromRow);
}

/** Those that time, or a stopped process, may change. */
export async function listLivingOpenings(query: Query): Promise<Opening[]> {
  const rows = await query<Row[]>`
    ${view(query)} where o.state in ('requested', 'released')
      or (r.due_at is not null and r.reviewer_id is null and not r.is_overdue_told)
    order by o.asked_at`;
  return rows.map(fromRow);
}

/** Emergencies whose review is overdue. */
export async function countOverdueReviews(query: Query, nowMs: number): Promise<number> {
  const [row] = await query<{ count: number }[]>`
    select count(*) as count from opening_reviews where reviewer_id is null and due_at <= ${new Date(nowMs)}`;
  return row!.count;
}

/** Locks the row until the end of the transaction: of two custodians the second sees what the first did. */
export async function holdOpening(tx: Tx, id: string): Promise<Opening | null> {
  await tx`select 1 from openings where id = ${id} for update`;
  return findOpening(tx, id);
}

export async function insertOpening(tx: Tx, opening: Opening): Promise<void> {
  const { requester } = opening;
  await tx`
    insert into openings (id, state, is_emergency, requester_id, requester_name, asked, asked_sha256, vault_id, threshold,
      asked_at, answer_by, exports, version)
    values (${opening.id}, ${opening.state}, ${opening.isEmergency}, ${requester.id}, ${requester.name},
      ${json(opening.asked)}, ${opening.askedSha256}, ${opening.vaultId}, ${opening.threshold},
      ${new Date(opening.askedAtMs)}, ${new Date(opening.answerByMs)}, ${opening.exports}, ${opening.version})`;
}

/** Writes a transition that core/evidence made of the row the caller holds. What was asked never changes. */
export async function updateOpening(tx: Tx, opening: Opening): Promise<void> {
  const result = await tx`
    update openings set state = ${opening.state}, shares_by = ${dateOf(opening.sharesByMs)},
      released_at = ${dateOf(opening.releasedAtMs)}, view_until = ${dateOf(opening.viewUntilMs)},
      exports = ${opening.exports}, ended_at = ${dateOf(opening.endedAtMs)}, ended_by = ${opening.endedBy},
      end_reason = ${opening.endReason}, version = ${opening.version}
    where id = ${opening.id} and version = ${opening.version - 1}`;
  if (result.count !== 1) throw new Error(`opening ${opening.id} changed while it was being changed`);
  await tx`
    delete from opening_approvals
    where opening_id = ${opening.id} and not user_id = any(${opening.approvals.map(({ id }) => id)}::uuid[])`;
  for (const { id, name, atMs } of opening.approvals) {
    await tx`
      insert into opening_approvals (opening_id, user_id, name, at)
      values (${opening.id}, ${id}, ${name}, ${new Date(atMs)}) on conflict (opening_id, user_id) do nothing`;
  }
  if (opening.review === null) return;
  const { dueAtMs, isOverdueTold, done } = opening.review;
  await tx`
    insert into opening_reviews (opening_id, due_at, is_overdue_told, reviewer_id, reviewer_name, reviewed_at,
      is_justified, note)
    values (${opening.id}, ${new Date(dueAtMs)}, ${isOverdueTold}, ${done?.by.id ?? null}, ${done?.by.name ?? null},
      ${dateOf(done?.atMs ?? null)}, ${done?.isJustified ?? null}, ${done?.note ?? null})
    on conflict (opening_id) do update set is_overdue_told = excluded.is_overdue_told,
      reviewer_id = excluded.reviewer_id, reviewer_name = excluded.reviewer_name, reviewed_at = excluded.reviewed_at,
      is_justified = excluded.is_justified, note = excluded.note`;
}

/** A sealed segment with what a viewer is told of it. */
export type SealedSegment = SealedPiece & { readonly toMs: number; readonly id: string };

/** What is sealed of a camera in a span and not being deleted, in order of time. */
export async function sealedBetween(
  query: Query,
  span: { readonly cameraId: string; readonly fromMs: number; readonly toMs: number },
): Promise<SealedSegment[]> {
  const rows = await query<{ id: string; key: string; fromAt: Date; toAt: Date; ended: string }[]>`
    select id, key, from_at, to_at, ended from segments
    where camera_id = ${span.cameraId} and kind = 'sealed' and deleting_at is null
      and from_at < ${new Date(span.toMs)} and to_at > ${new Date(span.fromMs)}
    order by from_at`;
  return rows.map(({ id, key, fromAt, toAt, ended }) => ({
    id,
    key,
    fromMs: fromAt.getTime(),
    toMs: toAt.getTime(),
    isTorn: ended === 'torn',
  }));
}

function view(query: Query) {
  return query`
    select o.*, r.due_at, r.is_overdue_told, r.reviewer_id, r.reviewer_name, r.reviewed_at, r.is_justified, r.note, (
      select json_agg(json_build_object('id', a.user_id, 'name', a.name, 'at', a.at) order by a.at, a.user_id)
      from opening_approvals a where a.opening_id = o.id) as approvals
    from openings o left join opening_reviews r on r.opening_id = o.id`;
}

function fromRow(row: Row): Opening {
  return OpeningShape.parse({
    ...row,
    requester: { id: row.requesterId, name: row.requesterName },
    askedAtMs: row.askedAt.getTime(),
    answerByMs: row.answerBy.getTime(),
    approvals: (row.approvals ?? []).map(({ id, name, at }) => ({ id, name, atMs: new Date(at).getTime() })),
    sharesByMs: row.sharesBy?.getTime() ?? null,
    releasedAtMs: row.releasedAt?.getTime() ?? null,
    viewUntilMs: row.viewUntil?.getTime() ?? null,
    endedAtMs: row.endedAt?.getTime() ?? null,
    review: reviewOf(row),
  });
}

function reviewOf(row: Row): unknown {
  if (row.dueAt === null) return null;
  const done =
    row.reviewerId === null
      ? null
      : {
          by: { id: row.reviewerId, name: row.reviewerName },
          atMs: row.reviewedAt!.getTime(),
          isJustified: row.isJustified,
          note: row.note,
        };
  return { dueAtMs: row.dueAt.getTime(), isOverdueTold: row.isOverdueTold, done };
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
