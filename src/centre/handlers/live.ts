import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, refuse } from '../http/problem.ts';

export function liveHandlers(
  centre: Centre,
): Pick<Handlers, 'cameras.snapshot' | 'cameras.live' | 'events.stream' | 'events.watch'> {
  return {
    async 'cameras.snapshot'({ params }) {
      if (centre.registry.get(params.id) === null) return notFound(`Camera ${params.id}`);
      const picture = centre.media.snapshot(params.id);
      if (picture !== null) return picture;
      return refuse(404, 'no-picture', `Camera ${params.id} has sent no picture yet. Its state says why`);
    },
    async 'cameras.live'({ params }) {
      if (centre.registry.get(params.id) === null) return notFound(`Camera ${params.id}`);
      return (socket) => centre.media.attach(params.id, socket);
    },
    async 'events.stream'({ who, query, lastEventId }) {
      // A browser that comes back by itself repeats the address, and says in the header what came since.
      const isTold = lastEventId !== null && /^\d{1,15}$/.test(lastEventId);
      const id = isTold ? Number(lastEventId) : (query.after ?? null);
      const { userId, role } = who;
      const saysWhatItWatches = query.states === 'watched';
      return (sink) => centre.live.attach(sink, { userId, role, lastEventId: id, saysWhatItWatches });
    },
    async 'events.watch'({ who, params, body }) {
      const cameraIds = body.cameraIds === null ? null : new Set(body.cameraIds);
      return centre.live.watch(params.streamId, who.userId, cameraIds) ? {} : notFound('This live stream');
    },
  };
}
