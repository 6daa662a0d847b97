/** Every cause for which a camera does not measure, from the picture to the alarm and the marked measure. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxOf, cameraWith, person, rectangle, size, zoneOn } from '../../test/support/scene-world.ts';
import type { Detection } from '../core/detection.ts';
import type { Measure } from '../core/measure/measure.ts';
import type { SituationChange } from '../core/situation/watch.ts';
import { type CameraFaultKind, cameraFaultKinds } from '../core/zone.ts';
import { Analysis } from './analysis.ts';
import { CameraScene } from './camera-scene.ts';
import { DetectionWait } from './detection-wait.ts';
import type { Picture, Yuv420 } from './picture.ts';
import { StageClock } from './stage-clock.ts';

const film = { widthPx: 320, heightPx: 180 };
const startMs = 1_800_000_000_000;
const fps = 5;
/** The fault lasts from here to there, s; the film goes on until everything has cleared. */
const from = 45;
const to = 85;
const endS = 165;

/** A house front above a square: edges, shades, and a sensor's noise that differs in every picture. */
const front = Uint8Array.from({ length: film.widthPx * film.heightPx }, (_, i) => {
  const x = i % film.widthPx;
  const y = Math.floor(i / film.widthPx);
  if (y < 90) return (x * 7 + (y >> 4) * 31) % 83 < 34 && y % 34 < 20 ? 60 : 150;
  return 105 + ((x >> 5) + (y >> 4)) * 3 + ((x * 13 + y * 29) % 17);
});

type Look = {
  readonly shiftPx?: number;
  readonly isDark?: boolean;
  readonly isBlurred?: boolean;
  readonly drops?: number;
  readonly light?: number;
};

function draw(index: number, { shiftPx = 0, isDark, isBlurred, drops = 0, light = 1 }: Look): Yuv420 {
  const { widthPx, heightPx } = film;
  const random = randomOf(index);
  const y = new Uint8Array(widthPx * heightPx);
  for (let row = 0; row < heightPx; row++) {
    for (let x = 0; x < widthPx; x++) {
      const at = row * widthPx + ((x + shiftPx) % widthPx);
      y[row * widthPx + x] = isDark ? 16 + random() * 3 : front[at]! * light + random() * 5;
    }
  }
  if (isBlurred) blur(y);
  for (let drop = 0; drop < drops; drop++) {
    const left = Math.floor(random() * widthPx);
    const top = Math.floor(random() * (heightPx - 14));
    for (let row = top; row < top + 14; row++) {
      y[row * widthPx + left] = Math.min(235, y[row * widthPx + left]! + 70);
    }
  }
  const chroma = () => new Uint8Array((widthPx * heightPx) / 4).fill(128);
  return { ...film, y, u: chroma(), v: chroma() };
}

function blur(y: Uint8Array): void {
  const { widthPx } = film;
  const sharp = Float64Array.from(y);
  const reach = 4;
  for (let i = reach * (widthPx + 1); i < y.length - reach * (widthPx + 1); i++) {
    let sum = 0;
    for (let d = -reach; d <= reach; d++) sum += sharp[i + d]! + sharp[i + d * widthPx]!;
    y[i] = sum / (2 * (2 * reach + 1));
  }
}

