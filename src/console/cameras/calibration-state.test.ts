import assert from 'node:assert/strict';
import { test } from 'node:test';
import { streetCamera } from '../../../test/support/walking-people.ts';
import { project } from '../../core/geometry.ts';
import { calibrate } from '../../core/ground.ts';
import { groundAt } from '../../core/ground-plane.ts';
import { proposedPoints } from '../../core/self-calibration/proposed-points.ts';
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

test('a drag is one step of undo, and what was undone can be redone', () => {
  const two = run(empty, add(0.2, 0.5), add(0.8, 0.5));
  const dragged = run(
    two,
    { type: 'select', id: 0 },
    { type: 'move', id: 0, image: { x: 0.21, y: 0.5 } },
    { type: 'move', id: 0, image: { x: 0.3, y: 0.5 } },
  );
  const undone = run(dragged, { type: 'undo' });
  assert.deepEqual(undone.pairs, two.pairs);
  assert.deepEqual(run(undone, { type: 'redo' }).pairs, dragged.pairs);
  assert.deepEqual(run(undone, { type: 'undo' }, { type: 'undo' }, { type: 'undo' }).pairs, []);
  assert.deepEqual(run(undone, add(0.1, 0.1)).future, [], 'a new change ends what could be redone');
});

test('two drags of one point are two steps', () => {
  const once = run(
    empty,
    add(0.2, 0.5),
    { type: 'select', id: 0 },
    { type: 'move', id: 0, image: { x: 0.3, y: 0.5 } },
  );
  const twice = run(once, { type: 'select', id: 0 }, { type: 'move', id: 0, image: { x: 0.4, y: 0.5 } });
  assert.deepEqual(run(twice, { type: 'undo' }).pairs, once.pairs);
});

test('another way of measuring and starting again can be undone too', () => {
  const one = run(empty, add(0.5, 0.5));
  for (const action of [{ type: 'mode', mode: 'rectangle' }, { type: 'clear' }] as const) {
    const undone = run(one, action, { type: 'undo' });
    assert.deepEqual(undone.pairs, one.pairs);
    assert.equal(undone.mode, 'metres');
  }
});

test('what changes nothing is no step', () => {
  const one = run(empty, add(0.5, 0.5), { type: 'ground', id: 0, ground: { x: 1, y: 2 } });
  const again = run(
    one,
    { type: 'select', id: 0 },
    { type: 'ground', id: 0, ground: { x: 1, y: 2 } },
    { type: 'rectangle', widthM: 5, depthM: 5 },
    { type: 'pick', ground: { x: 1, y: 2 } },
  );
  assert.deepEqual(again.past, one.past);
});

const { groundFromImage } = streetCamera;
const seen = { top: 0.4, bottom: 0.9 };
const takeOver: CalibrationAction = { type: 'take-over', points: proposedPoints({ groundFromImage, seen }) };
/** A tape laid out with another origin, turned by a right angle. */
const onTape = (x: number, y: number): CalibrationAction[] => {
  const at = groundAt(groundFromImage, { x, y })!;
  return [add(x, y), { type: 'pick', ground: { x: 30 - at.y, y: 4 + at.x } }];
};

test('proposed points are not kept before two measured ones, well apart, confirm them', () => {
  const taken = run(empty, takeOver);
  assert.equal(taken.pairs.length, 16);
  const refused = calibrate(knownPoints(taken));
  assert.ok(!refused.ok && refused.reason === 'unconfirmed');
  const one = run(taken, ...onTape(0.3, 0.85));
  assert.ok(!calibrate(knownPoints(one)).ok);
  const two = run(one, ...onTape(0.6, 0.5));
  const accepted = calibrate(knownPoints(two));
  assert.ok(accepted.ok && accepted.calibration.residualM < 1e-6);
});

test('measured points that lie elsewhere do not confirm a proposal, and their error is the one that is kept', () => {
  const wrong = (by: number) =>
    run(empty, takeOver, ...onTape(0.3, 0.85), ...onTape(0.6, 0.5), ...onTape(0.8, 0.6), add(0.5, 0.7), {
      type: 'pick',
      ground: {
        x: 30 - groundAt(groundFromImage, { x: 0.5, y: 0.7 })!.y + by,
        y: 4 + groundAt(groundFromImage, { x: 0.5, y: 0.7 })!.x,
      },
    });
  const far = calibrate(knownPoints(wrong(3)));
  assert.ok(!far.ok && far.reason === 'unconfirmed');
  const near = calibrate(knownPoints(wrong(0.8)));
  assert.ok(near.ok, near.ok ? '' : near.message);
  assert.ok(near.calibration.residualM > 0.3 && near.calibration.residualM < 0.8);
});

test('proposed points are laid on measured ones, stand after them, and go at a word', () => {
  const state = run(empty, { type: 'mode', mode: 'rectangle' }, takeOver, add(0.2, 0.8), add(0.7, 0.8));
  assert.deepEqual(
    state.pairs.slice(0, 3).map(({ isProposed }) => isProposed),
    [false, false, true],
  );
  assert.deepEqual(state.pairs[1]?.ground, { x: 5, y: 0 });
  const removed = run(state, { type: 'remove-proposed' });
  assert.equal(removed.pairs.length, 2);
  assert.equal(run(removed, { type: 'undo' }).pairs.length, 18);
});

test('where points come from is kept with them', () => {
  const points = knownPoints(run(empty, takeOver, ...onTape(0.3, 0.85), ...onTape(0.6, 0.5)));
  const again = openCalibration(points, 2);
  assert.equal(again.pairs.filter(({ isProposed }) => isProposed).length, 16);
  assert.equal(isCalibrationChanged(again), false);
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
