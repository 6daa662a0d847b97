import { createHash } from 'node:crypto';
import { PushSubscription } from '../../contract/notifications.ts';
import type { Credentials } from '../credentials.ts';
import type { PushRow } from '../store/push-subscriptions.ts';

/** A browser's endpoint and keys, for the database. */
export function sealPush(credentials: Credentials, userId: string, subscription: PushSubscription): PushRow {
  const endpointHash = createHash('sha256').update(subscription.endpoint).digest();
  const sealed = credentials.sealText(bond(endpointHash), JSON.stringify(subscription));
  return { endpointHash, userId, sealed };
}

export function openPush(credentials: Credentials, row: PushRow): PushSubscription | null {
  const text = credentials.openText(bond(row.endpointHash), row.sealed);
  return text === null ? null : PushSubscription.parse(JSON.parse(text));
}

function bond(endpointHash: Uint8Array): string {
  return `push:${Buffer.from(endpointHash).toString('hex')}`;
}
