import { createHmac } from 'node:crypto';
import type { ChannelSettings } from '../../../contract/notifications.ts';
import { AddressRefused, type CallOut } from '../call-out.ts';
import { type Outcome, type Outgoing, outcomeOf, words } from './outgoing.ts';

type WebhookSettings = Extract<ChannelSettings, { kind: 'webhook' }>;

/**
 * A CloudEvents 1.0 event in structured JSON, the same bytes at each attempt. `lamplighter-signature: t=SECONDS,v1=HEX` is
 * HMAC-SHA256 over `SECONDS.BODY`: the receiver checks it, and refuses what is too old.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export async function sendWebhook(
  settings: WebhookSettings,
  message: Outgoing,
  world: { readonly callOut: CallOut; readonly mayBePrivate: boolean; readonly nowMs: number },
): Promise<Outcome> {
  const body = eventOf(message);
  const seconds = Math.floor(world.nowMs / 1_000);
  try {
    return outcomeOf(
      await world.callOut({
        url: settings.url,
        method: 'POST',
        headers: {
          'content-type': 'application/cloudevents+json; charset=utf-8',
          'idempotency-key': message.id,
          'lamplighter-signature': `t=${seconds},v1=${signatureOf(settings.secret, seconds, body)}`,
        },
        body,
        mayBePrivate: world.mayBePrivate,
      }),
    );
  } catch (cause) {
    if (cause instanceof AddressRefused) return { type: 'refused', said: cause.message };
    return { type: 'failed', said: words((cause as Error).message), waitMs: null };
  }
}

export function signatureOf(secret: string, seconds: number, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}

function eventOf(message: Outgoing): string {
  const only = message.count === 1 ? message.causes[0] : undefined;
  return JSON.stringify({
    specversion: '1.0',
    id: message.id,
    source: message.site.address ?? 'urn:lamplighter:site',
    type: typeOf(message),
    ...(only === undefined ? {} : { subject: `alarms/${only.alarmId}` }),
    time: new Date(message.createdAtMs).toISOString(),
    datacontenttype: 'application/json',
    data: {
      site: message.site.name,
      subject: message.subject,
      text: message.body,
      count: message.count,
      alarms: message.causes.map(({ alarmId, kind, priority, cameraId, zoneId, place, atMs }) => ({
        id: alarmId,
        kind,
        priority,
        cameraId,
        zoneId,
        place,
        at: new Date(atMs).toISOString(),
      })),
    },
  });
}

function typeOf({ isTest, count }: Outgoing): string {
  if (isTest) return 'lamplighter.test';
  return count === 0 ? 'lamplighter.message' : count === 1 ? 'lamplighter.alarm' : 'lamplighter.alarms';
}
