/** The road of the traffic stories: two lanes away from the camera, two towards it. */
import type { Random } from '../../random.ts';
import { flowOn } from '../../scene/road-world.ts';
import { type LanePath, lanePath } from '../../world/lane-path.ts';
import type { TrafficEntry } from '../flowing.ts';
import { tenth } from './telling.ts';

const nearY = 8;
const farY = 190;
const northward = (id: string, x: number) =>
  lanePath(id, [
    { x, y: nearY },
    { x, y: farY },
  ]);
const southward = (id: string, x: number) =>
  lanePath(id, [
    { x, y: farY },
    { x, y: nearY },
  ]);

export const lanes = {
  northInner: northward('north-inner', 3.4),
  northOuter: northward('north-outer', 7.1),
  southInner: southward('south-inner', -3.4),
  southOuter: southward('south-outer', -7.1),
  /** The outer northward lane, driven the wrong way. */
  wrongOuter: southward('wrong-outer', 7.1),
} as const;

/** Way along a northward lane at a distance from the camera's foot. */
export function alongAt(y: number): number {
  return y - nearY;
}

/** Traffic at uneven gaps. */
export function flowEntries(
  random: Random,
  lane: LanePath,
  at: {
    readonly fromMs?: number;
    readonly toMs: number;
    readonly gapMs: readonly [number, number];
    readonly speedMps?: readonly [number, number];
  },
): TrafficEntry[] {
  return flowOn(random, {
    lane,
    fromMs: at.fromMs ?? 0,
    toMs: at.toMs,
    gapMs: at.gapMs,
    speedMps: at.speedMps ?? [18, 23],
    look: () => ({ model: 'saloon', paint: [0, 0, 0] }),
  }).map(({ atMs, speedMps }) => ({ atMs: tenth(atMs), lane, speedMps }));
}
