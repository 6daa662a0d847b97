import type { Alarm } from '../../core/alarm/alarm.ts';
import { unreachable } from '../../core/unreachable.ts';
import type { AlarmCommand, Answer } from '../alarms/alarm-desk.ts';
import type { Centre } from '../centre.ts';
import type { Call, Handlers } from '../http/call.ts';
import { notFound, type Refusal, refuse } from '../http/problem.ts';
import { findAlarm, findPicture, listAllAlarms, listOpenAlarms } from '../store/alarms.ts';

type Names =
  | 'alarms.list'
  | 'alarms.get'
  | 'alarms.acknowledge'
  | 'alarms.acknowledgeMany'
  | 'alarms.markNuisance'
  | 'alarms.reset'
  | 'alarms.shelve'
  | 'alarms.unshelve'
  | 'alarms.picture';

export function alarmHandlers(centre: Centre): Pick<Handlers, Names> {
  const { desk } = centre;
  return {
    'alarms.list': ({ query }) =>
      query.all === 'true' ? listAllAlarms(centre.sql, query.limit) : listOpenAlarms(centre.sql, query.limit),
    async 'alarms.get'({ params }) {
      return (await findAlarm(centre.sql, params.id)) ?? notFound('This alarm');
    },
    'alarms.acknowledge': async (call) => replyOf(await desk.acknowledge(commandOf(call))),
    async 'alarms.acknowledgeMany'({ body, who, entry }) {
      const { action } = entry(null, {});
      const commands = body.alarms.map(({ id, version }) => ({
        alarmId: id,
        version,
        by: who.userName,
        action,
      }));
      const answers = await desk.acknowledgeMany(commands);
      return {
        acknowledged: answers.flatMap((answer) => (answer.ok ? [answer.alarm] : [])),
        refused: answers.flatMap((answer, i) =>
          answer.ok
            ? []
            : [{ id: body.alarms[i]!.id, by: 'alarm' in answer ? answer.alarm.acknowledgedBy : null }],
        ),
      };
    },
    'alarms.markNuisance': async (call) =>
      replyOf(await desk.markNuisance({ ...commandOf(call), isNuisance: call.body.isNuisance })),
    'alarms.reset': async (call) => replyOf(await desk.reset(commandOf(call))),
    'alarms.shelve': async (call) => {
      const { reason, forMs } = call.body;
      return replyOf(await desk.shelve({ ...commandOf(call), reason, forMs }));
    },
    'alarms.unshelve': async (call) => replyOf(await desk.unshelve(commandOf(call))),
    async 'alarms.picture'({ params }) {
      const jpeg = await findPicture(centre.sql, params.id);
      return jpeg === null ? notFound('A picture of this alarm') : { jpeg };
    },
  };
}

type CommandCall = Pick<
  Call<'alarms.acknowledge' | 'alarms.markNuisance' | 'alarms.reset' | 'alarms.shelve' | 'alarms.unshelve'>,
  'params' | 'body' | 'who' | 'entry'
>;

function commandOf({ params, body, who, entry }: CommandCall): AlarmCommand {
  // The desk makes the entry, because it alone knows the state that came out.
  const { action } = entry(params.id, {});
  return { alarmId: params.id, version: body.version, by: who.userName, action };
}

function replyOf(answer: Answer): Alarm | Refusal {
  if (answer.ok) return answer.alarm;
  switch (answer.reason) {
    case 'unknown':
      return notFound('This alarm');
    case 'changed':
      return refuse(409, 'version-conflict', whatHappened(answer.alarm));
    case 'too-long':
      return refuse(
        400,
        'shelf-too-long',
        `Nothing is shelved for longer than ${answer.longestShelfMs / 60_000} minutes here. Choose a shorter time`,
      );
    default:
      return unreachable(answer);
  }
}

function whatHappened(alarm: Alarm): string {
  if (alarm.aside !== null) {
    const { as, by, sinceMs } = alarm.aside;
    return `This alarm is ${as} since ${new Date(sinceMs).toISOString()} (${by}). It asks nobody now`;
  }
  if (alarm.acknowledgedBy !== null) {
    return `${alarm.acknowledgedBy} acknowledged this alarm at ${new Date(alarm.acknowledgedAtMs!).toISOString()}. Nothing is left to do`;
  }
  return `This alarm has changed since it was shown: it is now ${alarm.state} (version ${alarm.version}). Look at it again, then decide`;
}
