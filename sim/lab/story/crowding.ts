import { defaultRules } from '../../../src/core/zone.ts';
import type { Random } from '../../random.ts';
import { worldOf } from '../mover.ts';
import type { Story } from '../play.ts';
import { views } from '../stage.ts';
import { passer, person, rectangle, standing, watched } from './telling.ts';

const area = { x0: -3, y0: 11, x1: 3, y1: 16 };
const zones = [watched('crowding', rectangle(area.x0, area.y0, area.x1, area.y1))];
const shared = { kind: 'crowding', view: views.plaza, zones, hasForeground: true } as const;

/** People come, stand `perM2` close for `stayMs`, and go. */
function gathering(perM2: number, stayMs: number, on = area) {
  return (random: Random) =>
    worldOf(
      standing(random, on, perM2).map((place, i) => {
        const side = place.x < 0 ? -1 : 1;
        const away = { x: side * 9, y: place.y };
        const comeMs = random.between(0, 12_000);
        return person(random, i + 1, {
          fromMs: comeMs,
          from: away,
          steps: [
            { to: place, speedMps: 1.3 },
            { stayMs: stayMs + random.between(0, 8_000) },
            { to: away, speedMps: 1.3 },
          ],
        });
      }),
    );
}

export const crowdingStories: readonly Story[] = [
  {
    ...shared,
    id: 'crowding-stands',
    story: 'People gather before a stage, 1.5 to a square metre, and go again.',
    durationMs: 62_000,
    world: gathering(1.5, 25_000),
  },
  {
    ...shared,
    view: views.crowd,
    id: 'crowding-dense',
    story: 'A crowd of two to a square metre waits at a closed door.',
    durationMs: 62_000,
    world: gathering(2, 25_000),
  },
];

export const crowdingNegatives: readonly Story[] = [
  {
    ...shared,
    id: 'crowding-not-loose',
    story: 'People stand about, one to every two square metres.',
    durationMs: 60_000,
    world: gathering(0.5 * (defaultRules.crowding.limitPerM2 / 1.08), 30_000),
  },
  {
    ...shared,
    id: 'crowding-not-group',
    story: 'A tour group of eighteen passes.',
    durationMs: 45_000,
    world: (random) =>
      worldOf(
        Array.from({ length: 18 }, (_, i) => {
          const y = 12 + (i % 3) * 1.1 + random.between(-0.2, 0.2);
          const fromMs = Math.floor(i / 3) * 900 + random.between(0, 300);
          return passer(random, i + 1, { fromMs, from: { x: -9, y }, to: { x: 9, y }, speedMps: 1.2 });
        }),
      ),
  },
  {
    ...shared,
    id: 'crowding-not-beside',
    story: 'A dense crowd stands beside the zone.',
    durationMs: 50_000,
    world: gathering(1.5, 25_000, { x0: -3, y0: 18.5, x1: 3, y1: 22.5 }),
  },
];
