import { putBackIntoService, replaceAlarmPolicy, takeOutOfService } from '../alarms/alarm-service.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, refuse } from '../http/problem.ts';
import { listOutOfService, standingOutOfService } from '../store/out-of-service.ts';
import { readSettings } from '../store/settings.ts';

type Names =
  | 'outOfService.list'
  | 'outOfService.create'
  | 'outOfService.end'
  | 'alarmPolicy.get'
  | 'alarmPolicy.replace';

export function alarmServiceHandlers(centre: Centre): Pick<Handlers, Names> {
  const { sql, registry, live } = centre;
  return {
    'outOfService.list': ({ query }) =>
      query.all === 'true' ? listOutOfService(sql) : standingOutOfService(sql),

    async 'outOfService.create'({ body, who, nowMs, entry }) {
      const { cameraId, zoneId, kind, reason, untilMs } = body;
      const camera = cameraId === null ? null : registry.get(cameraId);
      if (cameraId !== null && camera === null) return notFound(`Camera ${cameraId}`);
      if (zoneId !== null && !camera?.stored.zones.some(({ id }) => id === zoneId))
        return notFound(`Zone ${zoneId} of camera ${cameraId}`);
      if (untilMs !== null && untilMs <= nowMs)
        return refuse(400, 'invalid', 'The end lies in the past. Choose a later one, or none', {
          errors: [{ path: 'body.untilMs', message: 'lies in the past' }],
        });
      const asked = { cameraId, zoneId, kind, reason, untilMs, by: who.userName };
      const order = await takeOutOfService(sql, asked, nowMs, entry);
      live.poke();
      return order;
    },

    async 'outOfService.end'({ params, who, nowMs, entry }) {
      const result = await putBackIntoService(sql, { id: params.id, by: who.userName, nowMs }, entry);
      if (result === null) return notFound('This order');
      if (result.isOver) {
        const { endedBy } = result.order;
        return refuse(409, 'version-conflict', `It is in service already (${endedBy ?? 'its time is up'})`);
      }
      live.poke();
      return result.order;
    },

    'alarmPolicy.get': async () => (await readSettings(sql)).alarmPolicy,

    async 'alarmPolicy.replace'({ body, nowMs, entry }) {
      const policy = await replaceAlarmPolicy(sql, body, nowMs, entry);
      if (policy === null)
        return refuse(
          409,
          'version-conflict',
          'Somebody else changed the policy meanwhile. Look, then decide',
        );
      live.poke();
      return policy;
    },
  };
}
