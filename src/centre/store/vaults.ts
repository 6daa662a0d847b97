import { Vault as VaultShape } from '../../contract/evidence.ts';
import type { Vault } from '../../core/evidence/vault.ts';
import type { Query, Tx } from './database.ts';

type Row = {
  id: string;
  state: string;
  recipient: string | null;
  threshold: number;
  redealOf: string | null;
  startedAt: Date;
  startedBy: string;
  activatedAt: Date | null;
  endedAt: Date | null;
  version: number;
  custodians: { id: string; name: string; step: string; drilledAtMs: number | null }[];
};

/** What originals are sealed to now; null: there is no vault, nothing is sealed. */
export async function readVault(
  query: Query,
): Promise<{ readonly recipient: string; readonly threshold: number } | null> {
  const [row] = await query<{ recipient: string; threshold: number }[]>`
    select recipient, threshold from vaults where state = 'active'`;
  return row ?? null;
}

/** All that ever were, newest first. */
export async function listVaults(query: Query): Promise<Vault[]> {
  const rows = await query<Row[]>`${view(query)} order by v.started_at desc, v.id`;
  return rows.map(fromRow);
}

export async function findVault(query: Query, id: string): Promise<Vault | null> {
  const [row] = await query<Row[]>`${view(query)} where v.id = ${id}`;
  return row === undefined ? null : fromRow(row);
}

/** Locks the row until the end of the transaction. */
export async function holdVault(tx: Tx, id: string): Promise<Vault | null> {
  await tx`select 1 from vaults where id = ${id} for update`;
  return findVault(tx, id);
}

/** @throws when a ceremony is under way already: isTaken(error). */
export async function insertVault(tx: Tx, vault: Vault): Promise<void> {
  await tx`
    insert into vaults (id, state, recipient, threshold, redeal_of, started_at, started_by, activated_at, ended_at, version)
    values (${vault.id}, ${vault.state}, ${vault.recipient}, ${vault.threshold}, ${vault.redealOf},
      ${new Date(vault.startedAtMs)}, ${vault.startedBy}, ${dateOf(vault.activatedAtMs)}, ${dateOf(vault.endedAtMs)},
      ${vault.version})`;
  for (const [place, { id, name, step }] of vault.custodians.entries()) {
    await tx`
      insert into custodians (vault_id, place, user_id, name, step, drilled_at)
      values (${vault.id}, ${place}, ${id}, ${name}, ${step}, null)`;
  }
}

/** Writes a transition that core/evidence/vault.ts made of the row the caller holds. */
export async function updateVault(tx: Tx, vault: Vault): Promise<void> {
  const result = await tx`
    update vaults set state = ${vault.state}, recipient = ${vault.recipient},
      activated_at = ${dateOf(vault.activatedAtMs)}, ended_at = ${dateOf(vault.endedAtMs)}, version = ${vault.version}
    where id = ${vault.id} and version = ${vault.version - 1}`;
  if (result.count !== 1) throw new Error(`vault ${vault.id} changed while it was being changed`);
  for (const { id, step, drilledAtMs } of vault.custodians) {
    await tx`
      update custodians set step = ${step}, drilled_at = ${dateOf(drilledAtMs)}
      where vault_id = ${vault.id} and user_id = ${id}`;
  }
}

function view(query: Query) {
  return query`
    select v.*, (
      select json_agg(json_build_object('id', c.user_id, 'name', c.name, 'step', c.step, 'drilledAtMs',
        (extract(epoch from c.drilled_at) * 1000)::bigint) order by c.place)
      from custodians c where c.vault_id = v.id) as custodians
    from vaults v`;
}

function fromRow(row: Row): Vault {
  return VaultShape.parse({
    ...row,
    startedAtMs: row.startedAt.getTime(),
    activatedAtMs: row.activatedAt?.getTime() ?? null,
    endedAtMs: row.endedAt?.getTime() ?? null,
  });
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
