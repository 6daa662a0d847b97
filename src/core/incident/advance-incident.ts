import type { Priority } from '../priority.ts';
import { unreachable } from '../unreachable.ts';
import type {
  AttachedAlarm,
  Incident,
  IncidentCause,
  IncidentKind,
  IncidentOutcome,
  IncidentRole,
  IncidentState,
} from './incident.ts';
import { type LogLine, line } from './log-line.ts';
import { about, attachedLine, unique } from './open-incident.ts';
import { missingTasks, type Task, type TaskState } from './task.ts';

export const incidentEventTypes = [
  'taken',
  'edited',
  'role-given',
  'held',
  'resumed',
  'alarm-attached',
  'alarm-detached',
  'cameras-chosen',
  'task-set',
  'closed',
  'reopened',
] as const;

export type IncidentEvent =
  /** Somebody works on it now, and commands if nobody does. */
  | { readonly type: 'taken' }
  | {
      readonly type: 'edited';
      readonly change: {
        readonly kind: IncidentKind;
        readonly title: string | null;
        readonly place: string;
        readonly priority: Priority;
      };
    }
  | { readonly type: 'role-given'; readonly role: IncidentRole; readonly name: string | null }
  | { readonly type: 'held'; readonly reason: string }
  | { readonly type: 'resumed' }
  | { readonly type: 'alarm-attached'; readonly alarm: AttachedAlarm }
  | { readonly type: 'alarm-detached'; readonly alarmId: string }
  | { readonly type: 'cameras-chosen'; readonly cameraIds: readonly string[] }
  | {
      readonly type: 'task-set';
      readonly taskId: string;
      readonly state: TaskState;
      readonly note: string;
    }
  | {
      readonly type: 'closed';
      readonly cause: IncidentCause;
      readonly outcome: IncidentOutcome;
      readonly lessons: string;
    }
  | { readonly type: 'reopened'; readonly reason: string };

export const incidentRefusals = [
  'closed',
  'not-closed',
  'taken-already',
  'held-already',
  'not-held',
  'reason-missing',
  'attached-already',
  'not-attached',
  'too-many',
  'unknown-task',
  'task-set-already',
  'task-is-required',
  'tasks-missing',
] as const;
export type IncidentRefusal = (typeof incidentRefusals)[number];

export type IncidentOutcomeOf =
  | { readonly ok: true; readonly value: Incident; readonly lines: readonly LogLine[] }
  | {
      readonly ok: false;
      readonly reason: IncidentRefusal;
      /** The steps in the way of closing, or the one that somebody else was quicker with. */
      readonly tasks: readonly Task[];
    };

/** A list nobody can work through is no help, and every event carries it. */
export const mostAlarms = 200;

/**
 * | state   | taken   | edited, role, alarms, cameras | task-set | held    | resumed | closed  | reopened |
 * |---------|---------|-------------------------------|----------|---------|---------|---------|----------|
 * | open    | in-work | open                          | in-work  | on-hold | refused | closed  | refused  |
 * | in-work | refused | in-work                       | in-work  | on-hold | refused | closed  | refused  |
 * | on-hold | in-work | on-hold                       | on-hold  | refused | in-work | closed  | refused  |
 * | closed  | refused | refused                       | refused  | refused | refused | refused | in-work  |
 *
 * Closing is refused while a required step is not done. A step is done once: who comes second is told.
 * @returns the changed incident, its version one higher, with what the log says of it; or why nothing changed.
 */
