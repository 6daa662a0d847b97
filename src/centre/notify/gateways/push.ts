/** Web Push (RFC 8030, 8291, 8292). The one file that names its library, which seals the payload; the call is ours. */
import webPush from 'web-push';
import type { PushSubscription } from '../../../contract/notifications.ts';
import type { CallOut } from '../call-out.ts';
import { linkOf } from '../message.ts';
import type { PushKeys } from '../push-keys.ts';
import { type Outcome, type Outgoing, outcomeOf, words } from './outgoing.ts';

export type PushOutcome = Outcome & {
  /** The browser has gone, or its person took the permission back. */
  readonly isGone: boolean;
};

/** A push service keeps it so long for a browser that is away. */
const keptS = 3_600;
/** A payload has room for 4,096 bytes; the padding and the rest need some. */
const longestBody = 1_500;

export async function sendPush(
  subscription: PushSubscription,
  message: Outgoing,
  world: {
    readonly keys: PushKeys;
    readonly callOut: CallOut;
    readonly isService: (endpoint: string) => boolean;
  },
): Promise<PushOutcome> {
  if (!world.isService(subscription.endpoint))
    return {
      type: 'refused',
      said: 'this push service is not among those of the configuration (notifications.pushServices)',
      isGone: true,
    };
  const cause = message.count === 1 ? (message.causes[0] ?? null) : null;
  const payload = JSON.stringify({
    id: message.id,
    title: message.subject,
    body: [...message.body].slice(0, longestBody / 3).join(''),
    path: message.causes.length === 0 ? '/' : linkOf('', cause),
  });
  try {
    const details = webPush.generateRequestDetails(subscription, payload, {
      TTL: keptS,
      urgency: message.causes.some(({ priority }) => priority === 'high') ? 'high' : 'normal',
      // A later attempt replaces an earlier one that still waits there.
      topic: message.id.replaceAll('-', ''),
      contentEncoding: 'aes128gcm',
      vapidDetails: {
        subject: message.site.address?.startsWith('https:')
          ? message.site.address
          : 'mailto:lamplighter@localhost.invalid',
        publicKey: world.keys.publicKey,
        privateKey: world.keys.privateKey,
      },
    });
    const headers = Object.fromEntries(
      Object.entries(details.headers)
        .filter(([name]) => name.toLowerCase() !== 'content-length')
        .map(([name, value]) => [name, String(value)]),
    );
    const answer = await world.callOut({
      url: subscription.endpoint,
      method: 'POST',
      headers,
      body: details.body ?? '',
      // Only hosts that the configuration names get here.
      mayBePrivate: true,
    });
    return { ...outcomeOf(answer), isGone: answer.status === 404 || answer.status === 410 };
  } catch (cause) {
    return { type: 'failed', said: words((cause as Error).message), waitMs: null, isGone: false };
  }
}
