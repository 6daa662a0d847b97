/** The scenario set: every kind of zone situation in every condition, and what looks like it and is not. All of it simulated. */
import { type ZoneSituationKind, zoneSituationKinds } from '../../src/core/zone.ts';
import { play, type Story } from './play.ts';
import { conditions, type Scenario } from './scenario.ts';
import { closedPlaceNegatives, closedPlaceStories } from './story/closed-place.ts';
import { counterFlowNegatives, counterFlowStories } from './story/counter-flow.ts';
import { crowdingNegatives, crowdingStories } from './story/crowding.ts';
import { dispersalNegatives, dispersalStories } from './story/dispersal.ts';
import { objectNegatives, objectStories } from './story/objects.ts';
import { pressureNegatives, pressureStories } from './story/pressure.ts';
import { queueNegatives, queueStories } from './story/queue.ts';
import { trackAndRoadNegatives, trackAndRoadStories } from './story/track-and-road.ts';
import { trafficNegatives, trafficStories } from './story/traffic.ts';

export const stories: readonly Story[] = [
  ...crowdingStories,
  ...pressureStories,
  ...counterFlowStories,
  ...dispersalStories,
  ...queueStories,
  ...closedPlaceStories,
  ...trackAndRoadStories,
  ...trafficStories,
  ...objectStories,
];

/** Hard negatives: in none of them does the rule's condition hold. */
export const negatives: readonly Story[] = [
  ...crowdingNegatives,
  ...pressureNegatives,
  ...counterFlowNegatives,
  ...dispersalNegatives,
  ...queueNegatives,
  ...closedPlaceNegatives,
  ...trackAndRoadNegatives,
  ...trafficNegatives,
  ...objectNegatives,
];

/** Each story is told so often in each condition, every time with other chance. */
const tellings = 2;

/** At least 200 labelled events over every kind, and the hard negatives, kind by kind. */
export function scenarioSet(
  seed: number,
  kinds: readonly ZoneSituationKind[] = zoneSituationKinds,
): readonly Scenario[] {
  const isAsked = ({ kind }: Story) => kinds.some((k) => k === kind);
  return [
    ...stories.filter(isAsked).flatMap((story) => tell(story, seed, tellings)),
    ...negatives.filter(isAsked).flatMap((story) => tell(story, seed, 1)),
  ];
}

function tell(story: Story, seed: number, times: number): readonly Scenario[] {
  return conditions.flatMap((condition, c) =>
    Array.from({ length: times }, (_, i) => play(story, { seed: seed + 1_000 * i + 10 * c, condition })),
  );
}
