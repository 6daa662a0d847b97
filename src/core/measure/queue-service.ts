import type { Point } from '../geometry.ts';
import { littleWait } from './crowd/wait-without-identity.ts';

/** The rate of service is taken over the last so many ms in which people waited. */
export const serviceWindowMs = 300_000;
/** Fewer served are no rate yet. */
const leastServed = 3;
/** Fewer are no queue. */
export const leastInQueue = 3;
/** Served people are gone once so much farther from the service point than a gap, m. */
const awayM = 0.5;
/** Someone who was lost being served is gone unless found again here within this time, ms ... */
const bridgeMs = 3_000;
/** ... and this near, m. */
const bridgeM = 0.7;
/** The queue breaks off for a moment as it moves up, ms. */
const settleMs = 5_000;
/** Nobody waits for longer than this: the next queue is another, ms. */
const idleMs = 60_000;

/** How fast people are served, from counts alone. Changed in place. */
export type Service = {
  /** Observed time in which a queue stood, ms. */
  busyMs: number;
  /** When each was served, on the clock of `busyMs`. */
  servedBusyMs: number[];
  /** Since when a queue has stood, observed time; null while none does. */
  queueSinceTMs: number | null;
  lastBusyTMs: number;
  lastTMs: number | null;
  /** People at the service point, by track; they end with the track. */
  readonly atService: Map<number, Point>;
  /** Where someone was lost while being served. */
  lost: { readonly at: Point; readonly tMs: number }[];
};

export function createService(): Service {
  return {
    busyMs: 0,
    servedBusyMs: [],
    queueSinceTMs: null,
    lastBusyTMs: Number.NEGATIVE_INFINITY,
    lastTMs: null,
    atService: new Map(),
    lost: [],
  };
}

/** Counts who leaves the service point: whoever stood within a gap of it and went away, out of the zone, or out of sight. */
export function followService(
  state: Service,
  now: {
    readonly people: readonly {
      readonly id: number;
      readonly at: Point;
      readonly isIn: boolean;
      readonly isStanding: boolean;
    }[];
    readonly waiting: number;
    readonly service: Point;
    readonly gapM: number;
    readonly tMs: number;
  },
): void {
  const { tMs, gapM } = now;
  passBusyTime(state, now.waiting, tMs);
  let served = 0;
  const away = (at: Point) => Math.hypot(at.x - now.service.x, at.y - now.service.y);
  const seen = new Set<number>();
  for (const { id, at, isIn, isStanding } of now.people) {
    seen.add(id);
    if (state.atService.has(id)) {
      if (isIn && away(at) <= gapM + awayM) {
        state.atService.set(id, at);
      } else {
        state.atService.delete(id);
        served++;
      }
    } else if (isIn && isStanding && away(at) <= gapM) {
      state.atService.set(id, at);
      const bridged = state.lost.findIndex((l) => Math.hypot(l.at.x - at.x, l.at.y - at.y) <= bridgeM);
      if (bridged >= 0) state.lost.splice(bridged, 1);
    }
  }
  for (const [id, at] of state.atService) {
    if (seen.has(id)) continue;
    state.atService.delete(id);
    state.lost.push({ at, tMs });
  }
  const gone = state.lost.filter((l) => tMs - l.tMs > bridgeMs).length;
  if (gone > 0) state.lost = state.lost.filter((l) => tMs - l.tMs <= bridgeMs);
  // Who is served while no queue stands says nothing of how fast one is.
  const isBusy = tMs - state.lastBusyTMs <= settleMs;
  for (let i = 0; isBusy && i < served + gone; i++) state.servedBusyMs.push(state.busyMs);
  state.servedBusyMs = state.servedBusyMs.filter((ms) => ms > state.busyMs - serviceWindowMs).slice(-1_000);
}

function passBusyTime(state: Service, waiting: number, tMs: number): void {
  const elapsedMs = state.lastTMs === null ? 0 : tMs - state.lastTMs;
  state.lastTMs = tMs;
  if (waiting >= leastInQueue) {
    if (tMs - state.lastBusyTMs > idleMs) {
      state.queueSinceTMs = tMs;
      state.busyMs = 0;
      state.servedBusyMs = [];
    }
    state.lastBusyTMs = tMs;
    state.busyMs += elapsedMs;
  } else if (tMs - state.lastBusyTMs > idleMs) {
    state.queueSinceTMs = null;
  }
}

/** How long who comes now will wait. */
export type ExpectedWait = {
  readonly waitMs: number;
  /** How many served the rate rests on; null: too few, and the wait is at least so long. */
  readonly served: number | null;
};

/**
 * Expected wait by Little's law, W = L / lambda: people in the queue over those served a second. While fewer than 3 were
 * served it is the time for which the queue has stood, or W if that is less. Nobody is told from anybody: counts alone go in.
 * @see Little 1961, doi:10.1287/opre.9.3.383
 */
export function expectedWait(state: Service, people: number): ExpectedWait {
  if (people === 0) return { waitMs: 0, served: null };
  const overMs = Math.min(state.busyMs, serviceWindowMs);
  const served = state.servedBusyMs.length;
  const byRateMs =
    served === 0
      ? Number.POSITIVE_INFINITY
      : littleWait({ meanInside: people, leavingPerS: served / (overMs / 1_000) })! * 1_000;
  if (served >= leastServed) return { waitMs: byRateMs, served };
  const { queueSinceTMs: sinceTMs, lastTMs } = state;
  const stoodMs = people < leastInQueue || sinceTMs === null || lastTMs === null ? 0 : lastTMs - sinceTMs;
  return { waitMs: Math.min(stoodMs, byRateMs), served: null };
}
