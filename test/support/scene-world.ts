/** A small world for scene tests: things on a ground, a camera that looks down at it, and boxes without a tracker. */
import { type Calibration, type Camera, defaultMaskPolicy } from '../../src/core/camera.ts';
import type { CameraSignal } from '../../src/core/camera-signal.ts';
import type { Category } from '../../src/core/detection.ts';
import { flowAsks } from '../../src/core/flow-asks.ts';
import type { FlowField } from '../../src/core/flow-field.ts';
import type { Point } from '../../src/core/geometry.ts';
import { calibrate } from '../../src/core/ground.ts';
import type { Measure } from '../../src/core/measure/measure.ts';
import { advanceScene, createScene, type SceneState, type SituationChange } from '../../src/core/scene.ts';
import type { StillRegion } from '../../src/core/still-region.ts';
import type { TrackedBox } from '../../src/core/track/tracked-box.ts';
import type { Zone } from '../../src/core/zone.ts';
import { fieldOf } from './flow-field.ts';

export const size = { widthPx: 640, heightPx: 360 };
export const startMs = 1_800_000_000_000;

/** Ground metres to image fractions: 8 m up, the near edge at y = 0 m, the horizon above the picture's middle. */
export function imageOf(ground: Point): Point {
  const w = 1 + ground.y / 20;
  return { x: 0.5 + ground.x / 20 / w, y: 0.15 + 0.8 / w };
}

function flowFields(state: SceneState, { texture }: Film, ms: number): readonly FlowField[] {
  if (texture === undefined) return [];
  return flowAsks(state).map(({ zoneId }) =>
    fieldOf(state.zones.get(zoneId)!.flow.places!, zoneId, (at) => texture(at, ms)),
  );
}

const spread: readonly Point[] = [
  { x: -8, y: 0 },
  { x: 8, y: 0 },
  { x: 0, y: 6 },
  { x: -12, y: 14 },
  { x: 12, y: 14 },
  { x: -6, y: 25 },
  { x: 9, y: 28 },
  { x: 1, y: 20 },
];

/** @param turn moves the ground's axes: what a surveyor might have chosen instead. */
export function calibrationOf(turn: (p: Point) => Point = (p) => p): Calibration {
  const result = calibrate(spread.map((p) => ({ image: imageOf(p), ground: turn(p) })));
  if (!result.ok) throw new Error(result.message);
  return result.calibration;
}

/** An area or line drawn on the ground. */
export function zoneOn(ground: readonly Point[], zone: Partial<Zone> = {}): Zone {
  return {
    id: 'zone-1',
    name: 'zone',
    shape: ground.length === 2 ? 'line' : 'area',
    points: ground.map(imageOf),
    direction: null,
    rules: [],
    ...zone,
  };
}

export function rectangle(x: number, y: number, w: number, h: number): Point[] {
  return [
    { x, y },
    { x: x + w, y },
    { x: x + w, y: y + h },
    { x, y: y + h },
  ];
}

export function cameraWith(zones: readonly Zone[], rest: Partial<Camera> = {}): Camera {
  return {
    id: 'cam-1',
    name: 'camera',
    position: null,
    level: null,
    calibration: calibrationOf(),
    zones,
    purpose: '',
    isSimulated: true,
    maskPolicy: defaultMaskPolicy,
    ...rest,
  };
}

/** Something that stands or moves. `at` in ground metres, null while it is not there. */
export type Thing = {
  readonly category: Category;
  at(ms: number): Point | null;
  /** Whether the detector sees it in this frame; true unless said. */
  isSeen?(ms: number): boolean;
  /** Adds to the foot, pixels. */
  jitterPx?(ms: number): Point;
  readonly isConfirmed?: boolean;
};

export function person(at: Thing['at'] | Point, rest: Partial<Thing> = {}): Thing {
  return { category: 'person', at: typeof at === 'function' ? at : () => at, ...rest };
}

export function vehicle(at: Thing['at'] | Point, rest: Partial<Thing> = {}): Thing {
  return { category: 'vehicle', at: typeof at === 'function' ? at : () => at, ...rest };
}

export function moving(from: Point, perS: Point): (ms: number) => Point {
  return (ms) => ({ x: from.x + (perS.x * ms) / 1000, y: from.y + (perS.y * ms) / 1000 });
}

const heightM: Record<Category, number> = { person: 1.75, bicycle: 1.75, vehicle: 1.6 };
const widthM: Record<Category, number> = { person: 0.6, bicycle: 0.7, vehicle: 1.9 };

export function boxOf(thing: Thing, ground: Point, ms: number) {
  const foot = imageOf(ground);
  const pxPerM = size.widthPx / 20 / (1 + ground.y / 20);
  const jitter = thing.jitterPx?.(ms) ?? { x: 0, y: 0 };
  const w = widthM[thing.category] * pxPerM;
  const h = heightM[thing.category] * pxPerM;
  return { x: foot.x * size.widthPx - w / 2 + jitter.x, y: foot.y * size.heightPx - h + jitter.y, w, h };
}

