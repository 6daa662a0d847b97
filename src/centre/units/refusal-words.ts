import { notFound, type Refusal, refuse } from '../http/problem.ts';
import type { UnitDone } from './unit-desk.ts';

type Refused = Extract<UnitDone, { readonly ok: false }>;

const sentences: {
  readonly [R in Exclude<Refused['reason'], 'unknown' | 'unknown-incident' | 'changed'>]: string;
} = {
  'incident-closed': 'This incident is closed. Take it up again before somebody is sent',
  'not-free': 'This unit is not free. Send another one, or clear it first',
  'not-assigned': 'This unit is sent to nothing',
  'acknowledged-already': 'The assignment is acknowledged already',
  'on-scene-already': 'The unit is on the scene already',
  'so-already': 'The unit is in this state already',
  'assignment-first': 'The unit is sent to an incident. Clear it there first',
  'no-check-in': 'Nobody asks this unit to check in',
  'not-due': 'The check-in is not due',
};

export function refusalOf(refused: Refused): Refusal {
  switch (refused.reason) {
    case 'unknown':
      return notFound('This unit');
    case 'unknown-incident':
      return notFound('This incident');
    case 'changed':
      return refuse(
        409,
        'version-conflict',
        `${(refused as { unit: { changedBy: string } }).unit.changedBy} changed this unit meanwhile. Look at its newest state, then decide`,
      );
    default:
      return refuse(409, `unit-${refused.reason}`, sentences[refused.reason]);
  }
}
