import type { Incident } from '../../contract/incidents.ts';
import type { AlarmView } from '../../contract/shapes.ts';
import { ApiProblem, call } from '../client.ts';
import { currentCity, putIncident } from '../live.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { currentWords } from '../words/index.ts';

/** The incident an alarm belongs to, as far as this screen knows. */
export function incidentOf(alarmId: string, incidents: Iterable<Incident>): Incident | null {
  for (const incident of incidents) if (incident.alarms.some(({ id }) => id === alarmId)) return incident;
  return null;
}

let isOpening = false;

/** One key: to the incident of the alarm, or to a new one. @returns its id, or null; then it was said why. */
export async function openFromAlarm(alarm: AlarmView): Promise<string | null> {
  const known = incidentOf(alarm.id, currentCity().incidents.values());
  if (known !== null) return known.id;
  // A key pressed twice is meant once.
  if (isOpening) return null;
  isOpening = true;
  try {
    const incident = await call('incidents.create', { body: { origin: 'alarm', alarmIds: [alarm.id] } });
    putIncident(incident);
    return incident.id;
  } catch (cause) {
    return (await incidentElsewhere(alarm.id, cause)) ?? refuse(cause);
  } finally {
    isOpening = false;
  }
}

/** Somebody else was quicker: theirs is the one to go to. */
async function incidentElsewhere(alarmId: string, cause: unknown): Promise<string | null> {
  if (!(cause instanceof ApiProblem && cause.kind === 'attached-elsewhere')) return null;
  const all = await call('incidents.list', { query: { all: 'true' } }).catch(() => []);
  const theirs = incidentOf(alarmId, all);
  if (theirs === null) return null;
  const words = currentWords();
  say(words.incidents.theirs(theirs.openedBy, theirs.number));
  return theirs.id;
}

function refuse(cause: unknown): null {
  const words = currentWords();
  say(`${words.incidents.failed} ${problemText(cause, words)}`);
  return null;
}
