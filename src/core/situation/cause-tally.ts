import type { Category } from '../detection.ts';
import type { Measure } from '../measure/measure.ts';
import type { SceneTrack } from '../scene-track.ts';
import type { ZoneScene } from './zone-scene.ts';

/** Who has caused a situation since it began. Tracks remember the tally that has counted them. */
type Tally = { count: number; readonly sinceMs: number; keptTMs: number };

/**
 * How many different things have caused a situation since it began, those that have left again included: of a column that drives
 * through one after the other, each is counted once. Begins anew when nothing has kept the situation for `clearMs`, as
 * its watch does.
 * @param tracks those that meet the rule in this frame.
 */
export function tallyCauses(
  scene: ZoneScene,
  tracks: readonly SceneTrack[],
  of: { readonly isKept: boolean; readonly sinceMs: number | null; readonly clearMs: number },
): { readonly count: number; readonly sinceMs: number } {
  const key = `${scene.key}#causes`;
  const before = scene.memory.get(key) as Tally | undefined;
  const isOver = before === undefined || (!of.isKept && scene.tMs - before.keptTMs >= of.clearMs);
  const tally = isOver ? { count: 0, sinceMs: of.sinceMs ?? scene.atMs, keptTMs: scene.tMs } : before;
  if (!of.isKept && isOver) {
    scene.memory.delete(key);
    return tally;
  }
  if (of.isKept) tally.keptTMs = scene.tMs;
  for (const track of tracks) {
    if (track.memory.get(key) === tally) continue;
    track.memory.set(key, tally);
    tally.count++;
  }
  scene.memory.set(key, tally);
  return tally;
}

/** The tally as a number that an alarm shows: so many since then. A track that was lost and found again may count twice. */
export function causesOf(
  scene: ZoneScene,
  category: Category,
  tally: { readonly count: number; readonly sinceMs: number },
): Measure {
  return {
    zoneId: scene.view.zone.id,
    kind: 'causes',
    category,
    direction: null,
    atMs: Math.round(scene.atMs),
    windowMs: Math.max(Math.round(scene.atMs - tally.sinceMs), 0),
    value: tally.count,
    unit: '1',
    errorBand: null,
    coverage: scene.view.coverage,
    note: null,
  };
}
