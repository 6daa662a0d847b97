import { unreachable } from '../unreachable.ts';
import type { EvidencePolicy } from './evidence-policy.ts';
import type { LedgerLine, Outcome, Person } from './ledger-line.ts';

export const openingStates = [
  /** Waits for custodians. */
  'requested',
  /** Its minutes can be looked at, until `viewUntilMs`. */
  'released',
  'refused',
  'withdrawn',
  /** Not enough custodians in time. */
  'expired',
  /** The time to look at it is over, or its requester closed it. */
  'closed',
  /** It was released, and the server that held it stopped: it has to be asked for again. */
  'lost',
] as const;
export type OpeningState = (typeof openingStates)[number];

/** `masked`: people stay hidden but in the lifted areas. `clear`: the original as the camera sent it. */
export const openingModes = ['masked', 'clear'] as const;
export type OpeningMode = (typeof openingModes)[number];

/** An area that is shown clear for a time; fractions of the picture. */
export type LiftedArea = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
};

/** What is asked, and all of it: a custodian approves exactly this, and it never changes. */
export type Asked = {
  /** Null only in an emergency that has none yet. */
  readonly caseNumber: string | null;
  readonly reason: string;
  readonly legalBasis: string;
  readonly cameraId: string;
  /** As it was called then. */
  readonly cameraName: string;
  /** UTC ms. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly mode: OpeningMode;
  readonly lifted: readonly LiftedArea[];
};

export type Approval = Person & { readonly atMs: number };

/** Of an emergency: what the third person finds. */
export type Review = {
  readonly dueAtMs: number;
  readonly isOverdueTold: boolean;
  readonly done: ReviewDone | null;
};
export type ReviewDone = {
  readonly by: Person;
  readonly atMs: number;
  readonly isJustified: boolean;
  readonly note: string;
};

export type Opening = {
  readonly id: string;
  readonly state: OpeningState;
  readonly isEmergency: boolean;
  readonly requester: Person;
  readonly asked: Asked;
  /** SHA-256 of askedText, hex: what a custodian has read, and his share is bound to. */
  readonly askedSha256: string;
  /** The vault whose custodians are asked, and how many of them. */
  readonly vaultId: string;
  readonly threshold: number;
  readonly askedAtMs: number;
  /** Expires then. */
  readonly answerByMs: number;
  /** Whose shares are in, in order. Forgotten when the process that holds them ends. */
  readonly approvals: readonly Approval[];
  /** The other shares follow by then; null while there is none. */
  readonly sharesByMs: number | null;
  readonly releasedAtMs: number | null;
  readonly viewUntilMs: number | null;
  readonly exports: number;
  readonly endedAtMs: number | null;
  readonly endedBy: string | null;
  /** In whose words it was refused, withdrawn or closed. */
  readonly endReason: string | null;
  /** Null: no emergency. */
  readonly review: Review | null;
  /** Counts changes. */
  readonly version: number;
};

export type OpeningEvent =
  /** His share is in the vault process. @param seenSha256 what his screen showed him. */
  | {
      readonly type: 'approved';
      readonly by: Person;
      readonly seenSha256: string;
      readonly isCustodian: boolean;
    }
  /** The vault process ended before it was unlocked. */
  | { readonly type: 'shares-lost'; readonly why: 'process-ended' | 'shares-late' | 'shares-wrong' }
  | { readonly type: 'refused'; readonly by: Person; readonly reason: string; readonly isCustodian: boolean }
  /** Before the release: withdrawn. After it: closed. */
  | { readonly type: 'ended'; readonly by: Person; readonly reason: string }
  | { readonly type: 'viewed'; readonly by: Person }
  | { readonly type: 'exported'; readonly by: Person; readonly sha256: string }
  /** The server that held it stopped. */
  | { readonly type: 'lost' }
  /** Time passed. */
  | { readonly type: 'elapsed' };

export const openingRefusals = [
  'span',
  'future',
  'reason',
  'legal-basis',
  'case-number',
  'lifted',
  'not-requested',
  'not-released',
  'over',
  'expired',
  'own-request',
  'not-a-custodian',
  'approved-already',
  'changed',
  'not-yours',
  'not-due',
  'nothing-to-review',
  'reviewed-already',
  'took-part',
] as const;
export type OpeningRefusal = (typeof openingRefusals)[number];

export type OpeningOutcome = Outcome<Opening, OpeningRefusal>;

/** The request. @param order.id unique, made by the caller. */
export function requestOpening(
  order: {
    readonly id: string;
    readonly requester: Person;
    readonly asked: Asked;
    readonly askedSha256: string;
    readonly vault: { readonly id: string; readonly threshold: number };
    readonly isEmergency: boolean;
    readonly nowMs: number;
  },
  policy: EvidencePolicy,
): OpeningOutcome {
  const { id, requester, asked, askedSha256, vault, isEmergency, nowMs } = order;
  const reason = unfit(order, policy);
  if (reason !== null) return { ok: false, reason };
  const opening: Opening = {
    id,
    state: 'requested',
    isEmergency,
    requester,
    asked,
    askedSha256,
    vaultId: vault.id,
    threshold: vault.threshold,
    askedAtMs: nowMs,
    // Whoever opens in an emergency is there: the request lives as long as the shares do.
    answerByMs: nowMs + (isEmergency ? policy.sharesMs : policy.answerMs),
    approvals: [],
    sharesByMs: null,
    releasedAtMs: null,
    viewUntilMs: null,
    exports: 0,
    endedAtMs: null,
    endedBy: null,
    endReason: null,
    review: null,
    version: 1,
  };
  const action = isEmergency ? 'opening.emergency-requested' : 'opening.requested';
  return {
    ok: true,
    value: opening,
    lines: [{ action, target: id, detail: { ...asked, askedSha256, vaultId: vault.id } }],
  };
}

/**
 * | state     | approved                | shares-lost | refused | ended     | viewed, exported | lost    | elapsed    |
 * |-----------|-------------------------|-------------|---------|-----------|------------------|---------|------------|
 * | requested | requested, at k released| requested   | refused | withdrawn | no               | no      | expired    |
 * | released  | no                      | no          | no      | closed    | released         | lost    | closed     |
 * | others    | no                      | no          | no      | no        | no               | no      | no         |
 */
export function advanceOpening(
  opening: Opening,
  event: OpeningEvent,
  at: { readonly nowMs: number; readonly policy: EvidencePolicy },
): OpeningOutcome {
  const { nowMs } = at;
  switch (event.type) {
    case 'approved':
      return approved(opening, event, at);
    case 'shares-lost': {
      if (opening.state !== 'requested') return no('not-requested');
      const names = opening.approvals.map(({ name }) => name);
      const detail = { why: event.why, custodians: names };
      return changed(opening, { approvals: [], sharesByMs: null }, [['opening.shares-forgotten', detail]]);
    }
    case 'refused': {
      if (opening.state !== 'requested') return no('not-requested');
      if (!event.isCustodian) return no('not-a-custodian');
      if (event.reason.trim() === '') return no('reason');
      return ended(opening, 'refused', event, nowMs);
    }
    case 'ended': {
      if (!isTheirs(opening, event.by.id)) return no('not-yours');
      if (opening.state !== 'requested' && opening.state !== 'released') return no('over');
      if (event.reason.trim() === '') return no('reason');
      return ended(opening, opening.state === 'requested' ? 'withdrawn' : 'closed', event, nowMs);
    }
    case 'viewed':
    case 'exported': {
      if (opening.state !== 'released') return no('not-released');
      if (nowMs >= opening.viewUntilMs!) return no('expired');
      if (!isTheirs(opening, event.by.id)) return no('not-yours');
      if (event.type === 'viewed') return changed(opening, {}, [['opening.viewed', {}]]);
      const exports = opening.exports + 1;
      return changed(opening, { exports }, [['opening.exported', { sha256: event.sha256 }]]);
    }
    case 'lost':
      if (opening.state !== 'released') return no('not-released');
      return changed(opening, { state: 'lost', endedAtMs: nowMs }, [['opening.lost', {}]]);
    case 'elapsed': {
      if (opening.state === 'requested' && nowMs >= opening.answerByMs) {
        return changed(opening, { state: 'expired', endedAtMs: nowMs }, [['opening.expired', {}]]);
      }
      if (opening.state === 'released' && nowMs >= opening.viewUntilMs!) {
        return changed(opening, { state: 'closed', endedAtMs: nowMs }, [['opening.view-ended', {}]]);
      }
      return no('not-due');
    }
    default:
      return unreachable(event);
  }
}

/** Who may look at what was released: who asked, and in an emergency those who opened it. */
export function isTheirs(opening: Opening, userId: string): boolean {
  if (opening.requester.id === userId) return true;
  return opening.isEmergency && opening.approvals.some(({ id }) => id === userId);
}

/** The request as one text, the same on every machine. Its SHA-256 is what is approved. */
export function askedText(id: string, asked: Asked): string {
  const { caseNumber, reason, legalBasis, cameraId, cameraName, fromMs, toMs, mode, lifted } = asked;
  const areas = lifted.map(({ fromMs: from, toMs: to, box }) => [
    from,
    to,
    box.x,
    box.y,
    box.width,
    box.height,
  ]);
  return JSON.stringify([
    id,
    caseNumber,
    reason,
    legalBasis,
    cameraId,
    cameraName,
    fromMs,
    toMs,
    mode,
    areas,
  ]);
}

/** Stands inside every share that is handed in for it: a share approves this request and no other. */
export function sessionIdOf(opening: Pick<Opening, 'id' | 'askedSha256'>): string {
  return `${opening.id}.${opening.askedSha256}`;
}

function approved(
  opening: Opening,
  event: Extract<OpeningEvent, { type: 'approved' }>,
  { nowMs, policy }: { readonly nowMs: number; readonly policy: EvidencePolicy },
): OpeningOutcome {
  if (opening.state !== 'requested') return no('not-requested');
  if (nowMs >= opening.answerByMs) return no('expired');
  if (!event.isCustodian) return no('not-a-custodian');
  // In an emergency whoever asks is one of those who open, and a third person reviews it.
  if (event.by.id === opening.requester.id && !opening.isEmergency) return no('own-request');
  if (event.seenSha256 !== opening.askedSha256) return no('changed');
  if (opening.approvals.some(({ id }) => id === event.by.id)) return no('approved-already');
  const approvals = [...opening.approvals, { ...event.by, atMs: nowMs }];
  const missing = opening.threshold - approvals.length;
  const approval = ['opening.approved', { askedSha256: event.seenSha256, missing }] as const;
  if (missing > 0) {
    const sharesByMs = opening.sharesByMs ?? Math.min(nowMs + policy.sharesMs, opening.answerByMs);
    return changed(opening, { approvals, sharesByMs }, [approval]);
  }
  const viewUntilMs = nowMs + policy.viewMs;
  const review = opening.isEmergency
    ? { dueAtMs: nowMs + policy.reviewMs, isOverdueTold: false, done: null }
    : null;
  const change = {
    state: 'released',
    approvals,
    sharesByMs: null,
    releasedAtMs: nowMs,
    viewUntilMs,
    review,
  } as const;
  const names = approvals.map(({ name }) => name);
  const detail = { ...opening.asked, custodians: names, viewUntilMs, reviewDueAtMs: review?.dueAtMs ?? null };
  return changed(opening, change, [approval, ['opening.released', detail]]);
}

function unfit(
  order: { readonly asked: Asked; readonly isEmergency: boolean; readonly nowMs: number },
  policy: EvidencePolicy,
): OpeningRefusal | null {
  const { asked, isEmergency, nowMs } = order;
  const { fromMs, toMs } = asked;
  if (toMs <= fromMs || toMs - fromMs > policy.maxSpanMs) return 'span';
  if (toMs > nowMs) return 'future';
  if (asked.reason.trim() === '') return 'reason';
  if (asked.legalBasis.trim() === '') return 'legal-basis';
  if (asked.caseNumber === null ? !isEmergency : asked.caseNumber.trim() === '') return 'case-number';
  if (asked.mode === 'clear' && asked.lifted.length > 0) return 'lifted';
  const isWithin = ({ fromMs: from, toMs: to, box }: LiftedArea) =>
    from >= fromMs &&
    to <= toMs &&
    from < to &&
    [box.x, box.y].every((value) => value >= 0) &&
    box.width > 0 &&
    box.height > 0 &&
    box.x + box.width <= 1 + 1e-9 &&
    box.y + box.height <= 1 + 1e-9;
  return asked.lifted.every(isWithin) ? null : 'lifted';
}

function ended(
  opening: Opening,
  state: 'refused' | 'withdrawn' | 'closed',
  { by, reason }: { readonly by: Person; readonly reason: string },
  nowMs: number,
): OpeningOutcome {
  const change = { state, endedAtMs: nowMs, endedBy: by.name, endReason: reason, sharesByMs: null } as const;
  return changed(opening, change, [[`opening.${state}`, { reason }]]);
}

function changed(
  opening: Opening,
  change: Partial<Opening>,
  lines: readonly (readonly [action: string, detail: LedgerLine['detail']])[],
): OpeningOutcome {
  return {
    ok: true,
    value: { ...opening, ...change, version: opening.version + 1 },
    lines: lines.map(([action, detail]) => ({ action, target: opening.id, detail })),
  };
}

function no(reason: OpeningRefusal): OpeningOutcome {
  return { ok: false, reason };
}
