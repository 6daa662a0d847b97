import { randomUUID } from 'node:crypto';
import type { Exhibit, ExhibitDraft } from '../../contract/exhibits.ts';
import type { SiteKey } from '../../exhibit/site-key.ts';
import { bundleKey } from '../../exhibit/write-exhibit.ts';
import type { Mp4 } from '../http/call.ts';
import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import type { Blobs, Clock } from '../ports.ts';
import type { SignedIn } from '../sessions.ts';
import type { AuditDraft } from '../store/audit.ts';
import { change, isDatabaseDown, type Sql } from '../store/database.ts';
import {
  countUnfinished,
  findExhibit,
  holdExhibit,
  insertExhibit,
  listDue,
  listExhibits,
  lockExhibit,
  markDeleted,
  type StoredExhibit,
} from '../store/exhibits.ts';
import { record } from '../store/ledger.ts';
import { createExhibitMaker, type ExhibitMaker } from './exhibit-maker.ts';
import type { ExhibitSources } from './exhibit-sources.ts';

export type DeskAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: 'unknown' | 'not-ready' | 'held' | 'shorter' | 'too-many' };

/** Exhibits: asked for, made, handed out, held and deleted. */
export type ExhibitDesk = {
  readonly key: SiteKey;
  readonly maker: ExhibitMaker;
  list(limit: number): Promise<Exhibit[]>;
  get(id: string): Promise<Exhibit | null>;
  request(
    draft: Omit<ExhibitDraft, 'source'>,
    of: Pick<Exhibit, 'kind' | 'openingId' | 'cameraId' | 'cameraName' | 'fromMs' | 'toMs'>,
    by: Pick<SignedIn, 'userId' | 'userName'>,
    entry: (id: string, detail: AuditDraft['detail']) => AuditDraft,
  ): Promise<DeskAnswer<Exhibit>>;
  /** The bundle, for somebody who may have it. In the log before the first byte leaves. */
  bundle(id: string, by: SignedIn): Promise<DeskAnswer<Mp4>>;
  hold(
    id: string,
    hold: { readonly untilMs: number; readonly by: string; readonly reason: string },
    entry: AuditDraft,
  ): Promise<DeskAnswer<Exhibit>>;
  delete(id: string, by: string, entry: (exhibit: Exhibit) => AuditDraft): Promise<DeskAnswer<Exhibit>>;
  /** Deletes what is due. */
  sweep(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

const dayMs = 86_400_000;
const sweepEveryMs = 10 * 60_000;
/** Waiting and being made. */
const maxUnfinished = 50;
/** Coming back for more of a bundle within this is the same download. */
const downloadMs = 30 * 60_000;
const maxRemembered = 10_000;

export function createExhibitDesk(world: {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly blobs: Blobs;
  readonly key: SiteKey;
  readonly sources: ExhibitSources;
  readonly keptDays: number;
}): ExhibitDesk {
  const { sql, clock, log, blobs, key } = world;
  const maker = createExhibitMaker(world);
  const downloads = new Map<string, { readonly atMs: number; readonly noted: Promise<void> }>();
  let timer: NodeJS.Timeout | null = null;
  let sweeping: Promise<void> = Promise.resolve();

  const view = ({ askedById: _, ...exhibit }: StoredExhibit): Exhibit => ({
    ...exhibit,
    progress: exhibit.state === 'making' ? (maker.progress(exhibit.id) ?? 0) : null,
  });

  function noteDownload(exhibit: StoredExhibit, by: SignedIn): Promise<void> {
    const name = `${by.userId} ${exhibit.id}`;
    const nowMs = clock.nowMs();
    const before = downloads.get(name);
    if (before !== undefined && Math.abs(nowMs - before.atMs) < downloadMs) return before.noted;
    const detail = { sha256: exhibit.sha256, cameraId: exhibit.cameraId, kind: exhibit.kind };
    const audit = {
      atMs: nowMs,
      who: by.userName,
      action: 'exhibit.downloaded',
      target: exhibit.id,
      detail,
    };
    const noted = change(sql, (tx) => record(tx, { audit }));
    downloads.delete(name);
    downloads.set(name, { atMs: nowMs, noted });
    if (downloads.size > maxRemembered) downloads.delete(downloads.keys().next().value!);
    // What could not be noted is not handed out, and is noted at the next try.
    noted.catch(() => downloads.delete(name));
    return noted;
  }

  /** File first, then the row: a row that still says ready is deleted again. */
  async function remove(exhibit: StoredExhibit, by: string, audit: AuditDraft): Promise<void> {
    await blobs.remove(bundleKey(exhibit.id));
    await change(sql, async (tx) => {
      await markDeleted(tx, exhibit.id, by, clock.nowMs());
      await record(tx, { audit });
    });
  }

  async function sweep(): Promise<void> {
    for (const exhibit of await listDue(sql, clock.nowMs())) {
      const { id, sha256, bytes, cameraId, deleteAfterMs } = exhibit;
      const detail = { rule: 'term', cameraId, sha256, bytes, deleteAfterMs };
      const atMs = clock.nowMs();
      await remove(exhibit, 'system', { atMs, who: 'system', action: 'exhibit.deleted', target: id, detail });
    }
  }

  async function found(id: string): Promise<Exhibit> {
    return view((await findExhibit(sql, id))!);
  }

  return {
    key,
    maker,
    list: async (limit) => (await listExhibits(sql, limit)).map(view),
    async get(id) {
      const exhibit = await findExhibit(sql, id);
      return exhibit === null ? null : view(exhibit);
    },

    async request(draft, of, by, entry) {
      if ((await countUnfinished(sql)) >= maxUnfinished) return { ok: false, reason: 'too-many' };
      const askedAtMs = clock.nowMs();
      const exhibit: StoredExhibit = {
        id: randomUUID(),
        state: 'waiting',
        ...of,
        title: draft.title,
        reason: draft.reason,
        incident: draft.incident === '' ? null : draft.incident,
        language: draft.language,
        hasSealed: draft.hasSealed,
        askedById: by.userId,
        askedBy: by.userName,
        askedAtMs,
        message: null,
        bytes: null,
        sha256: null,
        madeAtMs: null,
        deleteAfterMs: askedAtMs + world.keptDays * dayMs,
        hold: null,
        deletedAtMs: null,
        deletedBy: null,
      };
      const { title, reason, incident, hasSealed } = exhibit;
      await change(sql, async (tx) => {
        await insertExhibit(tx, exhibit);
        await record(tx, { audit: entry(exhibit.id, { ...of, title, reason, incident, hasSealed }) });
      });
      maker.poke();
      return { ok: true, value: view(exhibit) };
    },

    async bundle(id, by) {
      const exhibit = await findExhibit(sql, id);
      if (exhibit === null) return { ok: false, reason: 'unknown' };
      if (exhibit.state !== 'ready' || exhibit.bytes === null) return { ok: false, reason: 'not-ready' };
      await noteDownload(exhibit, by);
      return {
        ok: true,
        value: {
          totalBytes: exhibit.bytes,
          etag: exhibit.sha256,
          fileName: `exhibit-${id}.zip`,
          stream: (range) => blobs.stream(bundleKey(id), range),
        },
      };
    },

    async hold(id, hold, entry) {
      const refusal = await change(sql, async (tx) => {
        const exhibit = await lockExhibit(tx, id);
        if (exhibit === null) return 'unknown';
        if (exhibit.state === 'deleted' || exhibit.state === 'failed') return 'not-ready';
        if (exhibit.hold !== null && exhibit.hold.untilMs > hold.untilMs) return 'shorter';
        await holdExhibit(tx, id, hold);
        await record(tx, { audit: entry });
        return null;
      });
      return refusal === null ? { ok: true, value: await found(id) } : { ok: false, reason: refusal };
    },

    async delete(id, by, entry) {
      const exhibit = await findExhibit(sql, id);
      if (exhibit === null) return { ok: false, reason: 'unknown' };
      if (exhibit.state !== 'ready') return { ok: false, reason: 'not-ready' };
      if (exhibit.hold !== null && exhibit.hold.untilMs > clock.nowMs()) return { ok: false, reason: 'held' };
      await remove(exhibit, by, entry(view(exhibit)));
      return { ok: true, value: await found(id) };
    },

    sweep,
    async start() {
      await maker.start();
      const turn = () => {
        sweeping = sweep().catch((cause: unknown) => {
          if (!isDatabaseDown(cause))
            logFailure(log, 'the deletion of due exhibits failed; it is tried again', cause);
        });
      };
      timer = setInterval(turn, sweepEveryMs);
      timer.unref();
      turn();
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      await maker.stop();
      await sweeping;
    },
  };
}
