/** Mill Crossing on a clear day: traffic both ways, a side street, and a car that breaks down in its lane. */
import type { Backdrop } from '../film/backdrop.ts';
import type { Random } from '../random.ts';
import { bend, lanePath } from '../world/lane-path.ts';
import { someVehicle, wardrobe } from './cast.ts';
import { CrowdWorld, type Entry } from './crowd-world.ts';
import { flowOn, type RoadEntry, RoadWorld } from './road-world.ts';
import { heightPx, type Scene, widthPx } from './scene.ts';
import { drawFacade, drawTree, tone } from './street-furniture.ts';

const durationMs = 72_000;
const kerb = { south: 17, north: 30.2 };
const side = { x0: 2, x1: 9 };

const eastOuter = lanePath('east-outer', [
  { x: -45, y: 18.7 },
  { x: 45, y: 18.7 },
]);
const eastInner = lanePath('east-inner', [
  { x: -45, y: 21.95 },
  { x: 45, y: 21.95 },
]);
const westInner = lanePath('west-inner', [
  { x: 45, y: 25.25 },
  { x: -45, y: 25.25 },
]);
const intoSide = lanePath('into-side', [
  { x: 45, y: 28.5 },
  ...bend({ x: 12, y: 28.5 }, { x: 7.2, y: 28.6 }, { x: 7.2, y: 33.5 }),
  { x: 7.2, y: 75 },
]);
const outOfSide = lanePath('out-of-side', [
  { x: 3.8, y: 75 },
  ...bend({ x: 3.8, y: 34 }, { x: 3.8, y: 28.5 }, { x: -1.5, y: 28.5 }),
  { x: -45, y: 28.5 },
]);

/** The breakdown: front bumper at 2 m west of the middle, from the 8th to the 31st second. */
const breakdown = { atM: 44.2, fromMs: 6_000, untilMs: 31_000, hazard: true };

export const junction: Scene = {
  id: 'demo-junction',
  name: 'Mill Crossing',
  purpose: 'Finds a vehicle that stands in a live lane, and counts who passes.',
  cityM: { x: 90, y: -120 },
  camera: { heightM: 8.5, yawDeg: 0, tiltDeg: 16.4, focalPx: 600, widthPx, heightPx },
  durationMs,
  light: {
    sun: { x: 0.42, y: 0.42, z: 0.8 },
    direct: 0.42,
    ambient: 0.68,
    sky: [190, 210, 230],
    isDusk: false,
  },
  noise: 1.3,
  zones: [
    {
      id: 'lanes',
      name: 'Live lanes',
      shape: 'area',
      points: [
        { x: -8.4, y: 17.2 },
        { x: 8.4, y: 17.2 },
        { x: 11, y: 30 },
        { x: -11, y: 30 },
      ],
      direction: null,
      rules: [
        { kind: 'stopped-vehicle', maxSpeedMps: 0.5, holdMs: 10_000, clearMs: 5_000, queueNeighbours: 3 },
      ],
    },
    {
      id: 'eastbound',
      name: 'Eastbound lanes',
      shape: 'line',
      points: [
        { x: 5.5, y: 17.2 },
        { x: 5.5, y: 23.4 },
      ],
      direction: null,
      rules: [],
    },
    {
      id: 'pavement',
      name: 'Pavement',
      shape: 'area',
      points: [
        { x: -6.4, y: 13.9 },
        { x: 6.4, y: 13.9 },
        { x: 7.6, y: 16.8 },
        { x: -7.6, y: 16.8 },
      ],
      direction: null,
      rules: [{ kind: 'crowding', limitPerM2: 1.08, limitCount: null, holdMs: 5_000, clearMs: 5_000 }],
    },
  ],
  drawBackdrop,
  world(random) {
    const crowd = new CrowdWorld({ walls: [], entries: walkers(random), random, startMs: -30_000 });
    const road = new RoadWorld({ entries: vehicles(random), startMs: -14_000, firstId: 1_000 });
    return { step: (atMs) => [...crowd.step(atMs), ...road.step(atMs)] };
  },
};

