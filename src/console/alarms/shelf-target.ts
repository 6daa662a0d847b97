/** The alarm that somebody is about to shelve; null: nobody is. */
import { useSyncExternalStore } from 'react';

let targetId: string | null = null;
const listeners = new Set<() => void>();

export function askToShelve(alarmId: string | null): void {
  if (alarmId === targetId) return;
  targetId = alarmId;
  for (const listener of listeners) listener();
}

export function useShelfTarget(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => targetId,
  );
}
