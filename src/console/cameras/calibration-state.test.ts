import assert from 'node:assert/strict';
import { test } from 'node:test';
import { project } from '../../core/geometry.ts';
import { calibrate } from '../../core/ground.ts';
import {
  type CalibrationAction,
  type CalibrationState,
  calibrateBy,
  isCalibrationChanged,
  knownPoints,
  openCalibration,
} from './calibration-state.ts';

const empty = openCalibration([], 1);
const run = (state: CalibrationState, ...actions: CalibrationAction[]) => actions.reduce(calibrateBy, state);
const add = (x: number, y: number): CalibrationAction => ({ type: 'add', image: { x, y } });

test('a pair counts once its ground is known', () => {
  const one = run(empty, add(0.5, 0.5));
  assert.deepEqual(knownPoints(one), []);
  assert.ok(isCalibrationChanged(one));
  const known = run(one, { type: 'ground', id: 0, ground: { x: 3, y: 4 } });
  assert.deepEqual(knownPoints(known), [{ image: { x: 0.5, y: 0.5 }, ground: { x: 3, y: 4 } }]);
});

test('a click on the map goes to the point in hand', () => {
  const state = run(
    empty,
    add(0.2, 0.5),
    add(0.8, 0.5),
    { type: 'select', id: 0 },
    { type: 'pick', ground: { x: 1, y: 2 } },
  );
  assert.deepEqual(
    state.pairs.map(({ ground }) => ground),
    [{ x: 1, y: 2 }, null],
  );
});

test('four clicks on a measured rectangle are four pairs, and its sides can be corrected later', () => {
  const corners = run(
    empty,
    { type: 'mode', mode: 'rectangle' },
    { type: 'rectangle', widthM: 3, depthM: 6 },
    add(0.2, 0.8),
    add(0.7, 0.8),
    add(0.6, 0.5),
    add(0.3, 0.5),
  );
  const grounds = (state: CalibrationState) => state.pairs.map(({ ground }) => [ground?.x, ground?.y]);
  assert.deepEqual(grounds(corners), [
    [0, 0],
    [3, 0],
    [3, 6],
    [0, 6],
  ]);
  const wider = run(corners, { type: 'rectangle', widthM: 4, depthM: 6 });
  assert.deepEqual(grounds(wider), [
    [0, 0],
    [4, 0],
    [4, 6],
    [0, 6],
  ]);
  const fewer = run(wider, { type: 'remove', id: 1 }, add(0.3, 0.6));
  assert.deepEqual(grounds(fewer), [
    [0, 0],
    [4, 0],
    [4, 6],
    [0, 6],
  ]);
});

test('points measured one way are not mixed with points of another', () => {
  const metres = run(empty, add(0.5, 0.5), { type: 'mode', mode: 'map' });
  assert.equal(metres.pairs.length, 1, 'metres and map share the camera as origin');
  assert.equal(run(metres, { type: 'mode', mode: 'rectangle' }).pairs.length, 0);
});

test('a rectangle and two more points of a known camera are accepted', () => {
  const camera = [1, 0, -0.5, 0, -0.2, 1.2, 0, 0.9, -0.2] as const;
  const at = (x: number, y: number) => ({ image: { x, y }, ground: project(camera, { x, y })! });
  const points = [at(0.1, 0.9), at(0.9, 0.9), at(0.8, 0.5), at(0.2, 0.5), at(0.5, 0.7), at(0.4, 0.6)];
  const state = points.reduce(
    (s, { image, ground }, id) => run(s, { type: 'add', image }, { type: 'ground', id, ground }),
    empty,
  );
  const result = calibrate(knownPoints(state));
  assert.ok(result.ok);
  assert.ok(result.calibration.residualM < 1e-6);
});

test('what is kept is no change', () => {
  const points = [{ image: { x: 0.1, y: 0.2 }, ground: { x: 1, y: 2 } }];
  const state = openCalibration(points, 3);
  assert.equal(isCalibrationChanged(state), false);
  const moved = run(state, { type: 'move', id: 0, image: { x: 2, y: 0.2 } });
  assert.deepEqual(moved.pairs[0]?.image, { x: 1, y: 0.2 });
  assert.ok(isCalibrationChanged(moved));
  assert.equal(
    isCalibrationChanged(run(moved, { type: 'kept', points: knownPoints(moved), version: 4 })),
    false,
  );
});
