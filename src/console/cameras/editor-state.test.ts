import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultRules, type Zone } from '../../core/zone.ts';
import {
  canSave,
  type EditorAction,
  type EditorState,
  edit,
  isChanged,
  openEditor,
  selectedZone,
} from './editor-state.ts';
import { presets } from './presets.ts';

const zone: Zone = {
  id: 'old',
  name: 'Old',
  shape: 'area',
  points: [
    { x: 0.2, y: 0.2 },
    { x: 0.4, y: 0.2 },
    { x: 0.4, y: 0.4 },
    { x: 0.2, y: 0.4 },
  ],
  direction: null,
  rules: [],
};

const opened = openEditor([zone], 3);
const run = (state: EditorState, ...actions: EditorAction[]) => actions.reduce(edit, state);
const draw = (preset: (typeof presets)[number]): EditorAction => ({
  type: 'draw',
  preset,
  zoneId: 'new',
  name: 'New',
});
const point = (x: number, y: number): EditorAction => ({ type: 'point', at: { x, y } });

test('every wish becomes a zone that can be saved within three clicks', () => {
  for (const preset of presets) {
    const state = run(opened, draw(preset), point(0.5, 0.5), point(0.8, 0.8));
    assert.equal(state.drawing, null, preset);
    assert.equal(selectedZone(state)?.id, 'new');
    assert.ok(canSave(state), preset);
  }
});

test('a shape drawn corner by corner closes on its first corner', () => {
  const state = run(
    opened,
    draw('crowding'),
    { type: 'draw-how', how: 'corners' },
    point(0.5, 0.5),
    point(0.8, 0.5),
    point(0.8, 0.8),
    point(0.5, 0.5),
  );
  assert.equal(selectedZone(state)?.points.length, 3);
});

test('undo takes back one drawn point, then the drawing, then the zone before', () => {
  let state = run(opened, draw('closed'), { type: 'draw-how', how: 'corners' }, point(0.5, 0.5));
  state = edit(state, { type: 'undo' });
  assert.deepEqual(state.drawing?.points, []);
  state = edit(state, { type: 'undo' });
  assert.equal(state.drawing, null);
  assert.equal(edit(state, { type: 'undo' }), state);
});

test('a drag is one step back, however many moves it had', () => {
  const select: EditorAction = { type: 'select', zoneId: 'old', handle: 0 };
  const move = (x: number, gesture: string): EditorAction => ({
    type: 'move',
    handle: 0,
    to: { x, y: 0.1 },
    gesture,
  });
  let state = run(opened, select, move(0.21, 'a'), move(0.25, 'a'), move(0.3, 'a'), move(0.31, 'b'));
  assert.equal(state.zones[0]?.points[0]?.x, 0.31);
  state = edit(state, { type: 'undo' });
  assert.equal(state.zones[0]?.points[0]?.x, 0.3);
  state = edit(state, { type: 'undo' });
  assert.deepEqual(state.zones, [zone]);
  assert.equal(isChanged(state), false);
});

test('a zone moved against the border keeps its shape', () => {
  const state = run(
    opened,
    { type: 'select', zoneId: 'old' },
    { type: 'shift', by: { x: -0.9, y: 0.9 }, gesture: 'a' },
  );
  const [a, b, c] = state.zones[0]!.points;
  assert.equal(a!.x, 0);
  assert.ok(Math.abs(b!.x - a!.x - 0.2) < 1e-9);
  assert.equal(c!.y, 1);
});

test('a triangle keeps its corners and a line its ends', () => {
  const triangle = { ...zone, points: zone.points.slice(0, 3) };
  const state = run(
    openEditor([triangle], 1),
    { type: 'select', zoneId: 'old' },
    { type: 'remove-corner', index: 0 },
  );
  assert.equal(state.zones[0]?.points.length, 3);
});

