/** Lantern Square at dusk: people cross in all directions; one steps into the closed works. */
import type { Backdrop } from '../film/backdrop.ts';
import type { Random } from '../random.ts';
import type { Wall } from '../world/walkers.ts';
import { wardrobe } from './cast.ts';
import { CrowdWorld, type Entry } from './crowd-world.ts';
import { heightPx, type Scene, widthPx } from './scene.ts';
import { closedFence, drawCone, drawFacade, drawLamp, drawTree, ring } from './street-furniture.ts';

const works = { x0: 1.9, y0: 16.6, x1: 6.1, y1: 20.2 };
const fountain = { x: -5.2, y: 22.6, radius: 1.9 };
const durationMs = 76_000;
/** The intruder sets out so that the works are entered about ten seconds into the film. */
const intruderAtMs = 5_000;

const gate: Wall = [
  { x: works.x0, y: 17.8 },
  { x: works.x0, y: 19.2 },
];

const walls: readonly Wall[] = [
  [{ x: works.x0, y: works.y0 }, gate[0]],
  [gate[1], { x: works.x0, y: works.y1 }],
  [
    { x: works.x0, y: works.y1 },
    { x: works.x1, y: works.y1 },
  ],
  [
    { x: works.x1, y: works.y1 },
    { x: works.x1, y: works.y0 },
  ],
  [
    { x: works.x1, y: works.y0 },
    { x: works.x0, y: works.y0 },
  ],
  ...ring(fountain, fountain.radius + 0.1, 10),
  // The house fronts, with a passage between them.
  [
    { x: -30, y: 27.6 },
    { x: -5.2, y: 27.6 },
  ],
  [
    { x: -2.8, y: 27.6 },
    { x: 30, y: 27.6 },
  ],
];

const routes: readonly (readonly (readonly [number, number])[])[] = [
  [
    [-11, 15.4],
    [-6, 17.6],
    [0, 20.9],
    [7, 21.4],
    [13, 21.8],
  ],
  [
    [13, 22.8],
    [7, 22.4],
    [0, 21.8],
    [-6, 18.8],
    [-11, 17],
  ],
  [
    [0.2, 11.8],
    [0, 15],
    [-0.5, 19.6],
    [-1.4, 23.6],
    [-4, 26.6],
    [-4, 29.6],
  ],
  [
    [-4, 29.6],
    [-3.8, 26.4],
    [-1.8, 23],
    [-1.5, 18.6],
    [-1.2, 11.6],
  ],
  [
    [-5, 11.6],
    [-4.4, 15],
    [-1, 20.2],
    [5, 23],
    [15, 25],
  ],
  [
    [15, 24],
    [5, 22.4],
    [-2, 19.4],
    [-4.6, 15],
    [-6, 11.6],
  ],
  [
    [-11, 18.5],
    [-8.8, 20],
    [-8.6, 25],
    [-4.6, 26.4],
    [-4, 29.6],
  ],
  [
    [0.6, 11.8],
    [0.4, 15],
    [0.8, 20.7],
    [6.4, 21.2],
    [13, 21.4],
  ],
];