function vehicles(random: Random): RoadEntry[] {
  const look = () =>
    someVehicle(random, ['saloon', 'hatchback', 'saloon', 'hatchback', 'hatchback', 'saloon', 'van']);
  const common = { fromMs: -14_000, toMs: durationMs, look };
  return [
    // Nobody else takes the outer lane while the broken-down car stands in it.
    ...flowOn(random, {
      ...common,
      lane: eastOuter,
      gapMs: [6_000, 11_000],
      speedMps: [8.5, 10],
      isShut: (ms) => ms > -3_000 && ms < 30_000,
    }),
    ...flowOn(random, { ...common, lane: eastInner, gapMs: [4_200, 7_500], speedMps: [8.5, 10.5] }),
    ...flowOn(random, { ...common, lane: westInner, gapMs: [4_600, 8_500], speedMps: [8.5, 10.5] }),
    ...flowOn(random, { ...common, lane: intoSide, gapMs: [9_000, 15_000], speedMps: [6.5, 7.5] }),
    ...flowOn(random, { ...common, lane: outOfSide, gapMs: [10_000, 16_000], speedMps: [5.5, 6.5] }),
    {
      atMs: 1_500,
      lane: eastOuter,
      look: { model: 'hatchback', paint: [150, 34, 34] },
      speedMps: 9,
      halt: breakdown,
    },
    { atMs: 44_000, lane: eastOuter, look: { model: 'bus', paint: [62, 108, 132] }, speedMps: 8.5 },
  ];
}

function walkers(random: Random): Entry[] {
  const looks = wardrobe(random, 9);
  const list: Entry[] = [];
  for (let at = -26_000; at < durationMs; at += random.between(3_200, 6_400)) {
    const way = random.next() < 0.5 ? -1 : 1;
    const y = random.between(14.4, 16);
    list.push({
      atMs: at,
      from: { x: -way * 11.5, y },
      legs: [{ to: { x: 0, y: y + random.between(-0.3, 0.3) } }, { to: { x: way * 12, y } }],
      look: random.pick(looks),
      speedMps: random.between(1.1, 1.5),
    });
  }
  return list;
}

