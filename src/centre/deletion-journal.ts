/**
 * `deletions.log` in the data directory: what was deleted, outside of the database, so that a backup that is older than a
 * deletion does not bring back what had to go. Follows the audit log, which a deletion joins in its own transaction.
 * One JSON line each; every line carries the hash of all before it.
 */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Log } from './log.ts';
import { logFailure } from './log-failure.ts';
import { isDatabaseDown, type Sql } from './store/database.ts';
import { type Deletion, deletionsAfter, newestAuditId, siteOf } from './store/deletions.ts';

export const journalName = 'deletions.log';

const Line = z.object({
  audit: z.number().int().min(1),
  atMs: z.number().int(),
  kind: z.enum(['camera', 'exhibit', 'bookmark', 'user-disabled', 'user-enabled', 'restored']),
  id: z.string().max(200),
  hash: z.string(),
});
const Head = z.object({ site: z.string().regex(/^[0-9a-f]{64}$/), hash: z.string() });

export type Journal = {
  readonly site: string;
  readonly deletions: readonly Deletion[];
  /** Of the last line: what the next one carries on from. */
  readonly hash: string;
  /** Length of all whole lines. */
  readonly bytes: number;
};

export type JournalReading =
  | { readonly ok: true; readonly journal: Journal | null }
  | { readonly ok: false; readonly line: number };

/** A last line that was cut is left out: what it told of is in the audit log. Null: there is none yet. */
export function readJournal(text: string): JournalReading {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  let hash = '';
  let site: string | null = null;
  const deletions: Deletion[] = [];
  for (const [i, line] of whole.split('\n').slice(0, -1).entries()) {
    const parsed = (i === 0 ? Head : Line).safeParse(fromJson(line));
    if (!parsed.success) return { ok: false, line: i + 1 };
    const { hash: said, ...rest } = parsed.data;
    hash = chained(hash, rest);
    if (said !== hash) return { ok: false, line: i + 1 };
    if ('site' in rest) site = rest.site;
    else deletions.push(rest);
  }
  if (site === null) return { ok: true, journal: null };
  return { ok: true, journal: { site, deletions, hash, bytes: Buffer.byteLength(whole) } };
}

/** The lines as they follow a journal. @param journal null: they begin one. */
export function journalLines(
  journal: Journal | null,
  site: string,
  deletions: readonly Deletion[],
): { readonly text: string; readonly hash: string } {
  let hash = journal?.hash ?? '';
  let text = '';
  const add = (what: object) => {
    hash = chained(hash, what);
    text += `${JSON.stringify({ ...what, hash })}\n`;
  };
  if (journal === null) add({ site });
  for (const { audit, atMs, kind, id } of deletions) add({ audit, atMs, kind, id });
  return { text, hash };
}

export type DeletionJournal = {
  /** Writes down what the audit log knows and the journal does not, durably. */
  catchUp(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

const everyMs = 2_000;
const batchSize = 1_000;

export function createDeletionJournal(world: {
  readonly sql: Sql;
  readonly dataDirectory: string;
  readonly log: Log;
}): DeletionJournal {
  const { sql, log } = world;
  const file = path.join(world.dataDirectory, journalName);
  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> = Promise.resolve();
  let state: { journal: Journal | null; seen: number } | null = null;

  function open(): { journal: Journal | null; seen: number } {
    const reading = readJournal(existsSync(file) ? readFileSync(file, 'utf8') : '');
    if (!reading.ok)
      throw new Error(
        `${file}, line ${reading.line} was changed: deletions are not written down any more. Bring the file back from a backup, or move it away: then it is made anew from the audit log`,
      );
    return { journal: reading.journal, seen: reading.journal?.deletions.at(-1)?.audit ?? 0 };
  }

  async function catchUp(): Promise<void> {
    state ??= open();
    const head = await newestAuditId(sql);
    if (head === state.seen) return;
    if (head < state.seen) {
      // Somebody put an older database here by other means than `restore`.
      log(
        'warn',
        `The database is older than ${file}: what was deleted since may be back. Restore the backup with lamplighter restore, which deletes it again`,
      );
      state.seen = head;
    }
    const site = state.journal?.site ?? (await siteOf(sql));
    if (site === null) return;
    for (;;) {
      const batch = await deletionsAfter(sql, state.seen, batchSize);
      if (batch.length > 0) state.journal = append(state.journal, site, batch);
      const isAll = batch.length < batchSize;
      state.seen = Math.max(isAll ? head : 0, batch.at(-1)?.audit ?? 0);
      if (isAll) return;
    }
  }

  function append(journal: Journal | null, site: string, batch: readonly Deletion[]): Journal {
    const { text, hash } = journalLines(journal, site, batch);
    const bytes = journal?.bytes ?? 0;
    const handle = openSync(file, existsSync(file) ? 'r+' : 'w', 0o600);
    try {
      ftruncateSync(handle, bytes);
      writeSync(handle, text, bytes);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    syncFolder(path.dirname(file));
    return { site, hash, bytes: bytes + Buffer.byteLength(text), deletions: batch };
  }

  function turn(): Promise<void> {
    const done = working.then(catchUp);
    working = done.catch((cause: unknown) => {
      if (!isDatabaseDown(cause))
        logFailure(log, 'a deletion could not be written to deletions.log; it is tried again', cause);
    });
    return done;
  }

  return {
    catchUp: turn,
    async start() {
      await turn().catch(() => {});
      let isBusy = false;
      timer = setInterval(() => {
        if (isBusy) return;
        isBusy = true;
        turn()
          .catch(() => {})
          .finally(() => {
            isBusy = false;
          });
      }, everyMs);
      timer.unref();
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      await turn().catch(() => {});
    },
  };
}

/** The names in it are durable. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function chained(previous: string, what: object): string {
  return createHash('sha256').update(previous).update(JSON.stringify(what)).digest('hex');
}

function fromJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
