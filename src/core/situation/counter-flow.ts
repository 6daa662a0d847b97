import { chanceAbove } from '../measure/error-band.ts';
import { arrowOf, counterFlowOf, streamSamples, streamsOf } from '../measure/zone-streams.ts';
import { countsOf, type Judge } from './zone-scene.ts';

/** Below this share of either limit an open situation ends. */
const releaseShare = 0.75;
/** The lesser stream has at least this share of `minPeople`. */
const lesserShare = 0.5;

/**
 * Counter-flow: the index min(J+, J-) / (J+ + J-) of the walkers of the last 5 s has stood at or above `minIndex` (0 to 0.5,
 * default 0.2) for `holdMs` (10 s), with at least `minPeople` (8) different walkers, half as many of them in the lesser
 * stream: a family who walks against the stream is not one. J is the flow along the zone's arrow, or without one along
 * the principal direction of motion; walkers are faster than 0.4 m/s, within 35 degrees of it, and have come 1.5 m in those 5 s. Over `clearMs` (10 s)
 * after index or people have fallen below 75 %. Without calibration speeds are in box sizes, about a metre for a person.
 *
 * What it cannot do: see two streams that have come to a stand against each other (crowding and pressure do), or
 * count walkers whose feet are hidden. Someone lost and found again within the 5 s counts twice. Streams that pass
 * beside each other in good order count too: draw one zone for each side where that is usual.
 *
 * The definition is ours: the field has no agreed one.
 */
export const judgeCounterFlow: Judge<'counter-flow'> = (rule, scene) => {
  const streams = streamsOf(streamSamples(scene.crowd, scene.tMs), arrowOf(scene.view));
  const measure = counterFlowOf(scene.window, streams);
  const index = streams.index ?? 0;
  const isAbove = (share: number) =>
    index >= share * rule.minIndex &&
    streams.walkers >= share * rule.minPeople &&
    streams.lesser >= share * lesserShare * rule.minPeople;
  return {
    isOn: isAbove(1),
    isKept: isAbove(releaseShare),
    sinceMs: null,
    certainty: chanceAbove(index, rule.minIndex, measure.errorBand ?? 0),
    levelOfService: null,
    causes: 0,
    because: () => [
      { ...measure, value: streams.index },
      ...countsOf(scene, ['person']).map((count) => ({ ...count, value: streams.walkers })),
    ],
  };
};
