import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cameraWith,
  moving,
  noise,
  person,
  play,
  rectangle,
  story,
  type Thing,
  zoneOn,
} from '../../../test/support/scene-world.ts';
import { defaultRules } from '../zone.ts';

const yard = cameraWith([zoneOn(rectangle(-4, 3, 8, 12), { rules: [defaultRules.intrusion] })]);
const told = (things: readonly Thing[], seconds = 12) =>
  story(play({ camera: yard, things, seconds }), 'intrusion').map((line) => line.split(' '));
const during = (fromMs: number, toMs: number, thing: Thing): Thing => ({
  ...thing,
  at: (ms) => (ms < fromMs || ms > toMs ? null : thing.at(ms)),
});

test('what looks like somebody for a second, in the middle and on its spot, is not told', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = noise(seed * 17);
    const jitterPx = () => ({ x: 2 * random(), y: 2 * random() });
    const bush = during(3_000, 4_000, person({ x: 1, y: 8 }, { jitterPx }));
    assert.deepEqual(told([bush]), [], `seed ${seed}`);
  }
});

test('who appears in the middle is told once he stirs, and after 2 s though he stands', () => {
  const walks = during(
    3_000,
    9_000,
    person((ms) => ({ x: -2 + ((ms - 3_000) / 1_000) * 1.3, y: 8 })),
  );
  const [[, walking]] = told([walks]) as [[string, string]];
  assert.ok(Number(walking) >= 3_500 && Number(walking) <= 4_200, `walking: ${walking}`);
  const [[, standing]] = told([during(3_000, 9_000, person({ x: 1, y: 8 }))]) as [[string, string]];
  assert.equal(standing, '5000');
});

test('who walks in from outside is told after the hold time', () => {
  const [[, at]] = told([person(moving({ x: -7, y: 8 }, { x: 1.2, y: 0 }))]) as [[string, string]];
  // Over the edge, 3 m on, after 2.5 s.
  assert.ok(Number(at) >= 3_000 && Number(at) <= 3_200, `told at ${at}`);
});

test('who is lost and found again is not two intruders', () => {
  const walker = person(moving({ x: -7, y: 8 }, { x: 0.6, y: 0 }));
  // The detector's second box of the same person, for half a second after the first is lost.
  const halves = [
    { ...walker, isSeen: (ms: number) => ms < 8_000 },
    { ...walker, isSeen: (ms: number) => ms >= 8_000 },
  ];
  assert.deepEqual(
    told(halves, 14).map(([phase]) => phase),
    ['began'],
  );
});
