import { randomUUID } from 'node:crypto';
import type { VaultView } from '../../contract/evidence.ts';
import type { Dealt } from '../../contract/vault.ts';
import type { EvidencePolicy } from '../../core/evidence/evidence-policy.ts';
import type { Person } from '../../core/evidence/ledger-line.ts';
import { startCeremony, type Vault, type VaultEvent, type VaultRefusal } from '../../core/evidence/vault.ts';
import type { DeepReadonly } from '../http/call.ts';
import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import type { Clock, Vault as VaultPort } from '../ports.ts';
import type { AuditDraft } from '../store/audit.ts';
import { change, isTaken, type Sql } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import { findVault, insertVault, listVaults, readVault } from '../store/vaults.ts';
import { beginWait, type HandedIn, handIn, type ShareWait, sessionView } from './share-session.ts';
import { changeVault, recordAll, type Stored } from './transitions.ts';
import { createTurns } from './turns.ts';

export type DeskRefusal =
  | VaultRefusal
  | Extract<HandedIn, { ok: false }>['refusal']
  | 'unknown'
  | 'no-vault-process'
  | 'ceremony-under-way'
  | 'no-active-vault'
  | 'no-session'
  | 'not-a-candidate'
  | 'deal-failed'
  | 'share-forgotten';
export type Desk<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: DeskRefusal };

/** The vault's own affairs: ceremonies, drills, shares dealt again. */
export type VaultDesk = {
  /** What originals are sealed to now; null: they are not. */
  recipient(): string | null;
  view(candidates: readonly Person[]): Promise<DeepReadonly<Omit<VaultView, 'policy'>>>;
  begin(
    draft: { readonly threshold: number; readonly kind: 'new-key' | 'redeal' },
    custodians: readonly Person[],
    by: Person,
  ): Promise<Desk<Vault>>;
  abandon(id: string, reason: string, by: Person): Promise<Desk<Vault>>;
  join(id: string, recipient: string, by: Person): Promise<Desk<Vault>>;
  collect(id: string, by: Person): Promise<Desk<{ readonly sealed: string; readonly vault: Vault }>>;
  confirm(id: string, by: Person): Promise<Desk<Vault>>;
  /** A custodian of today's key helps to deal it again. */
  handInRedeal(share: Handed, by: Person, entry: EntryOf): Promise<Desk<Waiting>>;
  beginDrill(by: Person, entry: EntryOf): Promise<Desk<Waiting>>;
  handInDrill(share: Handed, by: Person, entry: EntryOf): Promise<Desk<Waiting>>;
  /** Gives up what nobody can go on with: called at the start, before anybody asks. */
  start(): Promise<void>;
  /** Ends what has lasted too long. */
  tick(): Promise<void>;
  stop(): Promise<void>;
};

type Handed = { readonly sessionId: string; readonly sealed: string };
/** Makes the entry of the log for a step that is no transition of the vault. */
export type EntryOf = (target: string) => AuditDraft;

export type Waiting = ReturnType<typeof sessionView> & { readonly isUnlocked: boolean };

/** Of the ceremony under way. In memory only: a stop ends the ceremony, and nothing of a share was ever stored. */
type Table = {
  readonly vaultId: string;
  readonly endsAtMs: number;
  readonly joined: Map<string, Dealt>;
  /** Sealed to each custodian's screen; given out once. */
  readonly shares: Map<string, string>;
  redeal: ShareWait | null;
};

