import { randomUUID } from 'node:crypto';
import type { EmergencyDraft, OpeningView } from '../../contract/evidence.ts';
import { reviewOpening, tellOverdue } from '../../core/evidence/emergency.ts';
import type { EvidencePolicy } from '../../core/evidence/evidence-policy.ts';
import type { Person } from '../../core/evidence/ledger-line.ts';
import {
  type Asked,
  advanceOpening,
  askedText,
  type Opening,
  type OpeningEvent,
  type OpeningRefusal,
  requestOpening,
  sessionIdOf,
} from '../../core/evidence/opening.ts';
import { type Vault, vaultOf } from '../../core/evidence/vault.ts';
import type { DeepReadonly } from '../http/call.ts';
import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import type { Blobs, Clock, Vault as VaultPort } from '../ports.ts';
import type { AuditDraft } from '../store/audit.ts';
import { change, isDatabaseDown, type Sql } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import {
  countOverdueReviews,
  findOpening,
  insertOpening,
  listLivingOpenings,
  listOpenings,
  type SealedSegment,
  sealedBetween,
} from '../store/openings.ts';
import { findVault, listVaults } from '../store/vaults.ts';
import { createReleases, type ReleasedFootage, type Releases } from './releases.ts';
import { beginWait, type HandedIn, handIn, type ShareWait, sessionView } from './share-session.ts';
import { changeOpening, isAsAsked, recordAll, sha256Of, storeOpening } from './transitions.ts';
import { createTurns } from './turns.ts';

export type OpeningDeskRefusal =
  | OpeningRefusal
  | Extract<HandedIn, { ok: false }>['refusal']
  | 'unknown'
  | 'unknown-camera'
  | 'no-vault-process'
  | 'no-vault-then'
  | 'two-keys'
  | 'nothing-sealed'
  | 'no-session'
  | 'too-many'
  | 'footage-gone';
export type Opened<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: OpeningDeskRefusal };

/** Who asks for sealed footage, who opens it, and what became of it. */
export type OpeningDesk = {
  list(limit: number): Promise<DeepReadonly<OpeningView>[]>;
  get(id: string): Promise<DeepReadonly<OpeningView> | null>;
  request(
    draft: EmergencyDraft,
    of: { readonly by: Person; readonly isEmergency: boolean },
  ): Promise<Opened<Opening>>;
  /** The vault process that waits for shares of this opening; started with the first custodian who comes. */
  session(id: string, by: Person, entry: () => AuditDraft): Promise<Opened<ReturnType<typeof sessionView>>>;
  approve(
    id: string,
    share: { readonly sessionId: string; readonly sealed: string; readonly seenSha256: string },
    by: Person,
  ): Promise<Opened<Opening>>;
  refuse(id: string, reason: string, by: Person): Promise<Opened<Opening>>;
  /** Withdraws it, or closes what was released. */
  end(id: string, reason: string, by: Person): Promise<Opened<Opening>>;
  review(
    id: string,
    finding: { readonly isJustified: boolean; readonly note: string },
    by: Person,
  ): Promise<Opened<Opening>>;
  /** For the one who asked, while its window is open. The first look of a person is in the log. */
  footage(id: string, by: Person): Promise<Opened<ReleasedFootage>>;
  /** The exhibit that was made of it is out of the house. */
  exported(id: string, sha256: string, by: Person): Promise<Opened<Opening>>;
  /** Emergencies whose review is overdue. */
  overdueReviews(): number;
  start(): Promise<void>;
  tick(): Promise<void>;
  stop(): Promise<void>;
};

/** Vault processes that wait for shares at once. */
const maxWaits = 6;

