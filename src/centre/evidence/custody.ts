import type { EvidencePolicy } from '../../core/evidence/evidence-policy.ts';
import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import type { Blobs, Clock, Vault } from '../ports.ts';
import { isDatabaseDown, type Sql } from '../store/database.ts';
import { createOpeningDesk, type OpeningDesk } from './opening-desk.ts';
import { createVaultDesk, type VaultDesk } from './vault-desk.ts';

const tickEveryMs = 15_000;

/** The vault and who opens it. */
export type Custody = {
  readonly policy: EvidencePolicy;
  readonly vault: VaultDesk;
  readonly openings: OpeningDesk;
  /** Before anybody asks: what only a memory held is gone, and said so. */
  start(): Promise<void>;
  /** What time ends; by itself every 15 s. */
  tick(): Promise<void>;
  stop(): Promise<void>;
};

export function createCustody(world: {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  /** Null: this server opens nothing. */
  readonly vault: Vault | null;
  readonly blobs: Blobs | null;
  readonly policy: EvidencePolicy;
  readonly cameraName: (cameraId: string) => string | null;
  readonly onRecipient: () => void;
}): Custody {
  const { log, policy } = world;
  const vault = createVaultDesk(world);
  const openings = createOpeningDesk(world);
  let timer: NodeJS.Timeout | null = null;
  let ticking: Promise<void> = Promise.resolve();

  function tick(): Promise<void> {
    ticking = ticking.then(async () => {
      await vault.tick();
      await openings.tick();
    });
    const mine = ticking;
    ticking = mine.catch(() => {});
    return mine;
  }

  return {
    policy,
    vault,
    openings,
    async start() {
      await vault.start();
      await openings.start();
      await tick();
      timer = setInterval(() => {
        tick().catch((cause: unknown) => {
          if (!isDatabaseDown(cause)) logFailure(log, 'openings could not be brought up to date', cause);
        });
      }, tickEveryMs);
      timer.unref();
    },
    tick,
    async stop() {
      if (timer !== null) clearInterval(timer);
      await ticking;
      await openings.stop();
      await vault.stop();
    },
  };
}
