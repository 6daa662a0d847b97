/** Tells people outside of the console. Hands on what nobody notices, reads on in the outbox, sends what is due, and says when it cannot. */
import type { Config } from '../../contract/config.ts';
import type { Credentials } from '../credentials.ts';
import type { Log } from '../log.ts';
import { logFailure } from '../log-failure.ts';
import type { Clock } from '../ports.ts';
import { isDatabaseDown, type Sql } from '../store/database.ts';
import { makeCursor } from '../store/notifications.ts';
import { listenToOutbox } from '../store/outbox.ts';
import { callOut } from './call-out.ts';
import { escalate } from './escalate.ts';
import type { MessageSite } from './message.ts';
import { createNotificationSender } from './notification-sender.ts';
import { writeNotifications } from './notification-writer.ts';
import { openPushKeys } from './push-keys.ts';
import { isPushService } from './push-service.ts';

export type Notifier = {
  /** For browsers that subscribe. */
  readonly publicKey: string;
  readonly site: MessageSite;
  isPushService(endpoint: string): boolean;
  /** Works off what there is now and waits for it. */
  work(): Promise<void>;
  /** Something may be due: look now. */
  poke(): void;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** Retries and messages that were put off are found by looking; new ones ring. */
const lookEveryMs = 1_000;

export function createNotifier(world: {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: Config;
  readonly credentials: Credentials;
  /** 0 to 1, for jitter. */
  readonly chance?: () => number;
}): Notifier {
  const { sql, clock, log, config, credentials } = world;
  const keys = openPushKeys(config.dataDirectory);
  const site: MessageSite = {
    ...config.site,
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  const isService = (endpoint: string) => isPushService(endpoint, config.notifications.pushServices);
  const sender = createNotificationSender({
    sql,
    clock,
    log,
    credentials,
    site,
    keys,
    callOut,
    isPrivateRefused: config.notifications.refusePrivateAddresses,
    isPushService: isService,
    chance: world.chance ?? Math.random,
    onDone: () => poke(),
  });
  let working: Promise<void> | null = null;
  let isAskedAgain = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | null = null;
  let bell: { unlisten(): Promise<void> } | null = null;

  async function turn(): Promise<void> {
    do {
      isAskedAgain = false;
      while (!isStopped && (await escalate({ sql, clock, credentials, site })));
      while (!isStopped && (await writeNotifications({ sql, clock, credentials, site })));
      while (!isStopped && (await sender.turn()));
    } while (isAskedAgain && !isStopped);
  }

  function poke(): void {
    if (isStopped) return;
    if (working !== null) {
      isAskedAgain = true;
      return;
    }
    working = turn()
      .catch((cause: unknown) => {
        if (!isDatabaseDown(cause))
          logFailure(log, 'notifications wait; they are tried again in a second', cause);
      })
      .finally(() => {
        working = null;
      });
  }

  return {
    publicKey: keys.publicKey,
    site,
    isPushService: isService,
    poke,
    async work() {
      for (let isMore = true; isMore; ) {
        poke();
        while (working !== null) await working;
        // What ends makes room for what waits.
        isMore = sender.inFlight() > 0;
        await sender.settled();
      }
    },
    async start() {
      await makeCursor(sql);
      bell = await listenToOutbox(sql, poke);
      timer = setInterval(poke, lookEveryMs);
      timer.unref();
    },
    async stop() {
      isStopped = true;
      if (timer !== null) clearInterval(timer);
      await bell?.unlisten().catch(() => {});
      await working;
      // What is under way may end: its outcome is known then, and it is not sent twice.
      await sender.settled();
    },
  };
}