export function createVaultDesk(world: {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly vault: VaultPort | null;
  readonly policy: EvidencePolicy;
  /** Originals are sealed to another key from now on. */
  readonly onRecipient: () => void;
}): VaultDesk {
  const { sql, clock, log, vault: port, policy, onRecipient } = world;
  const turns = createTurns();
  let table: Table | null = null;
  let drill: ShareWait | null = null;
  let recipient: string | null = null;

  /** One thing at a time: two people press at once, and a deal takes a moment. */
  const inTurn = <T>(work: () => Promise<Desk<T>>) => turns('vault', work);
  const doer = (by: Person | null) => ({ who: by?.name ?? 'system', nowMs: clock.nowMs() });

  const note = (audit: AuditDraft) => change(sql, (tx) => record(tx, { audit }));

  async function readRecipient(): Promise<void> {
    recipient = (await readVault(sql))?.recipient ?? null;
  }

  async function step(
    id: string,
    event: VaultEvent,
    by: Person | null,
  ): Promise<Stored<Vault, VaultRefusal>> {
    const stored = await changeVault(sql, id, event, doer(by));
    if (stored.ok && stored.value.state !== 'ceremony') await clear(id);
    return stored;
  }

  async function clear(id: string): Promise<void> {
    if (table?.vaultId !== id) return;
    const { redeal } = table;
    table = null;
    await redeal?.session.close();
  }

  /** Once everybody is there, and the old key with them where it is dealt again. */
  async function dealIfReady(vault: Vault): Promise<Desk<Vault>> {
    if (table === null || table.vaultId !== vault.id) return { ok: false, reason: 'share-forgotten' };
    if (vault.recipient !== null || vault.custodians.some(({ step }) => step !== 'joined'))
      return { ok: true, value: vault };
    if (vault.redealOf !== null && table.redeal?.isUnlocked !== true) return { ok: true, value: vault };
    const order = {
      threshold: vault.threshold,
      custodians: vault.custodians.map(({ id }) => table!.joined.get(id)!),
    };
    try {
      const deal = await (table.redeal === null ? port!.deal(order) : table.redeal.session.redeal(order));
      if (table.redeal !== null && deal.vaultRecipient !== table.redeal.order.vaultRecipient) {
        throw new Error('another key was dealt than the one that was asked for');
      }
      for (const { userId, sealed } of deal.shares) table.shares.set(userId, sealed);
      await table.redeal?.session.close();
      return await step(vault.id, { type: 'dealt', recipient: deal.vaultRecipient }, null);
    } catch (cause) {
      logFailure(log, 'the shares of the vault could not be dealt; begin the ceremony anew', cause);
      await step(vault.id, { type: 'abandoned', reason: 'the shares could not be dealt' }, null);
      return { ok: false, reason: 'deal-failed' };
    }
  }

  async function endDrill(): Promise<void> {
    const ended = drill;
    drill = null;
    await ended?.session.close();
  }

  return {
    recipient: () => recipient,

    async view(candidates) {
      const vaults = await listVaults(sql);
      const ceremony = vaults.find(({ state }) => state === 'ceremony') ?? null;
      return {
        isAvailable: port !== null,
        active: vaults.find(({ state }) => state === 'active') ?? null,
        ceremony: ceremony,
        ceremonyEndsAtMs:
          ceremony === null ? null : (table?.endsAtMs ?? ceremony.startedAtMs + policy.ceremonyMs),
        past: vaults.filter(({ state }) => state !== 'active' && state !== 'ceremony'),
        drill: drill === null ? null : sessionView(drill),
        redeal: table?.redeal == null ? null : waiting(table.redeal),
        candidates: [...candidates],
      };
    },

    begin: (draft, custodians, by) =>
      inTurn(async () => {
        if (port === null) return { ok: false, reason: 'no-vault-process' };
        const vaults = await listVaults(sql);
        const active = vaults.find(({ state }) => state === 'active') ?? null;
        if (draft.kind === 'redeal' && active === null) return { ok: false, reason: 'no-active-vault' };
        const redealOf = draft.kind === 'redeal' ? active : null;
        const nowMs = clock.nowMs();
        const id = randomUUID();
        const made = startCeremony({
          id,
          threshold: draft.threshold,
          custodians,
          redealOf,
          by: by.name,
          nowMs,
        });
        if (!made.ok) return made;
        try {
          await change(sql, async (tx) => {
            await insertVault(tx, made.value);
            await recordAll(tx, made.lines, doer(by));
          });
        } catch (cause) {
          if (isTaken(cause)) return { ok: false, reason: 'ceremony-under-way' };
          throw cause;
        }
        const endsAtMs = nowMs + policy.ceremonyMs;
        table = { vaultId: id, endsAtMs, joined: new Map(), shares: new Map(), redeal: null };
        if (redealOf !== null) {
          const { threshold } = redealOf;
          const order = {
            sessionId: id,
            purpose: 'redeal',
            vaultRecipient: redealOf.recipient!,
            threshold,
          } as const;
          table.redeal = await beginWait(port, order, { vaultId: redealOf.id, endsAtMs });
        }
        return { ok: true, value: made.value };
      }),

    abandon: (id, reason, by) => inTurn(() => step(id, { type: 'abandoned', reason }, by)),

    join: (id, own, by) =>
      inTurn(async () => {
        if (table?.vaultId !== id) return { ok: false, reason: 'not-in-ceremony' };
        const stored = await step(id, { type: 'joined', userId: by.id }, by);
        if (!stored.ok) return stored;
        table.joined.set(by.id, { userId: by.id, recipient: own });
        return dealIfReady(stored.value);
      }),

    collect: (id, by) =>
      inTurn(async () => {
        const sealed = table?.vaultId === id ? table.shares.get(by.id) : undefined;
        const stored = await step(id, { type: 'collected', userId: by.id }, by);
        if (!stored.ok) return stored;
        if (sealed === undefined) return { ok: false, reason: 'share-forgotten' };
        table?.shares.delete(by.id);
        return { ok: true, value: { sealed, vault: stored.value } };
      }),

    confirm: (id, by) =>
      inTurn(async () => {
        const stored = await step(id, { type: 'confirmed', userId: by.id }, by);
        if (stored.ok && stored.value.state === 'active') {
          const before = recipient;
          await readRecipient();
          if (recipient !== before) onRecipient();
        }
        return stored;
      }),

    handInRedeal: (share, by, entry) =>
      inTurn(async () => {
        const redeal = table?.redeal ?? null;
        if (table === null || redeal === null || redeal.order.sessionId !== share.sessionId)
          return { ok: false, reason: 'no-session' };
        const { vaultId } = table;
        const before = await findVault(sql, redeal.vaultId);
        if (before?.custodians.every(({ id }) => id !== by.id))
          return { ok: false, reason: 'not-a-custodian' };
        const answer = await handIn(redeal, { by, sealed: share.sealed });
        if (!answer.ok) {
          if (answer.refusal !== 'wrong-shares' && answer.refusal !== 'process-ended')
            return { ok: false, reason: answer.refusal };
          await step(
            vaultId,
            { type: 'abandoned', reason: `the shares did not open the vault: ${answer.refusal}` },
            null,
          );
          return { ok: false, reason: answer.refusal };
        }
        await note(entry(vaultId));
        const next = await findVault(sql, vaultId);
        if (answer.isUnlocked && next !== null) {
          const dealt = await dealIfReady(next);
          if (!dealt.ok) return dealt;
        }
        return { ok: true, value: waiting(redeal) };
      }),

    beginDrill: (by, entry) =>
      inTurn(async () => {
        if (port === null) return { ok: false, reason: 'no-vault-process' };
        const active = (await listVaults(sql)).find(({ state }) => state === 'active');
        if (active === undefined) return { ok: false, reason: 'no-active-vault' };
        if (active.custodians.every(({ id }) => id !== by.id))
          return { ok: false, reason: 'not-a-custodian' };
        if (drill === null) {
          const { threshold } = active;
          const sessionId = randomUUID();
          const order = {
            sessionId,
            purpose: 'drill',
            vaultRecipient: active.recipient!,
            threshold,
          } as const;
          const endsAtMs = clock.nowMs() + policy.sharesMs;
          drill = await beginWait(port, order, { vaultId: active.id, endsAtMs });
        }
        await note(entry(active.id));
        return { ok: true, value: waiting(drill) };
      }),

    handInDrill: (share, by, entry) =>
      inTurn(async () => {
        const current = drill;
        if (current === null || current.order.sessionId !== share.sessionId)
          return { ok: false, reason: 'no-session' };
        const vault = await findVault(sql, current.vaultId);
        if (vault?.custodians.every(({ id }) => id !== by.id))
          return { ok: false, reason: 'not-a-custodian' };
        const answer = await handIn(current, { by, sealed: share.sealed });
        if (!answer.ok) {
          const isOver = answer.refusal === 'wrong-shares' || answer.refusal === 'process-ended';
          if (isOver) await endDrill();
          return { ok: false, reason: answer.refusal };
        }
        await note(entry(current.vaultId));
        const view = waiting(current);
        if (!answer.isUnlocked) return { ok: true, value: view };
        await endDrill();
        const userIds = current.handedIn.map(({ id }) => id);
        const stored = await changeVault(sql, current.vaultId, { type: 'drilled', userIds }, doer(by));
        return stored.ok ? { ok: true, value: view } : stored;
      }),

    async start() {
      for (const { id, state } of await listVaults(sql)) {
        if (state === 'ceremony')
          await step(id, { type: 'abandoned', reason: 'the server was started anew' }, null);
      }
      await readRecipient();
    },

    async tick() {
      const nowMs = clock.nowMs();
      if (drill !== null && nowMs >= drill.endsAtMs) await turns('vault', endDrill);
      if (table !== null && nowMs >= table.endsAtMs) {
        const { vaultId } = table;
        await turns('vault', () =>
          step(vaultId, { type: 'abandoned', reason: 'it was not done in time' }, null),
        );
      }
    },

    async stop() {
      await endDrill();
      if (table !== null) await clear(table.vaultId);
    },
  };
}

function waiting(wait: ShareWait): Waiting {
  return { ...sessionView(wait), isUnlocked: wait.isUnlocked };
}
