import { randomUUID } from 'node:crypto';
import type { Hold } from '../../contract/recording.ts';
import { isAllowed } from '../../core/access.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, refuse } from '../http/problem.ts';
import { change } from '../store/database.ts';
import { holdsInForce, insertHold, listHolds, lockHold, releaseHold } from '../store/holds.ts';
import { record } from '../store/ledger.ts';
import { spanRefusal } from './span.ts';

const longestHoldMs = 366 * 86_400_000;

const notTheOwner = refuse(
  403,
  'not-the-owner',
  'A hold is ended by the one who made it, or by somebody who may change recording',
);
const hasEnded = refuse(409, 'hold-has-ended', 'This hold has ended already. Load the list anew');

export function holdHandlers(
  centre: Centre,
): Pick<Handlers, 'holds.list' | 'holds.create' | 'holds.release'> {
  const { sql, registry } = centre;
  return {
    'holds.list': ({ query, nowMs }) => (query.all === 'true' ? listHolds(sql) : holdsInForce(sql, nowMs)),

    async 'holds.create'({ body, entry, nowMs, who }) {
      const { fromMs, toMs, expiresAtMs } = body;
      const refusal = spanRefusal(body);
      if (refusal !== null) return refusal;
      const unknown = body.cameraIds.find((id) => registry.get(id) === null);
      if (unknown !== undefined) return notFound(`Camera ${unknown}`);
      if (expiresAtMs <= nowMs || expiresAtMs > nowMs + longestHoldMs)
        return refuse(
          400,
          'invalid',
          'A hold ends between now and a year from now; before it ends it can be made anew. Choose such a day',
          { errors: [{ path: 'body.expiresAtMs', message: 'is not between now and a year from now' }] },
        );
      const hold: Hold = {
        id: randomUUID(),
        cameraIds: [...new Set(body.cameraIds)],
        fromMs,
        toMs,
        reason: body.reason,
        owner: who.userName,
        createdAtMs: nowMs,
        expiresAtMs,
        releasedAtMs: null,
        releasedBy: null,
      };
      await change(sql, async (tx) => {
        await insertHold(tx, hold);
        const { cameraIds, reason } = hold;
        await record(tx, { audit: entry(hold.id, { cameraIds, fromMs, toMs, reason, expiresAtMs }) });
      });
      return hold;
    },

    'holds.release': ({ params, entry, nowMs, who }) =>
      change(sql, async (tx) => {
        const hold = await lockHold(tx, params.id);
        if (hold === null) return notFound('This hold');
        if (hold.releasedAtMs !== null || hold.expiresAtMs <= nowMs) return hasEnded;
        if (hold.owner !== who.userName && !isAllowed(who.role, 'recording.write')) return notTheOwner;
        await releaseHold(tx, hold.id, who.userName, nowMs);
        const { owner, reason, cameraIds, fromMs, toMs } = hold;
        await record(tx, { audit: entry(hold.id, { owner, reason, cameraIds, fromMs, toMs }) });
        return { ...hold, releasedAtMs: nowMs, releasedBy: who.userName };
      }),
  };
}
