/** Crowds before the crowd camera, as the scene would measure them: true density beside what boxes and area say. */
import type { Box, Point } from '../../src/core/geometry.ts';
import type { Measure } from '../../src/core/measure/measure.ts';
import { advanceScene, createScene } from '../../src/core/scene.ts';
import type { TrackedBox } from '../../src/core/track/tracked-box.ts';
import type { Rule, Zone } from '../../src/core/zone.ts';
import {
  type Body,
  boxOf,
  calibrationFrom,
  jittered,
  look,
  type Pose,
  picture,
  projector,
  recallOf,
} from './crowd-camera.ts';
import { chanceOf, normal, randomOf } from './random.ts';
import { cameraWith, signalAt, startMs } from './scene-world.ts';

export type CrowdFrame = readonly (Point & { readonly id: number })[];

/** People who stroll over a square of this half side and come back on its other side; nobody's recording. */
export function strollers(of: {
  readonly people: number;
  readonly frames: number;
  readonly frameMs: number;
  readonly halfM: number;
  readonly seed: number;
}): CrowdFrame[] {
  const random = randomOf(of.seed);
  const side = 2 * of.halfM;
  const wrap = (v: number) => (((v % side) + side) % side) - of.halfM;
  const people = Array.from({ length: of.people }, (_, id) => {
    const angle = random() * 2 * Math.PI;
    const mps = Math.max(1.2 + 0.25 * normal(random), 0.3);
    return {
      id,
      x: random() * side,
      y: random() * side,
      vx: mps * Math.cos(angle),
      vy: mps * Math.sin(angle),
    };
  });
  return Array.from({ length: of.frames }, (_, i) => {
    const s = (i * of.frameMs) / 1_000;
    return people.map(({ id, x, y, vx, vy }) => ({ id, x: wrap(x + vx * s), y: wrap(y + vy * s) }));
  });
}

/** People keep about this far apart where copies of a crowd are laid over each other, m. */
const apartM = 0.42;

/**
 * A denser crowd: `times` copies of one, each from another time and turned, pushed apart until people do not stand in each
 * other. Keeps the number of people.
 */
export function overlay(frames: readonly CrowdFrame[], at: number, times: number): CrowdFrame {
  const people = Array.from({ length: times }, (_, copy) => {
    const frame = frames[(at + copy * 97) % frames.length]!;
    const turn = (copy * Math.PI) / 2 + Math.floor(copy / 4) * 0.7;
    const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
    return frame.map(({ id, x, y }) => ({
      id: copy * 100_000 + id,
      x: x * cos - y * sin,
      y: x * sin + y * cos,
    }));
  }).flat();
  if (times > 1) for (let i = 0; i < 8; i++) pushApart(people);
  return people;
}

function pushApart(people: { x: number; y: number }[]): void {
  const cellOf = (p: Point) => `${Math.floor(p.x / apartM)},${Math.floor(p.y / apartM)}`;
  const cells = Map.groupBy(people, cellOf);
  for (const p of people) {
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const near = cells.get(cellOf({ x: p.x + dx * apartM, y: p.y + dy * apartM })) ?? [];
        for (const q of near) {
          const d = Math.hypot(p.x - q.x, p.y - q.y);
          if (q === p || d >= apartM) continue;
          const [ux, uy] = d > 1e-6 ? [(p.x - q.x) / d, (p.y - q.y) / d] : [1, 0];
          const by = (apartM - d) / 2.2;
          p.x += ux * by;
          p.y += uy * by;
          q.x -= ux * by;
          q.y -= uy * by;
        }
      }
    }
  }
}

export type CrowdFilm = {
  readonly pose: Pose;
  /** Half the side of the square zone around the origin, m. */
  readonly halfM: number;
  readonly frames: readonly CrowdFrame[];
  readonly frameMs: number;
  readonly seed: number;
  readonly hasForeground: boolean;
  readonly rules?: readonly Rule[];
  /** The detector finds nobody then, whoever is to be seen; ms of the film. */
  readonly isBlindAt?: (ms: number) => boolean;
  /** It half sees then whom it does not find. */
  readonly isDoubtfulAt?: (ms: number) => boolean;
  /** These stood there when the camera learned the place: where they still are is no foreground, where they were is. */
  readonly learned?: CrowdFrame;
};

