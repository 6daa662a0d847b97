/** People where trains and vehicles are: on the track, on the carriageway. */
import { bodies } from '../actor.ts';
import { traffic } from '../flowing.ts';
import { mover, together, worldOf } from '../mover.ts';
import type { Story } from '../play.ts';
import { views } from '../stage.ts';
import { flowEntries, lanes } from './lanes.ts';
import { passer, person, rectangle, watched } from './telling.ts';

const track = {
  kind: 'person-on-track',
  view: views.platform,
  zones: [watched('person-on-track', rectangle(1.2, 8, 4.2, 28))],
} as const;
const carriageway = {
  kind: 'pedestrian-on-carriageway',
  view: views.road,
  zones: [watched('pedestrian-on-carriageway', rectangle(1.5, 28, 9, 60))],
} as const;

export const trackAndRoadStories: readonly Story[] = [
  {
    ...track,
    id: 'track-crossing',
    story: 'Somebody climbs down and crosses the track; later another fetches something from it.',
    durationMs: 55_000,
    world: (random) =>
      worldOf([
        person(random, 1, {
          fromMs: 3_000,
          from: { x: -2.5, y: 9 },
          steps: [
            { to: { x: 0.4, y: 15 }, speedMps: 1.2 },
            { to: { x: 6.5, y: 17 }, speedMps: 0.9 },
          ],
        }),
        person(random, 2, {
          fromMs: 24_000,
          from: { x: -1, y: 12 },
          steps: [
            { to: { x: 2.6, y: 12.5 }, speedMps: 0.9 },
            { stayMs: 4_000 },
            { to: { x: -2, y: 12 }, speedMps: 0.9 },
          ],
        }),
      ]),
  },
  {
    ...track,
    id: 'track-walking',
    story: 'Somebody walks along the track from afar.',
    durationMs: 45_000,
    world: (random) =>
      worldOf([
        person(random, 1, {
          fromMs: 4_000,
          from: { x: 2.8, y: 34 },
          steps: [
            { to: { x: 2.7, y: 10 }, speedMps: 1.1 },
            { to: { x: -2, y: 9 }, speedMps: 1.2 },
          ],
        }),
      ]),
  },
  {
    ...carriageway,
    id: 'carriageway-walker',
    story: 'A driver walks back along the lane from a breakdown out of view, while traffic passes.',
    durationMs: 50_000,
    world: (random) =>
      together(
        worldOf([
          person(random, 1, {
            fromMs: 5_000,
            from: { x: 7.5, y: 64 },
            steps: [
              { to: { x: 7.9, y: 40 }, speedMps: 1.4 },
              { to: { x: 11, y: 39 }, speedMps: 1.4 },
            ],
          }),
        ]),
        traffic(random, flowEntries(random, lanes.northInner, { toMs: 40_000, gapMs: [5_000, 9_000] })),
      ),
  },
  {
    ...carriageway,
    id: 'carriageway-cyclist',
    story: 'A cyclist has strayed onto the motorway.',
    durationMs: 40_000,
    world: () =>
      worldOf([
        mover(1, bodies.bicycle, {
          fromMs: 5_000,
          from: { x: 8, y: 22 },
          steps: [{ to: { x: 7.6, y: 80 }, speedMps: 4.5 }],
        }),
      ]),
  },
];

export const trackAndRoadNegatives: readonly Story[] = [
  {
    ...track,
    id: 'track-not-edge',
    story: 'People walk along the platform, eighty centimetres from its edge and more.',
    durationMs: 60_000,
    world: (random) =>
      worldOf(
        Array.from({ length: 9 }, (_, i) => {
          const x = 0.4 - (i % 3) * 0.7;
          const isUp = i % 2 === 0;
          return passer(random, i + 1, {
            fromMs: i * 5_000,
            from: { x, y: isUp ? 7 : 30 },
            to: { x, y: isUp ? 30 : 7 },
          });
        }),
      ),
  },
  {
    ...track,
    id: 'track-not-train',
    story: 'A train comes, stands and leaves while people wait on the platform.',
    durationMs: 60_000,
    world: (random) =>
      worldOf([
        mover(1, bodies.train, {
          fromMs: 10_000,
          from: { x: 2.7, y: 90 },
          steps: [
            { to: { x: 2.7, y: 26 }, speedMps: 8 },
            { stayMs: 15_000 },
            { to: { x: 2.7, y: 95 }, speedMps: 8 },
          ],
        }),
        ...Array.from({ length: 6 }, (_, i) =>
          person(random, 10 + i, {
            fromMs: 0,
            from: { x: -0.6 - (i % 2), y: 10 + i * 2 },
            steps: [{ stayMs: 60_000 }],
          }),
        ),
      ]),
  },
  {
    ...carriageway,
    id: 'carriageway-not-path',
    story: 'Walkers and a cyclist on the path beside the carriageway.',
    durationMs: 50_000,
    world: (random) =>
      worldOf([
        ...Array.from({ length: 5 }, (_, i) =>
          passer(random, i + 1, { fromMs: i * 6_000, from: { x: 11.3, y: 58 }, to: { x: 11.3, y: 26 } }),
        ),
        mover(20, bodies.bicycle, {
          fromMs: 8_000,
          from: { x: 11.5, y: 24 },
          steps: [{ to: { x: 11.5, y: 75 }, speedMps: 5 }],
        }),
      ]),
  },
  {
    ...carriageway,
    id: 'carriageway-not-vehicles',
    story: 'Busy traffic, and nobody on foot.',
    durationMs: 50_000,
    world: (random) =>
      traffic(random, [
        ...flowEntries(random, lanes.northInner, { toMs: 45_000, gapMs: [2_500, 4_500] }),
        ...flowEntries(random, lanes.northOuter, { toMs: 45_000, gapMs: [2_500, 4_500] }),
      ]),
  },
];
