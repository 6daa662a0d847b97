/** Whether somebody is about to open an incident from a call or from what is seen. */
import { useSyncExternalStore } from 'react';

let isAsked = false;
const listeners = new Set<() => void>();

export function askForNewIncident(next: boolean): void {
  if (next === isAsked) return;
  isAsked = next;
  for (const listener of listeners) listener();
}

export function useNewIncidentAsked(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isAsked,
  );
}