export type CrowdSecond = {
  readonly atMs: number;
  readonly truePerM2: number;
  readonly density: Measure;
  readonly count: Measure;
  readonly coveredShare: number;
};

/** Plays the crowd before the camera; one row a second. */
export function playCrowd(film: CrowdFilm): {
  seconds: CrowdSecond[];
  told: string[];
  state: ReturnType<typeof createScene>;
} {
  const { pose, halfM, frames, frameMs, seed } = film;
  const random = randomOf(seed);
  const project = projector(pose);
  const bodyOf = (p: CrowdFrame[number]): Body => ({
    ...p,
    heightM: 1.7 + 0.08 * normal(randomOf(p.id + seed)),
    isFaint: chanceOf(p.id, seed, 7) < 0.1,
  });
  const empty = film.learned && look(pose, film.learned.map(bodyOf), () => 0.3).foreground.cells;
  const corners = [
    { x: -halfM, y: -halfM },
    { x: halfM, y: -halfM },
    { x: halfM, y: halfM },
    { x: -halfM, y: halfM },
  ];
  const zone: Zone = {
    id: 'zone',
    name: 'zone',
    shape: 'area',
    points: corners.map((c) => {
      const at = project(c);
      return { x: at.x / picture.widthPx, y: at.y / picture.heightPx };
    }),
    direction: null,
    rules: film.rules ?? [],
  };
  const camera = cameraWith([zone], { calibration: calibrationFrom(pose, halfM) });
  const state = createScene('cam-1');
  const known = new Map<number, TrackedBox>();
  const seconds: CrowdSecond[] = [];
  const told: string[] = [];
  let inside: number[] = [];
  frames.forEach((frame, index) => {
    const atMs = startMs + index * frameMs;
    const { foreground, seen } = look(pose, frame.map(bodyOf), random);
    empty?.forEach((isOn, i) => {
      if (isOn) foreground.cells[i] = foreground.cells[i] === 0 ? 1 : 0;
    });
    const doubtful: Box[] = [];
    for (const { body, visibleShare } of seen) {
      const phase = chanceOf(body.id, seed, 3) * 2_000;
      const isSeen =
        chanceOf(body.id, seed, Math.floor((atMs - startMs + phase) / 2_000)) < recallOf(visibleShare);
      if (!isSeen || film.isBlindAt?.(atMs - startMs)) {
        if (film.isDoubtfulAt?.(atMs - startMs)) doubtful.push(boxOf(pose, body));
        continue;
      }
      const before = known.get(body.id);
      known.set(body.id, {
        id: body.id,
        category: 'person',
        box: boxOf(pose, jittered(body, random)),
        score: 0.8,
        isConfirmed: before !== undefined,
        isCoasting: false,
        firstSeenMs: before?.firstSeenMs ?? atMs,
        lastSeenMs: atMs,
      });
    }
    const tracks = [...known.values()].map((t) => ({ ...t, isCoasting: t.lastSeenMs < atMs }));
    for (const t of tracks) if (atMs - t.lastSeenMs > 2_000) known.delete(t.id);
    const step = advanceScene(state, {
      camera,
      frame: { cameraId: 'cam-1', runId: 'run', index, atMs, ...picture },
      tracks,
      signal: signalAt(atMs),
      foreground: film.hasForeground ? foreground : null,
      doubtful,
    });
    for (const c of step.situations) told.push(`${c.phase} ${c.situation.kind} ${(atMs - startMs) / 1_000}`);
    // A second's measures come with the first frame after it.
    const density = step.measures.find((m) => m.kind === 'density');
    if (density !== undefined && inside.length > 0) {
      const truePerM2 = inside.reduce((sum, n) => sum + n, 0) / inside.length / (2 * halfM) ** 2;
      seconds.push({
        atMs: density.atMs - startMs,
        truePerM2,
        density,
        count: step.measures.find((m) => m.kind === 'count' && m.category === 'person')!,
        coveredShare: state.zones.get('zone')!.area.recent.at(-1)?.cover.share ?? 0,
      });
      inside = [];
    }
    inside.push(frame.filter((p) => Math.abs(p.x) < halfM && Math.abs(p.y) < halfM).length);
  });
  return { seconds, told, state };
}
