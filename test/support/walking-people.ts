/** People who walk straight through what a camera sees, as boxes: a world whose camera is known exactly. */
import { type Pinhole, pinhole } from '../../sim/world/pinhole.ts';
import type { Point } from '../../src/core/geometry.ts';
import {
  collectSightings,
  createCollector,
  type SightingCollector,
} from '../../src/core/self-calibration/sighting-collector.ts';
import type { TrackedBox } from '../../src/core/track/tracked-box.ts';

export type WalkingWorld = {
  readonly camera: Pinhole;
  readonly people: number;
  /** Metres: where they walk, nearest and farthest; how far to the sides. */
  readonly nearM: number;
  readonly farM: number;
  readonly sideM: number;
  /** 0 to 1, seeded. */
  readonly random: () => number;
  /** Share of its height by which each edge of a box is off. */
  readonly jitter?: number;
  readonly meanHeightM?: number;
  readonly heightSigmaM?: number;
  readonly meanSpeedMPerS?: number;
};

export const streetCamera = pinhole({
  heightM: 6,
  yawDeg: 0,
  tiltDeg: 14,
  focalPx: 680,
  widthPx: 1280,
  heightPx: 720,
});

/** A seeded sequence of numbers from 0 to 1. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One after the other, at five frames a second, so that nobody hides anybody. */
export function watchWalkers(world: WalkingWorld): SightingCollector {
  const collector = createCollector();
  const { widthPx, heightPx } = world.camera;
  let atMs = 0;
  for (let id = 1; id <= world.people; id++) {
    for (const box of walkerBoxes(world)) {
      atMs += 200;
      const tracks = box === null ? [] : [trackOf(id, box, atMs)];
      collectSightings(collector, tracks, { atMs, widthPx, heightPx, random: world.random });
    }
    collectSightings(collector, [], { atMs, widthPx, heightPx, random: world.random });
  }
  return collector;
}

export function trackOf(id: number, box: TrackedBox['box'], atMs: number): TrackedBox {
  return {
    id,
    category: 'person',
    box,
    score: 0.9,
    isConfirmed: true,
    isCoasting: false,
    firstSeenMs: 0,
    lastSeenMs: atMs,
  };
}

export function* walkerBoxes(world: WalkingWorld): Generator<TrackedBox['box'] | null> {
  const { camera, nearM, farM, sideM, random, jitter = 0.02 } = world;
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const heightM = (world.meanHeightM ?? 1.7) + (world.heightSigmaM ?? 0.09) * normal();
  const speed = (world.meanSpeedMPerS ?? 1.34) * Math.exp(0.18 * normal());
  const place = (): Point => ({ x: (2 * random() - 1) * sideM, y: nearM + (farM - nearM) * random() });
  const [from, to] = [place(), place()];
  const seconds = Math.hypot(to.x - from.x, to.y - from.y) / speed;
  for (let s = 0; s <= seconds; s += 0.2) {
    const x = from.x + ((to.x - from.x) * s) / seconds;
    const y = from.y + ((to.y - from.y) * s) / seconds;
    const foot = camera.project({ x, y, z: 0 });
    const head = camera.project({ x, y, z: heightM });
    if (foot === null || head === null) yield null;
    else {
      const h = foot.y - head.y;
      const [top, bottom] = [head.y + jitter * h * normal(), foot.y + jitter * h * normal()];
      const w = 0.4 * h;
      yield { x: foot.x - w / 2, y: top, w, h: bottom - top };
    }
  }
}
