/**
 * The vault in child processes of this machine: one for each ceremony, drill or opening, which ends with it. What passes
 * through here is sealed to custodians or to that process; no key and no share is ever in this one's memory.
 */

import type { Deal, DealOrder, SessionOrder } from '../../contract/vault.ts';
import type { VaultSettings } from '../../contract/vault-messages.ts';
import type { Vault, VaultSession } from '../ports.ts';
import { VaultChild } from './vault-child.ts';

export type ForkedVaultOptions = VaultSettings & {
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
  /** A process that takes longer is ended. */
  readonly answerWithinMs?: number;
  /** From one piece of a film to the next. */
  readonly pieceWithinMs?: number;
};

/** Each session that lasts holds a process of some 100 MB, more while it renders. */
const maxSessions = 8;
/** A session that nobody closed ends by itself. */
const longestSessionMs = 8 * 3_600_000;

export function createForkedVault(options: ForkedVaultOptions): Vault {
  const children = new Set<VaultChild>();
  const { storage, modelManifest, cacheDirectory, answerWithinMs = 30_000, pieceWithinMs = 60_000 } = options;

  function fork(): VaultChild {
    if (children.size >= maxSessions) {
      throw new Error(
        `${maxSessions} vault sessions are under way, which is as many as run at once. Close one that is no longer needed.`,
      );
    }
    const child = new VaultChild({ cacheDirectory });
    children.add(child);
    void child.ended.then((how) => {
      children.delete(child);
      if (how.isUnexpected) options.log('error', `a vault process stopped by itself (${how.what})`);
    });
    return child;
  }

  async function deal(order: DealOrder): Promise<Deal> {
    const child = fork();
    try {
      return (await child.ask({ type: 'deal', order }, 'dealt', answerWithinMs)).deal;
    } finally {
      await child.kill();
    }
  }

  async function begin(order: SessionOrder): Promise<VaultSession> {
    const child = fork();
    try {
      const settings = { storage, modelManifest, cacheDirectory };
      const { recipient } = await child.ask({ type: 'begin', order, settings }, 'begun', answerWithinMs);
      const timer = setTimeout(() => void child.kill(), longestSessionMs);
      void child.ended.then(() => clearTimeout(timer));
      return sessionOf(child, recipient, { answerWithinMs, pieceWithinMs });
    } catch (error) {
      await child.kill();
      throw error;
    }
  }

  return {
    deal,
    begin,
    async stop() {
      await Promise.all([...children].map((child) => child.kill()));
    },
  };
}

function sessionOf(
  child: VaultChild,
  recipient: string,
  { answerWithinMs, pieceWithinMs }: { readonly answerWithinMs: number; readonly pieceWithinMs: number },
): VaultSession {
  return {
    recipient,
    submit: async (share) => (await child.ask({ type: 'submit', share }, 'answered', answerWithinMs)).answer,
    redeal: async (order) => (await child.ask({ type: 'redeal', order }, 'dealt', answerWithinMs)).deal,
    render: (order) => child.render(order, pieceWithinMs),
    close: () => child.kill(),
  };
}
