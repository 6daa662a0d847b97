import { randomUUID } from 'node:crypto';
import type { Handover } from '../../contract/handovers.ts';
import { handoverFacts, takeOver } from '../../core/handover.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, refuse } from '../http/problem.ts';
import { listOpenAlarms } from '../store/alarms.ts';
import { change, type Query } from '../store/database.ts';
import {
  holdHandover,
  insertHandover,
  listHandovers,
  markTaken,
  replaceWaiting,
} from '../store/handovers.ts';
import { listOpenIncidents } from '../store/incidents.ts';
import { record } from '../store/ledger.ts';

type Names = Extract<keyof Handlers, `handovers.${string}`>;
/** More than this is counted only so far. */
const mostRead = 5_000;

export function handoverHandlers(centre: Centre): Pick<Handlers, Names> {
  const { sql, registry } = centre;

  async function factsNow(query: Query, nowMs: number) {
    const cameras = registry.list().map(({ stored, state }) => ({ id: stored.id, name: stored.name, state }));
    return handoverFacts({
      incidents: await listOpenIncidents(query, mostRead),
      alarms: await listOpenAlarms(query, mostRead),
      cameras,
      nowMs,
    });
  }

  return {
    'handovers.list': ({ query }) => listHandovers(sql, query.limit),
    'handovers.facts': ({ nowMs }) => factsNow(sql, nowMs),
    async 'handovers.create'({ body, entry, nowMs, who }) {
      const handover = await change(sql, async (tx): Promise<Handover> => {
        const replaced = await replaceWaiting(tx);
        const next = await insertHandover(tx, {
          id: randomUUID(),
          state: 'waiting',
          madeAtMs: nowMs,
          madeBy: who.userName,
          text: body.text,
          facts: await factsNow(tx, nowMs),
          takenAtMs: null,
          takenBy: null,
        });
        const { incidentCount, unacknowledgedCount, shelvedCount, notMeasuringCount } = next.facts;
        const counts = { incidentCount, unacknowledgedCount, shelvedCount, notMeasuringCount };
        await record(tx, {
          audit: entry(next.id, { ...counts, replaces: replaced?.id ?? null }),
          events: [{ type: 'handover', handover: next }],
        });
        return next;
      });
      centre.live.poke();
      return handover;
    },
    async 'handovers.take'({ params, entry, nowMs, who }) {
      const result = await change(sql, async (tx) => {
        const handover = await holdHandover(tx, params.id);
        if (handover === null) return notFound('This handover');
        const taken = takeOver(handover, { by: who.userName, nowMs });
        if (!taken.ok) return taken.reason === 'own-handover' ? ownHandover : notWaiting(handover);
        await markTaken(tx, taken.handover);
        const next: Handover = { ...handover, state: 'taken', takenAtMs: nowMs, takenBy: who.userName };
        await record(tx, {
          audit: entry(next.id, { madeBy: next.madeBy, madeAtMs: next.madeAtMs }),
          events: [{ type: 'handover', handover: next }],
        });
        return next;
      });
      centre.live.poke();
      return result;
    },
  };
}

const ownHandover = refuse(
  409,
  'own-handover',
  'Who hands over does not take over: the next shift does, signed in by its own name',
);

function notWaiting(handover: Handover) {
  return refuse(
    409,
    'handover-not-waiting',
    handover.takenBy === null
      ? 'A newer handover was written meanwhile. Read that one'
      : `${handover.takenBy} took over at ${new Date(handover.takenAtMs!).toISOString()}. Nothing is left to do`,
  );
}
