import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../contract/shapes.ts';
import { json, type Query, type Tx } from './database.ts';

export type AuditDraft = {
  readonly atMs: number;
  /** A person's name, or 'system'. */
  readonly who: string;
  readonly action: string;
  readonly target: string | null;
  /** JSON values only; never a secret. */
  readonly detail: { readonly [key: string]: unknown };
};

type Row = {
  id: number;
  at: Date;
  who: string;
  action: string;
  target: string | null;
  detail: Record<string, unknown>;
  hash: Uint8Array;
};

const beginning = new Uint8Array(32);

/** In their order. Only through ledger.ts, which holds the lock that keeps the chain single. */
export async function appendAudit(tx: Tx, drafts: readonly AuditDraft[]): Promise<void> {
  const [last] = await tx<{ id: number; hash: Uint8Array }[]>`
    select id, hash from audit order by id desc limit 1`;
  let id = last?.id ?? 0;
  let hash: Uint8Array = last?.hash ?? beginning;
  const rows = drafts.map((draft) => {
    // As it will be read back: undefined fields gone, dates as text.
    const detail: Record<string, unknown> = JSON.parse(JSON.stringify(draft.detail));
    id++;
    hash = chainHash(hash, { ...draft, id, detail });
    const { atMs, who, action, target } = draft;
    return { id, at: new Date(atMs), who, action, target, detail, hash: hexOf(hash) };
  });
  await tx`
    insert into audit (id, at, who, action, target, detail, hash)
    select "id", "at", "who", "action", "target", "detail", decode("hash", 'hex')
    from jsonb_to_recordset(${json(rows)}) as told("id" bigint, "at" timestamptz, "who" text, "action" text,
      "target" text, "detail" jsonb, "hash" text)`;
}

/** Newest first. */
export async function listAudit(query: Query, limit: number): Promise<AuditEntry[]> {
  const rows = await query<Row[]>`select * from audit order by id desc limit ${limit}`;
  return rows.map(entryOf);
}

/** An entry with what chains it: `hash` is SHA-256 over `previousHash` and the entry. */
export type ChainedEntry = AuditEntry & { readonly previousHash: string; readonly hash: string };

/** Every entry about one of these, oldest first, and the newest entry of all. */
export async function custodyOf(
  query: Query,
  targets: readonly string[],
): Promise<{
  readonly entries: ChainedEntry[];
  readonly head: { readonly id: number; readonly hash: string };
}> {
  const rows = await query<(Row & { previousHash: Uint8Array | null })[]>`
    select audit.*, (select hash from audit before where before.id = audit.id - 1) as previous_hash
    from audit where target = any(${[...targets]}::text[]) order by id`;
  const [last] = await query<{ id: number; hash: Uint8Array }[]>`
    select id, hash from audit order by id desc limit 1`;
  return {
    entries: rows.map((row) => ({
      ...entryOf(row),
      previousHash: hexOf(row.previousHash ?? beginning),
      hash: hexOf(row.hash),
    })),
    head: { id: last?.id ?? 0, hash: hexOf(last?.hash ?? beginning) },
  };
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

export type AuditVerdict =
  | { readonly isWhole: true; readonly entries: number; readonly headHash: string }
  | { readonly isWhole: false; readonly brokenAtId: number; readonly reason: 'changed' | 'missing' };

/**
 * Walks the whole chain. Finds any entry that was changed, removed or put in between. What it cannot find by itself is
 * a chain cut at its end: compare `headHash` with one noted elsewhere.
 */
export async function verifyAudit(query: Query): Promise<AuditVerdict> {
  let previous: Uint8Array = beginning;
  let entries = 0;
  for (;;) {
    const rows = await query<Row[]>`select * from audit where id > ${entries} order by id limit 5000`;
    if (rows.length === 0) return { isWhole: true, entries, headHash: Buffer.from(previous).toString('hex') };
    for (const row of rows) {
      if (row.id !== entries + 1) return { isWhole: false, brokenAtId: entries + 1, reason: 'missing' };
      const expected = chainHash(previous, entryOf(row));
      if (!expected.equals(row.hash)) return { isWhole: false, brokenAtId: row.id, reason: 'changed' };
      previous = row.hash;
      entries = row.id;
    }
  }
}

function entryOf(row: Row): AuditEntry {
  return {
    id: row.id,
    atMs: row.at.getTime(),
    who: row.who,
    action: row.action,
    target: row.target,
    detail: row.detail,
  };
}

function chainHash(previous: Uint8Array, entry: AuditEntry): Buffer {
  const row = [entry.id, entry.atMs, entry.who, entry.action, entry.target, entry.detail];
  return createHash('sha256').update(previous).update(canonical(row)).digest();
}

/** JSON with sorted keys: jsonb does not keep their order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