export const square: Scene = {
  id: 'demo-square',
  name: 'Lantern Square',
  purpose: 'Shows when the square fills up, and when somebody enters the closed works.',
  cityM: { x: 0, y: -20 },
  camera: { heightM: 6.5, yawDeg: 0, tiltDeg: 11.6, focalPx: 720, widthPx, heightPx },
  durationMs,
  light: { sun: { x: -0.62, y: 0.5, z: 0.6 }, direct: 0.2, ambient: 0.8, sky: [214, 176, 158], isDusk: true },
  noise: 1.5,
  zones: [
    {
      id: 'plaza',
      name: 'Plaza',
      shape: 'area',
      points: [
        { x: -5.8, y: 15 },
        { x: 1.6, y: 15 },
        { x: 1.6, y: 22.4 },
        { x: -2.9, y: 22.4 },
        { x: -2.9, y: 20.3 },
        { x: -7.6, y: 20.3 },
      ],
      direction: null,
      rules: [{ kind: 'crowding', limitPerM2: 1.08, limitCount: null, holdMs: 5_000, clearMs: 5_000 }],
    },
    {
      id: 'works',
      name: 'Closed works',
      shape: 'area',
      points: [
        { x: works.x0, y: works.y0 },
        { x: works.x1, y: works.y0 },
        { x: works.x1, y: works.y1 },
        { x: works.x0, y: works.y1 },
      ],
      direction: null,
      rules: [{ kind: 'intrusion', categories: ['person', 'bicycle'], holdMs: 1_000, clearMs: 3_000 }],
    },
    {
      id: 'promenade',
      name: 'Promenade',
      shape: 'line',
      points: [
        { x: -6, y: 16 },
        { x: 1.6, y: 16 },
      ],
      direction: null,
      rules: [],
    },
  ],
  drawBackdrop,
  props: [
    { at: { x: fountain.x, y: fountain.y - fountain.radius }, draw: drawFountain },
    { at: { x: 1.9, y: 23.6 }, draw: (on) => drawLamp(on, { x: 1.9, y: 23.6 }, 4.2) },
    { at: { x: -7.3, y: 16.8 }, draw: (on) => drawLamp(on, { x: -7.3, y: 16.8 }, 4.2) },
    {
      at: { x: 9.4, y: 24.2 },
      draw: (on) =>
        drawTree(on, { x: 9.4, y: 24.2 }, { heightM: 5.4, crownM: 2.1, leaf: '#56683f', seed: 3 }),
    },
    {
      at: { x: -10.4, y: 25.4 },
      draw: (on) =>
        drawTree(on, { x: -10.4, y: 25.4 }, { heightM: 5.6, crownM: 2.2, leaf: '#5d6b40', seed: 5 }),
    },
    {
      at: { x: 4.4, y: 25.8 },
      draw: (on) => drawTree(on, { x: 4.4, y: 25.8 }, { heightM: 5, crownM: 1.9, leaf: '#62703f', seed: 9 }),
    },
  ],
  world(random) {
    const world = new CrowdWorld({ walls, entries: entries(random), random, startMs: -34_000 });
    return { step: (atMs) => world.step(atMs) };
  },
};

function entries(random: Random): Entry[] {
  const looks = wardrobe(random, 12);
  const list: Entry[] = [];
  let at = -33_000;
  let turn = random.below(routes.length);
  while (at < durationMs) {
    // Neighbouring entries take different routes: no two walk on each other's heels.
    turn = (turn + 1 + random.below(3)) % routes.length;
    const shift = { x: random.between(-0.5, 0.5), y: random.between(-0.4, 0.4) };
    const [from, ...rest] = routes[turn]!.map(([x, y]) => ({ x: x + shift.x, y: y + shift.y }));
    list.push({
      atMs: at,
      from: from!,
      legs: rest.map((to) => ({ to })),
      look: random.pick(looks),
      speedMps: Math.max(0.9, 1.28 + 0.18 * random.normal()),
    });
    at += random.between(2_000, 4_000);
  }
  const stay = (x: number, y: number, face: number, stance: 'standing' | 'phone'): Entry => ({
    atMs: -34_000,
    from: { x, y },
    legs: [{ to: { x, y }, stayUntilMs: durationMs + 60_000, face, stance, withinM: 1 }],
    look: random.pick(looks),
    speedMps: 1.2,
  });
  list.push(
    stay(-7.6, 18.6, 1.8, 'standing'),
    stay(-6.7, 18.3, -1.6, 'standing'),
    stay(5.2, 23.8, 3, 'phone'),
  );
  list.push({
    atMs: intruderAtMs,
    from: { x: 0.2, y: 11.6 },
    legs: [
      { to: { x: 0.4, y: 15 } },
      { to: { x: 1.1, y: 18.5 }, withinM: 0.5 },
      { to: { x: 3, y: 18.5 }, withinM: 0.5 },
      { to: { x: 4.8, y: 18.1 }, stayMs: 4_500, face: 2.6, stance: 'phone' },
      { to: { x: 3, y: 18.5 }, withinM: 0.5 },
      { to: { x: 1, y: 18.5 }, withinM: 0.5 },
      { to: { x: 0.4, y: 21 } },
      { to: { x: -1.4, y: 23.6 } },
      { to: { x: -4, y: 26.6 } },
      { to: { x: -4, y: 29.6 } },
    ],
    look: looks[0]!,
    speedMps: 1.35,
  });
  return list;
}

