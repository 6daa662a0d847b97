/** Taking notice of an alarm: shown at once, taken back when the server says otherwise. */
import { useSyncExternalStore } from 'react';
import type { AlarmView } from '../../contract/shapes.ts';
import { call } from '../client.ts';
import { currentCity, putAlarm } from '../live.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { currentWords } from '../words/index.ts';
import { change } from './change-alarm.ts';

/** As many as one call takes. */
const batch = 100;

let pending: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

/** Ids of alarms whose acknowledgement is under way. */
export function usePendingAcknowledgements(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pending,
  );
}

export function acknowledge(alarm: AlarmView): Promise<void> {
  if (pending.has(alarm.id)) return Promise.resolve();
  markAll([alarm], true);
  const body = { version: alarm.version };
  return change(alarm, () => call('alarms.acknowledge', { params: { id: alarm.id }, body }))
    .then(() => {})
    .finally(() => markAll([alarm], false));
}

/** Every alarm of a line, each with its own entry in the log; who was quicker with some is told. */
export async function acknowledgeAll(alarms: readonly AlarmView[]): Promise<void> {
  const asked = alarms.filter(({ id }) => !pending.has(id));
  markAll(asked, true);
  let refused = 0;
  try {
    for (let i = 0; i < asked.length; i += batch) {
      const part = asked.slice(i, i + batch);
      const body = { alarms: part.map(({ id, version }) => ({ id, version })) };
      const answer = await call('alarms.acknowledgeMany', { body });
      for (const alarm of answer.acknowledged) {
        const seen = currentCity().alarms.get(alarm.id);
        if (seen !== undefined) putAlarm({ ...seen, ...alarm });
      }
      refused += answer.refused.length;
      markAll(part, false);
    }
    const words = currentWords().lines;
    say(
      refused === 0
        ? words.acknowledged(asked.length)
        : words.acknowledgedBut(asked.length - refused, refused),
    );
  } catch (cause) {
    say(`${currentWords().alarms.failed} ${problemText(cause, currentWords())}`);
  } finally {
    markAll(asked, false);
  }
}

function markAll(alarms: readonly AlarmView[], isPending: boolean): void {
  const next = new Set(pending);
  for (const { id } of alarms) {
    if (isPending) next.add(id);
    else next.delete(id);
  }
  pending = next;
  for (const listener of listeners) listener();
}
