import type { Random } from '../../random.ts';
import { type CrowdEntry, crowd } from '../flowing.ts';
import { together, worldOf } from '../mover.ts';
import type { Story } from '../play.ts';
import { views } from '../stage.ts';
import { passer, person, rectangle, tenth, watched } from './telling.ts';

const zones = [
  watched('counter-flow', rectangle(-4, 9, 4, 24), {
    direction: [
      { x: 0, y: 10 },
      { x: 0, y: 23 },
    ],
  }),
];
const shared = { kind: 'counter-flow', view: views.plaza, zones } as const;
const durationMs = 70_000;

/** People who walk the passage up (away from the camera) or down, keeping to their right. */
function stream(random: Random, isUp: boolean, gapMs: number, from: number, to: number): CrowdEntry[] {
  const list: CrowdEntry[] = [];
  for (let ms = from; ms < to; ms += gapMs * random.between(0.6, 1.4)) {
    const x = (isUp ? 1 : -1) * random.between(0.4, 3.2);
    const ends = isUp ? [6.5, 29] : [29, 6.5];
    list.push({
      atMs: tenth(ms),
      from: { x, y: ends[0]! },
      legs: [{ to: { x, y: ends[1]! } }],
      speedMps: random.between(1.1, 1.45),
    });
  }
  return list;
}

export const counterFlowStories: readonly Story[] = [
  {
    ...shared,
    id: 'counter-flow-two-streams',
    story: 'Two streams of walkers meet in a passage, one as strong as the other.',
    durationMs,
    world: (random) =>
      crowd(random, [
        ...stream(random, true, 1_300, 0, 60_000),
        ...stream(random, false, 1_300, 8_000, 45_000),
      ]),
  },
  {
    ...shared,
    id: 'counter-flow-against',
    story: 'A train has arrived: many come against a stream of half their number.',
    durationMs,
    world: (random) =>
      crowd(random, [
        ...stream(random, true, 1_900, 0, 60_000),
        ...stream(random, false, 950, 10_000, 45_000),
      ]),
  },
];

export const counterFlowNegatives: readonly Story[] = [
  {
    ...shared,
    id: 'counter-flow-not-crossing',
    story: 'Shoppers cross a one-way stream from side to side.',
    durationMs,
    world: (random) =>
      together(
        crowd(random, stream(random, true, 1_100, 0, 60_000)),
        worldOf(
          Array.from({ length: 14 }, (_, i) => {
            const y = random.between(11, 22);
            const side = i % 2 === 0 ? -1 : 1;
            const fromMs = 3_000 + i * 3_800;
            return passer(random, i + 1, { fromMs, from: { x: side * 7, y }, to: { x: -side * 7, y } });
          }),
        ),
      ),
  },
  {
    ...shared,
    id: 'counter-flow-not-strays',
    story: 'A one-way stream with a single walker against it now and then.',
    durationMs,
    world: (random) =>
      crowd(random, [
        ...stream(random, true, 1_000, 0, 60_000),
        ...stream(random, false, 16_000, 8_000, 50_000),
      ]),
  },
  {
    ...shared,
    id: 'counter-flow-not-standing',
    story: 'A group stands in the way of a one-way stream.',
    durationMs,
    world: (random) =>
      together(
        crowd(random, stream(random, true, 1_200, 0, 60_000)),
        worldOf(
          Array.from({ length: 6 }, (_, i) =>
            person(random, i + 1, {
              fromMs: 0,
              from: { x: -3 + 0.8 * (i % 3), y: 14 + 0.8 * Math.floor(i / 3) },
              steps: [{ stayMs: durationMs }],
            }),
          ),
        ),
      ),
  },
];
