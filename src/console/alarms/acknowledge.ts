/** Taking notice of an alarm: shown at once, taken back when the server says otherwise. */
import { useSyncExternalStore } from 'react';
import type { AlarmView } from '../../contract/shapes.ts';
import { ApiProblem, call } from '../client.ts';
import { currentCity, putAlarm } from '../live.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { currentWords } from '../words/index.ts';

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

export async function acknowledge(alarm: AlarmView): Promise<void> {
  if (pending.has(alarm.id)) return;
  mark(alarm.id, true);
  try {
    const changed = await call('alarms.acknowledge', {
      params: { id: alarm.id },
      body: { version: alarm.version },
    });
    putAlarm({ ...(currentCity().alarms.get(alarm.id) ?? alarm), ...changed });
  } catch (cause) {
    await tellWhy(alarm, cause);
  } finally {
    mark(alarm.id, false);
  }
}

async function tellWhy(alarm: AlarmView, cause: unknown): Promise<void> {
  const words = currentWords();
  if (!(cause instanceof ApiProblem && cause.status === 409)) {
    say(`${words.alarms.failed} ${problemText(cause, words)}`);
    return;
  }
  const newest = await call('alarms.get', { params: { id: alarm.id } }).catch(() => null);
  if (newest !== null) putAlarm(newest);
  const by = newest?.acknowledgedBy ?? null;
  say(by === null ? words.alarms.conflictUnknown : words.alarms.conflict(by));
}

function mark(id: string, isPending: boolean): void {
  const next = new Set(pending);
  if (isPending) next.add(id);
  else next.delete(id);
  pending = next;
  for (const listener of listeners) listener();
}