test('a wrong-way rule brings an arrow, and flipping turns it round', () => {
  let state = run(
    opened,
    { type: 'select', zoneId: 'old' },
    { type: 'add-rule', rule: defaultRules['wrong-way'] },
  );
  const [from, to] = selectedZone(state)!.direction!;
  assert.ok(from.y > to.y, 'away from the camera at first');
  state = edit(state, { type: 'flip' });
  assert.deepEqual(selectedZone(state)!.direction, [to, from]);
});

test("somebody else's newer zones are told, and can be taken or written over", () => {
  const mine = run(
    opened,
    { type: 'select', zoneId: 'old' },
    { type: 'rename', name: 'Mine' },
    { type: 'saving' },
  );
  const theirs = [{ ...zone, name: 'Theirs' }];
  const conflict = edit(mine, { type: 'conflict', zones: theirs, version: 7 });
  assert.equal(canSave(conflict), false);
  const taken = edit(conflict, { type: 'take-theirs' });
  assert.deepEqual([taken.zones, taken.version, isChanged(taken)], [theirs, 7, false]);
  const kept = edit(conflict, { type: 'keep-mine' });
  assert.deepEqual([kept.zones[0]?.name, kept.version, canSave(kept)], ['Mine', 7, true]);
});

test('what was drawn while the server answered stays, and stays unsaved', () => {
  const busy = run(
    opened,
    { type: 'select', zoneId: 'old' },
    { type: 'rename', name: 'One' },
    { type: 'saving' },
  );
  const sent = busy.zones;
  const touched = edit(busy, { type: 'rename', name: 'Two' });
  const done = edit(touched, { type: 'saved', zones: sent, version: 4 });
  assert.equal(done.zones[0]?.name, 'Two');
  assert.ok(canSave(done));
});

test('a zone with a fault keeps the whole from being saved', () => {
  const state = run(opened, { type: 'select', zoneId: 'old' }, { type: 'rename', name: ' ' });
  assert.equal(canSave(state), false);
});

test('whatever is done, undoing it all gives the zones back and redoing all gives the result back', () => {
  const at = fc.record({
    x: fc.double({ min: -0.2, max: 1.2, noNaN: true }),
    y: fc.double({ min: -0.2, max: 1.2, noNaN: true }),
  });
  const action: fc.Arbitrary<EditorAction> = fc.oneof(
    fc.record({
      type: fc.constant('draw' as const),
      preset: fc.constantFrom(...presets),
      zoneId: fc.uuid(),
      name: fc.constant('Z'),
    }),
    fc.record({ type: fc.constant('point' as const), at }),
    fc.record({
      type: fc.constant('move' as const),
      handle: fc.integer({ min: 0, max: 3 }),
      to: at,
      gesture: fc.constantFrom('a', 'b'),
    }),
    fc.record({ type: fc.constant('shift' as const), by: at, gesture: fc.constantFrom('a', 'b') }),
    fc.record({ type: fc.constant('insert' as const), afterIndex: fc.integer({ min: 0, max: 3 }), at }),
    fc.record({ type: fc.constant('remove-corner' as const), index: fc.integer({ min: 0, max: 4 }) }),
    fc.constant<EditorAction>({ type: 'select', zoneId: 'old' }),
    fc.constant<EditorAction>({ type: 'remove-zone' }),
    fc.constant<EditorAction>({ type: 'flip' }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const end = edit(run(opened, ...actions), { type: 'cancel' });
      for (const z of end.zones) {
        for (const p of [...z.points, ...(z.direction ?? [])]) {
          assert.ok(p.x >= 0 && p.x <= 1 && p.y >= 0 && p.y <= 1, 'no point leaves the picture');
        }
      }
      let state = end;
      while (state.past.length > 0) state = edit(state, { type: 'undo' });
      assert.deepEqual(state.zones, [zone]);
      while (state.future.length > 0) state = edit(state, { type: 'redo' });
      assert.deepEqual(state.zones, end.zones);
    }),
  );
});
