/** Loitering, intrusion and line crossing: one place that is closed, and the way along it. */
import type { Random } from '../../random.ts';
import { bodies, type LabWorld } from '../actor.ts';
import { type Mover, mover, worldOf } from '../mover.ts';
import type { Story } from '../play.ts';
import { views } from '../stage.ts';
import { passer, person, rectangle, watched } from './telling.ts';

const yard = rectangle(-4, 10, 4, 19);
const intrusion = { kind: 'intrusion', view: views.plaza, zones: [watched('intrusion', yard)] } as const;
const loitering = { kind: 'loitering', view: views.plaza, zones: [watched('loitering', yard)] } as const;
const line = {
  kind: 'line-crossing',
  view: views.plaza,
  zones: [
    watched('line-crossing', [
      { x: -5, y: 14 },
      { x: 5, y: 14 },
    ]),
  ],
} as const;

/** Goes in at one side, stays inside for a while, and leaves by another. */
function intruder(random: Random, id: number, fromMs: number, stayMs: number): Mover {
  const side = random.next() < 0.5 ? -1 : 1;
  const y = random.between(12, 17);
  return person(random, id, {
    fromMs,
    from: { x: side * 9, y },
    steps: [
      { to: { x: side * 1.5, y }, speedMps: 1.3 },
      { stayMs },
      { to: { x: -side * 9, y: y + 1 }, speedMps: 1.5 },
    ],
  });
}

/** Walks to and fro inside. */
function pacer(random: Random, id: number, fromMs: number, rounds: number): Mover {
  const y = random.between(12, 15);
  const steps = Array.from({ length: rounds }, (_, i) => [
    { to: { x: i % 2 === 0 ? 2 : -2, y: y + (i % 3) }, speedMps: 0.7 },
    { stayMs: 9_000 },
  ]).flat();
  return person(random, id, {
    fromMs,
    from: { x: -8, y },
    steps: [{ to: { x: -2, y }, speedMps: 1.2 }, ...steps, { to: { x: 8, y }, speedMps: 1.2 }],
  });
}

function along(random: Random, y: number, count: number, gapMs: number): LabWorld {
  return worldOf(
    Array.from({ length: count }, (_, i) => {
      const side = i % 2 === 0 ? -1 : 1;
      return passer(random, i + 1, {
        fromMs: i * gapMs,
        from: { x: side * 12, y },
        to: { x: -side * 12, y },
      });
    }),
  );
}

export const closedPlaceStories: readonly Story[] = [
  {
    ...intrusion,
    id: 'intrusion-person',
    story: 'Two people, one after the other, walk into a closed yard, stay some seconds and leave.',
    durationMs: 62_000,
    world: (random) => worldOf([intruder(random, 1, 4_000, 5_000), intruder(random, 2, 33_000, 3_000)]),
  },
  {
    ...intrusion,
    id: 'intrusion-cyclist',
    story: 'A cyclist cuts across a closed yard, later someone runs through it.',
    durationMs: 50_000,
    world: (random) =>
      worldOf([
        mover(1, bodies.bicycle, {
          fromMs: 6_000,
          from: { x: -11, y: 13 },
          steps: [{ to: { x: 11, y: 15 }, speedMps: 4 }],
        }),
        passer(random, 2, { fromMs: 28_000, from: { x: 10, y: 13 }, to: { x: -10, y: 12 }, speedMps: 3 }),
      ]),
  },
  {
    ...loitering,
    id: 'loitering-pacing',
    story: 'Somebody walks to and fro in a closed yard for over two minutes.',
    durationMs: 190_000,
    world: (random) => worldOf([pacer(random, 1, 3_000, 11)]),
  },
  {
    ...loitering,
    id: 'loitering-waiting',
    story: 'Somebody stands in a closed yard for two and a half minutes; two others pass by.',
    durationMs: 180_000,
    world: (random) =>
      worldOf([
        intruder(random, 1, 2_000, 148_000),
        passer(random, 2, { fromMs: 30_000, from: { x: -11, y: 22 }, to: { x: 11, y: 22 } }),
        passer(random, 3, { fromMs: 80_000, from: { x: 11, y: 23 }, to: { x: -11, y: 23 } }),
      ]),
  },
  {
    ...line,
    id: 'line-crossing-walkers',
    story: 'Three people cross a line, each on an own way.',
    durationMs: 50_000,
    world: (random) =>
      worldOf(
        [-3, 0.5, 3].map((x, i) =>
          passer(random, i + 1, {
            fromMs: 3_000 + i * 12_000,
            from: { x, y: i === 1 ? 22 : 8 },
            to: { x: x + 0.5, y: i === 1 ? 8 : 22 },
          }),
        ),
      ),
  },
  {
    ...line,
    id: 'line-crossing-cyclist',
    story: 'A cyclist and a walker cross a line in opposite directions.',
    durationMs: 35_000,
    world: (random) =>
      worldOf([
        mover(1, bodies.bicycle, {
          fromMs: 4_000,
          from: { x: -2, y: 7 },
          steps: [{ to: { x: 1, y: 27 }, speedMps: 3.5 }],
        }),
        passer(random, 2, { fromMs: 12_000, from: { x: 2, y: 22 }, to: { x: 2.5, y: 7 } }),
      ]),
  },
];