function drawBackdrop(on: Backdrop): void {
  on.define(
    '<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#9dbbd6"/><stop offset="1" stop-color="#dbe5ea"/></linearGradient>' +
      '<linearGradient id="tar" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#85868a"/><stop offset="1" stop-color="#77787b"/></linearGradient>' +
      '<filter id="grain" x="0" y="0" width="1" height="1"><feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="3" seed="2"/><feColorMatrix values="0 0 0 0 .2  0 0 0 0 .2  0 0 0 0 .2  .5 0 0 0 -.14"/></filter>',
  );
  const far = 60;
  on.raw(`<rect width="${widthPx}" height="60" fill="url(#sky)"/>`);
  on.raw(`<rect y="16" width="${widthPx}" height="${heightPx}" fill="#b3aca2"/>`);
  on.ground(
    [
      { x: -far, y: kerb.south },
      { x: far, y: kerb.south },
      { x: far, y: kerb.north },
      { x: -far, y: kerb.north },
    ],
    { fill: 'url(#tar)' },
  );
  on.ground(
    [
      { x: side.x0, y: kerb.north - 0.2 },
      { x: side.x1, y: kerb.north - 0.2 },
      { x: side.x1, y: 90 },
      { x: side.x0, y: 90 },
    ],
    { fill: '#838488' },
  );
  on.ground(
    [
      { x: -far, y: kerb.north },
      { x: side.x0, y: kerb.north },
      { x: side.x0, y: 36 },
      { x: -far, y: 36 },
    ],
    { fill: '#bdb6ab' },
  );
  on.ground(
    [
      { x: side.x1, y: kerb.north },
      { x: far, y: kerb.north },
      { x: far, y: 36 },
      { x: side.x1, y: 36 },
    ],
    { fill: '#bdb6ab' },
  );
  on.raw(`<rect y="62" width="${widthPx}" height="${heightPx}" filter="url(#grain)" opacity=".55"/>`);
  for (let x = -30; x < 30; x += 1.5) on.stripe({ x, y: 10 }, { x, y: 16.7 }, 0.03, { fill: '#938c82' });
  for (const y of [11.6, 13.2, 14.8]) on.stripe({ x: -far, y }, { x: far, y }, 0.03, { fill: '#938c82' });
  on.stripe({ x: -far, y: 16.9 }, { x: far, y: 16.9 }, 0.24, { fill: '#d5d0c6' });
  on.stripe({ x: -far, y: kerb.north + 0.1 }, { x: side.x0, y: kerb.north + 0.1 }, 0.2, { fill: '#d5d0c6' });
  on.stripe({ x: side.x1, y: kerb.north + 0.1 }, { x: far, y: kerb.north + 0.1 }, 0.2, { fill: '#d5d0c6' });
  const white = { fill: '#eceae2', opacity: 0.9 };
  for (const y of [20.32, 26.9]) on.stripe({ x: -far, y }, { x: far, y }, 0.13, white, { onM: 2, offM: 3 });
  for (const y of [23.5, 23.74]) on.stripe({ x: -far, y }, { x: side.x0 - 1, y }, 0.11, white);
  for (const y of [23.5, 23.74]) on.stripe({ x: side.x1 + 1, y }, { x: far, y }, 0.11, white);
  on.stripe({ x: 5.5, y: 34.5 }, { x: 5.5, y: 80 }, 0.12, white, { onM: 2, offM: 2 });
  on.stripe({ x: side.x0 + 0.2, y: 31 }, { x: 5.3, y: 31 }, 0.3, white, { onM: 0.5, offM: 0.35 });
  for (let x = side.x0 + 0.35; x < side.x1; x += 1) on.stripe({ x, y: 32.4 }, { x, y: 34.2 }, 0.5, white);
  const houses = [
    { x0: -44, x1: -30, top: 9.6, fill: '#b49f8c', columns: 6 },
    { x0: -30, x1: -19, top: 8.6, fill: '#a17f70', columns: 5 },
    { x0: -19, x1: -8, top: 10, fill: '#bfae98', columns: 5 },
    { x0: -8, x1: side.x0 - 1.4, top: 8.8, fill: '#8d8f97', columns: 4 },
    { x0: side.x1 + 1.4, x1: 21, top: 9.4, fill: '#b08d76', columns: 5 },
    { x0: 21, x1: 32, top: 8.6, fill: '#9aa094', columns: 5 },
    { x0: 32, x1: 46, top: 10, fill: '#b9a58a', columns: 6 },
  ];
  drawFacade(on, { x0: -6, x1: 18, y: 90, top: 9, fill: '#a89c92', columns: 9, lit: () => false });
  for (const [x, fill] of [
    [side.x0 - 1.4, '#75777e'],
    [side.x1 + 1.4, '#937461'],
  ] as const) {
    on.polygon(
      [
        { x, y: 36, z: 0 },
        { x, y: 90, z: 0 },
        { x, y: 90, z: 9 },
        { x, y: 36, z: 9 },
      ],
      { fill },
    );
    for (let y = 38; y < 80; y += 4) {
      for (const z of [1, 4, 6.4])
        on.polygon(
          [
            { x, y, z },
            { x, y: y + 1.6, z },
            { x, y: y + 1.6, z: z + 1.5 },
            { x, y, z: z + 1.5 },
          ],
          { fill: '#4d5661' },
        );
    }
  }
  for (const house of houses) drawFacade(on, { ...house, y: 36, lit: () => false });
  for (const x of [-24, -13.5, 15.5, 26])
    drawTree(on, { x, y: 33.2 }, { heightM: 5, crownM: 1.7, leaf: '#6a8a4a', seed: Math.round(x + 50) });
  // A sign post of no town.
  const p = on.at({ x: -4.6, y: 31.4, z: 0 });
  on.raw(
    `<path d="M${p.x} ${p.y}l0 ${-2.7 * p.pxPerM}" stroke="${tone('#6a6e73', 1)}" stroke-width="2"/><rect x="${p.x - 15}" y="${p.y - 3.2 * p.pxPerM}" width="30" height="11" fill="#2f5d86" stroke="#e6e6e0" stroke-width="1"/>`,
  );
}