export function advanceIncident(
  incident: Incident,
  event: IncidentEvent,
  at: { readonly by: string; readonly nowMs: number },
): IncidentOutcomeOf {
  const { by, nowMs } = at;
  const become = (change: Partial<Incident>, lines: readonly LogLine[]): IncidentOutcomeOf => ({
    ok: true,
    value: {
      ...incident,
      ...change,
      changedBy: by,
      changedAtMs: nowMs,
      version: incident.version + 1,
    },
    lines,
  });
  if (event.type === 'reopened') {
    if (incident.state !== 'closed') return refused('not-closed');
    if (event.reason.trim() === '') return refused('reason-missing');
    return become({ state: 'in-work', closing: null, reopenings: incident.reopenings + 1 }, [
      line('reopened', { text: event.reason }),
    ]);
  }
  if (incident.state === 'closed') return refused('closed');
  switch (event.type) {
    case 'taken': {
      if (incident.state === 'in-work') return refused('taken-already');
      const command = incident.roles.command ?? by;
      return become({ state: 'in-work', heldFor: null, roles: { ...incident.roles, command } }, [
        line('taken'),
      ]);
    }
    case 'edited': {
      const { kind, title, place, priority } = event.change;
      return become({ kind, title, place, priority }, [
        line('edited', { detail: differences(incident, event.change) }),
      ]);
    }
    case 'role-given': {
      const { role, name } = event;
      const detail = { role, name, before: incident.roles[role] };
      return become({ roles: { ...incident.roles, [role]: name } }, [line('role-given', { detail })]);
    }
    case 'held':
      if (incident.state === 'on-hold') return refused('held-already');
      if (event.reason.trim() === '') return refused('reason-missing');
      return become({ state: 'on-hold', heldFor: event.reason }, [line('held', { text: event.reason })]);
    case 'resumed':
      if (incident.state !== 'on-hold') return refused('not-held');
      return become({ state: 'in-work', heldFor: null }, [line('resumed')]);
    case 'alarm-attached': {
      const { alarm } = event;
      if (incident.alarms.some(({ id }) => id === alarm.id)) return refused('attached-already');
      if (incident.alarms.length >= mostAlarms) return refused('too-many');
      const cameraIds = unique([...incident.cameraIds, alarm.cameraId]);
      return become({ alarms: [...incident.alarms, alarm], cameraIds }, [attachedLine(alarm)]);
    }
    case 'alarm-detached': {
      const alarm = incident.alarms.find(({ id }) => id === event.alarmId);
      if (alarm === undefined) return refused('not-attached');
      return become({ alarms: incident.alarms.filter(({ id }) => id !== alarm.id) }, [
        line('alarm-detached', { detail: about(alarm) }),
      ]);
    }
    case 'cameras-chosen': {
      const cameraIds = unique(event.cameraIds);
      return become({ cameraIds }, [line('cameras-chosen', { detail: { cameraIds } })]);
    }
    case 'task-set':
      return setTask(incident, event, at, become);
    case 'closed': {
      const missing = missingTasks(incident.tasks);
      if (missing.length > 0) return { ok: false, reason: 'tasks-missing', tasks: missing };
      const { cause, outcome, lessons } = event;
      return become(
        { state: 'closed', heldFor: null, closing: { cause, outcome, lessons, atMs: nowMs, by } },
        [line('closed', { text: lessons === '' ? null : lessons, detail: { cause, outcome } })],
      );
    }
    default:
      return unreachable(event);
  }
}

function setTask(
  incident: Incident,
  { taskId, state, note }: Extract<IncidentEvent, { type: 'task-set' }>,
  { by, nowMs }: { readonly by: string; readonly nowMs: number },
  become: (change: Partial<Incident>, lines: readonly LogLine[]) => IncidentOutcomeOf,
): IncidentOutcomeOf {
  const task = incident.tasks.find(({ id }) => id === taskId);
  if (task === undefined) return refused('unknown-task');
  // Open is only left for done or skipped, and only come back to from there: of two at once, one is told.
  if (task.state === state || (task.state !== 'open' && state !== 'open'))
    return { ok: false, reason: 'task-set-already', tasks: [task] };
  if (state === 'skipped' && task.isRequired) return refused('task-is-required');
  if (state === 'skipped' && note.trim() === '') return refused('reason-missing');
  const isOpen = state === 'open';
  const next: Task = { ...task, state, by: isOpen ? null : by, atMs: isOpen ? null : nowMs, note };
  const kind = isOpen ? 'task-reopened' : state === 'done' ? 'task-done' : 'task-skipped';
  const begun: IncidentState = incident.state === 'open' ? 'in-work' : incident.state;
  return become({ state: begun, tasks: incident.tasks.map((one) => (one.id === taskId ? next : one)) }, [
    line(kind, { text: note === '' ? null : note, detail: { stepId: taskId, step: task.text } }),
  ]);
}

function differences(
  incident: Incident,
  change: Extract<IncidentEvent, { type: 'edited' }>['change'],
): { readonly [key: string]: unknown } {
  return Object.fromEntries(
    (['kind', 'title', 'place', 'priority'] as const)
      .filter((key) => incident[key] !== change[key])
      .map((key) => [key, { before: incident[key], after: change[key] }]),
  );
}

function refused(reason: IncidentRefusal): IncidentOutcomeOf {
  return { ok: false, reason, tasks: [] };
}
