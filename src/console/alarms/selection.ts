/** The alarm the keys mean; null: the first of the queue. */
import { useSyncExternalStore } from 'react';

let selectedId: string | null = null;
const listeners = new Set<() => void>();

export function selectAlarm(id: string | null): void {
  if (id === selectedId) return;
  selectedId = id;
  for (const listener of listeners) listener();
}

export function useSelectedAlarmId(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => selectedId,
  );
}
