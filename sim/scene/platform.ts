/** Harbour Stop by day: a platform seen from a footbridge fills up until a tram takes the people away. */
import type { Backdrop } from '../film/backdrop.ts';
import type { VehicleLook } from '../film/vehicle.ts';
import type { Random } from '../random.ts';
import type { Actor } from '../world/actor.ts';
import { lanePath } from '../world/lane-path.ts';
import { stepTraffic, type Vehicle } from '../world/traffic.ts';
import type { Wall } from '../world/walkers.ts';
import { wardrobe } from './cast.ts';
import { CrowdWorld, type Entry } from './crowd-world.ts';
import { frameMs, heightPx, type Scene, widthPx } from './scene.ts';
import { tone } from './street-furniture.ts';

const edgeY = 12.9;
const zone = { x0: -4.2, x1: 4.2, y0: 11.5, y1: 12.5 };
const durationMs = 78_000;
const boardingFromMs = 34_500;
const tramId = 1_000;
const tramLook: VehicleLook = { model: 'tram', paint: [206, 176, 74] };
const doorsX = [-4.4, -1.5, 1.5, 4.4];

const walls: readonly Wall[] = [
  [
    { x: -40, y: edgeY },
    { x: 40, y: edgeY },
  ],
  [
    { x: -40, y: 5 },
    { x: 40, y: 5 },
  ],
];

export const platform: Scene = {
  id: 'demo-platform',
  name: 'Harbour Stop',
  purpose: 'Warns before the platform is too full, and when somebody is on the track.',
  cityM: { x: 150, y: 46 },
  camera: { heightM: 11, yawDeg: 0, tiltDeg: 42.5, focalPx: 900, widthPx, heightPx },
  durationMs,
  light: {
    sun: { x: -0.5, y: 0.35, z: 0.79 },
    direct: 0.36,
    ambient: 0.74,
    sky: [206, 216, 228],
    isDusk: false,
  },
  noise: 1.3,
  zones: [
    {
      id: 'waiting',
      name: 'Waiting area',
      shape: 'area',
      points: [
        { x: zone.x0, y: zone.y0 },
        { x: zone.x1, y: zone.y0 },
        { x: zone.x1, y: zone.y1 },
        { x: zone.x0, y: zone.y1 },
      ],
      direction: null,
      rules: [{ kind: 'crowding', limitPerM2: 1.08, limitCount: null, holdMs: 5_000, clearMs: 5_000 }],
    },
    {
      id: 'track',
      name: 'Track',
      shape: 'area',
      points: [
        { x: -5.2, y: 13.7 },
        { x: 5.2, y: 13.7 },
        { x: 5.6, y: 15.8 },
        { x: -5.6, y: 15.8 },
      ],
      direction: null,
      rules: [{ kind: 'intrusion', categories: ['person', 'bicycle'], holdMs: 500, clearMs: 3_000 }],
    },
    {
      id: 'stairs',
      name: 'Way to the stairs',
      shape: 'line',
      points: [
        { x: -4.5, y: 9.2 },
        { x: -4.5, y: 12.6 },
      ],
      direction: null,
      rules: [],
    },
  ],
  drawBackdrop,
  world(random) {
    const crowd = new CrowdWorld({ walls, entries: entries(random), random, startMs: -40_000 });
    const tram = tramWorld();
    return { step: (atMs) => [...crowd.step(atMs), ...tram(atMs)] };
  },
};

/** Waiting places: one close row behind the yellow line, each a little before or behind its neighbour. */
function places(random: Random): { x: number; y: number }[] {
  const spots: { x: number; y: number }[] = [];
  for (let i = 0; i < 14; i++) {
    const x = zone.x0 + 0.3 + i * 0.6 + random.between(-0.04, 0.04);
    spots.push({ x, y: 12.12 + (i % 2 === 0 ? 0.13 : -0.13) + random.between(-0.05, 0.05) });
  }
  return spots;
}

