/** Slows down guessing: per person and address, per person, and per address, each with its own patience. */
export type SignInGuard = {
  /** Counts the attempt before it is tried. @returns how long to wait, ms; 0: go ahead. */
  attempt(name: string, address: string, nowMs: number): number;
  succeeded(name: string, address: string): void;
};

type Failures = { count: number; blockedUntilMs: number };

/** Attempts that are free, then 1 s, 2 s, 4 s ... up to the longest wait. */
const patience = { pair: 5, name: 30, address: 30 } as const;
const longestWaitMs = 15 * 60_000;
/** Strangers can make up names without end; memory has one. */
const maxEntries = 20_000;

export function createSignInGuard(): SignInGuard {
  const failures = new Map<string, Failures>();
  return {
    attempt(name, address, nowMs) {
      const keys = keysOf(name, address);
      const waitMs = Math.max(...keys.map(({ key }) => (failures.get(key)?.blockedUntilMs ?? 0) - nowMs), 0);
      if (waitMs > 0) return waitMs;
      for (const { key, free } of keys) {
        const count = (failures.get(key)?.count ?? 0) + 1;
        const beyond = count - free;
        const blockMs = beyond < 0 ? 0 : Math.min(longestWaitMs, 1_000 * 2 ** Math.min(beyond, 20));
        // Moved to the end: the map's order is the order of use.
        failures.delete(key);
        failures.set(key, { count, blockedUntilMs: nowMs + blockMs });
      }
      for (const key of failures.keys()) {
        if (failures.size <= maxEntries) break;
        failures.delete(key);
      }
      return 0;
    },
    succeeded(name, address) {
      for (const { key } of keysOf(name, address)) failures.delete(key);
    },
  };
}

function keysOf(name: string, address: string) {
  return [
    { key: JSON.stringify([name, address]), free: patience.pair },
    { key: JSON.stringify([name]), free: patience.name },
    { key: JSON.stringify([null, address]), free: patience.address },
  ];
}
