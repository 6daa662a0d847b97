/** The coast road under a variable limit: two lanes each way, and one driver on the wrong side. */
import type { Backdrop } from '../film/backdrop.ts';
import type { Random } from '../random.ts';
import { lanePath } from '../world/lane-path.ts';
import { someVehicle } from './cast.ts';
import { flowOn, type RoadEntry, RoadWorld } from './road-world.ts';
import { heightPx, type Scene, widthPx } from './scene.ts';
import { drawTree } from './street-furniture.ts';

const durationMs = 66_000;
const nearY = 8;
const farY = 190;
/** Lane middles, metres right of the camera, which hangs over the central reservation. */
const lanesX = { northInner: 3.4, northOuter: 7.1, southInner: -3.4, southOuter: -7.1 };

const north = (id: string, x: number) =>
  lanePath(id, [
    { x, y: nearY },
    { x, y: farY },
  ]);
const south = (id: string, x: number) =>
  lanePath(id, [
    { x, y: farY },
    { x, y: nearY },
  ]);
const northInner = north('north-inner', lanesX.northInner);
const northOuter = north('north-outer', lanesX.northOuter);
const southInner = south('south-inner', lanesX.southInner);
const southOuter = south('south-outer', lanesX.southOuter);
const wrongWay = lanePath('wrong-way', [
  { x: lanesX.northOuter, y: 150 },
  { x: lanesX.northOuter, y: nearY },
]);

const wrongWayFromMs = 5_000;
const wrongWayMps = 8.5;