function randomOf(seed: number): () => number {
  let state = (seed + 1) * 2654435761;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

type Cause = {
  readonly look?: (index: number, ms: number) => Look;
  /** The number of the picture that is shown in place of this one; null: none comes. */
  readonly show?: (index: number) => number | null;
  readonly droppedShare?: number;
  readonly clockErrorMs?: number;
  readonly people?: number;
};

type Story = {
  readonly changes: (SituationChange & { readonly second: number })[];
  readonly measures: (Measure & { readonly second: number })[];
};

const square = zoneOn(rectangle(-2, 3, 4, 4), { id: 'square', name: 'square' });
const crowd = Array.from({ length: 40 }, (_, i) =>
  person({ x: -1.9 + (i % 8) * 0.5, y: 3.2 + Math.floor(i / 8) * 0.8 }),
);

/** Plays a film with one cause in its middle through the real analysis and scene; the clock is the film's. */
async function play(cause: Cause): Promise<Story> {
  const camera = cameraWith([square]);
  let second = 0;
  const isOn = () => second >= from && second < to;
  const detect = async (): Promise<Detection[]> =>
    crowd.slice(0, isOn() ? (cause.people ?? 2) : 2).map((who) => {
      const box = boxOf(who, who.at(0)!, 0);
      const scale = film.widthPx / size.widthPx;
      return {
        category: 'person',
        score: 0.9,
        box: { x: box.x * scale, y: box.y * scale, w: box.w * scale, h: box.h * scale },
      };
    });
  const analysis = new Analysis({
    camera,
    wait: new DetectionWait(detect, Number.POSITIVE_INFINITY),
    countScore: { person: 0.3, bicycle: 0.3, vehicle: 0.3 },
    stages: new StageClock(),
    droppedShare: () => (isOn() ? (cause.droppedShare ?? 0) : 0),
    clockErrorMs: () => (isOn() ? (cause.clockErrorMs ?? 0) : 0),
    tickMs: () => 0,
  });
  const scene = new CameraScene(camera);
  const story: Story = { changes: [], measures: [] };
  for (let index = 0; index < endS * fps; index++) {
    second = index / fps;
    const atMs = startMs + (index * 1000) / fps;
    const shown = isOn() && cause.show !== undefined ? cause.show(index) : index;
    // As the camera's loop does: once a second while nothing comes.
    if (shown === null && index % fps !== 0) continue;
    const step =
      shown === null
        ? scene.advanceWithoutPicture(atMs)
        : scene.advance(await analysis.take(pictureOf(shown, atMs, isOn() ? cause.look?.(index, atMs) : {})));
    story.changes.push(...step.situations.map((change) => ({ ...change, second })));
    story.measures.push(...step.measures.map((measure) => ({ ...measure, second })));
  }
  return story;
}

function pictureOf(index: number, atMs: number, look: Look = {}): Picture {
  return {
    ...film,
    atMs,
    runId: 'run',
    index,
    toRgb: () => ({ r: new Uint8Array(0), g: new Uint8Array(0), b: new Uint8Array(0) }),
    toYuv420: () => draw(index, look),
    free: () => {},
  };
}

/** How each cause looks, and what becomes of the measures of its time. */
const causes: {
  readonly [K in CameraFaultKind]: readonly (Cause & {
    readonly name: string;
    readonly mark: 'not-measuring' | 'beyond-range' | 'half-covered' | 'by-the-fault-alone';
  })[];
} = {
  'camera-lost': [{ name: 'no picture comes', show: () => null, mark: 'not-measuring' }],
  'camera-frozen': [{ name: 'one picture is repeated', show: () => from * fps, mark: 'not-measuring' }],
  'camera-dark': [{ name: 'the lens is covered', look: () => ({ isDark: true }), mark: 'not-measuring' }],
  'camera-moved': [{ name: 'the camera is turned', look: () => ({ shiftPx: 41 }), mark: 'not-measuring' }],
  'camera-blurred': [{ name: 'the focus is lost', look: () => ({ isBlurred: true }), mark: 'not-measuring' }],
  'camera-disturbed': [
    { name: 'it rains hard', look: () => ({ drops: 900 }), mark: 'not-measuring' },
    {
      name: 'a lamp flickers twice a second',
      look: (_, ms) => ({ light: Math.sin((2 * Math.PI * 2 * ms) / 1000) > 0 ? 0.6 : 1 }),
      mark: 'not-measuring',
    },
  ],
  'camera-out-of-range': [{ name: 'the place fills up', people: 40, mark: 'beyond-range' }],
  'camera-clock-off': [{ name: 'the clock was set', clockErrorMs: 4_000, mark: 'by-the-fault-alone' }],
  'camera-overloaded': [{ name: 'every second picture is dropped', droppedShare: 0.5, mark: 'half-covered' }],
};

for (const kind of cameraFaultKinds) {
  for (const { name, mark, ...cause } of causes[kind]) {
    test(`${name}: ${kind} is told, it ends, and its measures are marked (${mark})`, async () => {
      const { changes, measures } = await play(cause);
      const told = changes.map(({ phase, situation, second }) => `${phase} ${situation.kind} ${second}`);
      assert.deepEqual(
        changes.map(({ phase, situation }) => `${phase} ${situation.kind}`),
        [`began ${kind}`, `ended ${kind}`],
        told.join(),
      );
      const [began, ended] = changes;
      assert.ok(began!.second >= from && began!.second < from + 25, told.join());
      assert.ok(ended!.second > to, told.join());

      const density = measures.filter((m) => m.kind === 'density');
      const before = density.filter((m) => m.second > 10 && m.second < from);
      assert.ok(before.length >= 30 && before.every((m) => m.value !== null && m.note === null));
      const during = density.filter((m) => m.second > began!.second && m.second < to);
      assert.ok(during.length > 10, `${during.length} of the fault's time`);
      for (const m of during) {
        const is = `${m.second}: ${JSON.stringify(m)}`;
        if (mark === 'not-measuring') assert.ok(m.note === 'not-measuring' && m.value === null, is);
        else if (mark === 'beyond-range') assert.equal(m.note, 'beyond-range', is);
        else if (mark === 'half-covered') assert.ok(m.coverage < 0.6 * before[0]!.coverage, is);
        else assert.ok(m.value !== null && m.note === null, is);
      }
      const after = density.filter((m) => m.second > ended!.second + 2);
      assert.ok(after.length > 5 && after.every((m) => m.value !== null && m.note === null));
    });
  }
}
