import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { calibrationFrom, type Pose, picture, projector } from '../../test/support/crowd-camera.ts';
import { cameraWith, signalAt, startMs } from '../../test/support/scene-world.ts';
import type { Box } from './geometry.ts';
import { groundAt } from './ground-plane.ts';
import { hiddenFeet } from './hidden-foot.ts';
import { footBelow, personAt } from './person-in-picture.ts';
import { advanceScene, createScene } from './scene.ts';
import type { TrackedBox } from './track/tracked-box.ts';
import { matrixOf } from './zone-view.ts';

const pose: Pose = { heightM: 6, depressionDeg: 25 };
const camera = cameraWith([], { calibration: calibrationFrom(pose, 5) });
const matrix = matrixOf(camera)!;
const frame = { cameraId: 'cam-1', runId: 'r', index: 0, atMs: startMs, ...picture };
const project = projector(pose);

function standing(at: { x: number; y: number }, heightM = 1.7): Box {
  const foot = project(at);
  const head = project(at, heightM);
  const w = 0.5 * foot.pxPerM;
  return { x: foot.x - w / 2, y: head.y, w, h: foot.y - head.y };
}

const tracked = (id: number, box: Box, rest: Partial<TrackedBox> = {}): TrackedBox => ({
  id,
  category: 'person',
  box,
  score: 0.8,
  isConfirmed: true,
  isCoasting: false,
  firstSeenMs: startMs,
  lastSeenMs: startMs,
  ...rest,
});

/** Far behind near; of the far one only what shows above the near one. */
const near = standing({ x: 0, y: 0 });
const far = standing({ x: 0.05, y: 1.2 });
const cut: Box = { ...far, h: near.y - far.y + 2 };

test('the homography alone tells how tall a person appears, within a fifth from 6 m up', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 6, max: 14, noNaN: true }),
      fc.double({ min: 15, max: 45, noNaN: true }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      (heightM, depressionDeg, x, y) => {
        const from = { heightM, depressionDeg };
        const own = matrixOf(cameraWith([], { calibration: calibrationFrom(from, 2) }))!;
        const see = projector(from);
        const foot = see({ x, y });
        const person = personAt(own, { x: foot.x / picture.widthPx, y: foot.y / picture.heightPx }, picture)!;
        const sin = Math.sin((depressionDeg * Math.PI) / 180);
        const tall = foot.y - see({ x, y }, 1.7).y + 0.3 * sin * foot.pxPerM;
        assert.ok(Math.abs(person.heightPx / tall - 1) < 0.2, `${person.heightPx} of ${tall}`);
        assert.ok(Math.abs(person.widthPx / (0.5 * foot.pxPerM) - 1) < 0.1);
      },
    ),
    { seed: 4, numRuns: 200 },
  );
});

test('a foot hidden by a nearer person is inferred from the head, half a metre off instead of metres', () => {
  assert.ok(cut.h < 0.8 * far.h, 'the far one is cut');
  const foot = hiddenFeet([tracked(1, near), tracked(2, cut)], frame, matrix).get(2)!;
  const inferred = groundAt(matrix, { x: foot.x / picture.widthPx, y: foot.y / picture.heightPx })!;
  const bottom = { x: (cut.x + cut.w / 2) / picture.widthPx, y: (cut.y + cut.h) / picture.heightPx };
  const naive = groundAt(matrix, bottom)!;
  const off = (p: { x: number; y: number }) => Math.hypot(p.x - 0.05, p.y - 1.2);
  assert.ok(off(inferred) < 0.5 && off(naive) > 1, `${off(inferred)} instead of ${off(naive)}`);
});

test('nobody else’s foot is touched', () => {
  const feet = (boxes: readonly TrackedBox[]) => [...hiddenFeet(boxes, frame, matrix).keys()];
  assert.deepEqual(feet([tracked(1, near), tracked(2, far)]), [], 'a whole box is believed');
  assert.deepEqual(feet([tracked(2, cut)]), [], 'a short person whom nothing hides is a short person');
  const aside = { ...cut, x: cut.x + 2 * near.w };
  assert.deepEqual(feet([tracked(1, near), tracked(2, aside)]), []);
  assert.deepEqual(feet([tracked(1, near), tracked(2, cut, { category: 'vehicle' })]), []);
  assert.deepEqual(feet([tracked(1, near), tracked(2, cut, { isCoasting: true })]), []);
  assert.deepEqual([...hiddenFeet([tracked(1, near), tracked(2, cut)], frame, null).keys()], []);
});

test('from above one’s head nobody hangs: no foot fits a point higher than the camera', () => {
  assert.equal(footBelow(matrix, { x: 0.5, y: -2 }, 1, picture), null);
});

test('a track says that its foot is inferred, and the zone that it is covered less', () => {
  const zone = {
    id: 'z',
    name: 'z',
    shape: 'area' as const,
    points: [
      [-3, -1],
      [3, -1],
      [3, 3],
      [-3, 3],
    ].map(([x, y]) => {
      const at = project({ x: x!, y: y! });
      return { x: at.x / picture.widthPx, y: at.y / picture.heightPx };
    }),
    direction: null,
    rules: [],
  };
  const watched = { ...camera, zones: [zone] };
  const density = (boxes: readonly TrackedBox[]) => {
    const state = createScene('cam-1');
    const measures = [0, 400, 800, 1_200].flatMap((ms, index) => {
      const at = { ...frame, index, atMs: startMs + ms };
      const input = { camera: watched, tracks: boxes, signal: signalAt(at.atMs) };
      return advanceScene(state, { ...input, frame: at }).measures;
    });
    return { measure: measures.find((m) => m.kind === 'density')!, tracks: [...state.tracks.values()] };
  };
  const whole = density([tracked(1, near), tracked(2, far)]);
  const hidden = density([tracked(1, near), tracked(2, cut)]);
  assert.deepEqual(
    hidden.tracks.map((t) => t.isFootInferred),
    [false, true],
  );
  assert.equal(hidden.measure.value, whole.measure.value);
  assert.ok(hidden.measure.errorBand! > whole.measure.errorBand!);
  assert.ok(hidden.measure.coverage < whole.measure.coverage);
});
