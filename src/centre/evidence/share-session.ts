import type { SessionOrder, ShareAnswer } from '../../contract/vault.ts';
import type { Person } from '../../core/evidence/ledger-line.ts';
import type { Vault, VaultSession } from '../ports.ts';

/** A vault process that waits for shares, with whose are in it. Its shares are nowhere else: when it ends, they are gone. */
export type ShareWait = {
  readonly order: SessionOrder;
  readonly session: VaultSession;
  /** Dealing whose custodians hand in. */
  readonly vaultId: string;
  readonly handedIn: Person[];
  isUnlocked: boolean;
  /** UTC ms. */
  readonly endsAtMs: number;
};

export type HandedIn =
  | { readonly ok: true; readonly isUnlocked: boolean; readonly missing: number }
  | Extract<ShareAnswer, { ok: false }>
  /** Its process has ended, and every share in it with it. */
  | { readonly ok: false; readonly refusal: 'process-ended' };

export async function beginWait(
  vault: Vault,
  order: SessionOrder,
  more: { readonly vaultId: string; readonly endsAtMs: number },
): Promise<ShareWait> {
  return { order, session: await vault.begin(order), handedIn: [], isUnlocked: false, ...more };
}

/** Passes a share on that the centre cannot read. */
export async function handIn(
  wait: ShareWait,
  { by, sealed }: { readonly by: Person; readonly sealed: string },
): Promise<HandedIn> {
  let answer: ShareAnswer;
  try {
    answer = await wait.session.submit({ userId: by.id, sealed });
  } catch {
    await wait.session.close().catch(() => {});
    return { ok: false, refusal: 'process-ended' };
  }
  if (!answer.ok) return answer;
  wait.handedIn.push(by);
  wait.isUnlocked = answer.isUnlocked;
  return answer;
}

/** As the API says it. */
export function sessionView(wait: ShareWait) {
  return {
    sessionId: wait.order.sessionId,
    recipient: wait.session.recipient,
    vaultId: wait.vaultId,
    handedIn: [...wait.handedIn],
    missing: wait.isUnlocked ? 0 : Math.max(0, wait.order.threshold - wait.handedIn.length),
    endsAtMs: wait.endsAtMs,
  };
}
