/** Changes of an incident that a person asks for; whoever was later is told who was quicker, and with what. */
import type { Incident } from '../../contract/incidents.ts';
import type { IncidentRole } from '../../core/incident/incident.ts';
import type { TaskState } from '../../core/incident/task.ts';
import { termsIn } from '../../core/incident/words/index.ts';
import { ApiProblem, call, type Input } from '../client.ts';
import { putIncident } from '../live.ts';
import { answers } from '../session.ts';
import { say } from '../ui/notice.tsx';
import { problemText } from '../ui/problem-text.ts';
import { currentFormats, currentLanguage, currentWords } from '../words/index.ts';
import { incidentQuery } from './incident-queries.ts';

type Body<K extends 'incidents.update' | 'incidents.close'> = Omit<Input<K>['body'], 'version'>;

export const take = (incident: Incident) =>
  change(incident, () => call('incidents.take', { params: { id: incident.id }, body: seen(incident) }));

export const resume = (incident: Incident) =>
  change(incident, () => call('incidents.resume', { params: { id: incident.id }, body: seen(incident) }));

export const hold = (incident: Incident, reason: string) =>
  change(incident, () =>
    call('incidents.hold', { params: { id: incident.id }, body: { ...seen(incident), reason } }),
  );

export const reopen = (incident: Incident, reason: string) =>
  change(incident, () =>
    call('incidents.reopen', { params: { id: incident.id }, body: { ...seen(incident), reason } }),
  );

export const close = (incident: Incident, body: Body<'incidents.close'>) =>
  change(incident, () =>
    call('incidents.close', { params: { id: incident.id }, body: { ...seen(incident), ...body } }),
  );

export const edit = (incident: Incident, body: Body<'incidents.update'>) =>
  change(incident, () =>
    call('incidents.update', { params: { id: incident.id }, body: { ...seen(incident), ...body } }),
  );

export const giveRole = (incident: Incident, role: IncidentRole, name: string | null) =>
  change(incident, () =>
    call('incidents.role', { params: { id: incident.id, role }, body: { ...seen(incident), name } }),
  );

export const chooseCameras = (incident: Incident, cameraIds: string[]) =>
  change(incident, () =>
    call('incidents.cameras', { params: { id: incident.id }, body: { ...seen(incident), cameraIds } }),
  );

export const setTask = (incident: Incident, taskId: string, state: TaskState, note = '') =>
  change(
    incident,
    () => call('incidents.tasks', { params: { id: incident.id, taskId }, body: { state, note } }),
    taskId,
  );

export const attach = (incident: Incident, alarmId: string) =>
  change(incident, () => call('incidents.attach', { params: { id: incident.id, alarmId }, body: {} }));

export const detach = (incident: Incident, alarmId: string) =>
  change(incident, () => call('incidents.detach', { params: { id: incident.id, alarmId } }));

const seen = ({ version }: Incident) => ({ version });

/** @returns the incident as it is now, or null when nothing was changed; then it was said why. */
async function change(
  incident: Incident,
  ask: () => Promise<Incident>,
  taskId?: string,
): Promise<Incident | null> {
  try {
    const changed = await ask();
    putIncident(changed);
    return changed;
  } catch (cause) {
    await tellWhy(incident, cause, taskId);
    return null;
  }
}

async function tellWhy(incident: Incident, cause: unknown, taskId: string | undefined): Promise<void> {
  const words = currentWords();
  const isSecond =
    cause instanceof ApiProblem && ['version-conflict', 'task-set-already'].includes(cause.kind);
  const newest = cause instanceof ApiProblem && cause.status === 409 ? await readAgain(incident.id) : null;
  if (!isSecond || newest === null) {
    say(`${words.incidents.failed} ${problemText(cause, words)}`);
    return;
  }
  say(whoWasFirst(newest, taskId));
}

async function readAgain(id: string): Promise<Incident | null> {
  const view = await call('incidents.get', { params: { id } }).catch(() => null);
  if (view === null) return null;
  answers.setQueryData(incidentQuery(id).queryKey, view);
  putIncident(view.incident);
  return view.incident;
}

/** Who was quicker, with what, and when. */
function whoWasFirst(incident: Incident, taskId: string | undefined): string {
  const words = currentWords();
  const formats = currentFormats();
  const terms = termsIn(currentLanguage());
  const task = incident.tasks.find(({ id }) => id === taskId);
  if (task?.by != null && task.atMs !== null)
    return words.incidents.secondStep(task.by, terms.tasks[task.state], formats.clock(task.atMs));
  return words.incidents.second(
    incident.changedBy,
    formats.clock(incident.changedAtMs),
    terms.states[incident.state],
  );
}
