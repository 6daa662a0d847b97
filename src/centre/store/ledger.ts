import type { LiveEvent } from '../../contract/events.ts';
import { type AuditDraft, appendAudit } from './audit.ts';
import type { Tx } from './database.ts';
import { announce } from './outbox.ts';

const ledgerLock = 7_216_002;

/**
 * The last step of every change: its audit entry and what the consoles are told, in the transaction of the change itself.
 * Takes one lock until the commit, so entries and events are numbered in the order in which they become visible.
 * Always last: whoever changed rows after it could wait for one that waits for the lock.
 */
export async function record(
  tx: Tx,
  what: { readonly audit: AuditDraft; readonly events?: readonly LiveEvent[] },
): Promise<void> {
  await tx`select pg_advisory_xact_lock(${ledgerLock})`;
  await appendAudit(tx, what.audit);
  await announce(tx, what.audit.atMs, what.events ?? []);
}
