import type { Bookmark } from '../../contract/recording.ts';
import type { Query, Tx } from './database.ts';

type Row = { id: string; cameraId: string; at: Date; text: string; madeBy: string; createdAt: Date };

export async function insertBookmark(tx: Tx, bookmark: Bookmark): Promise<void> {
  await tx`
    insert into bookmarks (id, camera_id, at, text, made_by, created_at)
    values (${bookmark.id}, ${bookmark.cameraId}, ${new Date(bookmark.atMs)}, ${bookmark.text}, ${bookmark.madeBy},
      ${new Date(bookmark.createdAtMs)})`;
}

/** Oldest first. @param span.cameraId null: of all cameras. */
export async function listBookmarks(
  query: Query,
  span: { readonly cameraId: string | null; readonly fromMs: number; readonly toMs: number },
): Promise<Bookmark[]> {
  const rows = await query<Row[]>`
    select * from bookmarks
    where (${span.cameraId}::text is null or camera_id = ${span.cameraId}) and at >= ${new Date(span.fromMs)}
      and at < ${new Date(span.toMs)}
    order by at, id limit 1000`;
  return rows.map(fromRow);
}

export async function deleteBookmark(tx: Tx, id: string): Promise<Bookmark | null> {
  const [row] = await tx<Row[]>`delete from bookmarks where id = ${id} returning *`;
  return row === undefined ? null : fromRow(row);
}

/** Marks before the instant that no footage is left under. */
export async function pruneBookmarks(query: Query, beforeMs: number): Promise<void> {
  await query`
    delete from bookmarks b where b.at < ${new Date(beforeMs)} and not exists (
      select 1 from segments s
      where s.camera_id = b.camera_id and s.kind in ('masked', 'sealed') and s.removed_at is null
        and s.from_at > b.at - interval '10 minutes' and s.from_at <= b.at and s.to_at > b.at)`;
}

function fromRow({ at, createdAt, ...row }: Row): Bookmark {
  return { ...row, atMs: at.getTime(), createdAtMs: createdAt.getTime() };
}
