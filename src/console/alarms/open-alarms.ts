import { useEffect, useMemo } from 'react';
import type { AlarmView } from '../../contract/shapes.ts';
import { isAside } from '../../core/alarm/alarm.ts';
import { advance } from '../../core/alarm/alarm-life.ts';
import { useAlarms } from '../live.ts';
import { usePendingAcknowledgements } from './acknowledge.ts';
import { orderAlarms } from './order.ts';

/** The alarm that every part of the page has drawn first. */
let firstId: string | null = null;

/** Open alarms in working order; an acknowledgement under way already counts. What stands first stays, see `orderAlarms`. */
export function useOpenAlarms(): readonly AlarmView[] {
  const alarms = useAlarms();
  const pending = usePendingAcknowledgements();
  const ordered = useMemo(
    () =>
      orderAlarms(
        [...alarms.values()].map((alarm) =>
          pending.has(alarm.id) ? { ...alarm, ...noticed(alarm) } : alarm,
        ),
        firstId,
      ),
    [alarms, pending],
  );
  useEffect(() => {
    firstId = ordered[0]?.id ?? null;
  }, [ordered]);
  return ordered;
}

/** What the server will most likely answer; the rest of the row stays as it was. */
function noticed(alarm: AlarmView): Pick<AlarmView, 'state'> {
  const next = advance(alarm, { type: 'acknowledged', by: '-' }, alarm.raisedAtMs);
  return { state: next.ok ? next.alarm.state : alarm.state };
}

/** Stored and listed, in nobody's queue: the newest first. */
export function useAlarmsAside(): readonly AlarmView[] {
  const alarms = useAlarms();
  return useMemo(
    () =>
      [...alarms.values()]
        .filter(isAside)
        .sort((a, b) => (b.aside?.sinceMs ?? 0) - (a.aside?.sinceMs ?? 0) || (a.id < b.id ? -1 : 1)),
    [alarms],
  );
}
