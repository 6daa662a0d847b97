/** Changes of an alarm that a person asks for: the answer is shown at once, and whoever was later is told who was quicker. */
import type { AlarmView } from '../../contract/shapes.ts';
import type { Alarm } from '../../core/alarm/alarm.ts';
import type { ShelfReason } from '../../core/alarm/set-aside.ts';
import { ApiProblem, call } from '../client.ts';
import { currentCity, putAlarm } from '../live.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { currentFormats, currentWords } from '../words/index.ts';
import { titleOf } from './title.ts';

export async function shelve(alarm: AlarmView, reason: ShelfReason, forMs: number): Promise<void> {
  const body = { version: alarm.version, reason, forMs };
  const shelved = await change(alarm, () => call('alarms.shelve', { params: { id: alarm.id }, body }));
  const untilMs = shelved?.aside?.untilMs;
  if (untilMs === null || untilMs === undefined) return;
  const words = currentWords();
  say(words.aside.shelved(titleOf(alarm, words), currentFormats().moment(untilMs, Date.now())));
}

export async function unshelve(alarm: AlarmView): Promise<void> {
  const body = { version: alarm.version };
  await change(alarm, () => call('alarms.unshelve', { params: { id: alarm.id }, body }));
}

/** Says that it was not worth attention, or takes that back. */
export async function toggleNuisance(alarm: AlarmView): Promise<void> {
  const isNuisance = alarm.nuisanceBy === null;
  const body = { version: alarm.version, isNuisance };
  const changed = await change(alarm, () => call('alarms.markNuisance', { params: { id: alarm.id }, body }));
  const { lines } = currentWords();
  if (changed !== null) say(isNuisance ? lines.marked : lines.unmarked);
}

export async function reset(alarm: AlarmView): Promise<void> {
  const body = { version: alarm.version };
  await change(alarm, () => call('alarms.reset', { params: { id: alarm.id }, body }));
}

/** @returns the alarm as it is now, or null when nothing was changed; then it was said why. */
export async function change(
  alarm: AlarmView,
  ask: () => Promise<Pick<Alarm, 'version' | 'aside'>>,
): Promise<Pick<Alarm, 'version' | 'aside'> | null> {
  try {
    const changed = await ask();
    putAlarm({ ...(currentCity().alarms.get(alarm.id) ?? alarm), ...changed });
    return changed;
  } catch (cause) {
    await tellWhy(alarm, cause);
    return null;
  }
}

async function tellWhy(alarm: AlarmView, cause: unknown): Promise<void> {
  const words = currentWords();
  if (!(cause instanceof ApiProblem && cause.status === 409)) {
    say(`${words.aside.failed} ${problemText(cause, words)}`);
    return;
  }
  const newest = await call('alarms.get', { params: { id: alarm.id } }).catch(() => null);
  if (newest !== null) putAlarm(newest);
  if (newest?.aside) say(words.aside.conflictAside(newest.aside.by));
  else if (newest?.acknowledgedBy) say(words.alarms.conflict(newest.acknowledgedBy));
  else say(words.alarms.conflictUnknown);
}