function drawBackdrop(on: Backdrop): void {
  on.define(
    '<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#7d88ad"/><stop offset=".6" stop-color="#cfa79a"/><stop offset="1" stop-color="#e8bf95"/></linearGradient>' +
      '<linearGradient id="stone" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#a2958f"/><stop offset="1" stop-color="#857d7b"/></linearGradient>' +
      '<filter id="grain" x="0" y="0" width="1" height="1"><feTurbulence type="fractalNoise" baseFrequency=".5 .9" numOctaves="3" seed="4"/><feColorMatrix values="0 0 0 0 .3  0 0 0 0 .28  0 0 0 0 .27  .5 0 0 0 -.12"/></filter>' +
      '<radialGradient id="pool"><stop offset="0" stop-color="#ffd79a" stop-opacity=".5"/><stop offset="1" stop-color="#ffd79a" stop-opacity="0"/></radialGradient>',
  );
  on.raw(`<rect width="${widthPx}" height="90" fill="url(#sky)"/>`);
  on.raw(`<rect y="40" width="${widthPx}" height="${heightPx - 40}" fill="url(#stone)"/>`);
  on.raw(`<rect y="62" width="${widthPx}" height="${heightPx - 62}" filter="url(#grain)" opacity=".55"/>`);
  // Slabs of three metres, and a lighter cross of paths.
  for (let x = -27; x <= 27; x += 3)
    on.stripe({ x, y: 9 }, { x, y: 27.5 }, 0.05, { fill: '#6d6462', opacity: 0.5 });
  for (let y = 9; y <= 34; y += 3)
    on.stripe({ x: -27, y }, { x: 27, y }, 0.05, { fill: '#6d6462', opacity: 0.5 });
  on.ground(
    [
      { x: -2.6, y: 9 },
      { x: 1.6, y: 9 },
      { x: -2.4, y: 27.5 },
      { x: -5.4, y: 27.5 },
    ],
    { fill: '#c9b8aa', opacity: 0.28 },
  );
  on.ground(
    [
      { x: -27, y: 19 },
      { x: 27, y: 20.4 },
      { x: 27, y: 24 },
      { x: -27, y: 22.6 },
    ],
    { fill: '#c9b8aa', opacity: 0.2 },
  );
  for (const lamp of [
    { x: 1.9, y: 23.6 },
    { x: -7.3, y: 16.8 },
  ]) {
    const p = on.at({ ...lamp, z: 0 });
    on.raw(
      `<ellipse cx="${p.x}" cy="${p.y}" rx="${p.pxPerM * 4.4}" ry="${p.pxPerM * 1.5}" fill="url(#pool)"/>`,
    );
  }
  const houses = [
    { x0: -30, x1: -21.4, top: 6.4, fill: '#8e6f66', columns: 5 },
    { x0: -21.4, x1: -13.6, top: 7, fill: '#a58d78', columns: 5 },
    { x0: -13.6, x1: -5.2, top: 6.5, fill: '#7c7480', columns: 5 },
    { x0: -2.8, x1: 4.6, top: 6.9, fill: '#b09a80', columns: 4 },
    { x0: 4.6, x1: 13.4, top: 6.3, fill: '#8a6a60', columns: 5 },
    { x0: 13.4, x1: 22, top: 7.1, fill: '#93887c', columns: 5 },
    { x0: 22, x1: 30, top: 6.6, fill: '#9c7a68', columns: 5 },
  ];
  on.ground(
    [
      { x: -5.2, y: 27.6 },
      { x: -2.8, y: 27.6 },
      { x: -2.8, y: 40 },
      { x: -5.2, y: 40 },
    ],
    { fill: '#7b706c' },
  );
  on.polygon(
    [
      { x: -5.2, y: 27.6, z: 0 },
      { x: -5.2, y: 40, z: 0 },
      { x: -5.2, y: 40, z: 6.4 },
      { x: -5.2, y: 27.6, z: 6.4 },
    ],
    { fill: '#5d5760' },
  );
  on.polygon(
    [
      { x: -2.8, y: 27.6, z: 0 },
      { x: -2.8, y: 40, z: 0 },
      { x: -2.8, y: 40, z: 6.4 },
      { x: -2.8, y: 27.6, z: 6.4 },
    ],
    { fill: '#6f625a' },
  );
  // What closes the passage at its far end.
  on.wall({ x: -5.4, y: 40 }, { x: -2.6, y: 40 }, 0, 5.6, { fill: '#8a7a76' });
  on.windows(
    { x: -5.2, y: 40 },
    { x: -2.8, y: 40 },
    {
      columns: 2,
      rows: [
        [1, 2.4],
        [3.4, 4.8],
      ],
      share: 0.5,
    },
    () => ({ fill: '#4a4a55' }),
  );
  houses.forEach((house, i) => {
    drawFacade(on, { ...house, y: 27.6, lit: (column, row) => (column * 7 + row * 5 + i * 3) % 4 === 0 });
  });
  on.ground(
    [
      { x: -30, y: 27.6 },
      { x: 30, y: 27.6 },
      { x: 30, y: 26.9 },
      { x: -30, y: 26.9 },
    ],
    { fill: '#5f5654', opacity: 0.55 },
  );
  // The closed works: sand, a trench, heaps.
  const w = works;
  on.ground(
    [
      { x: w.x0, y: w.y0 },
      { x: w.x1, y: w.y0 },
      { x: w.x1, y: w.y1 },
      { x: w.x0, y: w.y1 },
    ],
    { fill: '#b79f78' },
  );
  on.ground(
    [
      { x: 2.4, y: 19.3 },
      { x: 5.6, y: 19.4 },
      { x: 5.5, y: 19.9 },
      { x: 2.4, y: 19.8 },
    ],
    { fill: '#6f5b45' },
  );
  on.ground(
    [
      { x: 2.2, y: 17 },
      { x: 3.1, y: 16.9 },
      { x: 3, y: 17.4 },
      { x: 2.3, y: 17.4 },
    ],
    { fill: '#93795a' },
  );
  for (const x of [w.x0, 3.3, 4.7, w.x1]) drawCone(on, { x, y: w.y0 });
  closedFence(on, { x: w.x0, y: w.y1 }, { x: w.x1, y: w.y1 });
  closedFence(on, { x: w.x1, y: w.y0 }, { x: w.x1, y: w.y1 });
  closedFence(on, { x: w.x0, y: 19.2 }, { x: w.x0, y: w.y1 });
}

