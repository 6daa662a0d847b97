/** What one shift tells the next: the state of things as the system knows it, and words of the one who goes. */
import type { Alarm } from './alarm/alarm.ts';
import type { Incident } from './incident/incident.ts';
import { isOverdue, missingTasks } from './incident/task.ts';

export type HandoverIncident = Pick<
  Incident,
  'id' | 'number' | 'kind' | 'title' | 'place' | 'priority' | 'state' | 'heldFor' | 'openedAtMs'
> & {
  readonly commander: string | null;
  readonly requiredOpen: number;
  readonly overdue: number;
};

export type HandoverAlarm = Pick<Alarm, 'id' | 'kind' | 'priority' | 'raisedAtMs'> & {
  readonly cameraName: string;
  readonly zoneName: string | null;
};

export type HandoverCamera = { readonly id: string; readonly name: string; readonly state: string };

/** Lists are cut at `most`, counts are not. */
export type HandoverFacts = {
  readonly incidents: readonly HandoverIncident[];
  readonly incidentCount: number;
  readonly unacknowledged: readonly HandoverAlarm[];
  readonly unacknowledgedCount: number;
  readonly shelved: readonly HandoverAlarm[];
  readonly shelvedCount: number;
  readonly notMeasuring: readonly HandoverCamera[];
  readonly notMeasuringCount: number;
};

export const mostHandedOver = 50;

export const handoverStates = ['waiting', 'taken', 'replaced'] as const;
export type HandoverState = (typeof handoverStates)[number];

export type Handover = {
  readonly id: string;
  readonly state: HandoverState;
  readonly madeAtMs: number;
  readonly madeBy: string;
  readonly text: string;
  readonly facts: HandoverFacts;
  readonly takenAtMs: number | null;
  readonly takenBy: string | null;
};

type ListedAlarm = HandoverAlarm & { readonly state: string };

/** @param now.alarms every open one. @param now.cameras every one, with its state. */
export function handoverFacts(now: {
  readonly incidents: readonly Incident[];
  readonly alarms: readonly ListedAlarm[];
  readonly cameras: readonly HandoverCamera[];
  readonly nowMs: number;
}): HandoverFacts {
  const unacknowledged = now.alarms.filter(({ state }) => /unacknowledged$/.test(state));
  const shelved = now.alarms.filter(({ state }) => state === 'shelved');
  // What is switched off was decided: it comes last, where a long list is cut.
  const notMeasuring = now.cameras
    .filter(({ state }) => state !== 'live')
    .toSorted((a, b) => Number(a.state === 'disabled') - Number(b.state === 'disabled'));
  const open = now.incidents.filter(({ state }) => state !== 'closed');
  return {
    incidents: open.slice(0, mostHandedOver).map((incident) => briefOf(incident, now.nowMs)),
    incidentCount: open.length,
    unacknowledged: unacknowledged.slice(0, mostHandedOver).map(alarmOf),
    unacknowledgedCount: unacknowledged.length,
    shelved: shelved.slice(0, mostHandedOver).map(alarmOf),
    shelvedCount: shelved.length,
    notMeasuring: notMeasuring.slice(0, mostHandedOver).map(({ id, name, state }) => ({ id, name, state })),
    notMeasuringCount: notMeasuring.length,
  };
}

export type TakingRefusal = 'not-waiting' | 'own-handover';

/** The next shift takes over, not the one that goes. */
export function takeOver(
  handover: Handover,
  { by, nowMs }: { readonly by: string; readonly nowMs: number },
):
  | { readonly ok: true; readonly handover: Handover }
  | { readonly ok: false; readonly reason: TakingRefusal } {
  if (handover.state !== 'waiting') return { ok: false, reason: 'not-waiting' };
  if (handover.madeBy === by) return { ok: false, reason: 'own-handover' };
  return { ok: true, handover: { ...handover, state: 'taken', takenAtMs: nowMs, takenBy: by } };
}

function briefOf(incident: Incident, nowMs: number): HandoverIncident {
  const { id, number, kind, title, place, priority, state, heldFor, openedAtMs, roles, tasks } = incident;
  return {
    ...{ id, number, kind, title, place, priority, state, heldFor, openedAtMs },
    commander: roles.command,
    requiredOpen: missingTasks(tasks).length,
    overdue: tasks.filter((task) => isOverdue(task, nowMs)).length,
  };
}

function alarmOf({ id, kind, priority, raisedAtMs, cameraName, zoneName }: ListedAlarm): HandoverAlarm {
  return { id, kind, priority, raisedAtMs, cameraName, zoneName };
}