export function createOpeningDesk(world: {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly vault: VaultPort | null;
  readonly blobs: Blobs | null;
  readonly policy: EvidencePolicy;
  readonly cameraName: (cameraId: string) => string | null;
}): OpeningDesk {
  const { sql, clock, log, vault: port, blobs, policy, cameraName } = world;
  const turns = createTurns();
  /** By opening. */
  const waits = new Map<string, ShareWait>();
  const releases: Releases = createReleases({ blobs, clock, log });
  /** Opening and person: whose first look is in the log. */
  const looked = new Set<string>();
  let overdue = 0;

  const doer = (by: Person | null) => ({ who: by?.name ?? 'system', nowMs: clock.nowMs(), policy });

  const note = (audit: AuditDraft) => change(sql, (tx) => record(tx, { audit }));

  async function endWait(id: string): Promise<void> {
    const wait = waits.get(id);
    waits.delete(id);
    await wait?.session.close();
  }

  /** Stores it, and lets go of what its new state has no use for. */
  async function step(id: string, event: OpeningEvent, by: Person | null): Promise<Opened<Opening>> {
    const stored = await changeOpening(sql, id, event, doer(by));
    if (stored.ok && stored.value.state !== 'requested') await endWaitUnlessReleased(stored.value);
    return stored;
  }

  async function endWaitUnlessReleased({ id, state }: Opening): Promise<void> {
    if (state === 'released') return;
    await endWait(id);
    await releases.end(id);
  }

  async function forgetShares(
    id: string,
    why: 'process-ended' | 'shares-late' | 'shares-wrong',
  ): Promise<void> {
    await endWait(id);
    await step(id, { type: 'shares-lost', why }, null);
  }

  async function isCustodian(opening: Opening, by: Person): Promise<boolean> {
    const vault = await findVault(sql, opening.vaultId);
    return vault?.custodians.some(({ id }) => id === by.id) ?? false;
  }

  async function view(opening: Opening, vaults: readonly Vault[]): Promise<DeepReadonly<OpeningView>> {
    const { cameraId, fromMs, toMs } = opening.asked;
    const segments = await sealedBetween(sql, { cameraId, fromMs, toMs });
    const custodians = vaults.find(({ id }) => id === opening.vaultId)?.custodians ?? [];
    return {
      ...opening,
      custodians: custodians.map(({ id, name }) => ({ id, name })),
      footage: opening.state === 'released' ? releases.progress(opening.id) : null,
      sealed: extentOf(segments),
    };
  }

  async function approve(
    id: string,
    share: { readonly sessionId: string; readonly sealed: string; readonly seenSha256: string },
    by: Person,
  ): Promise<Opened<Opening>> {
    const opening = await findOpening(sql, id);
    if (opening === null) return { ok: false, reason: 'unknown' };
    const { seenSha256 } = share;
    const event = { type: 'approved', by, seenSha256, isCustodian: await isCustodian(opening, by) } as const;
    const expected = advanceOpening(opening, event, doer(by));
    if (!expected.ok) return expected;
    if (!isAsAsked(opening)) return { ok: false, reason: 'changed' };
    const wait = waits.get(id);
    if (wait === undefined || wait.order.sessionId !== share.sessionId)
      return { ok: false, reason: 'no-session' };
    const answer = await handIn(wait, { by, sealed: share.sealed });
    if (!answer.ok) {
      if (answer.refusal === 'process-ended') await forgetShares(id, 'process-ended');
      if (answer.refusal === 'wrong-shares') await forgetShares(id, 'shares-wrong');
      return { ok: false, reason: answer.refusal };
    }
    // Shares of two dealings do not add up: one of them is from an older sheet.
    if (answer.missing !== opening.threshold - expected.value.approvals.length) {
      await forgetShares(id, 'shares-wrong');
      return { ok: false, reason: 'wrong-shares' };
    }
    let stored: Opened<Opening>;
    try {
      stored = await step(id, event, by);
    } catch (cause) {
      // The share is in the process and its approval nowhere: the process goes.
      await endWait(id);
      throw cause;
    }
    if (!stored.ok) await endWait(id);
    else if (stored.value.state === 'released') await release(stored.value, wait);
    return stored;
  }

  async function release(opening: Opening, wait: ShareWait): Promise<void> {
    waits.delete(opening.id);
    const { cameraId, fromMs, toMs, mode, lifted } = opening.asked;
    const segments = await sealedBetween(sql, { cameraId, fromMs, toMs });
    const order = { segments: segments.map(pieceOf), fromMs, toMs, mode, lifted };
    releases.begin({ opening, segments, order, session: wait.session });
  }

  return {
    async list(limit) {
      const vaults = await listVaults(sql);
      const openings = await listOpenings(sql, limit);
      return Promise.all(openings.map((opening) => view(opening, vaults)));
    },

    async get(id) {
      const opening = await findOpening(sql, id);
      return opening === null ? null : view(opening, await listVaults(sql));
    },

    async request(draft, { by, isEmergency }) {
      if (port === null || blobs === null) return { ok: false, reason: 'no-vault-process' };
      const name = cameraName(draft.cameraId);
      if (name === null) return { ok: false, reason: 'unknown-camera' };
      const found = vaultOf(await listVaults(sql), draft);
      if (!found.ok) return { ok: false, reason: found.reason === 'two' ? 'two-keys' : 'no-vault-then' };
      const asked: Asked = { ...draft, cameraName: name };
      const id = randomUUID();
      const nowMs = clock.nowMs();
      const of = { id, requester: by, asked, askedSha256: sha256Of(askedText(id, asked)) };
      const made = requestOpening({ ...of, vault: found.vault, isEmergency, nowMs }, policy);
      if (!made.ok) return made;
      if (isEmergency && found.vault.custodians.every((custodian) => custodian.id !== by.id))
        return { ok: false, reason: 'not-a-custodian' };
      if ((await sealedBetween(sql, asked)).length === 0) return { ok: false, reason: 'nothing-sealed' };
      await change(sql, async (tx) => {
        await insertOpening(tx, made.value);
        await recordAll(tx, made.lines, doer(by));
      });
      return { ok: true, value: made.value };
    },

    session: (id, by, entry) =>
      turns(id, async () => {
        const opening = await findOpening(sql, id);
        if (opening === null) return { ok: false, reason: 'unknown' };
        if (opening.state !== 'requested') return { ok: false, reason: 'not-requested' };
        if (clock.nowMs() >= opening.answerByMs) return { ok: false, reason: 'expired' };
        if (!(await isCustodian(opening, by))) return { ok: false, reason: 'not-a-custodian' };
        const known = waits.get(id);
        if (known !== undefined) {
          await note(entry());
          return { ok: true, value: sessionView(known) };
        }
        if (port === null) return { ok: false, reason: 'no-vault-process' };
        if (waits.size >= maxWaits) return { ok: false, reason: 'too-many' };
        const vault = await findVault(sql, opening.vaultId);
        const { threshold } = opening;
        const order = {
          sessionId: sessionIdOf(opening),
          purpose: 'opening',
          vaultRecipient: vault!.recipient!,
          threshold,
        } as const;
        const endsAtMs = Math.min(clock.nowMs() + policy.sharesMs, opening.answerByMs);
        const wait = await beginWait(port, order, { vaultId: opening.vaultId, endsAtMs });
        waits.set(id, wait);
        await note(entry());
        return { ok: true, value: sessionView(wait) };
      }),

    approve: (id, share, by) =>
      turns(id, async () => {
        const answer = await approve(id, share, by);
        if (!answer.ok && answer.reason !== 'unknown') {
          // Who tried and failed is part of the story.
          const action = 'opening.approval-refused';
          await note({
            atMs: clock.nowMs(),
            who: by.name,
            action,
            target: id,
            detail: { reason: answer.reason },
          });
        }
        return answer;
      }),

    refuse: (id, reason, by) =>
      turns(id, async () => {
        const opening = await findOpening(sql, id);
        if (opening === null) return { ok: false, reason: 'unknown' };
        return step(id, { type: 'refused', by, reason, isCustodian: await isCustodian(opening, by) }, by);
      }),

    end: (id, reason, by) => turns(id, () => step(id, { type: 'ended', by, reason }, by)),

    review: (id, finding, by) =>
      turns(id, () =>
        storeOpening(sql, id, (one) => reviewOpening(one, { ...finding, by }, clock.nowMs()), doer(by)),
      ),

    async footage(id, by) {
      const opening = await findOpening(sql, id);
      if (opening === null) return { ok: false, reason: 'unknown' };
      const may = advanceOpening(opening, { type: 'viewed', by }, doer(by));
      if (!may.ok) return may;
      const released = releases.get(id);
      if (released === null) return { ok: false, reason: 'footage-gone' };
      const look = `${id} ${by.id}`;
      if (!looked.has(look)) {
        looked.add(look);
        const stored = await step(id, { type: 'viewed', by }, by).catch((cause: unknown) => {
          looked.delete(look);
          throw cause;
        });
        if (!stored.ok) return stored;
      }
      return { ok: true, value: released };
    },

    exported: (id, sha256, by) => turns(id, () => step(id, { type: 'exported', by, sha256 }, by)),

    overdueReviews: () => overdue,

    async start() {
      await releases.start();
      for (const opening of await listLivingOpenings(sql)) {
        if (opening.state === 'released') await step(opening.id, { type: 'lost' }, null);
        else if (opening.state === 'requested' && opening.approvals.length > 0) {
          await step(opening.id, { type: 'shares-lost', why: 'process-ended' }, null);
        }
      }
    },

    async tick() {
      const nowMs = clock.nowMs();
      overdue = await countOverdueReviews(sql, nowMs);
      for (const opening of await listLivingOpenings(sql)) {
        const { id } = opening;
        await turns(id, async () => {
          const wait = waits.get(id);
          if (wait !== undefined && nowMs >= wait.endsAtMs) {
            if (opening.approvals.length > 0) await forgetShares(id, 'shares-late');
            else await endWait(id);
          }
          await step(id, { type: 'elapsed' }, null);
          await storeOpening(sql, id, (one) => tellOverdue(one, nowMs), doer(null));
        }).catch((cause: unknown) => {
          if (!isDatabaseDown(cause)) logFailure(log, `opening ${id} could not be brought up to date`, cause);
        });
      }
    },

    async stop() {
      for (const id of [...waits.keys()]) await endWait(id);
      await releases.stop();
    },
  };
}

function pieceOf({ key, fromMs, isTorn }: SealedSegment) {
  return { key, fromMs, isTorn };
}

function extentOf(segments: readonly SealedSegment[]): OpeningView['sealed'] {
  const first = segments[0];
  if (first === undefined) return null;
  return {
    fromMs: first.fromMs,
    toMs: Math.max(...segments.map(({ toMs }) => toMs)),
    segments: segments.length,
  };
}
