import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shaken } from '../../../test/support/people-scenes.ts';
import {
  cameraWith,
  person,
  play,
  rectangle,
  story,
  type Thing,
  vehicle,
  zoneOn,
} from '../../../test/support/scene-world.ts';
import { defaultRules } from '../zone.ts';

const track = cameraWith([zoneOn(rectangle(-6, 4, 12, 3), { rules: [defaultRules['person-on-track']] })]);
const told = (things: readonly Thing[], seconds = 15) =>
  story(play({ camera: track, things, seconds }), 'person-on-track');

test('a person on the track is told within a second, and it ends 3 s after they left', () => {
  const times = told([person((ms) => ({ x: 0, y: ms < 3_000 || ms > 8_000 ? 2 : 5 }))]);
  assert.equal(times.length, 2);
  const [began, ended] = times.map((s) => Number(s.split(' ')[1]));
  assert.ok(began! >= 3_500 && began! <= 4_000, times.join());
  assert.ok(ended! >= 11_000 && ended! <= 12_500, times.join());
});

test('a step onto the track and back within half a second is none; those on the platform are none', () => {
  const step = person((ms) => ({ x: 0, y: ms >= 3_000 && ms < 3_400 ? 4.2 : 3.5 }));
  const platform = Array.from({ length: 10 }, (_, i) => person({ x: -4 + i, y: 3.2 }));
  assert.deepEqual(told([step, ...platform]), []);
});

test('someone before a train is told, though its box lies behind theirs; a train alone is none', () => {
  const train = vehicle({ x: 0, y: 6 });
  assert.deepEqual(told([train]), []);
  assert.equal(told([train, person({ x: 0, y: 5.9 })])[0]?.split(' ')[0], 'began');
});

test('a bicycle on the track counts, jitter on the platform does not', () => {
  assert.equal(told([{ category: 'bicycle', at: () => ({ x: 0, y: 5 }) }]).length, 1);
  for (const seed of [31, 32, 33]) {
    const platform = Array.from({ length: 8 }, (_, i) => person({ x: -4 + i, y: 2.9 }));
    assert.deepEqual(told(shaken(platform, seed), 60), [], `seed ${seed}`);
    assert.match(told(shaken([person({ x: 0, y: 5.5 })], seed))[0] ?? '', /^began/, `seed ${seed}`);
  }
});
