import { unreachable } from '../unreachable.ts';
import type { LedgerLine, Outcome, Person } from './ledger-line.ts';

export const vaultStates = [
  /** Its shares are being dealt. Nothing is sealed to it yet. */
  'ceremony',
  /** Originals are sealed to it. */
  'active',
  /** A vault with a new key has followed; what was sealed before is opened with this one. */
  'retired',
  /** Its key was dealt again; these shares are no longer asked for. */
  'redealt',
  /** The ceremony was given up. Its key opens nothing. */
  'abandoned',
] as const;
export type VaultState = (typeof vaultStates)[number];

export const custodianSteps = ['named', 'joined', 'collected', 'confirmed'] as const;
export type CustodianStep = (typeof custodianSteps)[number];

export type Custodian = Person & {
  readonly step: CustodianStep;
  /** When his share was last proven in a drill; null: never. */
  readonly drilledAtMs: number | null;
};

/** One key dealt in shares, k of n. The key and the shares are not here, nor anywhere on the server. */
export type Vault = {
  readonly id: string;
  readonly state: VaultState;
  /** Public key (age recipient); null until the shares are dealt. */
  readonly recipient: string | null;
  /** k: so many custodians open it together. */
  readonly threshold: number;
  readonly custodians: readonly Custodian[];
  /** The vault whose key is dealt again; null: a new key. */
  readonly redealOf: string | null;
  readonly startedAtMs: number;
  readonly startedBy: string;
  readonly activatedAtMs: number | null;
  /** When another took its place, or it was abandoned. */
  readonly endedAtMs: number | null;
  /** Counts changes. */
  readonly version: number;
};

export type VaultEvent =
  /** The custodian sits at his own screen, which made a recipient for this one occasion. Again: on another screen. */
  | { readonly type: 'joined'; readonly userId: string }
  /** Everybody is there; the vault process made the shares. */
  | { readonly type: 'dealt'; readonly recipient: string }
  | { readonly type: 'collected'; readonly userId: string }
  /** He has it on paper, and typed a part of it back. */
  | { readonly type: 'confirmed'; readonly userId: string }
  | { readonly type: 'abandoned'; readonly reason: string }
  /** Their shares together made the key. */
  | { readonly type: 'drilled'; readonly userIds: readonly string[] }
  /** Another is active now. */
  | { readonly type: 'followed'; readonly by: string; readonly isSameKey: boolean };

export const vaultRefusals = [
  'threshold',
  'custodians',
  'named-twice',
  'not-in-ceremony',
  'not-active',
  'not-a-custodian',
  'not-everybody-joined',
  'dealt-already',
  'not-dealt',
  'not-joined',
  'not-collected',
  'collected-already',
  'confirmed-already',
  'reason',
  'too-few',
] as const;
export type VaultRefusal = (typeof vaultRefusals)[number];

type Made = Outcome<Vault, VaultRefusal>;

/** 2 <= k <= n <= 20: one person alone never opens anything. */
export function startCeremony(order: {
  readonly id: string;
  readonly threshold: number;
  readonly custodians: readonly Person[];
  readonly redealOf: Pick<Vault, 'id' | 'recipient'> | null;
  readonly by: string;
  readonly nowMs: number;
}): Made {
  const { id, threshold, custodians, redealOf, by, nowMs } = order;
  if (custodians.length < 2 || custodians.length > 20) return refused('custodians');
  if (new Set(custodians.map((person) => person.id)).size < custodians.length) return refused('named-twice');
  if (!Number.isInteger(threshold) || threshold < 2 || threshold > custodians.length)
    return refused('threshold');
  const vault: Vault = {
    id,
    state: 'ceremony',
    recipient: null,
    threshold,
    custodians: custodians.map((person) => ({ ...person, step: 'named', drilledAtMs: null })),
    redealOf: redealOf?.id ?? null,
    startedAtMs: nowMs,
    startedBy: by,
    activatedAtMs: null,
    endedAtMs: null,
    version: 1,
  };
  const names = custodians.map(({ name }) => name);
  const isNewKey = redealOf === null;
  return {
    ok: true,
    value: vault,
    lines: [
      { action: 'vault.ceremony-started', target: id, detail: { threshold, custodians: names, isNewKey } },
    ],
  };
}

/**
 * | state    | joined, dealt, collected, confirmed   | drilled | followed            | abandoned |
 * |----------|---------------------------------------|---------|---------------------|-----------|
 * | ceremony | in this order; active with the last   | refused | refused             | abandoned |
 * | active   | refused                               | active  | retired or redealt  | refused   |
 * | retired  | refused                               | retired | refused             | refused   |
 * | others   | refused                               | refused | refused             | refused   |
 */
