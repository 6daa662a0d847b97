/** A transition of core/evidence, its row and its lines of the audit log: in one transaction, or not at all. */
import { createHash } from 'node:crypto';
import type { EvidencePolicy } from '../../core/evidence/evidence-policy.ts';
import type { LedgerLine } from '../../core/evidence/ledger-line.ts';
import {
  advanceOpening,
  askedText,
  type Opening,
  type OpeningEvent,
  type OpeningOutcome,
} from '../../core/evidence/opening.ts';
import { advanceVault, type Vault, type VaultEvent, type VaultRefusal } from '../../core/evidence/vault.ts';
import { change, type Sql, type Tx } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import { holdOpening, updateOpening } from '../store/openings.ts';
import { holdVault, listVaults, updateVault } from '../store/vaults.ts';

/** Who did it and when; 'system' where time or a stop did. */
export type Doer = { readonly who: string; readonly nowMs: number };

export type Stored<T, R> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: R | 'unknown' };

export function changeVault(
  sql: Sql,
  id: string,
  event: VaultEvent,
  doer: Doer,
): Promise<Stored<Vault, VaultRefusal>> {
  return change(sql, async (tx) => {
    const vault = await holdVault(tx, id);
    if (vault === null) return { ok: false, reason: 'unknown' };
    const made = advanceVault(vault, event, doer.nowMs);
    if (!made.ok) return made;
    const lines = [...made.lines];
    // First the one before steps down: two are never active.
    if (made.value.state === 'active' && vault.state === 'ceremony')
      lines.push(...(await follow(tx, made.value, doer)));
    await updateVault(tx, made.value);
    await recordAll(tx, lines, doer);
    return { ok: true, value: made.value };
  });
}

async function follow(tx: Tx, next: Vault, doer: Doer): Promise<readonly LedgerLine[]> {
  const before = (await listVaults(tx)).find(({ state }) => state === 'active');
  if (before === undefined) return [];
  const held = await holdVault(tx, before.id);
  const isSameKey = before.recipient === next.recipient;
  const made = advanceVault(held!, { type: 'followed', by: next.id, isSameKey }, doer.nowMs);
  if (!made.ok) throw new Error(`vault ${before.id} cannot be followed: ${made.reason}`);
  await updateVault(tx, made.value);
  return made.lines;
}

export function changeOpening(
  sql: Sql,
  id: string,
  event: OpeningEvent,
  doer: Doer & { readonly policy: EvidencePolicy },
): Promise<Stored<Opening, Extract<OpeningOutcome, { ok: false }>['reason']>> {
  return storeOpening(sql, id, (opening) => advanceOpening(opening, event, doer), doer);
}

export function storeOpening(
  sql: Sql,
  id: string,
  step: (opening: Opening) => OpeningOutcome,
  doer: Doer,
): Promise<Stored<Opening, Extract<OpeningOutcome, { ok: false }>['reason']>> {
  return change(sql, async (tx) => {
    const opening = await holdOpening(tx, id);
    if (opening === null) return { ok: false, reason: 'unknown' };
    const made = step(opening);
    if (!made.ok) return made;
    // Whoever can write to the database cannot have more released than was asked and read.
    if (made.value.state === 'released' && !isAsAsked(opening)) return { ok: false, reason: 'changed' };
    await updateOpening(tx, made.value);
    await recordAll(tx, made.lines, doer);
    return { ok: true, value: made.value };
  });
}

export async function recordAll(tx: Tx, lines: readonly LedgerLine[], { who, nowMs }: Doer): Promise<void> {
  for (const line of lines) await record(tx, { audit: { atMs: nowMs, who, ...line } });
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Its row still says what was asked. */
export function isAsAsked(opening: Opening): boolean {
  return sha256Of(askedText(opening.id, opening.asked)) === opening.askedSha256;
}
