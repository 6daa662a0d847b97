/** Why an incident did not change, for a person. */
import { wordingIn } from '../../core/incident/procedure.ts';
import type { Task } from '../../core/incident/task.ts';
import { unreachable } from '../../core/unreachable.ts';
import { notFound, type Refusal, refuse } from '../http/problem.ts';
import type { Refused } from './incident-desk.ts';

export function refusalOf(refused: Refused): Refusal {
  const { reason } = refused;
  switch (reason) {
    case 'unknown':
      return notFound('This incident');
    case 'unknown-alarm':
      return notFound('This alarm');
    case 'changed': {
      const { changedBy, changedAtMs, state } = refused.incident;
      return refuse(
        409,
        'version-conflict',
        `${changedBy} changed this incident at ${timeOf(changedAtMs)}: it is now ${state}. Look at it again, then decide`,
      );
    }
    case 'attached-elsewhere':
      return refuse(
        409,
        'attached-elsewhere',
        `This alarm belongs to incident ${refused.incident.number}. Detach it there first, or work on that one`,
      );
    case 'attached-already':
      return refuse(409, 'attached-already', 'This alarm belongs to this incident already');
    case 'not-attached':
      return refuse(409, 'not-attached', 'This alarm does not belong to this incident. Load it anew');
    case 'too-many':
      return refuse(409, 'too-many-alarms', 'This incident has very many alarms. Open another one for more');
    case 'closed':
      return refuse(
        409,
        'incident-closed',
        'This incident is closed. Reopen it, with the reason, to change it',
      );
    case 'not-closed':
      return refuse(409, 'incident-not-closed', 'This incident is not closed: nothing has to be reopened');
    case 'taken-already':
      return refuse(409, 'taken-already', 'This incident is in work already. Load it anew');
    case 'held-already':
      return refuse(409, 'held-already', 'This incident is on hold already. Load it anew');
    case 'not-held':
      return refuse(409, 'not-held', 'This incident is not on hold. Load it anew');
    case 'reason-missing':
      return refuse(400, 'invalid', 'This needs a reason: write it down', {
        errors: [{ path: 'body', message: 'needs a reason' }],
      });
    case 'unknown-task':
      return notFound('This step');
    case 'task-set-already':
      return refuse(409, 'task-set-already', whoWasFirst(refused.tasks[0]));
    case 'task-is-required':
      return refuse(
        409,
        'task-is-required',
        'This step must be done before the incident is closed: it cannot be skipped',
      );
    case 'tasks-missing':
      return refuse(
        409,
        'tasks-missing',
        `Not closed: ${refused.tasks.length === 1 ? 'a required step is' : `${refused.tasks.length} required steps are`} not done. Do ${refused.tasks.length === 1 ? 'it' : 'them'} first`,
        {
          errors: refused.tasks.map(({ id, text }) => ({
            path: `tasks.${id}`,
            message: wordingIn(text, 'en'),
          })),
        },
      );
    default:
      return unreachable(reason);
  }
}

function whoWasFirst(task: Task | undefined): string {
  if (task === undefined || task.by === null || task.atMs === null)
    return 'Somebody opened this step again meanwhile. Load the incident anew';
  const did = task.state === 'done' ? 'did' : 'skipped';
  return `${task.by} ${did} this step at ${timeOf(task.atMs)}. Nothing is left to do`;
}

function timeOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
