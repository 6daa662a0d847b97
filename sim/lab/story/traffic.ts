import type { Random } from '../../random.ts';
import type { LabWorld } from '../actor.ts';
import { type TrafficEntry, traffic } from '../flowing.ts';
import type { Story } from '../play.ts';
import { views } from '../stage.ts';
import { alongAt, flowEntries, lanes } from './lanes.ts';
import { rectangle, watched } from './telling.ts';

const carriageway = rectangle(1.5, 28, 9, 66);
const arrow = [
  { x: 5, y: 30 },
  { x: 5, y: 64 },
] as const;
const wrongWay = {
  kind: 'wrong-way',
  view: views.road,
  zones: [watched('wrong-way', carriageway, { direction: arrow })],
} as const;
const stopped = {
  kind: 'stopped-vehicle',
  view: views.road,
  zones: [watched('stopped-vehicle', carriageway, { direction: arrow })],
} as const;
const slow = {
  kind: 'slow-traffic',
  view: views.road,
  zones: [watched('slow-traffic', carriageway, { direction: arrow, rule: { freeFlowMps: 20 } })],
} as const;
const queue = {
  kind: 'traffic-queue',
  view: views.mast,
  zones: [watched('traffic-queue', rectangle(1.5, 25, 9, 66), { direction: arrow })],
} as const;

const both = (random: Random, at: Parameters<typeof flowEntries>[2]): TrafficEntry[] => [
  ...flowEntries(random, lanes.northInner, at),
  ...flowEntries(random, lanes.northOuter, at),
];
const oncoming = (random: Random, toMs: number): TrafficEntry[] => [
  ...flowEntries(random, lanes.southInner, { toMs, gapMs: [4_000, 9_000] }),
  ...flowEntries(random, lanes.southOuter, { toMs, gapMs: [5_000, 10_000] }),
];

/** A light out of view: the lanes are shut at `y` between two instants. */
function shutAt(
  random: Random,
  entries: readonly TrafficEntry[],
  at: { readonly y: number; readonly fromMs: number; readonly toMs: number },
): LabWorld {
  let nowMs = 0;
  const inner = traffic(random, entries, {
    gate: (v) =>
      nowMs >= at.fromMs && nowMs < at.toMs && v.lane.id.startsWith('north') ? alongAt(at.y) : null,
  });
  return {
    step(atMs) {
      nowMs = atMs;
      return inner.step(atMs);
    },
  };
}

const halting = (y: number, fromMs: number, untilMs: number) => ({
  atM: alongAt(y),
  fromMs,
  untilMs,
  hazard: true,
});

export const trafficStories: readonly Story[] = [
  {
    ...wrongWay,
    id: 'wrong-way-car',
    story: 'A car drives against the traffic on the outer lane.',
    durationMs: 45_000,
    world: (random) =>
      traffic(random, [
        { atMs: 8_000, lane: lanes.wrongOuter, speedMps: random.between(8, 14) },
        ...flowEntries(random, lanes.northInner, { toMs: 35_000, gapMs: [6_000, 10_000] }),
        ...oncoming(random, 35_000),
      ]),
  },
  {
    ...wrongWay,
    id: 'wrong-way-two',
    story: 'At night two cars, a while apart, drive against the arrow of an empty road.',
    durationMs: 65_000,
    world: (random) =>
      traffic(random, [
        { atMs: 5_000, lane: lanes.wrongOuter, speedMps: random.between(7, 10) },
        { atMs: 36_000, lane: lanes.wrongOuter, speedMps: random.between(10, 15) },
      ]),
  },
  {
    ...stopped,
    id: 'stopped-breakdown',
    story: 'A car breaks down on the outer lane for half a minute; traffic passes on the inner one.',
    durationMs: 65_000,
    world: (random) =>
      traffic(random, [
        {
          atMs: 4_000,
          lane: lanes.northOuter,
          speedMps: 15,
          halt: halting(random.between(36, 50), 0, 45_000),
        },
        ...flowEntries(random, lanes.northInner, { toMs: 55_000, gapMs: [4_000, 8_000] }),
        ...oncoming(random, 55_000),
      ]),
  },
  {
    ...stopped,
    id: 'stopped-two',
    story: 'Two cars stand after a bump, a third waits behind them.',
    durationMs: 60_000,
    world: (random) =>
      traffic(random, [
        { atMs: 3_000, lane: lanes.northOuter, speedMps: 15, halt: halting(52, 0, 42_000) },
        { atMs: 6_500, lane: lanes.northOuter, speedMps: 15 },
        { atMs: 10_500, lane: lanes.northOuter, speedMps: 15 },
        ...flowEntries(random, lanes.northInner, { toMs: 50_000, gapMs: [5_000, 9_000] }),
      ]),
  },
  {
    ...slow,
    id: 'slow-traffic-dense',
    story: 'Dense traffic creeps at six metres a second.',
    durationMs: 110_000,
    world: (random) =>
      traffic(random, both(random, { toMs: 100_000, gapMs: [3_000, 3_800], speedMps: [5.5, 6.5] })),
  },
  {
    ...slow,
    id: 'slow-traffic-lorry',
    story: 'Both lanes crawl behind slow vehicles at four metres a second.',
    durationMs: 115_000,
    world: (random) =>
      traffic(random, both(random, { toMs: 105_000, gapMs: [4_200, 5_000], speedMps: [4, 4.6] })),
  },
  {
    ...queue,
    id: 'traffic-queue-light',
    story: 'The road is shut ahead: vehicles queue on both lanes, then drive on.',
    durationMs: 75_000,
    world: (random) =>
      shutAt(random, both(random, { toMs: 65_000, gapMs: [2_600, 4_000], speedMps: [12, 15] }), {
        y: 64,
        fromMs: 8_000,
        toMs: 50_000,
      }),
  },
  {
    ...queue,
    id: 'traffic-queue-near',
    story: 'A queue stands back from a crash in the middle of the view.',
    durationMs: 75_000,
    world: (random) =>
      shutAt(random, both(random, { toMs: 65_000, gapMs: [2_400, 3_600], speedMps: [12, 15] }), {
        y: 56,
        fromMs: 6_000,
        toMs: 48_000,
      }),
  },
];

