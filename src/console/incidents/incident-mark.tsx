import type { Incident } from '../../contract/incidents.ts';
import type { AlarmState } from '../../core/alarm/alarm.ts';
import type { IncidentState } from '../../core/incident/incident.ts';
import { PriorityMark } from '../ui/priority-mark.tsx';

const marks: { readonly [S in IncidentState]: AlarmState } = {
  open: 'unacknowledged',
  'in-work': 'acknowledged',
  'on-hold': 'shelved',
  closed: 'normal',
};

/** Filled while nobody works on it, outlined once somebody does, grey with a clock on hold, grey when closed. Never blinks. */
export function IncidentMark({
  incident,
  size,
}: {
  readonly incident: Pick<Incident, 'priority' | 'state'>;
  readonly size: number;
}) {
  return <PriorityMark priority={incident.priority} state={marks[incident.state]} size={size} isCalm />;
}
