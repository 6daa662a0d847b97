import type { Measure } from '../measure/measure.ts';
import { faultRules } from './camera-faults.ts';
import { followWatch, type SituationChange, type Watch } from './watch.ts';
import { offVerdict } from './zone-scene.ts';

/**
 * A zone of the camera is denser than can be measured, neither by boxes nor by the area that people cover: its density
 * reads "at least this". Not blinding: everything else is measured, and the zone's own situations stay up. Its reason is
 * the density of each such zone. What it cannot see: a zone without calibration, whose density nobody knows.
 * @param densities of all zones, the last second of each.
 */
export function followOutOfRange(
  watch: Watch,
  densities: readonly Measure[],
  now: { readonly tMs: number; readonly atMs: number },
): readonly SituationChange[] {
  const beyond = densities.filter((m) => m.note === 'beyond-range');
  const isOn = beyond.length > 0;
  const verdict = { ...offVerdict, isOn, isKept: isOn, certainty: 0.9, because: () => beyond };
  return followWatch(watch, verdict, now, faultRules['camera-out-of-range']);
}
