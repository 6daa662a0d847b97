/** An hour of ordinary life before one camera: people and vehicles about their business, and nothing that any rule is for. */

import type { Point } from '../../../src/core/geometry.ts';
import { defaultRules, type Rule, type ZoneSituationKind } from '../../../src/core/zone.ts';
import type { Random } from '../../random.ts';
import type { GroundZone } from '../../scene/scene.ts';
import { bodies } from '../actor.ts';
import { traffic } from '../flowing.ts';
import { type Mover, mover, thing, worldOf } from '../mover.ts';
import type { Story } from '../play.ts';
import { views } from '../stage.ts';
import { flowEntries, lanes } from './lanes.ts';
import { passer, person, rectangle } from './telling.ts';

const hourMs = 3_600_000;

function zone(
  id: string,
  points: readonly Point[],
  kinds: readonly ZoneSituationKind[],
  direction: readonly [Point, Point] | null = null,
): GroundZone {
  return {
    id,
    name: id,
    shape: 'area',
    points,
    direction,
    rules: kinds.map((kind): Rule => defaultRules[kind]),
  };
}

/** Instants at uneven gaps through the hour, ms. */
function instants(random: Random, gapMs: readonly [number, number]): readonly number[] {
  const list: number[] = [];
  for (let ms = random.between(0, gapMs[1]); ms < hourMs - 240_000; ms += random.between(...gapMs))
    list.push(ms);
  return list;
}

/** People alone, in pairs and in threes along the way beyond the closed yard. */
function street(random: Random): readonly Mover[] {
  let id = 1;
  return instants(random, [20_000, 90_000]).flatMap((fromMs) => {
    const side = random.next() < 0.5 ? -1 : 1;
    const y = random.between(21.2, 25);
    const isJogger = random.next() < 0.08;
    const speedMps = isJogger ? random.between(2.4, 3.2) : random.between(1, 1.5);
    return Array.from({ length: isJogger ? 1 : 1 + random.below(3) }, (_, i) => {
      const from = { x: side * 14, y: y + 0.7 * (i % 2) };
      const to = { x: -side * 14, y: y + 0.7 * (i % 2) };
      return passer(random, id++, { fromMs: fromMs + i * 400, from, to, speedMps });
    });
  });
}

/** People who come down the stairs, wait for some minutes, some with a bag beside them, and a train every ten minutes. */
function platform(random: Random): readonly Mover[] {
  const waiting = instants(random, [40_000, 110_000]).flatMap((fromMs, i): readonly Mover[] => {
    const place = { x: random.between(-2.6, -0.6), y: 10 + (i % 7) * 2 + random.between(0, 0.6) };
    const stayMs = random.between(30_000, 170_000);
    const walk = [{ to: place, speedMps: 1.2 }, { stayMs }, { to: { x: -9, y: place.y + 3 }, speedMps: 1.3 }];
    const from = { x: -9, y: place.y };
    const comeMs = fromMs + ((place.x + 9) / 1.2) * 1000;
    const bag = thing(1_000 + i, bodies.bag, {
      x: place.x + 0.45,
      y: place.y,
      fromMs: comeMs,
      toMs: comeMs + stayMs,
    });
    return [person(random, i + 1, { fromMs, from, steps: walk }), ...(i % 4 === 0 ? [bag] : [])];
  });
  const trains = instants(random, [540_000, 660_000]).map((fromMs, i) =>
    mover(2_000 + i, bodies.train, {
      fromMs,
      from: { x: 2.7, y: 90 },
      steps: [
        { to: { x: 2.7, y: 26 }, speedMps: 8 },
        { stayMs: 25_000 },
        { to: { x: 2.7, y: 95 }, speedMps: 8 },
      ],
    }),
  );
  return [...waiting, ...trains];
}

/** People who cross a hall, some of whom stop at a machine; a sign and a bin that stand there all the time. */
function hall(random: Random): readonly Mover[] {
  const through = instants(random, [18_000, 70_000]).map((fromMs, i) => {
    const side = i % 2 === 0 ? -1 : 1;
    const y = random.between(8, 13.5);
    const stops =
      i % 5 === 0
        ? [{ to: { x: -2.6, y: 12.8 }, speedMps: 1.2 }, { stayMs: random.between(15_000, 50_000) }]
        : [];
    return person(random, i + 1, {
      fromMs,
      from: { x: side * 9, y },
      steps: [...stops, { to: { x: -side * 9, y: y + 0.3 }, speedMps: random.between(1, 1.5) }],
    });
  });
  return [
    ...through,
    thing(3_000, bodies.sign, { x: 2.4, y: 9.5, fromMs: 0, toMs: hourMs }),
    thing(3_001, bodies.case, { x: -3, y: 13.6, fromMs: 0, toMs: hourMs }),
  ];
}

const road = [
  { x: 5, y: 30 },
  { x: 5, y: 64 },
] as const;

export const quietStories: readonly Story[] = [
  {
    id: 'quiet-street',
    story: 'A street along a closed yard.',
    kind: 'intrusion',
    view: views.plaza,
    durationMs: hourMs,
    zones: [
      zone('yard', rectangle(-4, 10, 4, 19), ['intrusion', 'loitering']),
      zone('street', rectangle(-7, 20, 7, 26), ['crowding', 'pressure', 'counter-flow', 'dispersal']),
    ],
    world: (random) => worldOf(street(random)),
  },
  {
    id: 'quiet-road',
    story: 'A road with free traffic.',
    kind: 'stopped-vehicle',
    view: views.road,
    durationMs: hourMs,
    zones: [
      zone(
        'northbound',
        rectangle(1.5, 28, 9, 66),
        ['wrong-way', 'stopped-vehicle', 'slow-traffic', 'traffic-queue', 'pedestrian-on-carriageway'],
        road,
      ),
    ],
    world: (random) =>
      traffic(
        random,
        [lanes.northInner, lanes.northOuter, lanes.southInner, lanes.southOuter].flatMap((lane) =>
          flowEntries(random, lane, { toMs: hourMs - 60_000, gapMs: [15_000, 70_000] }),
        ),
      ),
  },
  {
    id: 'quiet-platform',
    story: 'A platform between trains.',
    kind: 'person-on-track',
    view: views.platform,
    durationMs: hourMs,
    hasStill: true,
    zones: [
      zone('track', rectangle(1.2, 8, 4.2, 28), ['person-on-track']),
      zone('platform', rectangle(-3.4, 8.5, 0.6, 25), ['crowding', 'dispersal', 'left-object']),
    ],
    world: (random) => worldOf(platform(random)),
  },
  {
    id: 'quiet-hall',
    story: 'A hall that people cross.',
    kind: 'left-object',
    view: views.hall,
    durationMs: hourMs,
    hasStill: true,
    zones: [
      zone('hall', rectangle(-3.8, 6.2, 3.8, 14.5), ['left-object', 'removed-object', 'crowding']),
      zone(
        'machine',
        rectangle(-3.4, 7, 3.6, 14),
        ['queue'],
        [
          { x: 3.4, y: 12.5 },
          { x: -3, y: 13 },
        ],
      ),
    ],
    world: (random) => worldOf(hall(random)),
  },
];