function entries(random: Random): Entry[] {
  const looks = wardrobe(random, 12);
  const list: Entry[] = [];
  places(random).forEach((spot, i) => {
    const side = i % 2 === 0 ? -1 : 1;
    const door = doorsX.reduce((best, x) => (Math.abs(x - spot.x) < Math.abs(best - spot.x) ? x : best));
    const hall = 9.3 + random.between(-0.3, 0.3);
    list.push({
      atMs: 3_000 + i * 620 + random.between(0, 500),
      from: { x: side * 8.5, y: hall },
      legs: [
        { to: { x: side * 5.6, y: hall + 0.2 } },
        { to: { x: spot.x, y: zone.y0 - 0.8 }, withinM: 0.6 },
        {
          to: spot,
          withinM: 0.22,
          stayUntilMs: boardingFromMs + Math.abs(edgeY - spot.y) * 1_300 + random.between(0, 900),
          face: random.pick([0.75, -0.75, 0.2, Math.PI - 0.6, Math.PI + 0.6]) + random.between(-0.2, 0.2),
          stance: random.next() < 0.3 ? 'phone' : 'standing',
        },
        { to: { x: door, y: edgeY - 0.75 }, withinM: 0.6, speedMps: 1.5 },
      ],
      look: random.pick(looks),
      speedMps: Math.max(1.05, 1.35 + 0.15 * random.normal()),
    });
  });
  // Those who only pass, behind the waiting ones.
  for (let at = -12_000; at < durationMs; at += random.between(4_500, 8_500)) {
    const side = random.next() < 0.5 ? -1 : 1;
    const y = random.between(8.9, 9.5);
    list.push({
      atMs: at,
      from: { x: -side * 8.5, y },
      legs: [{ to: { x: 0, y: y - 0.2 } }, { to: { x: side * 8.5, y } }],
      look: random.pick(looks),
      speedMps: random.between(1.1, 1.5),
    });
  }
  return list;
}

/** One tram comes from the left, stands while people board, and leaves to the right. */
function tramWorld(): (atMs: number) => readonly Actor[] {
  const lane = lanePath('track', [
    { x: -80, y: 14.9 },
    { x: 90, y: 14.9 },
  ]);
  const vehicles: Vehicle[] = [
    {
      id: tramId,
      look: tramLook,
      lengthM: 27,
      wishMps: 11,
      lane,
      alongM: 0,
      speedMps: 0,
      accelerationMps2: 0,
      halt: { atM: 80 + 13.5, fromMs: 0, untilMs: 45_500, hazard: false },
    },
  ];
  let nowMs = 20_500;
  return (atMs) => {
    for (; nowMs < atMs; nowMs += frameMs) stepTraffic(vehicles, () => null, nowMs, frameMs / 1000);
    if (atMs < 20_500) return [];
    return vehicles.map((tram) => {
      const at = lane.at(tram.alongM - tram.lengthM / 2);
      return {
        kind: 'vehicle',
        id: tram.id,
        ...at,
        look: tram.look,
        isBraking: tram.accelerationMps2 < -0.5,
        hazardLit: false,
      };
    });
  };
}

