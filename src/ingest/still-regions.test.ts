import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Seen, StillFilm, solid, somebody } from '../../test/support/still-film.ts';
import { type Box, iou } from '../core/geometry.ts';

const bag: Box = { x: 300, y: 240, w: 36, h: 28 };
const person: Box = { x: 280, y: 150, w: 44, h: 120 };
const car: Box = { x: 200, y: 200, w: 150, h: 80 };
const detected = (category: Seen['category'], box: Box): Seen => ({ category, box });

/** The empty yard, long enough to be known. */
async function yard(): Promise<StillFilm> {
  const film = new StillFilm();
  assert.deepEqual(await film.play(12), []);
  return film;
}

test('a thing set down is one region in its place, that came, and ends when it is taken away', async () => {
  for (const luma of [40, 70, 200]) {
    const film = await yard();
    const put = () => ({ patches: [solid(bag, luma)] });
    const fromMs = film.atMs;
    assert.deepEqual(await film.play(2, put), [], 'too early to say');
    const [region, ...others] = await film.play(3, put);
    assert.equal(others.length, 0, `luma ${luma}`);
    assert.equal(region!.look, 'appeared', `luma ${luma}`);
    assert.ok(iou(region!.box, bag) > 0.6, `luma ${luma}: ${JSON.stringify(region!.box)}`);
    assert.ok(Math.abs(region!.sinceMs - 1_800_000_000_000 - fromMs) <= 600);
    const later = await film.play(40, put);
    assert.deepEqual(
      later.map(({ id, sinceMs }) => [id, sinceMs]),
      [[region!.id, region!.sinceMs]],
    );
    assert.deepEqual(await film.play(3), [], `luma ${luma}: it is gone`);
    assert.deepEqual(await film.play(20), [], `luma ${luma}: and leaves no ghost`);
  }
});

test('a thing that was always there and is taken away is one region, that went; it ends when it is back', async () => {
  const film = new StillFilm();
  const there = () => ({ patches: [solid(bag, 45)] });
  assert.deepEqual(await film.play(20, there), []);
  const regions = await film.play(6);
  assert.deepEqual(
    regions.map(({ look }) => look),
    ['vanished'],
  );
  assert.deepEqual(await film.play(4, there), []);
});

test('a faint thing is still told after minutes, when the motion model takes it for the place', async () => {
  const film = await yard();
  const put = () => ({ patches: [solid(bag, 88)] });
  const [first] = await film.play(5, put);
  const [last] = await film.play(420, put);
  assert.equal(last!.id, first!.id);
  const cell = Math.floor((bag.y + 14) / 4) * 160 + Math.floor((bag.x + 18) / 4);
  assert.equal(film.last!.foreground.cells[cell], 0, 'no longer foreground');
  await film.play(3);
  assert.deepEqual(await film.play(30), [], 'taken away it leaves no ghost');
});

test('a bag beside its owner is told once they have left, and in its own size', async () => {
  const film = await yard();
  await film.play(10, (ms) => ({
    patches: [solid(bag, 40), somebody(person, ms)],
    seen: [detected('person', person)],
  }));
  const walk = (ms: number, fromMs: number): Box => ({
    ...person,
    x: person.x + Math.round((ms - fromMs) / 15),
  });
  const fromMs = film.atMs;
  const regions = await film.play(8, (ms) => ({
    patches: [solid(bag, 40), somebody(walk(ms, fromMs), ms)],
    seen: [detected('person', walk(ms, fromMs))],
  }));
  assert.equal(regions.length, 1, JSON.stringify(regions));
  assert.ok(iou(regions[0]!.box, bag) > 0.5, JSON.stringify(regions[0]!.box));
});

test('who stands and is detected is no region, nor when the detector loses them for a while', async () => {
  const film = await yard();
  const stand = (isSeen: (ms: number) => boolean) => (ms: number) => ({
    patches: [solid(person, 45)],
    seen: isSeen(ms) ? [detected('person', person)] : [],
  });
  assert.deepEqual(
    await film.play(
      20,
      stand(() => true),
    ),
    [],
  );
  assert.deepEqual(
    await film.play(
      20,
      stand((ms) => ms % 3_000 < 1_000),
    ),
    [],
  );
  assert.deepEqual(
    await film.play(
      20,
      stand(() => false),
    ),
    [],
  );
  assert.deepEqual(await film.play(10), []);
});

test('a car that parks is none, nor its shadow, nor when it is lost; nor is the road that it leaves', async () => {
  const film = await yard();
  const shadow: Box = { x: 190, y: 270, w: 170, h: 20 };
  const parked = (seen: readonly Seen[]) => () => ({ patches: [solid(shadow, 60), solid(car, 210)], seen });
  assert.deepEqual(await film.play(60, parked([detected('vehicle', car)])), []);
  assert.deepEqual(await film.play(30, parked([])), []);
  assert.deepEqual(await film.play(10), []);

  const before = new StillFilm();
  await before.play(30, parked([detected('vehicle', car)]));
  assert.deepEqual(await before.play(30), [], 'parked since before the camera looked');
});

