import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultRules, type Zone } from '../../core/zone.ts';
import { parseBoxCsv } from './box-csv.ts';
import { joinTruth } from './box-truth.ts';
import { clipTruth, parseClipEvents } from './clip-events.ts';
import { parseMotTruth } from './mot-truth.ts';
import { parseZonesFile } from './zones-file.ts';

const corner = { x: 0.5, y: 0.5 };
const lane: Zone = {
  id: 'lane',
  name: 'Lane',
  shape: 'area',
  points: [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
    { x: 0, y: 1 },
  ],
  direction: [
    { x: 0.5, y: 1 },
    { x: 0.5, y: 0 },
  ],
  rules: [
    {
      kind: 'wrong-way',
      categories: ['vehicle'],
      minSpeedMps: 2,
      distanceM: 15,
      holdMs: 2_000,
      clearMs: 5_000,
    },
  ],
};
const film = { zones: [lane], msPerFrame: 40, widthPx: 100, heightPx: 100 };

test('classes of MOT16 become our categories, and what is none of them is not scored', () => {
  const truth = parseMotTruth('1,1,0,0,5,5,1,1,1\n1,2,0,0,5,5,1,3,1\n1,3,0,0,5,5,1,12,1', 'gt.txt', null);
  assert.deepEqual(
    truth.frames.get(0)!.map((box) => [box.category, box.isScored]),
    [
      ['person', true],
      ['vehicle', true],
      ['person', false],
    ],
  );
  assert.deepEqual(truth.categories, ['person', 'vehicle']);
});

test('two truths of one film keep their tracks apart', () => {
  const people = parseMotTruth('1,1,0,0,5,5,1', 'people.txt', null);
  const cars = parseMotTruth('1,1,50,0,5,5,1', 'cars.txt', 'vehicle');
  const ids = joinTruth([people, cars])!
    .frames.get(0)!
    .map((box) => box.id);
  assert.equal(new Set(ids).size, 2);
});

test('a table is refused with its line and what is wrong', () => {
  assert.throws(
    () => parseBoxCsv('frame,x,y\n', 'a.csv', null),
    /line 1: the heading has no column frame0, w, h/,
  );
  assert.throws(() => parseBoxCsv('frame0,x,y,w,h\n1,2,3,4,\n', 'a.csv', null), /line 2: column h reads ""/);
  assert.throws(() => parseBoxCsv('frame0,x,y,w,h\n', 'a.csv', null), /only a heading/);
});

test('vehicles against the arrow are wrong-way events of that lane', () => {
  const clip = parseClipEvents(
    JSON.stringify({
      'c.mp4': {
        vehicles: [
          { direction: 'up', frames0: [10, 20] },
          { direction: 'down', frames0: [30, 50] },
        ],
      },
    }),
    'events.json',
    'c.mp4',
  );
  assert.deepEqual(clipTruth(clip, film).events, [
    { kind: 'wrong-way', zoneId: 'lane', startMs: 1_200, endMs: 2_000, holdMs: 2_000 },
  ]);
});

test('played backwards, who crossed a line with the traffic drives against it', () => {
  const clip = parseClipEvents(
    JSON.stringify({
      'c.mp4': {
        crossings_frames0: [{ first: 60, last: 70 }],
        expected: { wrong_way_when_reversed: 1 },
      },
    }),
    'events.json',
    'c.mp4',
  );
  assert.deepEqual(clipTruth(clip, film).events, []);
  const [event, ...more] = clipTruth(clip, { ...film, reversedFrames: 101 }).events;
  assert.deepEqual(more, []);
  // Frame 70 of 0 to 100 is frame 30 from the end.
  assert.equal(event!.kind, 'wrong-way');
  assert.ok(event!.startMs < 30 * film.msPerFrame && event!.endMs > 40 * film.msPerFrame);
});

test('what no zone watches for is said, not counted as missed', () => {
  const clip = parseClipEvents(
    JSON.stringify({
      events: [{ kind: 'crowding', startMs: 0, endMs: 9 }],
      left_object: { owner_gone_from_bag_frame0: 1, still_there_at_end: true },
    }),
    'own.json',
    'any.mp4',
  );
  const truth = clipTruth(clip, film);
  assert.deepEqual(truth.events, []);
  assert.equal(truth.notWatched.length, 2);
});

test('a left object is unattended from when its owner is gone to the end of the clip', () => {
  const clip = parseClipEvents(
    JSON.stringify({
      'bag.avi': {
        frames: 101,
        left_object: { owner_gone_from_bag_frame0: 40, still_there_at_end: true, tolerance_frames: 8 },
      },
    }),
    'events.json',
    'bag.avi',
  );
  const pavement: Zone = { ...lane, id: 'pavement', rules: [defaultRules['left-object']] };
  const truth = clipTruth(clip, { ...film, zones: [pavement] });
  assert.deepEqual(truth.events, [
    { kind: 'left-object', zoneId: null, startMs: 1_600, endMs: 4_000, holdMs: 30_000 },
  ]);
  assert.deepEqual([truth.toleranceMs, truth.kinds, truth.notWatched], [320, ['left-object'], []]);
});

test('an events file that does not know the clip says which it knows', () => {
  assert.throws(
    () => parseClipEvents('{"_note":"x","a.avi":{},"b.avi":{}}', 'events.json', 'c.avi'),
    /says nothing about c\.avi; it knows a\.avi, b\.avi/,
  );
  assert.throws(() => parseClipEvents('{', 'events.json', 'c.avi'), /events\.json is not JSON/);
});

test('zones are checked against the contract, and the message names the place', () => {
  const zone = { ...lane, rules: [] };
  assert.equal(parseZonesFile(JSON.stringify({ zones: [zone] }), 'z.json').zones.length, 1);
  const bad = (zones: unknown) => () => parseZonesFile(JSON.stringify({ zones }), 'z.json');
  assert.throws(bad([{ ...zone, points: [corner] }]), /--zones z\.json: zones\.0\.points/);
  assert.throws(
    bad([{ ...zone, points: [{ x: 320, y: 1 }, corner, corner] }]),
    /zones\.0\.points\.0\.x.*fractions/,
  );
  assert.throws(bad([zone, zone]), /two zones are called lane/);
});
