import { isInside, type Point } from '../geometry.ts';
import { isCounted, type SceneTrack } from '../scene-track.ts';
import type { Rule } from '../zone.ts';
import type { ZoneView } from '../zone-view.ts';
import { queueChain } from './crowd/queue-chain.ts';
import { createService, followService, type Service } from './queue-service.ts';

/** Lengths of the last so many ms: their median bridges who is missed for a moment. */
export const queueWindowMs = 3_000;
/** Samples are taken no closer than this, ms. */
const sampleEveryMs = 190;
/** Waiting becomes walking only at this multiple of the limit, and beyond doubt: people shuffle, and feet jitter. */
const releaseFactor = 1.5;
/** A place is the mean of the sightings of so many ms. */
const placeMs = 2_000;

/** What a queue rule remembers of its zone. Changed in place. */
export type ZoneQueue = {
  samples: { readonly tMs: number; readonly lengthM: number; readonly people: number }[];
  service: Service;
};

export function createQueue(): ZoneQueue {
  return { samples: [], service: createService() };
}

/** The queue of the last 3 s: each figure the median of its samples. Null before the first. */
export function queueNow({ samples }: ZoneQueue): { lengthM: number; people: number } | null {
  if (samples.length === 0) return null;
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
  return { lengthM: middle(samples.map((s) => s.lengthM)), people: middle(samples.map((s) => s.people)) };
}

/**
 * Takes one frame in, at most five a second.
 * @param sight `service` is where people are served, ground metres. @param key names the memory in each track.
 */
export function followQueue(
  queue: ZoneQueue,
  rule: Pick<Extract<Rule, { kind: 'queue' }>, 'maxSpeedMps' | 'gapM'>,
  sight: {
    readonly view: ZoneView;
    readonly tracks: readonly SceneTrack[];
    readonly service: Point;
    readonly tMs: number;
    readonly key: string;
  },
): void {
  const { view, tracks, service, tMs, key } = sight;
  const last = queue.samples.at(-1);
  if (last !== undefined && tMs - last.tMs < sampleEveryMs) return;
  const people = tracks.flatMap((track) => {
    if (track.category !== 'person' || !isCounted(track, tMs)) return [];
    const at = placeOf(track, tMs);
    return at === null ? [] : [{ track, at, isIn: isInside(track.foot, view.zone.points) }];
  });
  const standing = people.filter(({ track, isIn }) => isIn && isStanding(track, rule.maxSpeedMps, key));
  const chain = queueChain(
    standing.map(({ at }) => at),
    service,
    rule.gapM,
  );
  queue.samples = [...queue.samples.filter((s) => s.tMs > tMs - queueWindowMs), { tMs, ...chain }];
  followService(queue.service, {
    people: people.map(({ track, at, isIn }) => ({
      id: track.id,
      at,
      isIn,
      isStanding: standing.some((s) => s.track === track),
    })),
    waiting: chain.people,
    service,
    gapM: rule.gapM,
    tMs,
  });
}

function placeOf(track: SceneTrack, tMs: number): Point | null {
  let [n, x, y] = [0, 0, 0];
  for (let i = track.path.length - 1; i >= 0; i--) {
    const { ground, tMs: seenTMs } = track.path[i]!;
    if (ground === null || (seenTMs < tMs - placeMs && n > 0)) break;
    n++;
    x += ground.x;
    y += ground.y;
  }
  return n === 0 ? null : { x: x / n, y: y / n };
}

function isStanding(track: SceneTrack, maxSpeedMps: number, key: string): boolean {
  const v = track.slowVelocity;
  if (v === null || v.mps === null) return false;
  const speed = Math.hypot(v.mps.x, v.mps.y);
  const before = track.memory.get(key) === true;
  const limit = before ? maxSpeedMps * releaseFactor + 2 * (v.errorMps ?? 0) : maxSpeedMps;
  const isNow = speed <= limit;
  track.memory.set(key, isNow);
  return isNow;
}
