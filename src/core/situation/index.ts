import type { Rule, ZoneSituationKind } from '../zone.ts';
import type { ZoneView } from '../zone-view.ts';
import { judgeCounterFlow } from './counter-flow.ts';
import { judgeCrowding } from './crowding.ts';
import { judgeDispersal } from './dispersal.ts';
import { judgeIntrusion } from './intrusion.ts';
import { judgeLeftObject } from './left-object.ts';
import { judgeLoitering } from './loitering.ts';
import { judgePedestrianOnCarriageway } from './pedestrian-on-carriageway.ts';
import { judgePersonOnTrack } from './person-on-track.ts';
import { judgePressure } from './pressure.ts';
import { judgeQueue } from './queue.ts';
import { judgeRemovedObject } from './removed-object.ts';
import { judgeSlowTraffic } from './slow-traffic.ts';
import { judgeStoppedVehicle } from './stopped-vehicle.ts';
import { judgeTrafficQueue } from './traffic-queue.ts';
import { judgeWrongWay } from './wrong-way.ts';
import type { Judge } from './zone-scene.ts';

/** The list of situations that last. Adding one is a file and a line. Line crossing is momentary: line-crossing.ts. */
export const judges: { readonly [K in Exclude<ZoneSituationKind, 'line-crossing'>]: Judge<K> } = {
  crowding: judgeCrowding,
  intrusion: judgeIntrusion,
  'wrong-way': judgeWrongWay,
  'stopped-vehicle': judgeStoppedVehicle,
  pressure: judgePressure,
  'counter-flow': judgeCounterFlow,
  dispersal: judgeDispersal,
  queue: judgeQueue,
  loitering: judgeLoitering,
  'person-on-track': judgePersonOnTrack,
  'pedestrian-on-carriageway': judgePedestrianOnCarriageway,
  'slow-traffic': judgeSlowTraffic,
  'traffic-queue': judgeTrafficQueue,
  'left-object': judgeLeftObject,
  'removed-object': judgeRemovedObject,
};

/** Why a rule can never fire. A closed list: the console has words for each. */
export const ruleUnfits = [
  'needs-area',
  'needs-line',
  /** No arrow, or one without length. */
  'needs-direction',
  /** A limit of density alone, and no calibration. */
  'needs-calibration',
  /** A limit of density alone, and the whole zone is too coarse to measure one. */
  'too-far',
  /** It knows metres only, and there are none: not calibrated, or the whole zone is too coarse. */
  'needs-metres',
  /** What must be travelled does not fit into the zone. */
  'too-short',
] as const;
export type RuleUnfit = (typeof ruleUnfits)[number];

/**
 * Why a rule can never fire in its zone, or null. For whoever accepts zones: a rule that watches nothing must not look as if
 * it watched.
 */
export function ruleUnfit(rule: Rule, view: ZoneView): RuleUnfit | null {
  const { zone } = view;
  if (rule.kind === 'line-crossing') return zone.shape === 'line' ? null : 'needs-line';
  if (zone.shape !== 'area') return 'needs-area';
  if (rule.kind === 'wrong-way') {
    if (view.lanePx === null) return 'needs-direction';
    return view.laneLengthM !== null && view.laneLengthM < rule.distanceM ? 'too-short' : null;
  }
  if (rule.kind === 'queue' && view.lanePx === null) return 'needs-direction';
  // Their numbers are metres and nothing else.
  if ((rule.kind === 'pressure' || rule.kind === 'queue') && view.areaM2 === null) return 'needs-metres';
  // The arrow's tip is where the line begins, and it must lie on the ground.
  if (rule.kind === 'queue' && view.laneGround === null) return 'needs-metres';
  if (rule.kind === 'crowding' && view.areaM2 === null && rule.limitCount === null)
    return view.isCalibrated ? 'too-far' : 'needs-calibration';
  return null;
}
