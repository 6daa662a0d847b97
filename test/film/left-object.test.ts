/** From pixels to alarm: the real motion model, still regions, tracker and rules on films that are made here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Box } from '../../src/core/geometry.ts';
import { defaultRules, type Rule, type Zone } from '../../src/core/zone.ts';
import { type Moment, StillFilm, solid, somebody } from '../support/still-film.ts';

const yard = (...rules: Rule[]): Zone => ({
  id: 'yard',
  name: 'Yard',
  shape: 'area',
  points: [
    { x: 0.02, y: 0.35 },
    { x: 0.98, y: 0.35 },
    { x: 0.98, y: 0.98 },
    { x: 0.02, y: 0.98 },
  ],
  direction: null,
  rules,
});
const both = yard(defaultRules['left-object'], defaultRules['removed-object']);
const bag: Box = { x: 330, y: 250, w: 32, h: 24 };
const beside: Box = { x: 282, y: 150, w: 44, h: 120 };
/** Pixels a second. */
const pace = 60;

/** Comes from the left, stands for `stayMs`, goes on to the right. */
function visit(ms: number, fromMs: number, stayMs: number): Box | null {
  const way = ((ms - fromMs) / 1_000) * pace;
  const until = beside.x + 44;
  const x = way < until ? way : Math.max(until, way - (stayMs / 1_000) * pace);
  return way < 0 || x > 684 ? null : { ...beside, x: Math.round(x) - 44 };
}

function scene(ms: number, people: readonly (Box | null)[], things: readonly Box[]): Moment {
  const there = people.filter((box) => box !== null);
  return {
    patches: [...things.map((box) => solid(box, 45)), ...there.map((box) => somebody(box, ms))],
    seen: there.map((box) => ({ category: 'person', box })),
  };
}

test('a bag that somebody leaves is told 30 s later, once, and ends when they are back for it', async () => {
  const film = new StillFilm([both]);
  // Beside the place from 17.4 s to 22.4 s; 3 m, or 212 px, away about 3.5 s later.
  await film.play(100, (ms) =>
    scene(ms, [visit(ms, 12_000, 5_000), visit(ms, 75_000, 12_000)], ms > 19_000 && ms < 88_000 ? [bag] : []),
  );
  const [began, ended, ...more] = film.story();
  assert.deepEqual(more, []);
  assert.match(began!, /^began left-object /);
  const beganS = Number(began!.split(' ')[2]);
  assert.ok(beganS > 54 && beganS < 58.5, began);
  assert.match(ended!, /^ended left-object /);
  const [unattended, count] = film.told[0]!.situation.because;
  assert.deepEqual([unattended!.kind, count!.kind, count!.value], ['unattended', 'count', 0]);
  assert.equal(film.told[0]!.situation.certainty, 0.8);
});

test('who waits beside their bag, and people who only pass, are no situation', async () => {
  const film = new StillFilm([both]);
  await film.play(100, (ms) =>
    scene(
      ms,
      [visit(ms, 12_000, 60_000), visit(ms, 20_000, 0), visit(ms, 50_000, 0)],
      ms > 18_000 && ms < 77_000 ? [bag] : [],
    ),
  );
  assert.deepEqual(film.story(), []);
});

test('something that is carried off is told as removed, and not as left', async () => {
  const film = new StillFilm([both]);
  await film.play(70, (ms) => scene(ms, [visit(ms, 15_000, 3_000)], ms < 22_000 ? [bag] : []));
  const [began, ...more] = film.story();
  assert.deepEqual(more, []);
  assert.match(began!, /^began removed-object 5[2-7]/);
});

test('a load that a vehicle drops on the carriageway is told', async () => {
  const film = new StillFilm([both]);
  const van = (ms: number): Box => ({ x: Math.round((ms - 12_000) / 8) - 160, y: 190, w: 150, h: 90 });
  await film.play(56, (ms) => ({
    patches: [...(van(ms).x > 330 ? [solid(bag, 45)] : []), solid(van(ms), 205)],
    seen: van(ms).x > -150 && van(ms).x < 630 ? [{ category: 'vehicle', box: van(ms) }] : [],
  }));
  const [began, ...more] = film.story();
  assert.deepEqual(more, []);
  assert.match(began!, /^began left-object 4[5-9]|^began left-object 5[0-2]/);
});

test('four minutes of passing clouds and people tell nothing', async () => {
  const film = new StillFilm([both]);
  const all: Box = { x: 0, y: 0, w: 640, h: 360 };
  await film.play(240, (ms) => {
    const cloud = 1 + 0.15 * Math.sin(ms / 23_000);
    const people = Array.from({ length: 8 }, (_, i) => visit(ms, 14_000 + i * 27_000, (i % 3) * 6_000));
    const moment = scene(ms, people, []);
    return { ...moment, patches: [...moment.patches!, { box: all, luma: (before) => before * cloud }] };
  });
  assert.deepEqual(film.story(), []);
});