export function signalAt(atMs: number, rest: Partial<CameraSignal> = {}): CameraSignal {
  // A live picture: noise changes the last digits of every frame.
  const noise = Math.sin(atMs) * 0.01;
  return {
    atMs,
    isConnected: true,
    meanLuma: 110 + noise,
    contrast: 45 + noise,
    sharpness: 400 + noise,
    changedShare: 0.001,
    viewCorrelation: 0.97,
    droppedShare: 0,
    restlessShare: 0.01,
    swingsPerS: 0,
    clockErrorMs: 0,
    ...rest,
  };
}

export type Run = {
  state: SceneState;
  measures: Measure[];
  changes: SituationChange[];
  /** When each change was told, ms since the start. */
  toldAtMs: number[];
};

export type Film = {
  readonly camera: Camera | ((ms: number) => Camera);
  readonly things: readonly Thing[];
  readonly seconds: number;
  readonly fps?: number;
  readonly runId?: (ms: number) => string;
  readonly signal?: (ms: number) => Partial<CameraSignal>;
  /** What lies still; `sinceMs` in UTC. */
  readonly still?: (ms: number) => readonly StillRegion[];
  /** Where somebody stands whom the detector half sees, ground metres. */
  readonly halfSeen?: readonly Point[];
  /** How the texture at a place on the ground moves, m/s, where that is asked; null: it does not tell. */
  readonly texture?: (at: Point, ms: number) => Point | null;
  /** Where the film goes on. */
  readonly state?: SceneState;
  readonly fromMs?: number;
  /** The wall clock's deviation. */
  readonly clockMs?: (ms: number) => number;
};

/** Plays the things before the camera. Tracks coast for 2 s, as the tracker's do. */
export function play(film: Film): Run {
  const step = 1000 / (film.fps ?? 5);
  const fromMs = film.fromMs ?? 0;
  const run: Run = {
    state: film.state ?? createScene('cam-1'),
    measures: [],
    changes: [],
    toldAtMs: [],
  };
  const known = new Map<string, TrackedBox>();
  let lastRun = '';
  for (let i = 0; i < film.seconds * (film.fps ?? 5); i++) {
    const ms = fromMs + i * step;
    const atMs = startMs + ms + (film.clockMs?.(ms) ?? 0);
    const runId = film.runId?.(ms) ?? 'run-1';
    if (runId !== lastRun) known.clear();
    lastRun = runId;
    const tracks = film.things.flatMap((thing, n) => {
      const name = `${runId}/${n}`;
      const before = known.get(name);
      const at = thing.at(ms);
      const isSeen = at !== null && (thing.isSeen?.(ms) ?? true);
      if (!isSeen && (before === undefined || atMs - before.lastSeenMs > 2_000)) {
        known.delete(name);
        return [];
      }
      const track: TrackedBox = {
        id: before?.id ?? Math.round(ms) * 1_000 + n,
        category: thing.category,
        box: isSeen ? boxOf(thing, at!, ms) : before!.box,
        score: 0.8,
        isConfirmed:
          thing.isConfirmed ??
          (before !== undefined && (before.isConfirmed || atMs - before.firstSeenMs >= 2 * step - 1)),
        isCoasting: !isSeen,
        firstSeenMs: before?.firstSeenMs ?? atMs,
        lastSeenMs: isSeen ? atMs : before!.lastSeenMs,
      };
      known.set(name, track);
      return [track];
    });
    const result = advanceScene(run.state, {
      camera: typeof film.camera === 'function' ? film.camera(ms) : film.camera,
      frame: { cameraId: 'cam-1', runId, index: i, atMs, ...size },
      tracks,
      signal: signalAt(atMs, film.signal?.(ms)),
      doubtful: (film.halfSeen ?? []).map((at) => boxOf(person(at), at, ms)),
      flow: flowFields(run.state, film, ms),
      still: film.still?.(ms) ?? [],
    });
    run.state = result.state;
    run.measures.push(...result.measures);
    for (const change of result.situations) {
      run.changes.push(change);
      run.toldAtMs.push(ms);
    }
  }
  return run;
}

/** The told phases of one kind, with when: 'began 5000'. */
export function story(run: Run, kind: string): string[] {
  return run.changes.flatMap((c, i) =>
    c.situation.kind === kind ? [`${c.phase} ${Math.round(run.toldAtMs[i]!)}`] : [],
  );
}

export function lastMeasure(run: Run, kind: string, category: Category = 'person'): Measure {
  const found = run.measures.findLast((m) => m.kind === kind && m.category === category);
  if (found === undefined) throw new Error(`no ${kind} of ${category}`);
  return found;
}

/** Deterministic noise in -1..1. */
export function noise(seed: number): () => number {
  let s = seed >>> 0 || 1;
  return () => {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    s >>>= 0;
    return s / 2 ** 31 - 1;
  };
}
