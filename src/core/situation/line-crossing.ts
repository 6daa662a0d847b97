import type { Crossing } from '../measure/line-flow.ts';
import type { Measure } from '../measure/measure.ts';
import type { Situation } from './situation.ts';
import { situationId } from './situation-id.ts';
import type { SituationChange } from './watch.ts';
import { certaintyOf, type RuleOf } from './zone-scene.ts';

/**
 * Line crossing: something of the watched `categories` has crossed the line in the watched `direction` ('in' is to the right of
 * a -> b as seen in the picture). Momentary: it begins and ends in one frame, one situation for each crossing; a track
 * counts once in each direction. Works without calibration.
 *
 * What it cannot do: see who was lost before the line and found anew behind it, or tell a crowd's members apart.
 * @param of `earlier`: crossings of this line before these, which tells two in one millisecond apart.
 */
export function lineCrossings(
  rule: RuleOf<'line-crossing'>,
  crossings: readonly Crossing[],
  of: {
    readonly cameraId: string;
    readonly zoneId: string;
    readonly ordinal: number;
    readonly earlier: number;
    readonly flow: (crossing: Crossing) => Measure;
  },
): readonly SituationChange[] {
  return crossings.flatMap((crossing, i) => {
    const isWatched =
      rule.categories.includes(crossing.category) &&
      (rule.direction === 'both' || rule.direction === crossing.direction);
    if (!isWatched) return [];
    const atMs = Math.round(crossing.atMs);
    const situation: Situation = {
      id: situationId([of.cameraId, 'line-crossing', of.zoneId, of.ordinal, atMs, of.earlier + i]),
      cameraId: of.cameraId,
      kind: 'line-crossing',
      zoneId: of.zoneId,
      sinceMs: atMs,
      detectedAtMs: atMs,
      endedMs: null,
      certainty: certaintyOf(crossing.category, 1),
      levelOfService: null,
      because: [of.flow(crossing)],
    };
    return [
      { phase: 'began' as const, situation, added: 1, atMs },
      { phase: 'ended' as const, situation: { ...situation, endedMs: atMs }, added: 0, atMs },
    ];
  });
}