export const trafficNegatives: readonly Story[] = [
  {
    ...wrongWay,
    id: 'wrong-way-not-oncoming',
    story: 'Busy traffic on both carriageways, all of it the right way.',
    durationMs: 50_000,
    world: (random) =>
      traffic(random, [
        ...both(random, { toMs: 45_000, gapMs: [3_500, 6_500] }),
        ...oncoming(random, 45_000),
      ]),
  },
  {
    ...wrongWay,
    id: 'wrong-way-not-cyclist',
    story: 'The traffic stops and starts, and nobody turns round.',
    durationMs: 60_000,
    world: (random) =>
      shutAt(random, both(random, { toMs: 50_000, gapMs: [3_000, 5_000], speedMps: [12, 15] }), {
        y: 64,
        fromMs: 8_000,
        toMs: 30_000,
      }),
  },
  {
    ...stopped,
    id: 'stopped-not-queue',
    story: 'A light turns red: a queue of cars forms at once and stands.',
    durationMs: 65_000,
    world: (random) =>
      shutAt(random, both(random, { toMs: 60_000, gapMs: [2_000, 2_600], speedMps: [12, 14] }), {
        y: 66,
        fromMs: 12_000,
        toMs: 45_000,
      }),
  },
  {
    ...stopped,
    id: 'stopped-not-long',
    story: 'A car stops for five seconds and drives on.',
    durationMs: 45_000,
    world: (random) =>
      traffic(random, [
        { atMs: 4_000, lane: lanes.northOuter, speedMps: 14, halt: halting(44, 0, 14_000) },
        ...flowEntries(random, lanes.northInner, { toMs: 40_000, gapMs: [5_000, 8_000] }),
      ]),
  },
  {
    ...stopped,
    id: 'stopped-not-creeping',
    story: 'Cars creep past road works at one and a half metres a second.',
    durationMs: 70_000,
    world: (random) =>
      traffic(
        random,
        flowEntries(random, lanes.northOuter, { toMs: 60_000, gapMs: [9_000, 12_000], speedMps: [1.4, 1.7] }),
      ),
  },
  {
    ...slow,
    id: 'slow-traffic-not-dense',
    story: 'Dense traffic that flows at sixteen metres a second.',
    durationMs: 90_000,
    world: (random) =>
      traffic(random, both(random, { toMs: 85_000, gapMs: [2_000, 2_800], speedMps: [15, 18] })),
  },
  {
    ...slow,
    id: 'slow-traffic-not-one',
    story: 'One tractor on an empty road.',
    durationMs: 90_000,
    world: (random) =>
      traffic(
        random,
        flowEntries(random, lanes.northOuter, { toMs: 80_000, gapMs: [24_000, 28_000], speedMps: [5, 6] }),
      ),
  },
  {
    ...queue,
    id: 'traffic-queue-not-three',
    story: 'Three cars wait at a light.',
    durationMs: 60_000,
    world: (random) =>
      shutAt(
        random,
        [3_000, 7_000, 11_000].map((atMs) => ({ atMs, lane: lanes.northOuter, speedMps: 14 })),
        { y: 60, fromMs: 0, toMs: 40_000 },
      ),
  },
  {
    ...queue,
    id: 'traffic-queue-not-slow',
    story: 'Dense traffic at six metres a second: slow, and no queue.',
    durationMs: 60_000,
    world: (random) =>
      traffic(random, both(random, { toMs: 55_000, gapMs: [3_000, 3_800], speedMps: [5.5, 6.5] })),
  },
];
