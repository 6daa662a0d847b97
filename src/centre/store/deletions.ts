/** What people and terms have deleted, as the audit log tells it, and how a restored database is told again. */

import { deleteCamera } from './cameras.ts';
import type { Query, Tx } from './database.ts';
import { markRemoved } from './segments.ts';
import { readSettings, writeSetting } from './settings.ts';
import type { SweepSegment } from './sweep.ts';

/** No names, no reasons: ids, kinds and times. */
export type Deletion = {
  /** Entry of the audit log that tells of it. */
  readonly audit: number;
  readonly atMs: number;
  readonly kind: 'camera' | 'exhibit' | 'bookmark' | 'user-disabled' | 'user-enabled' | 'restored';
  readonly id: string;
};

/** After an audit entry, oldest first. */
export async function deletionsAfter(query: Query, audit: number, limit: number): Promise<Deletion[]> {
  const rows = await query<{ id: number; at: Date; kind: Deletion['kind']; target: string | null }[]>`
    select id, at, coalesce(target, '') as target, case action
        when 'camera.deleted' then 'camera'
        when 'exhibit.deleted' then 'exhibit'
        when 'bookmark.deleted' then 'bookmark'
        when 'site.restored' then 'restored'
        else case when detail->>'isEnabled' = 'false' then 'user-disabled' else 'user-enabled' end
      end as kind
    from audit
    where id > ${audit} and action in
      ('camera.deleted', 'exhibit.deleted', 'bookmark.deleted', 'user.updated', 'site.restored')
    order by id limit ${limit}`;
  return rows.map(({ id, at, kind, target }) => ({
    audit: id,
    atMs: at.getTime(),
    kind,
    id: target ?? '',
  }));
}

/** Hash of the first audit entry, hex: no two sites share it. Null: nothing has happened yet. */
export async function siteOf(query: Query): Promise<string | null> {
  const [first] = await query<{ hash: Uint8Array }[]>`select hash from audit where id = 1`;
  return first === undefined ? null : Buffer.from(first.hash).toString('hex');
}

export async function newestAuditId(query: Query): Promise<number> {
  const [head] = await query<{ id: number }[]>`select coalesce(max(id), 0)::bigint as id from audit`;
  return head!.id;
}

export type Reapplied = {
  readonly cameras: readonly string[];
  readonly exhibits: readonly string[];
  readonly bookmarks: readonly string[];
  readonly disabledUsers: readonly string[];
};

/**
 * Whatever was deleted is deleted again, in the order in which it was. What was made anew since under the same id stays.
 * @returns what was there and is not any more.
 */
export async function reapply(
  tx: Tx,
  deletions: readonly Deletion[],
  backupMadeAtMs: number,
): Promise<Reapplied> {
  const [cameras, exhibits, bookmarks]: [string[], string[], string[]] = [[], [], []];
  /** Their last state after the backup. */
  const users = new Map<string, boolean>();
  for (const { kind, id, atMs } of deletions) {
    const at = new Date(atMs);
    switch (kind) {
      case 'camera': {
        if (atMs >= backupMadeAtMs) await keepFromSeeding(tx, id);
        const [old] = await tx`select 1 from cameras where id = ${id} and created_at <= ${at} for update`;
        if (old === undefined) break;
        await markRemoved(tx, id, atMs);
        await deleteCamera(tx, id);
        cameras.push(id);
        break;
      }
      case 'exhibit': {
        const gone = await tx`
          update exhibits set state = 'deleted', deleted_at = ${at}, deleted_by = 'system'
          where id = ${id}::uuid and state = 'ready'`;
        const never = await tx`
          update exhibits set state = 'failed', message = 'It was deleted after the backup this site was restored from'
          where id = ${id}::uuid and state in ('waiting', 'making')`;
        if (gone.count + never.count > 0) exhibits.push(id);
        break;
      }
      case 'bookmark':
        if ((await tx`delete from bookmarks where id = ${id}::uuid`).count > 0) bookmarks.push(id);
        break;
      case 'user-disabled':
      case 'user-enabled':
        if (atMs >= backupMadeAtMs) users.set(id, kind === 'user-enabled');
        break;
      case 'restored':
        break;
    }
  }
  const disabledUsers: string[] = [];
  for (const [id, isEnabled] of users) {
    const changed = await tx`
      update users set is_enabled = ${isEnabled} where id = ${id}::uuid and is_enabled <> ${isEnabled}`;
    if (changed.count > 0 && !isEnabled) disabledUsers.push(id);
  }
  return { cameras, exhibits, bookmarks, disabledUsers };
}

/** A camera of the configuration that was removed does not come back with the next start. */
async function keepFromSeeding(tx: Tx, id: string): Promise<void> {
  const { seededCameraIds } = await readSettings(tx);
  if (!seededCameraIds.includes(id)) await writeSetting(tx, 'seededCameraIds', [...seededCameraIds, id]);
}

/** Bundles whose date has come, or that the backup does not hold: their rows say that they are gone. @returns ids. */
export async function endExhibits(
  tx: Tx,
  { nowMs, missing }: { readonly nowMs: number; readonly missing: readonly string[] },
): Promise<string[]> {
  const now = new Date(nowMs);
  const rows = await tx<{ id: string }[]>`
    update exhibits set state = 'deleted', deleted_at = ${now}, deleted_by = 'system'
    where state = 'ready' and (id::text = any(${missing}::text[])
      or (delete_after <= ${now} and (hold_until is null or hold_until <= ${now})))
    returning id`;
  return rows.map(({ id }) => id);
}

/** Rows of footage that is not there. Their certificate is the caller's to write. */
export async function dropSegments(tx: Tx, keys: readonly string[]): Promise<SweepSegment[]> {
  const rows = await tx<
    (Omit<SweepSegment, 'fromMs' | 'toMs' | 'sha256' | 'removedAtMs'> & {
      fromAt: Date;
      toAt: Date;
      sha256: Uint8Array;
      removedAt: Date | null;
    })[]
  >`
    delete from segments where key = any(${keys}::text[])
    returning id, camera_id, kind, from_at, to_at, key, bytes, sha256, removed_at`;
  return rows.map(({ fromAt, toAt, sha256, removedAt, ...row }) => ({
    ...row,
    fromMs: fromAt.getTime(),
    toMs: toAt.getTime(),
    sha256: Buffer.from(sha256).toString('hex'),
    removedAtMs: removedAt?.getTime() ?? null,
  }));
}
