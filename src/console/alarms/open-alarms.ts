import { useMemo } from 'react';
import type { AlarmView } from '../../contract/shapes.ts';
import { useAlarms } from '../live.ts';
import { usePendingAcknowledgements } from './acknowledge.ts';
import { orderAlarms } from './order.ts';

/** Open alarms in working order; an acknowledgement under way already counts. */
export function useOpenAlarms(): readonly AlarmView[] {
  const alarms = useAlarms();
  const pending = usePendingAcknowledgements();
  return useMemo(
    () =>
      orderAlarms(
        [...alarms.values()].map((alarm) =>
          pending.has(alarm.id)
            ? { ...alarm, state: alarm.state === 'returned-unacknowledged' ? 'normal' : 'acknowledged' }
            : alarm,
        ) as AlarmView[],
      ),
    [alarms, pending],
  );
}
