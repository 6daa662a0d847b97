import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { refuse } from '../http/problem.ts';
import { sealPush } from '../notify/push-seal.ts';
import { change } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import { deletePushOf, listPush, writePush } from '../store/push-subscriptions.ts';

const unknownService = refuse(
  422,
  'push-service',
  'This browser is served by a push service that the site does not know. An administrator can add it (notifications.pushServices)',
);

export function pushHandlers(
  centre: Centre,
): Pick<Handlers, 'push.key' | 'push.subscribe' | 'push.unsubscribe'> {
  const { sql, credentials, notifier } = centre;
  return {
    'push.key': async ({ who }) => ({
      publicKey: notifier.publicKey,
      browsers: (await listPush(sql, who.userId)).length,
    }),
    async 'push.subscribe'({ body, who, nowMs, entry }) {
      if (!notifier.isPushService(body.endpoint)) return unknownService;
      return change(sql, async (tx) => {
        await writePush(tx, sealPush(credentials, who.userId, body), nowMs);
        await record(tx, { audit: entry(who.userId, { service: new URL(body.endpoint).host }) });
        return {};
      });
    },
    'push.unsubscribe': ({ who, entry }) =>
      change(sql, async (tx) => {
        const browsers = await deletePushOf(tx, who.userId);
        await record(tx, { audit: entry(who.userId, { browsers }) });
        return {};
      }),
  };
}
