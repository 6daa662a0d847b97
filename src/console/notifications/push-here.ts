/** Pushes to this very browser. */
import { call } from '../client.ts';

export type PushRefusal = 'unsupported' | 'blocked';

export function canPush(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

/** Asks the person, then the browser, then tells the site. @returns why not; null when it is done. */
export async function allowPushes(): Promise<PushRefusal | null> {
  if (!canPush()) return 'unsupported';
  if ((await Notification.requestPermission()) !== 'granted') return 'blocked';
  const { publicKey } = await call('push.key');
  const registration = await navigator.serviceWorker.register('/service-worker.js');
  await navigator.serviceWorker.ready;
  const before = await registration.pushManager.getSubscription();
  // One made with another key of the site is of no use any more.
  await before?.unsubscribe();
  const made = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  const { endpoint, keys } = made.toJSON();
  await call('push.subscribe', {
    body: { endpoint: endpoint ?? '', keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' } },
  });
  return null;
}
