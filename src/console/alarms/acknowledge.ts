/** Taking notice of an alarm: shown at once, taken back when the server says otherwise. */
import { useSyncExternalStore } from 'react';
import type { AlarmView } from '../../contract/shapes.ts';
import { call } from '../client.ts';
import { change } from './change-alarm.ts';

let pending: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

/** Ids of alarms whose acknowledgement is under way. */
export function usePendingAcknowledgements(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pending,
  );
}

export function acknowledge(alarm: AlarmView): Promise<void> {
  if (pending.has(alarm.id)) return Promise.resolve();
  mark(alarm.id, true);
  const body = { version: alarm.version };
  return change(alarm, () => call('alarms.acknowledge', { params: { id: alarm.id }, body }))
    .then(() => {})
    .finally(() => mark(alarm.id, false));
}

function mark(id: string, isPending: boolean): void {
  const next = new Set(pending);
  if (isPending) next.add(id);
  else next.delete(id);
  pending = next;
  for (const listener of listeners) listener();
}