test('what a passing car drops is told', async () => {
  const film = await yard();
  const fromMs = film.atMs;
  const at = (ms: number): Box => ({ ...car, x: Math.round((ms - fromMs) / 8) - 150 });
  const load: Box = { x: 320, y: 250, w: 40, h: 24 };
  const regions = await film.play(12, (ms) => ({
    patches: [...(at(ms).x > 320 ? [solid(load, 50)] : []), solid(at(ms), 210)],
    seen: at(ms).x < 560 ? [detected('vehicle', at(ms))] : [],
  }));
  assert.deepEqual(
    regions.map(({ look }) => look),
    ['appeared'],
  );
});

test('a shadow that stops and a lamp that goes on are none: the place shows through, or there is no outline', async () => {
  const film = await yard();
  const shadow: Box = { x: 250, y: 180, w: 120, h: 100 };
  assert.deepEqual(
    await film.play(20, () => ({ patches: [{ box: shadow, luma: (before) => before * 0.6 }] })),
    [],
  );
  const lamp = await yard();
  const spot: Box = { x: 200, y: 130, w: 200, h: 200 };
  const shine = (before: number, x: number, y: number) =>
    before + 90 * Math.max(0, 1 - Math.hypot(x - 300, y - 230) / 100);
  const regions = await lamp.play(20, () => ({ patches: [{ box: spot, luma: shine }] }));
  assert.deepEqual(
    regions.filter(({ look }) => look !== 'unknown'),
    [],
  );
});

test('what moves is none, however long', async () => {
  const film = await yard();
  const regions = await film.play(30, (ms) => ({
    patches: [somebody({ ...person, x: 100 + Math.round(150 + 140 * Math.sin(ms / 2_000)) }, ms)],
  }));
  assert.deepEqual(regions, []);
});

test('somebody who passes before a thing does not end it, detected or not', async () => {
  const film = await yard();
  const [first] = await film.play(10, () => ({ patches: [solid(bag, 40)] }));
  for (const isDetected of [true, false]) {
    const fromMs = film.atMs;
    const regions = await film.play(10, (ms) => {
      const box: Box = { ...person, x: Math.round((ms - fromMs) / 16), y: 170 };
      return {
        patches: [solid(bag, 40), somebody(box, ms)],
        seen: isDetected ? [detected('person', box)] : [],
      };
    });
    assert.deepEqual(
      regions.map(({ id }) => id),
      [first!.id],
    );
  }
});

test('a lamp that lights the whole place up or down neither ends nor begins a region', async () => {
  const film = await yard();
  const [first] = await film.play(10, () => ({ patches: [solid(bag, 40)] }));
  const all: Box = { x: 0, y: 0, w: 640, h: 360 };
  for (const factor of [0.6, 1.35]) {
    const light = { box: all, luma: (before: number) => before * factor };
    const regions = await film.play(20, () => ({ patches: [solid(bag, 40), light] }));
    assert.deepEqual(
      regions.map(({ id }) => id),
      [first!.id],
      `light ${factor}`,
    );
  }
});

test('a camera that turns away knows nothing of what lay still', async () => {
  const film = await yard();
  await film.play(10, () => ({ patches: [solid(bag, 40)] }));
  const all: Box = { x: 0, y: 0, w: 640, h: 360 };
  const elsewhere = {
    box: all,
    luma: (_: number, x: number, y: number) => (((x >> 5) + (y >> 6)) % 2 ? 60 : 190),
  };
  assert.deepEqual(await film.play(30, () => ({ patches: [elsewhere] })), []);
});

test('while the detector fails nothing begins: whether it is a person is not known', async () => {
  const film = await yard();
  const regions = await film.play(20, () => ({ patches: [solid(bag, 40)], isBlind: true }));
  assert.deepEqual(regions, []);
  assert.equal((await film.play(5, () => ({ patches: [solid(bag, 40)] }))).length, 1);
});

test('the number of regions is bounded, and those told first stay', async () => {
  const film = await yard();
  const things = Array.from({ length: 60 }, (_, i) =>
    solid({ x: 20 + (i % 12) * 50, y: 130 + Math.floor(i / 12) * 44, w: 16, h: 16 }, 40),
  );
  const few = await film.play(6, () => ({ patches: things.slice(0, 10) }));
  assert.equal(few.length, 10);
  const many = await film.play(10, () => ({ patches: things }));
  assert.ok(many.length <= 32, String(many.length));
  assert.deepEqual(
    many.slice(0, 10).map(({ id }) => id),
    few.map(({ id }) => id),
  );
});

test('a thing that is taken up and set down again within seconds is told again', async () => {
  const film = await yard();
  const put = () => ({ patches: [solid(bag, 40)] });
  await film.play(30, put);
  assert.deepEqual(await film.play(4), []);
  assert.deepEqual(
    (await film.play(6, put)).map(({ look }) => look),
    ['appeared'],
  );
});
