import { Queue } from '../alarms/queue.tsx';

export type WatchSearch = { readonly view?: string; readonly alarm?: string };

export function WatchPage() {
  return <Queue />;
}
