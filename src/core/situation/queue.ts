import { groundAt } from '../ground-plane.ts';
import { chanceAbove } from '../measure/error-band.ts';
import { queueLengthOf, waitOf } from '../measure/queue-measures.ts';
import { leastInQueue } from '../measure/queue-service.ts';
import { createQueue, followQueue, queueNow, type ZoneQueue } from '../measure/zone-queue.ts';
import { countsOf, type Judge, offVerdict } from './zone-scene.ts';

/** Below this share of its limit the queue is no longer too long. */
export const queueReleaseShare = 0.8;

/**
 * Queue: 3 or more people stand in line, and the line is `maxLengthM` (default 15 m) or longer, or who joins it now will wait
 * `maxWaitMs` or longer, for `holdMs` (10 s); a limit of null is not watched. The line begins at the tip of the zone's arrow,
 * where people are served, and goes on over people slower than `maxSpeedMps` (0.4 m/s) with gaps up to `gapM` (1.5 m), also
 * around bends. Shuffling forward does not break it: waiting ends at 1.5 times the speed, beyond doubt. Wait is people
 * over the rate at which they are served (Little's law); while fewer than 3 were served, the time for which the queue
 * has stood. Over `clearMs` (20 s) after both have fallen under 80 % of their limits. Needs calibration.
 *
 * What it cannot do: see the end of a line that leaves the zone or the picture, tell two lines less than `gapM` apart (draw
 * a zone for each), or tell people who stand beside the line from those in it. Somebody hidden in a thin line cuts off
 * all who stand behind.
 */
export const judgeQueue: Judge<'queue'> = (rule, scene) => {
  const { direction } = scene.view.zone;
  const service = scene.matrix === null || direction === null ? null : groundAt(scene.matrix, direction[1]);
  if (service === null) return offVerdict;
  const queue = (scene.memory.get(scene.key) as ZoneQueue | undefined) ?? createQueue();
  scene.memory.set(scene.key, queue);
  followQueue(queue, rule, { ...scene, service });
  const length = queueLengthOf(scene.window, queue);
  const wait = waitOf(scene.window, queue);
  const people = queueNow(queue)?.people ?? 0;
  const limits = [
    { measure: length, limit: rule.maxLengthM },
    { measure: wait, limit: rule.maxWaitMs === null ? null : rule.maxWaitMs / 1_000 },
  ].flatMap(({ measure, limit }) => (limit === null ? [] : [{ measure, limit, value: measure.value ?? 0 }]));
  const isAbove = (share: number) =>
    people >= leastInQueue && limits.some(({ value, limit }) => value >= share * limit);
  return {
    isOn: isAbove(1),
    isKept: isAbove(queueReleaseShare),
    sinceMs: null,
    certainty: Math.max(
      0,
      ...limits.map(({ measure, value, limit }) => chanceAbove(value, limit, measure.errorBand ?? limit / 4)),
    ),
    levelOfService: null,
    causes: 0,
    because: () => [length, wait, ...countsOf(scene, ['person'])],
  };
};