function drawBackdrop(on: Backdrop): void {
  on.define(
    '<filter id="grain" x="0" y="0" width="1" height="1"><feTurbulence type="fractalNoise" baseFrequency=".7" numOctaves="3" seed="8"/><feColorMatrix values="0 0 0 0 .2  0 0 0 0 .2  0 0 0 0 .2  .55 0 0 0 -.16"/></filter>' +
      '<linearGradient id="deck" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#b9b6ae"/><stop offset="1" stop-color="#a6a39b"/></linearGradient>' +
      '<linearGradient id="bed" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#7d7770"/><stop offset="1" stop-color="#6c665f"/></linearGradient>',
  );
  const far = 40;
  const band = (y0: number, y1: number, fill: string, opacity = 1) =>
    on.ground(
      [
        { x: -far, y: y0 },
        { x: far, y: y0 },
        { x: far, y: y1 },
        { x: -far, y: y1 },
      ],
      { fill, opacity },
    );
  on.raw(`<rect width="${widthPx}" height="${heightPx}" fill="#8f9a7c"/>`);
  band(20.2, 26, '#a7a49c');
  band(24.2, 40, '#7f9068');
  band(13.2, 20.2, 'url(#bed)');
  // Sleepers and rails of two tracks.
  for (const y of [14.9, 18.3]) {
    for (let x = -30; x < 30; x += 0.72)
      on.stripe({ x, y: y - 1.15 }, { x, y: y + 1.15 }, 0.26, { fill: '#5a5149' });
    for (const side of [-0.72, 0.72]) {
      on.stripe({ x: -far, y: y + side }, { x: far, y: y + side }, 0.13, { fill: '#454341' });
      on.stripe({ x: -far, y: y + side + 0.03 }, { x: far, y: y + side + 0.03 }, 0.05, { fill: '#c9cbcd' });
    }
  }
  band(20.2, 20.7, '#c4c1b8');
  for (let x = -30; x < 30; x += 2) on.stripe({ x, y: 20.7 }, { x, y: 24.2 }, 0.05, { fill: '#8d8a83' });
  for (let x = -20; x < 22; x += 4.3) {
    const p = on.at({ x, y: 25.4, z: 0.5 });
    for (let i = 0; i < 7; i++) {
      on.raw(
        `<ellipse cx="${p.x + (i - 3) * 9}" cy="${p.y + ((i * 37) % 5)}" rx="13" ry="10" fill="${tone('#5f7a4a', 0.85 + ((i * 13) % 7) * 0.05)}"/>`,
      );
    }
  }
  // The platform: slabs, the tactile line, the white edge.
  on.ground(
    [
      { x: -far, y: 2 },
      { x: far, y: 2 },
      { x: far, y: 13.2 },
      { x: -far, y: 13.2 },
    ],
    { fill: 'url(#deck)' },
  );
  // Slabs in two tones: a floor with lasting edges, as the check for a moved camera wants them.
  for (let i = -20; i < 20; i++) {
    for (let j = 0; j < 12; j++) {
      const tone = (i * 7 + j * 3 + ((i * j) % 3)) % 4;
      if (tone < 0 || tone > 2) continue;
      const [x, y] = [i * 0.9, 2.3 + j * 0.9];
      on.ground(
        [
          { x, y },
          { x: x + 0.9, y },
          { x: x + 0.9, y: Math.min(y + 0.9, 12.2) },
          { x, y: Math.min(y + 0.9, 12.2) },
        ],
        { fill: ['#8f8b83', '#cfccc4', '#a19d95'][tone]!, opacity: 0.55 },
      );
    }
  }
  for (let x = -18; x <= 18; x += 0.9) on.stripe({ x, y: 2.3 }, { x, y: 12.2 }, 0.045, { fill: '#57544f' });
  for (let y = 2.3; y < 12.2; y += 0.9) on.stripe({ x: -far, y }, { x: far, y }, 0.045, { fill: '#57544f' });
  on.stripe({ x: -far, y: 12.4 }, { x: far, y: 12.4 }, 0.3, { fill: '#d8b84a' });
  on.stripe({ x: -far, y: 12.4 }, { x: far, y: 12.4 }, 0.03, { fill: '#a98c2c' });
  on.stripe({ x: -far, y: 13.05 }, { x: far, y: 13.05 }, 0.3, { fill: '#e6e4dc' });
  on.stripe({ x: -far, y: 13.28 }, { x: far, y: 13.28 }, 0.18, { fill: '#3c3935' });
  on.raw(`<rect width="${widthPx}" height="${heightPx}" filter="url(#grain)" opacity=".5"/>`);
  // Waiting-area marking, a bench on either side.
  for (const x of [zone.x0, zone.x1])
    on.stripe(
      { x, y: zone.y0 },
      { x, y: zone.y1 },
      0.08,
      { fill: '#f2f0e6', opacity: 0.755 },
      { onM: 0.4, offM: 0.25 },
    );
  on.stripe(
    { x: zone.x0, y: zone.y0 },
    { x: zone.x1, y: zone.y0 },
    0.08,
    { fill: '#f2f0e6', opacity: 0.755 },
    { onM: 0.4, offM: 0.25 },
  );
  for (const x of [-7.2, 5.5]) {
    on.box(x, 10.9, x + 1.7, 11.35, 0, 0.45, {
      side: { fill: '#5b4633' },
      front: { fill: '#6f563d' },
      top: { fill: '#9a7a55' },
    });
  }
}
