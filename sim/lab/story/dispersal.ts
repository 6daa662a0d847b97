import type { Random } from '../../random.ts';
import { type Mover, worldOf } from '../mover.ts';
import type { Story } from '../play.ts';
import { views } from '../stage.ts';
import { passer, person, rectangle, watched } from './telling.ts';

const zones = [watched('dispersal', rectangle(-7, 8.5, 7, 24))];
const shared = { kind: 'dispersal', view: views.plaza, zones } as const;

/** People who stand about a middle and run off from it at an instant, each to an own side. */
function fright(
  random: Random,
  firstId: number,
  at: { readonly count: number; readonly runMs: number; readonly speedMps: number; readonly y: number },
): readonly Mover[] {
  return Array.from({ length: at.count }, (_, i) => {
    // Points of a square around the middle, in turn: no angle is needed.
    const t = (i + random.between(0.2, 0.8)) / at.count;
    const side = Math.floor(t * 4) % 4;
    const u = (t * 4) % 1;
    const ways = [
      [-1 + 2 * u, -1],
      [1, -1 + 2 * u],
      [1 - 2 * u, 1],
      [-1, 1 - 2 * u],
    ] as const;
    const [wx, wy] = ways[side]!;
    const radius = random.between(1, 2.2);
    const speedMps = at.speedMps * random.between(0.85, 1.15);
    return person(random, firstId + i, {
      fromMs: 0,
      from: { x: wx * radius, y: at.y + wy * radius },
      steps: [
        { stayMs: at.runMs + random.between(0, 500) },
        { to: { x: wx * 18, y: at.y + wy * (wy < 0 ? 8 : 18) }, speedMps },
      ],
    });
  });
}

export const dispersalStories: readonly Story[] = [
  {
    ...shared,
    id: 'dispersal-bang',
    story: 'Fourteen people stand about; at a bang they run apart.',
    durationMs: 32_000,
    world: (random) => worldOf(fright(random, 1, { count: 14, runMs: 15_000, speedMps: 3.2, y: 16 })),
  },
  {
    ...shared,
    id: 'dispersal-fight',
    story: 'Ten people back off from a fight at a run.',
    durationMs: 32_000,
    world: (random) => worldOf(fright(random, 1, { count: 10, runMs: 12_000, speedMps: 2.7, y: 15 })),
  },
];

export const dispersalNegatives: readonly Story[] = [
  {
    ...shared,
    id: 'dispersal-not-walk',
    story: 'A group parts at a walk when its bus has come.',
    durationMs: 40_000,
    world: (random) => worldOf(fright(random, 1, { count: 14, runMs: 12_000, speedMps: 1.4, y: 16 })),
  },
  {
    ...shared,
    id: 'dispersal-not-joggers',
    story: 'Six joggers pass together.',
    durationMs: 30_000,
    world: (random) =>
      worldOf(
        Array.from({ length: 6 }, (_, i) => {
          const y = 13 + (i % 2) * 1 + random.between(-0.2, 0.2);
          const fromMs = 5_000 + Math.floor(i / 2) * 500;
          return passer(random, i + 1, { fromMs, from: { x: -11, y }, to: { x: 11, y }, speedMps: 2.8 });
        }),
      ),
  },
  {
    ...shared,
    id: 'dispersal-not-two',
    story: 'Two of twelve run for a tram, the others stay.',
    durationMs: 30_000,
    world: (random) =>
      worldOf([
        ...fright(random, 1, { count: 10, runMs: 60_000, speedMps: 1, y: 16 }),
        ...fright(random, 20, { count: 2, runMs: 10_000, speedMps: 3.2, y: 14 }),
      ]),
  },
];
