import type { LiveEvent } from '../../contract/events.ts';
import { type AuditDraft, appendAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { announce } from './outbox.ts';

const ledgerLock = 7_216_002;

/** An entry of the log, and what the consoles are told of it. */
export type LedgerEntry = { readonly audit: AuditDraft; readonly events?: readonly LiveEvent[] };

/**
 * The last step of every change: its audit entries and what the consoles are told, in the transaction of the change itself.
 * Takes one lock until the commit, so entries and events are numbered in the order in which they become visible.
 * Always last: whoever changed rows after it could wait for one that waits for the lock.
 */
export async function record(tx: Tx, ...entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx`select pg_advisory_xact_lock(${ledgerLock})`;
  await appendAudit(
    tx,
    entries.map(({ audit }) => audit),
  );
  await announce(
    tx,
    entries.flatMap(({ audit, events = [] }) => events.map((event) => ({ atMs: audit.atMs, event }))),
  );
}
