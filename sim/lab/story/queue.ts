import type { Random } from '../../random.ts';
import { type Mover, worldOf } from '../mover.ts';
import type { Story } from '../play.ts';
import { views } from '../stage.ts';
import { passer, person, rectangle, watched } from './telling.ts';

/** The counter is at the left; the queue grows across the view, as a queue must for a camera to see one behind the other. */
const counter = { x: -9.2, y: 16 };
const zones = [
  watched('queue', rectangle(-9.6, 14.5, 10.4, 18.5), { direction: [{ x: 10, y: 17 }, counter] }),
];
const shared = { kind: 'queue', view: views.plaza, zones } as const;

/** A line of `count` that stands from `fromMs`, each in its place, and dissolves at `toMs`. */
function line(random: Random, count: number, fromMs: number, toMs: number): readonly Mover[] {
  return Array.from({ length: count }, (_, i) => {
    const place = { x: counter.x + 0.5 + i * 0.95, y: counter.y + 0.05 * i + random.between(-0.2, 0.2) };
    const comeMs = Math.max(fromMs - 14_000 + i * 500, 0);
    return person(random, i + 1, {
      fromMs: comeMs,
      from: { x: place.x, y: 26 },
      steps: [
        { to: place, speedMps: 1.3 },
        { stayMs: toMs - comeMs - (10 / 1.3) * 1000 + i * 200 },
        { to: { x: place.x, y: 6 }, speedMps: 1.3 },
      ],
    });
  });
}

export const queueStories: readonly Story[] = [
  {
    ...shared,
    id: 'queue-long',
    story: 'One counter is open: the queue grows to nineteen metres.',
    durationMs: 70_000,
    world: (random) => worldOf(line(random, 20, 18_000, 50_000)),
  },
  {
    ...shared,
    id: 'queue-longer',
    story: 'A queue of eighteen metres, and people walk past it.',
    durationMs: 70_000,
    world: (random) =>
      worldOf([
        ...line(random, 19, 18_000, 50_000),
        ...Array.from({ length: 5 }, (_, i) =>
          passer(random, 50 + i, {
            fromMs: 6_000 + i * 9_000,
            from: { x: 14, y: 21 },
            to: { x: -14, y: 21 },
          }),
        ),
      ]),
  },
];

export const queueNegatives: readonly Story[] = [
  {
    ...shared,
    id: 'queue-not-long',
    story: 'A queue of nine metres.',
    durationMs: 60_000,
    world: (random) => worldOf(line(random, 9, 16_000, 48_000)),
  },
  {
    ...shared,
    id: 'queue-not-moving',
    story: 'A school class walks through the place in a long line.',
    durationMs: 50_000,
    world: (random) =>
      worldOf(
        Array.from({ length: 24 }, (_, i) =>
          passer(random, i + 1, {
            fromMs: i * 900,
            from: { x: 14, y: 16.4 + 0.2 * (i % 2) },
            to: { x: -14, y: 16.4 + 0.2 * (i % 2) },
            speedMps: 1.1,
          }),
        ),
      ),
  },
  {
    ...shared,
    id: 'queue-not-groups',
    story: 'Groups stand about, none of them at the counter.',
    durationMs: 50_000,
    world: (random) =>
      worldOf(
        Array.from({ length: 12 }, (_, i) =>
          person(random, i + 1, {
            fromMs: 0,
            from: {
              x: -5.5 + Math.floor(i / 4) * 5 + (i % 2) * 0.8,
              y: 16 + (i % 4 < 2 ? 0 : 0.8),
            },
            steps: [{ stayMs: 50_000 }],
          }),
        ),
      ),
  },
];
