import type { UnitView } from '../../contract/units.ts';
import type { UnitAction } from '../../core/unit/advance-unit.ts';
import { unreachable } from '../../core/unreachable.ts';

/** The one thing to do next, and what else is possible. */
export function nextSteps({ state, assignment }: Pick<UnitView, 'state' | 'assignment'>): {
  readonly first: UnitAction | null;
  readonly others: readonly UnitAction[];
} {
  switch (state) {
    case 'free':
      return { first: null, others: ['made-busy', 'went-off'] };
    case 'assigned':
      return assignment?.acknowledgedAtMs === null
        ? { first: 'acknowledged', others: ['departed'] }
        : { first: 'departed', others: ['arrived', 'cleared'] };
    case 'en-route':
      return { first: 'arrived', others: ['cleared'] };
    case 'on-scene':
      return { first: 'cleared', others: [] };
    case 'busy':
      return { first: 'made-free', others: ['went-off'] };
    case 'off':
      return { first: 'made-free', others: [] };
    default:
      return unreachable(state);
  }
}
