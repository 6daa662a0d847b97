/** How far a number can be believed by its age. */
export type Freshness = 'fresh' | 'stale' | 'expired';

export const staleAfterMs = 5_000;
export const expiredAfterMs = 30_000;

export function freshnessOf(ageMs: number): Freshness {
  if (ageMs > expiredAfterMs) return 'expired';
  return ageMs > staleAfterMs ? 'stale' : 'fresh';
}
