import type { Random } from '../../random.ts';
import { type Body, bodies } from '../actor.ts';
import { type Mover, thing, worldOf } from '../mover.ts';
import type { Story } from '../play.ts';
import { views } from '../stage.ts';
import { passer, person, rectangle, watched } from './telling.ts';

const hall = rectangle(-3.8, 6.2, 3.8, 14.5);
const left = {
  kind: 'left-object',
  view: views.hall,
  zones: [watched('left-object', hall)],
  hasStill: true,
} as const;
const removed = {
  kind: 'removed-object',
  view: views.hall,
  zones: [watched('removed-object', hall)],
  hasStill: true,
} as const;

const place = (random: Random) => ({ x: random.between(-2, 2), y: random.between(8, 11.5) });

/** Comes with a thing, sets it down, stays `stayMs` beside it, and leaves without it. */
function leaver(
  random: Random,
  at: { readonly fromMs: number; readonly stayMs: number; readonly body: Body; readonly takenMs: number },
): readonly Mover[] {
  const p = place(random);
  const comeMs = at.fromMs + (Math.sqrt((p.x + 8) ** 2) / 1.2) * 1000;
  return [
    person(random, 1, {
      fromMs: at.fromMs,
      from: { x: -8, y: p.y + 0.5 },
      steps: [
        { to: { x: p.x, y: p.y + 0.5 }, speedMps: 1.2 },
        { stayMs: at.stayMs },
        { to: { x: 9, y: p.y + 1.5 }, speedMps: 1.2 },
      ],
    }),
    thing(2, at.body, { ...p, fromMs: comeMs, toMs: at.takenMs }),
  ];
}

/** People who pass at the far end, never near. */
function farPassers(random: Random, firstId: number, count: number): readonly Mover[] {
  return Array.from({ length: count }, (_, i) => {
    const side = i % 2 === 0 ? -1 : 1;
    const y = random.between(15.2, 16.5);
    const fromMs = 4_000 + i * 17_000;
    return passer(random, firstId + i, { fromMs, from: { x: side * 10, y }, to: { x: -side * 10, y } });
  });
}

export const objectStories: readonly Story[] = [
  {
    ...left,
    id: 'left-object-bag',
    story: 'Somebody sets a bag down, waits some seconds and leaves the hall without it.',
    durationMs: 85_000,
    world: (random) =>
      worldOf([
        ...leaver(random, { fromMs: 2_000, stayMs: 5_000, body: bodies.bag, takenMs: 90_000 }),
        ...farPassers(random, 20, 3),
      ]),
  },
  {
    ...left,
    id: 'left-object-case',
    story: 'A suitcase is left, and its owner comes back for it after a minute.',
    durationMs: 100_000,
    world: (random) =>
      worldOf([
        ...leaver(random, { fromMs: 2_000, stayMs: 3_000, body: bodies.case, takenMs: 84_000 }),
        passer(random, 3, { fromMs: 78_000, from: { x: -8, y: 10 }, to: { x: 9, y: 10 } }),
      ]),
  },
  {
    ...removed,
    id: 'removed-object-sign',
    story: 'Somebody carries a warning sign away.',
    durationMs: 75_000,
    world: (random) => worldOf([...taken(random, bodies.sign, 75_000), ...farPassers(random, 20, 3)]),
  },
  {
    ...removed,
    id: 'removed-object-case',
    story: 'A case that stood in the hall is taken.',
    durationMs: 75_000,
    world: (random) => worldOf(taken(random, bodies.case, 75_000)),
  },
];

/** A thing that has always stood there; somebody comes by and it is gone, for good or until it is back at `backMs`. */
function taken(
  random: Random,
  body: Body,
  untilMs: number,
  backMs = Number.POSITIVE_INFINITY,
): readonly Mover[] {
  const p = place(random);
  const fromMs = 10_000;
  const goneMs = fromMs + ((p.x + 8) / 1.2) * 1000 + 1_000;
  const before = thing(2, body, { ...p, fromMs: 0, toMs: goneMs });
  const after = thing(2, body, { ...p, fromMs: backMs, toMs: untilMs });
  return [
    person(random, 1, {
      fromMs,
      from: { x: -8, y: p.y + 0.4 },
      steps: [
        { to: { x: p.x, y: p.y + 0.4 }, speedMps: 1.2 },
        { stayMs: 2_000 },
        { to: { x: 9, y: p.y + 1 }, speedMps: 1.2 },
      ],
    }),
    (atMs) => before(atMs) ?? after(atMs),
  ];
}

export const objectNegatives: readonly Story[] = [
  {
    ...left,
    id: 'left-object-not-owner-near',
    story: 'Somebody stands by their bag for a minute and takes it along.',
    durationMs: 90_000,
    world: (random) =>
      worldOf(leaver(random, { fromMs: 2_000, stayMs: 62_000, body: bodies.bag, takenMs: 73_500 })),
  },
  {
    ...left,
    id: 'left-object-not-long',
    story: 'A bag is alone for fifteen seconds, then taken.',
    durationMs: 60_000,
    world: (random) =>
      worldOf(leaver(random, { fromMs: 2_000, stayMs: 3_000, body: bodies.bag, takenMs: 30_000 })),
  },
  {
    ...left,
    id: 'left-object-not-waiter',
    story: 'Two people wait, all but still, for a minute and a half.',
    durationMs: 95_000,
    world: (random) =>
      worldOf(
        [-1.2, 1.4].map((x, i) =>
          person(random, i + 1, {
            fromMs: 1_000,
            from: { x: -8, y: 9 + i * 2 },
            steps: [{ to: { x, y: 9 + i * 2 }, speedMps: 1.2 }, { stayMs: 80_000 }],
          }),
        ),
      ),
  },
  {
    ...removed,
    id: 'removed-object-not-hidden',
    story: 'Somebody stands before a sign for a minute.',
    durationMs: 80_000,
    world: (random) => {
      const p = place(random);
      return worldOf([
        thing(2, bodies.sign, { ...p, fromMs: 0, toMs: 90_000 }),
        person(random, 1, {
          fromMs: 5_000,
          from: { x: -8, y: p.y - 0.8 },
          steps: [
            { to: { x: p.x, y: p.y - 0.8 }, speedMps: 1.2 },
            { stayMs: 55_000 },
            { to: { x: 8, y: p.y - 0.8 }, speedMps: 1.2 },
          ],
        }),
      ]);
    },
  },
  {
    ...removed,
    id: 'removed-object-not-back',
    story: 'A sign is taken up and set back within ten seconds.',
    durationMs: 65_000,
    world: (random) => worldOf(taken(random, bodies.sign, 90_000, 28_000)),
  },
];