export const motorway: Scene = {
  id: 'demo-motorway',
  name: 'Coast Road',
  purpose: 'Finds a vehicle that drives against the traffic, and measures flow and speed.',
  cityM: { x: -230, y: -60 },
  camera: { heightM: 9, yawDeg: 2, tiltDeg: 9.6, focalPx: 1000, widthPx, heightPx },
  durationMs,
  light: {
    sun: { x: -0.55, y: 0.3, z: 0.78 },
    direct: 0.4,
    ambient: 0.68,
    sky: [200, 212, 224],
    isDusk: false,
  },
  noise: 1.3,
  zones: [
    {
      id: 'northbound',
      name: 'Northbound carriageway',
      shape: 'area',
      points: [
        { x: 1.5, y: 27 },
        { x: 9, y: 27 },
        { x: 9, y: 66 },
        { x: 1.5, y: 66 },
      ],
      direction: [
        { x: 5, y: 30 },
        { x: 5, y: 64 },
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
    },
    {
      id: 'southbound',
      name: 'Southbound carriageway',
      shape: 'area',
      points: [
        { x: -7.6, y: 28 },
        { x: -1.5, y: 28 },
        { x: -1.5, y: 66 },
        { x: -9, y: 66 },
        { x: -9, y: 33 },
      ],
      direction: [
        { x: -5, y: 64 },
        { x: -5, y: 30 },
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
    },
    {
      id: 'count',
      name: 'Northbound count',
      shape: 'line',
      points: [
        { x: 1.5, y: 36 },
        { x: 9, y: 36 },
      ],
      direction: null,
      rules: [],
    },
  ],
  drawBackdrop,
  world(random) {
    const road = new RoadWorld({ entries: entries(random), startMs: -16_000, firstId: 1 });
    return { step: (atMs) => road.step(atMs) };
  },
};

function entries(random: Random): RoadEntry[] {
  const cars = () => someVehicle(random, ['saloon', 'hatchback', 'saloon', 'hatchback', 'saloon', 'van']);
  const mixed = () => someVehicle(random, ['saloon', 'hatchback', 'hatchback', 'saloon', 'hatchback', 'van']);
  const common = { fromMs: -16_000, toMs: durationMs };
  // The lane of the wrong-way driver is kept clear from well before to well after.
  const isShut = (ms: number) => ms > wrongWayFromMs - 14_000 && ms < wrongWayFromMs + 17_000;
  return [
    ...flowOn(random, { ...common, lane: northInner, gapMs: [3_600, 7_000], speedMps: [14, 16], look: cars }),
    ...flowOn(random, {
      ...common,
      lane: northOuter,
      gapMs: [4_500, 8_500],
      speedMps: [12.5, 14],
      look: mixed,
      isShut,
    }),
    ...flowOn(random, { ...common, lane: southInner, gapMs: [4_000, 8_000], speedMps: [14, 16], look: cars }),
    ...flowOn(random, {
      ...common,
      lane: southOuter,
      gapMs: [4_500, 9_000],
      speedMps: [12.5, 14],
      look: mixed,
    }),
    {
      atMs: wrongWayFromMs,
      lane: wrongWay,
      look: { model: 'saloon', paint: [226, 224, 218] },
      speedMps: wrongWayMps,
    },
  ];
}

function drawBackdrop(on: Backdrop): void {
  on.define(
    '<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#a9c3dc"/><stop offset="1" stop-color="#e6e6df"/></linearGradient>' +
      '<linearGradient id="tar" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8f9093"/><stop offset="1" stop-color="#737477"/></linearGradient>' +
      '<linearGradient id="grass" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#93a377"/><stop offset="1" stop-color="#6f8453"/></linearGradient>' +
      '<filter id="grain" x="0" y="0" width="1" height="1"><feTurbulence type="fractalNoise" baseFrequency=".6 .8" numOctaves="3" seed="6"/><feColorMatrix values="0 0 0 0 .2  0 0 0 0 .22  0 0 0 0 .18  .6 0 0 0 -.16"/></filter>',
  );
  const horizon = on.at({ x: 0, y: 20_000, z: 0 }).y;
  const end = 1_500;
  on.raw(`<rect width="${widthPx}" height="${Math.max(horizon, 0) + 2}" fill="url(#sky)"/>`);
  // Reaches the lower edge also from a mast that looks down so steeply that the horizon is above the picture.
  const below = heightPx - Math.min(horizon, 0);
  on.raw(`<rect y="${horizon - 0.5}" width="${widthPx}" height="${below}" fill="url(#grass)"/>`);
  // Hills and the sea on the left.
  on.raw(
    `<path d="M0 ${horizon + 1}L0 ${horizon - 4}Q90 ${horizon - 20} 190 ${horizon - 7}T340 ${horizon - 3}T520 ${horizon - 16}T640 ${horizon - 9}L640 ${horizon + 1}Z" fill="#8c9d9f"/>`,
  );
  on.ground(
    [
      { x: -60, y: 150 },
      { x: -400, y: 150 },
      { x: -4_000, y: 4_000 },
      { x: -160, y: 4_000 },
    ],
    { fill: '#8fb0c0' },
  );
  const road = (x0: number, x1: number, paint: { fill: string; opacity?: number }) =>
    on.ground(
      [
        { x: x0, y: 15 },
        { x: x1, y: 15 },
        { x: x1, y: end },
        { x: x0, y: end },
      ],
      paint,
    );
  road(-13, 13, { fill: '#86907a' });
  road(-12.4, -1.2, { fill: 'url(#tar)' });
  road(1.2, 12.4, { fill: 'url(#tar)' });
  road(-1.2, 1.2, { fill: '#7c8a62' });
  for (const x of [3.4, 7.1, -3.4, -7.1]) {
    for (const wheel of [-0.85, 0.85])
      road(x + wheel - 0.3, x + wheel + 0.3, { fill: '#55565a', opacity: 0.16 });
  }
  const white = { fill: '#efeee8', opacity: 0.95 };
  for (const x of [1.5, 9, -1.5, -9]) on.stripe({ x, y: 15 }, { x, y: end }, 0.2, white);
  for (const x of [5.25, -5.25]) on.stripe({ x, y: 16 }, { x, y: 340 }, 0.16, white, { onM: 4, offM: 8 });
  on.raw(`<rect y="${horizon + 4}" width="${widthPx}" height="${below}" filter="url(#grain)" opacity=".5"/>`);
  // Guard rails of the reservation, posts every four metres.
  for (const x of [-0.55, 0.55]) {
    for (let y = 220; y > 16; y -= 4)
      on.wall({ x: x - 0.05, y }, { x: x + 0.05, y }, 0, 0.7, { fill: '#6f7478' });
    on.polygon(
      [
        { x, y: 15, z: 0.5 },
        { x, y: end, z: 0.5 },
        { x, y: end, z: 0.8 },
        { x, y: 15, z: 0.8 },
      ],
      { fill: '#b7bcc0' },
    );
  }
  for (const x of [-14.6, 14.6]) {
    for (let y = 200; y > 30; y -= 25)
      on.wall({ x: x - 0.08, y }, { x: x + 0.08, y }, 0, 1, { fill: '#f0efe9' });
  }
  for (const [x, y, seed] of [
    [24, 150, 1],
    [-24, 128, 6],
    [20, 112, 2],
    [26, 90, 3],
    [19.5, 76, 4],
    [-21, 84, 7],
    [-19.6, 62, 5],
    [18.6, 56, 8],
  ] as const) {
    drawTree(on, { x, y }, { heightM: 6.4, crownM: 2.6, leaf: '#667f4b', seed });
  }
}
