import { useSyncExternalStore } from 'react';
import { liveLimits, usualLiveLimit } from './live-tiles.ts';

const storageKey = 'lamplighter.wall.live';
const listeners = new Set<() => void>();

/** How many live pictures this machine is set to, and the way to set it. Each machine keeps its own. */
export function useLiveLimit(): readonly [number, (limit: number) => void] {
  return [useSyncExternalStore(subscribe, read), write];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): number {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(storageKey);
  } catch {
    // A browser that keeps nothing begins anew each time.
  }
  return liveLimits.find((limit) => String(limit) === kept) ?? usualLiveLimit(navigator.hardwareConcurrency);
}

function write(limit: number): void {
  try {
    localStorage.setItem(storageKey, String(limit));
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}
