import { randomUUID } from 'node:crypto';
import type { Bookmark } from '../../contract/recording.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, refuse } from '../http/problem.ts';
import { deleteBookmark, insertBookmark, listBookmarks } from '../store/bookmarks.ts';
import { change } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import { spanRefusal } from './span.ts';

const inTheFuture = refuse(
  400,
  'invalid',
  'A mark belongs to a moment that has been. Choose an earlier one',
  {
    errors: [{ path: 'body.atMs', message: 'lies in the future' }],
  },
);
/** Clocks of consoles are off by a little. */
const clockSlackMs = 60_000;

export function bookmarkHandlers(
  centre: Centre,
): Pick<Handlers, 'bookmarks.list' | 'bookmarks.create' | 'bookmarks.delete'> {
  const { sql, registry } = centre;
  return {
    async 'bookmarks.list'({ query }) {
      const { cameraId = null, fromMs, toMs } = query;
      return spanRefusal(query) ?? listBookmarks(sql, { cameraId, fromMs, toMs });
    },
    async 'bookmarks.create'({ body, entry, nowMs, who }) {
      if (registry.get(body.cameraId) === null) return notFound(`Camera ${body.cameraId}`);
      if (body.atMs > nowMs + clockSlackMs) return inTheFuture;
      const bookmark: Bookmark = { id: randomUUID(), ...body, madeBy: who.userName, createdAtMs: nowMs };
      await change(sql, async (tx) => {
        await insertBookmark(tx, bookmark);
        await record(tx, { audit: entry(bookmark.id, { cameraId: body.cameraId, atMs: body.atMs }) });
      });
      return bookmark;
    },
    'bookmarks.delete': ({ params, entry }) =>
      change(sql, async (tx) => {
        const bookmark = await deleteBookmark(tx, params.id);
        if (bookmark === null) return notFound('This mark');
        const { cameraId, atMs, madeBy } = bookmark;
        await record(tx, { audit: entry(bookmark.id, { cameraId, atMs, madeBy }) });
        return {};
      }),
  };
}
