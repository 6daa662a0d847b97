import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cameraEntry } from '../../../sim/camera-entry.ts';
import { scenes } from '../../../sim/scene/index.ts';
import type { CameraView } from '../../contract/shapes.ts';
import { calibrate } from '../../core/ground.ts';
import { ruleUnfits } from '../../core/situation/index.ts';
import { defaultRules, type Rule, type Zone } from '../../core/zone.ts';
import { en } from '../words/en.ts';
import { ru } from '../words/ru.ts';
import { unfitOf } from './unfit.ts';

const size = { widthPx: 640, heightPx: 360 };

/** The junction of the simulated city as the server tells it. */
function junction(isCalibrated: boolean): CameraView {
  const entry = cameraEntry(scenes.find(({ id }) => id === 'demo-junction')!, 'film.mp4');
  const result = calibrate(entry.calibration);
  assert.ok(result.ok);
  return { ...entry, calibration: isCalibrated ? result.calibration : null } as unknown as CameraView;
}

function zone(points: [number, number][], rules: Rule[], direction: Zone['direction'] = null): Zone {
  return {
    id: 'drawn',
    name: 'Drawn',
    shape: 'area',
    points: points.map(([x, y]) => ({ x, y })),
    direction,
    rules,
  };
}

const near: [number, number][] = [
  [0.2, 0.6],
  [0.8, 0.6],
  [0.8, 0.95],
  [0.2, 0.95],
];
const reasons = (camera: CameraView, drawn: Zone) =>
  unfitOf(camera, [drawn], size).map(({ reason }) => reason);

test('while a zone is drawn it is said which of its rules can never fire', () => {
  const crowding = zone(near, [defaultRules.crowding]);
  assert.deepEqual(reasons(junction(true), crowding), []);
  assert.deepEqual(reasons(junction(false), crowding), ['needs-calibration']);
  const counted = zone(near, [{ ...defaultRules.crowding, limitCount: 12 }]);
  assert.deepEqual(reasons(junction(false), counted), []);
  assert.deepEqual(reasons(junction(true), zone(near, [defaultRules['wrong-way']])), ['needs-direction']);
});

test('a wrong-way rule in a zone that is shorter than its distance is told', () => {
  // Across the picture, on the near pavement: some ten metres.
  const across = [
    { x: 0.25, y: 0.8 },
    { x: 0.75, y: 0.8 },
  ] as const;
  const wrongWay = defaultRules['wrong-way'];
  assert.deepEqual(reasons(junction(true), zone(near, [{ ...wrongWay, distanceM: 40 }], across)), [
    'too-short',
  ]);
  assert.deepEqual(reasons(junction(true), zone(near, [{ ...wrongWay, distanceM: 5 }], across)), []);
});

test('every rule of the simulated city can fire', () => {
  for (const scene of scenes) {
    const entry = cameraEntry(scene, 'film.mp4');
    const result = calibrate(entry.calibration);
    assert.ok(result.ok, scene.id);
    const camera = { ...entry, calibration: result.calibration } as unknown as CameraView;
    assert.deepEqual(unfitOf(camera, entry.zones as Zone[], size), [], scene.id);
  }
});

test('every reason has words in both languages', () => {
  for (const words of [en, ru])
    assert.deepEqual(Object.keys(words.editor.unfit).sort(), [...ruleUnfits].sort());
});
