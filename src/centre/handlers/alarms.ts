import type { Alarm } from '../../core/alarm.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, refuse } from '../http/problem.ts';
import { findAlarm, findPicture, listAllAlarms, listOpenAlarms } from '../store/alarms.ts';

export function alarmHandlers(
  centre: Centre,
): Pick<Handlers, 'alarms.list' | 'alarms.get' | 'alarms.acknowledge' | 'alarms.picture'> {
  return {
    'alarms.list': ({ query }) =>
      query.all === 'true' ? listAllAlarms(centre.sql, query.limit) : listOpenAlarms(centre.sql, query.limit),
    async 'alarms.get'({ params }) {
      return (await findAlarm(centre.sql, params.id)) ?? notFound('This alarm');
    },
    async 'alarms.acknowledge'({ params, body, who, entry }) {
      const result = await centre.engine.acknowledge({
        alarmId: params.id,
        version: body.version,
        by: who.userName,
        // The engine makes the entry, because it alone knows the state that came out.
        action: entry(params.id, {}).action,
      });
      if (result.ok) return result.alarm;
      if (result.reason === 'unknown') return notFound('This alarm');
      return refuse(409, 'version-conflict', whatHappened(result.alarm));
    },
    async 'alarms.picture'({ params }) {
      const jpeg = await findPicture(centre.sql, params.id);
      return jpeg === null ? notFound('A picture of this alarm') : { jpeg };
    },
  };
}

function whatHappened(alarm: Alarm): string {
  if (alarm.acknowledgedBy !== null) {
    return `${alarm.acknowledgedBy} acknowledged this alarm at ${new Date(alarm.acknowledgedAtMs!).toISOString()}. Nothing is left to do`;
  }
  return `This alarm has changed since it was shown: it is now ${alarm.state} (version ${alarm.version}). Look at it again, then acknowledge`;
}