export const closedPlaceNegatives: readonly Story[] = [
  {
    ...intrusion,
    id: 'intrusion-not-along',
    story: 'People walk along the far fence of a closed yard, two metres outside it.',
    durationMs: 60_000,
    world: (random) => along(random, 21, 8, 6_000),
  },
  {
    ...intrusion,
    id: 'intrusion-not-near',
    story: 'People walk along the near fence of a closed yard, a metre outside it.',
    durationMs: 60_000,
    world: (random) => along(random, 9, 6, 8_000),
  },
  {
    ...intrusion,
    id: 'intrusion-not-van',
    story: 'A delivery van, which is allowed, drives across the yard.',
    durationMs: 40_000,
    world: () =>
      worldOf([
        mover(1, bodies.car, {
          fromMs: 8_000,
          from: { x: -16, y: 15 },
          steps: [{ to: { x: 16, y: 15 }, speedMps: 3 }],
        }),
      ]),
  },
  {
    ...loitering,
    id: 'loitering-not-relay',
    story: 'Six people stay half a minute each, one after the other: there is always somebody.',
    durationMs: 190_000,
    world: (random) =>
      worldOf(Array.from({ length: 6 }, (_, i) => intruder(random, i + 1, 1_000 + i * 30_000, 24_000))),
  },
  {
    ...loitering,
    id: 'loitering-not-inside',
    story: 'Somebody waits two metres outside a closed yard.',
    durationMs: 180_000,
    world: (random) =>
      worldOf([
        person(random, 1, {
          fromMs: 1_000,
          from: { x: 9, y: 21.5 },
          steps: [{ to: { x: 1, y: 21.5 }, speedMps: 1.2 }, { stayMs: 165_000 }],
        }),
      ]),
  },
  {
    ...line,
    id: 'line-crossing-not-turning',
    story: 'People walk up to a line and turn back a metre and a half before it.',
    durationMs: 45_000,
    world: (random) =>
      worldOf(
        [-3, 0, 3].map((x, i) =>
          person(random, i + 1, {
            fromMs: 2_000 + i * 9_000,
            from: { x, y: 8 },
            steps: [
              { to: { x, y: 12.5 }, speedMps: 1.2 },
              { stayMs: 3_000 },
              { to: { x: x + 1, y: 7 }, speedMps: 1.2 },
            ],
          }),
        ),
      ),
  },
  {
    ...line,
    id: 'line-crossing-not-along',
    story: 'People walk along a line, two metres beyond it.',
    durationMs: 45_000,
    world: (random) => along(random, 16, 5, 6_000),
  },
];