function drawFountain(on: Backdrop): void {
  const { x, y, radius } = fountain;
  const rim = on.at({ x, y, z: 0.5 });
  const foot = on.at({ x, y: y - radius * 0.2, z: 0 });
  const s = rim.pxPerM;
  const squash = 0.24;
  on.define(
    '<linearGradient id="basin" x1="0" x2="1"><stop offset="0" stop-color="#b7aaa0"/><stop offset="1" stop-color="#6e655f"/></linearGradient>',
  );
  on.raw(
    `<ellipse cx="${foot.x + 3}" cy="${foot.y + 2}" rx="${radius * s * 1.06}" ry="${radius * s * squash}" fill="#000" opacity=".3"/>`,
  );
  on.raw(
    `<path d="M${rim.x - radius * s} ${rim.y} A${radius * s} ${radius * s * squash} 0 0 0 ${rim.x + radius * s} ${rim.y} l0 ${0.5 * s} A${radius * s} ${radius * s * squash} 0 0 1 ${rim.x - radius * s} ${rim.y + 0.5 * s}Z" fill="url(#basin)"/>`,
  );
  on.raw(
    `<ellipse cx="${rim.x}" cy="${rim.y}" rx="${radius * s}" ry="${radius * s * squash}" fill="#c3b6aa"/>`,
  );
  on.raw(
    `<ellipse cx="${rim.x}" cy="${rim.y + 0.4}" rx="${radius * s * 0.88}" ry="${radius * s * squash * 0.84}" fill="#5f7f92"/>`,
  );
  on.raw(
    `<ellipse cx="${rim.x - 4}" cy="${rim.y}" rx="${radius * s * 0.5}" ry="${radius * s * squash * 0.4}" fill="#a9c0c6" opacity=".55"/>`,
  );
  on.raw(
    `<path d="M${rim.x - 0.28 * s} ${rim.y + 2} L${rim.x - 0.14 * s} ${rim.y - 1 * s} L${rim.x + 0.14 * s} ${rim.y - 1 * s} L${rim.x + 0.28 * s} ${rim.y + 2}Z" fill="url(#basin)"/>`,
  );
  on.raw(`<ellipse cx="${rim.x}" cy="${rim.y - 1.02 * s}" rx="${0.7 * s}" ry="${0.17 * s}" fill="#b7aaa0"/>`);
  on.raw(
    `<path d="M${rim.x - 0.6 * s} ${rim.y - 1 * s} q${0.6 * s} ${-1.5 * s} ${1.2 * s} 0" fill="none" stroke="#e8eef0" stroke-width="1" opacity=".6"/>`,
  );
}
