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
};

/** Each session that lasts holds a process of some 100 MB, more while it renders. */
const maxSessions = 8;
const dealWithinMs = 30_000;
const beginWithinMs = 30_000;
const submitWithinMs = 15_000;
/** From one piece of a film to the next. */
const pieceWithinMs = 60_000;
/** A session that nobody closed ends by itself. */
const longestSessionMs = 8 * 3_600_000;

export function createForkedVault(options: ForkedVaultOptions): Vault {
  const children = new Set<VaultChild>();
  const { storage, modelManifest, cacheDirectory } = options;

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
      return (await child.ask({ type: 'deal', order }, 'dealt', dealWithinMs)).deal;
    } finally {
      await child.kill();
    }
  }

  async function begin(order: SessionOrder): Promise<VaultSession> {
    const child = fork();
    try {
      const settings = { storage, modelManifest, cacheDirectory };
      const { recipient } = await child.ask({ type: 'begin', order, settings }, 'begun', beginWithinMs);
      const timer = setTimeout(() => void child.kill(), longestSessionMs);
      void child.ended.then(() => clearTimeout(timer));
      return sessionOf(child, recipient);
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

function sessionOf(child: VaultChild, recipient: string): VaultSession {
  return {
    recipient,
    submit: async (share) => (await child.ask({ type: 'submit', share }, 'answered', submitWithinMs)).answer,
    redeal: async (order) => (await child.ask({ type: 'redeal', order }, 'dealt', dealWithinMs)).deal,
    render: (order) => child.render(order, pieceWithinMs),
    close: () => child.kill(),
  };
}
