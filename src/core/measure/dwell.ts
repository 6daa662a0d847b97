import type { SceneTrack, Visit } from '../scene-track.ts';
import type { ZoneView } from '../zone-view.ts';
import type { Measure } from './measure.ts';

export const dwellWindowMs = 60_000;

/** A visit from entering to leaving, both seen. */
export type Stay = { readonly endedAtMs: number; readonly ms: number };

/**
 * Whether a visit that ended can be timed: it began and ended before our eyes. A track born inside the zone had been there
 * for an unknown time, one lost inside may still be there; at the picture's edge both are an entry or an exit.
 */
export function stayOf(track: SceneTrack, visit: Visit, isLost: boolean, atMs: number): Stay | null {
  if (visit.isStartUnknown || (isLost && !isAtEdge(track))) return null;
  return { endedAtMs: atMs, ms: visit.lastInsideTMs - visit.enteredTMs };
}

/** The foot is within 3 % of the picture's edge. */
export function isAtEdge(track: Pick<SceneTrack, 'foot'>): boolean {
  const { x, y } = track.foot;
  return Math.min(x, 1 - x, y, 1 - y) < 0.03;
}

/**
 * Mean time people stayed, t_out - t_in, over the visits that ended in the last minute. Camera-local: who comes back is
 * someone new. Works without calibration. Long stays end rarely and weigh little: it is the leaver's mean, not the stayer's.
 * @returns s; null when nobody left.
 */
export function dwellOf(
  view: ZoneView,
  stays: readonly Stay[],
  { atMs, coverage }: { readonly atMs: number; readonly coverage: number },
): Measure {
  const ended = stays.filter((s) => s.endedAtMs > atMs - dwellWindowMs && s.endedAtMs <= atMs);
  const seconds = ended.map((s) => s.ms / 1000);
  const n = seconds.length;
  const mean = seconds.reduce((sum, s) => sum + s, 0) / Math.max(n, 1);
  const variance = seconds.reduce((sum, s) => sum + (s - mean) ** 2, 0) / Math.max(n - 1, 1);
  return {
    zoneId: view.zone.id,
    kind: 'dwell',
    category: 'person',
    direction: null,
    atMs,
    windowMs: dwellWindowMs,
    value: n === 0 ? null : mean,
    unit: 's',
    errorBand: n < 2 ? null : 1.96 * Math.sqrt(variance / n),
    coverage,
    note: n === 0 ? 'nothing-seen' : null,
  };
}
