import { useMemo } from 'react';
import type { AlarmView } from '../../contract/shapes.ts';
import { isAside } from '../../core/alarm/alarm.ts';
import { advance } from '../../core/alarm/alarm-life.ts';
import { useAlarms, useCity } from '../live.ts';
import { usePendingAcknowledgements } from './acknowledge.ts';
import { orderAlarms } from './order.ts';

type Alarms = ReadonlyMap<string, AlarmView>;

/** Made once for all parts of the page that ask: they show one order, and in a flood it is sorted often enough. */
let last: {
  readonly alarms: Alarms;
  readonly pending: ReadonlySet<string>;
  readonly ordered: readonly AlarmView[];
} = { alarms: new Map(), pending: new Set(), ordered: [] };

/** Open alarms in working order; an acknowledgement under way already counts. What stands first stays, see `orderAlarms`. */
export function useOpenAlarms(): readonly AlarmView[] {
  return openAlarms(useAlarms(), usePendingAcknowledgements());
}

/** One thing about the open alarms: whoever asks is drawn anew when it is another, not at each alarm. */
export function useOfOpenAlarms<T extends string | number | boolean>(
  select: (alarms: readonly AlarmView[]) => T,
): T {
  const pending = usePendingAcknowledgements();
  return useCity(({ alarms }) => select(openAlarms(alarms, pending)));
}

function openAlarms(alarms: Alarms, pending: ReadonlySet<string>): readonly AlarmView[] {
  if (last.alarms === alarms && last.pending === pending) return last.ordered;
  const seen = [...alarms.values()].map((alarm) =>
    pending.has(alarm.id) ? { ...alarm, ...noticed(alarm) } : alarm,
  );
  last = { alarms, pending, ordered: orderAlarms(seen, last.ordered[0]?.id ?? null) };
  return last.ordered;
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
