import { countVariance, footSigmaM } from './error-band.ts';
import type { Measure } from './measure.ts';
import { expectedWait, serviceWindowMs } from './queue-service.ts';
import type { Window } from './window.ts';
import { queueNow, queueWindowMs, type ZoneQueue } from './zone-queue.ts';

/**
 * Length of the queue from the service point to the last in line, median of 3 s.
 * @returns m, >= 0; 0 when nobody stands there. The band is the place of the last one alone: someone missed where the line is
 *   thin cuts off all who stand behind, and no band says that.
 */
export function queueLengthOf(window: Window, queue: ZoneQueue): Measure {
  const now = queueNow(queue);
  const sigmaM = Math.hypot(footSigmaM, window.view.residualM, window.view.metresPerPx ?? 0);
  return {
    ...shapeOf(window),
    kind: 'queue-length',
    windowMs: queueWindowMs,
    value: now?.lengthM ?? null,
    unit: 'm',
    errorBand: now === null || now.people === 0 ? null : 1.96 * sigmaM,
    note: now === null ? 'nothing-seen' : null,
  };
}

/**
 * How long who joins the queue now will wait, by Little's law over the last 5 min of queueing.
 * @returns s, >= 0; without a band while too few were served for a rate: then it is at least this long.
 */
export function waitOf(window: Window, queue: ZoneQueue): Measure {
  const now = queueNow(queue);
  const wait = now === null ? null : expectedWait(queue.service, now.people);
  const hasRate = wait !== null && wait.served !== null;
  // Served people come at random: their number scatters by its root.
  const share = hasRate
    ? Math.sqrt(1 / wait.served! + (countVariance(now!.people, 'person') ?? 0) / now!.people ** 2)
    : 0;
  return {
    ...shapeOf(window),
    kind: 'wait',
    windowMs: serviceWindowMs,
    value: wait === null ? null : wait.waitMs / 1_000,
    unit: 's',
    errorBand: hasRate ? (1.96 * share * wait.waitMs) / 1_000 : null,
    note: wait === null ? 'nothing-seen' : null,
  };
}

function shapeOf({ view, atMs, seenShare }: Window) {
  return {
    zoneId: view.zone.id,
    category: 'person',
    direction: null,
    atMs,
    coverage: view.coverage * seenShare,
  } as const;
}