export function advanceVault(vault: Vault, event: VaultEvent, nowMs: number): Made {
  switch (event.type) {
    case 'joined':
    case 'collected':
    case 'confirmed':
      return custodianDid(vault, event, nowMs);
    case 'dealt': {
      if (vault.state !== 'ceremony') return refused('not-in-ceremony');
      if (vault.recipient !== null) return refused('dealt-already');
      if (vault.custodians.some(({ step }) => step !== 'joined')) return refused('not-everybody-joined');
      const { recipient } = event;
      return changed(vault, { recipient }, [line(vault, 'vault.dealt', { recipient })]);
    }
    case 'abandoned': {
      if (vault.state !== 'ceremony') return refused('not-in-ceremony');
      if (event.reason.trim() === '') return refused('reason');
      const detail = { reason: event.reason };
      const change = { state: 'abandoned', endedAtMs: nowMs } as const;
      return changed(vault, change, [line(vault, 'vault.ceremony-abandoned', detail)]);
    }
    case 'drilled': {
      if (!isOpenable(vault)) return refused('not-active');
      const drilled = vault.custodians.filter(({ id }) => event.userIds.includes(id));
      if (drilled.length < new Set(event.userIds).size) return refused('not-a-custodian');
      if (drilled.length < vault.threshold) return refused('too-few');
      const custodians = vault.custodians.map((custodian) =>
        drilled.includes(custodian) ? { ...custodian, drilledAtMs: nowMs } : custodian,
      );
      const names = drilled.map(({ name }) => name);
      return changed(vault, { custodians }, [line(vault, 'vault.drilled', { custodians: names })]);
    }
    case 'followed': {
      if (vault.state !== 'active') return refused('not-active');
      const state = event.isSameKey ? 'redealt' : 'retired';
      return changed(vault, { state, endedAtMs: nowMs }, [line(vault, `vault.${state}`, { by: event.by })]);
    }
    default:
      return unreachable(event);
  }
}

/** So many lost shares make it final: nobody can ever open what was sealed. */
export function sharesToLose(vault: Pick<Vault, 'threshold' | 'custodians'>): number {
  return vault.custodians.length - vault.threshold + 1;
}

/** Its custodians' shares open footage today. */
export function isOpenable(vault: Pick<Vault, 'state'>): boolean {
  return vault.state === 'active' || vault.state === 'retired';
}

/** The newest date on which a drill succeeded; null: never. */
export function lastDrillMs(vault: Pick<Vault, 'custodians'>): number | null {
  const dates = vault.custodians.flatMap(({ drilledAtMs }) => (drilledAtMs === null ? [] : [drilledAtMs]));
  return dates.length === 0 ? null : Math.max(...dates);
}

export type FoundVault =
  | { readonly ok: true; readonly vault: Vault }
  /** `none`: nothing was sealed then. `two`: the key changed within the span, at `atMs`. */
  | { readonly ok: false; readonly reason: 'none' }
  | { readonly ok: false; readonly reason: 'two'; readonly atMs: number };

/** Whose shares open what was sealed between two instants. Of a key that was dealt again: the newest deal. */
export function vaultOf(vaults: readonly Vault[], span: { fromMs: number; toMs: number }): FoundVault {
  const keys = vaults
    .filter((vault) => vault.recipient !== null && vault.activatedAtMs !== null)
    .filter((vault) => vault.activatedAtMs! < span.toMs && (vault.endedAtMs ?? Infinity) > span.fromMs)
    .sort((a, b) => a.activatedAtMs! - b.activatedAtMs!);
  const first = keys[0];
  if (first === undefined) return { ok: false, reason: 'none' };
  const other = keys.find(({ recipient }) => recipient !== first.recipient);
  if (other !== undefined) return { ok: false, reason: 'two', atMs: other.activatedAtMs! };
  const today = vaults.find((vault) => vault.recipient === first.recipient && isOpenable(vault));
  return today === undefined ? { ok: false, reason: 'none' } : { ok: true, vault: today };
}

function custodianDid(vault: Vault, event: Extract<VaultEvent, { userId: string }>, nowMs: number): Made {
  if (vault.state !== 'ceremony') return refused('not-in-ceremony');
  const custodian = vault.custodians.find(({ id }) => id === event.userId);
  if (custodian === undefined) return refused('not-a-custodian');
  const reason = outOfOrder(vault, custodian, event.type);
  if (reason !== null) return refused(reason);
  const custodians = vault.custodians.map((each) =>
    each === custodian ? { ...each, step: event.type } : each,
  );
  const lines = [line(vault, `vault.share-${event.type}`, { custodian: custodian.name })];
  if (custodians.some(({ step }) => step !== 'confirmed')) return changed(vault, { custodians }, lines);
  const detail = {
    recipient: vault.recipient,
    threshold: vault.threshold,
    custodians: custodians.map(({ name }) => name),
  };
  return changed(vault, { custodians, state: 'active', activatedAtMs: nowMs }, [
    ...lines,
    line(vault, 'vault.activated', detail),
  ]);
}

function outOfOrder(
  { recipient }: Vault,
  { step }: Custodian,
  next: 'joined' | 'collected' | 'confirmed',
): VaultRefusal | null {
  switch (next) {
    case 'joined':
      return recipient === null ? null : 'dealt-already';
    case 'collected':
      if (recipient === null) return 'not-dealt';
      if (step === 'joined') return null;
      return step === 'named' ? 'not-joined' : 'collected-already';
    case 'confirmed':
      if (step === 'collected') return null;
      return step === 'confirmed' ? 'confirmed-already' : 'not-collected';
    default:
      return unreachable(next);
  }
}

function line(vault: Vault, action: string, detail: LedgerLine['detail']): LedgerLine {
  return { action, target: vault.id, detail };
}

function changed(vault: Vault, change: Partial<Vault>, lines: readonly LedgerLine[]): Made {
  return { ok: true, value: { ...vault, ...change, version: vault.version + 1 }, lines };
}

function refused(reason: VaultRefusal): Made {
  return { ok: false, reason };
}
