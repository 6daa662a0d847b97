/** Rows of the sweeper: what is due, what is being deleted, what was. */
import type { CertificatePart, DeletionCertificate, DeletionRule } from '../../contract/recording.ts';
import type { KeptSegment } from '../../core/recording/retention.ts';
import type { SegmentKind } from '../../core/recording/segment.ts';
import { json, type Query, type Tx } from './database.ts';

/** What the sweeper needs: what retention judges, and what the certificate says. */
export type SweepSegment = KeptSegment & { readonly key: string; readonly sha256: string };

type Row = {
  id: string;
  cameraId: string;
  kind: SegmentKind;
  fromAt: Date;
  toAt: Date;
  key: string;
  bytes: number;
  sha256: Uint8Array;
  removedAt: Date | null;
};

/**
 * Footage of one camera and kind that began at the instant or before, oldest first, without what a hold keeps.
 * Rows are locked until the end of the transaction.
 */
export async function sweepCandidates(
  tx: Tx,
  place: { readonly cameraId: string; readonly kind: SegmentKind; readonly beganByMs: number },
  { nowMs, limit }: { readonly nowMs: number; readonly limit: number },
): Promise<SweepSegment[]> {
  const rows = await tx<Row[]>`
    select s.id, s.camera_id, s.kind, s.from_at, s.to_at, s.key, s.bytes, s.sha256, s.removed_at from segments s
    where s.camera_id = ${place.cameraId} and s.kind = ${place.kind} and s.from_at <= ${new Date(place.beganByMs)}
      and s.deleting_at is null and ${notHeld(tx, nowMs)}
    order by s.from_at limit ${limit} for update`;
  return rows.map(fromRow);
}

/** Footage of cameras that were removed, without what a hold keeps. */
export async function removedCandidates(
  tx: Tx,
  { nowMs, limit }: { readonly nowMs: number; readonly limit: number },
): Promise<SweepSegment[]> {
  const rows = await tx<Row[]>`
    select s.id, s.camera_id, s.kind, s.from_at, s.to_at, s.key, s.bytes, s.sha256, s.removed_at from segments s
    where s.removed_at is not null and s.deleting_at is null and ${notHeld(tx, nowMs)}
    order by s.from_at limit ${limit} for update`;
  return rows.map(fromRow);
}

/** Cameras that have footage, with their kinds; also those that were removed. */
export async function recordedPlaces(
  query: Query,
): Promise<{ readonly cameraId: string; readonly kind: SegmentKind }[]> {
  // A loose scan of the index: one step a camera and kind, not a row a segment.
  return query<{ cameraId: string; kind: SegmentKind }[]>`
    with recursive places as (
      (select camera_id, kind from segments order by camera_id, kind limit 1)
      union all
      select next.camera_id, next.kind from places p cross join lateral (
        select s.camera_id, s.kind from segments s where (s.camera_id, s.kind) > (p.camera_id, p.kind)
        order by s.camera_id, s.kind limit 1) as next
    )
    select camera_id, kind from places`;
}

export async function markDeleting(
  tx: Tx,
  ids: readonly string[],
  rule: DeletionRule,
  nowMs: number,
): Promise<void> {
  await tx`
    update segments set deleting_at = ${new Date(nowMs)}, deleting_rule = ${rule} where id = any(${ids}::uuid[])`;
}

/** Marked before, by this process or one that died. */
export async function beingDeleted(
  query: Query,
  limit: number,
): Promise<(SweepSegment & { readonly rule: DeletionRule })[]> {
  const rows = await query<(Row & { deletingRule: DeletionRule })[]>`
    select id, camera_id, kind, from_at, to_at, key, bytes, sha256, removed_at, deleting_rule from segments
    where deleting_at is not null order by deleting_at, key collate "C" limit ${limit}`;
  return rows.map((row) => ({ ...fromRow(row), rule: row.deletingRule }));
}

/** The files are gone: now the rows. @returns ids that were still there, so that nothing is certified twice. */
export async function deleteRows(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`
    delete from segments where id = any(${ids}::uuid[]) and deleting_at is not null returning id`;
  return new Set(rows.map(({ id }) => id));
}

export async function insertCertificate(tx: Tx, certificate: DeletionCertificate): Promise<void> {
  await tx`
    insert into deletion_certificates (id, at, rule, segments, bytes, parts, digest)
    values (${certificate.id}, ${new Date(certificate.atMs)}, ${certificate.rule}, ${certificate.segments},
      ${certificate.bytes}, ${json(certificate.parts)}, ${Buffer.from(certificate.digest, 'hex')})`;
}

/** Newest first. */
export async function listCertificates(query: Query, limit: number): Promise<DeletionCertificate[]> {
  const rows = await query<
    {
      id: string;
      at: Date;
      rule: DeletionRule;
      segments: number;
      bytes: number;
      parts: CertificatePart[];
      digest: Uint8Array;
    }[]
  >`select * from deletion_certificates order by at desc, id limit ${limit}`;
  return rows.map(({ at, digest, ...row }) => ({
    ...row,
    atMs: at.getTime(),
    digest: Buffer.from(digest).toString('hex'),
  }));
}

/** What was given up before its term since the instant. */
export async function givenUpSince(
  query: Query,
  sinceMs: number,
): Promise<{ segments: number; bytes: number }> {
  const [row] = await query<{ segments: number; bytes: number }[]>`
    select coalesce(sum(segments), 0)::int as segments, coalesce(sum(bytes), 0)::bigint as bytes
    from deletion_certificates where rule = 'disk-full' and at >= ${new Date(sinceMs)}`;
  return row!;
}

function notHeld(tx: Tx, nowMs: number) {
  return tx`
    not exists (
      select 1 from holds h
      where h.released_at is null and h.expires_at > ${new Date(nowMs)} and s.camera_id = any(h.camera_ids)
        and s.from_at < h.to_at and s.to_at > h.from_at)`;
}

function fromRow(row: Row): SweepSegment {
  return {
    id: row.id,
    cameraId: row.cameraId,
    kind: row.kind,
    fromMs: row.fromAt.getTime(),
    toMs: row.toAt.getTime(),
    key: row.key,
    bytes: row.bytes,
    sha256: Buffer.from(row.sha256).toString('hex'),
    removedAtMs: row.removedAt?.getTime() ?? null,
  };
}
