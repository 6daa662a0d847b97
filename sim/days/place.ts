/** The four kinds of place the city's cameras look at: what lies before them and which rules watch it. */
import { defaultRules, type Rule } from '../../src/core/zone.ts';
import { rectangle, type Stage, stage, views } from '../lab/stage.ts';
import type { GroundZone } from '../scene/scene.ts';

export const placeKinds = ['yard', 'platform', 'road', 'square'] as const;
export type PlaceKind = (typeof placeKinds)[number];

function area(
  id: string,
  points: GroundZone['points'],
  rules: readonly Rule[],
  direction: GroundZone['direction'] = null,
): GroundZone {
  return { id, name: id, shape: 'area', points, direction, rules };
}

const zonesOf: { readonly [K in PlaceKind]: readonly GroundZone[] } = {
  yard: [area('yard', rectangle(-4, 10, 4, 19), [defaultRules.intrusion, defaultRules.loitering])],
  platform: [
    area('track', rectangle(1.2, 8, 4.2, 28), [defaultRules['person-on-track']]),
    {
      ...area(
        'edge',
        [
          { x: -4, y: 12 },
          { x: 1.2, y: 12 },
        ],
        [],
      ),
      shape: 'line',
    },
  ],
  road: [
    area(
      'northbound',
      rectangle(1.5, 28, 9, 66),
      [
        defaultRules['stopped-vehicle'],
        defaultRules['wrong-way'],
        defaultRules['traffic-queue'],
        defaultRules['pedestrian-on-carriageway'],
      ],
      [
        { x: 5, y: 30 },
        { x: 5, y: 64 },
      ],
    ),
  ],
  square: [
    area('square', rectangle(-2.5, 10, 2.5, 14), [defaultRules.crowding]),
    area('whole', rectangle(-7, 8.5, 7, 24), [defaultRules.dispersal]),
  ],
};

const viewOf = {
  yard: views.plaza,
  platform: views.platform,
  road: views.road,
  square: views.plaza,
} as const;

export type Place = Stage & { readonly kind: PlaceKind };

/** @param index of the camera, from 0: the kinds come in turn. */
export function placeOf(index: number): Place {
  const kind = placeKinds[index % placeKinds.length]!;
  const id = `sim-${String(index + 1).padStart(3, '0')}`;
  return { kind, ...stage(id, viewOf[kind], zonesOf[kind]) };
}
