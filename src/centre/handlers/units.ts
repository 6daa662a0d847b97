import { randomBytes, randomUUID } from 'node:crypto';
import type { UnitView } from '../../contract/units.ts';
import { suggestUnits } from '../../core/unit/nearest.ts';
import { runCardFor } from '../../core/unit/run-card.ts';
import type { Unit } from '../../core/unit/unit.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, Refusal, refuse } from '../http/problem.ts';
import { hashToken } from '../sessions.ts';
import { change, isTaken } from '../store/database.ts';
import { findIncident } from '../store/incidents.ts';
import { record } from '../store/ledger.ts';
import { deleteSessionsOf } from '../store/sessions.ts';
import {
  deleteRunCard,
  findUnit,
  holdRunCard,
  holdUnit,
  insertUnit,
  listNotes,
  listRunCards,
  listUnits,
  removeUnit,
  updateUnit,
  writeLink,
  writePosition,
  writeRunCard,
} from '../store/units.ts';
import { refusalOf } from '../units/refusal-words.ts';
import { changeUnit, noteOf, type UnitDone } from '../units/unit-desk.ts';

type Names = Extract<keyof Handlers, `units.${string}` | `run-cards.${string}`>;

const linkLastsMs = 24 * 3_600_000;
const nameTaken = refuse(409, 'name-taken', 'A unit is called so already. Choose another name');
const stillOut = refuse(409, 'unit-is-out', 'This unit is sent to an incident. Clear it there first');
const cardChanged = (name: string) =>
  refuse(
    409,
    'version-conflict',
    `Somebody changed the run card "${name}" meanwhile. Look at it, then decide`,
  );

export function unitHandlers(centre: Centre): Pick<Handlers, Names> {
  const { sql, live, notifier, sessions, connections, roads } = centre;

  async function told(result: Promise<UnitDone>): Promise<UnitView | Refusal> {
    const done = await result;
    live.poke();
    notifier.poke();
    return done.ok ? done.unit : refusalOf(done);
  }

  return {
    'units.list': () => listUnits(sql),

    async 'units.create'({ body, who, nowMs, entry }) {
      const unit: Unit = {
        id: randomUUID(),
        ...body,
        state: 'off',
        assignment: null,
        checkIn: null,
        position: null,
        stateSinceMs: nowMs,
        changedBy: who.userName,
        version: 1,
      };
      try {
        return await change(sql, async (tx) => {
          await insertUnit(tx, unit);
          const view = (await findUnit(tx, unit.id))!;
          await record(tx, { audit: entry(unit.id, { ...body }), events: [{ type: 'unit', unit: view }] });
          return view;
        });
      } catch (cause) {
        if (isTaken(cause)) return nameTaken;
        throw cause;
      }
    },

    async 'units.update'({ params, body: { version, ...body }, who, entry }) {
      try {
        return await change(sql, async (tx) => {
          const before = await holdUnit(tx, params.id);
          if (before === null) return notFound('This unit');
          if (before.version !== version) return refusalOf({ ok: false, reason: 'changed', unit: before });
          await updateUnit(tx, { ...before, ...body, changedBy: who.userName, version: version + 1 });
          const view = (await findUnit(tx, params.id))!;
          await record(tx, { audit: entry(params.id, { ...body }), events: [{ type: 'unit', unit: view }] });
          return view;
        });
      } catch (cause) {
        if (isTaken(cause)) return nameTaken;
        throw cause;
      }
    },

    async 'units.delete'({ params, entry }) {
      const result = await change(sql, async (tx) => {
        const before = await holdUnit(tx, params.id);
        if (before === null) return notFound('This unit');
        if (before.assignment !== null) return stillOut;
        const userId = await removeUnit(tx, params.id);
        if (userId !== null) await deleteSessionsOf(tx, userId);
        await record(tx, {
          audit: entry(params.id, { name: before.name }),
          events: [{ type: 'unit-removed', unitId: params.id }],
        });
        return { userId };
      });
      if (result instanceof Refusal) return result;
      sessions.forget((session) => session.userId === result.userId);
      connections.closeWhere((session) => session.userId === result.userId);
      live.forget(params.id);
      return {};
    },

    'units.link': ({ params, nowMs, entry }) =>
      change(sql, async (tx) => {
        const unit = await holdUnit(tx, params.id);
        if (unit === null) return notFound('This unit');
        const token = randomBytes(32).toString('base64url');
        const expiresAtMs = nowMs + linkLastsMs;
        await writeLink(tx, params.id, { hash: hashToken(token), expiresAtMs });
        await record(tx, { audit: entry(params.id, { unit: unit.name, expiresAtMs }) });
        return { path: `/unit#${token}`, expiresAtMs };
      }),

    async 'units.assign'({ params, body, who, nowMs, entry }) {
      const { incidentId, version } = body;
      const minutes = body.checkInMinutes === undefined ? await checkInOf(incidentId) : body.checkInMinutes;
      const checkInMs = minutes === null ? null : minutes * 60_000;
      const event = { type: 'assigned', incidentId, checkInMs } as const;
      return told(changeUnit(sql, params.id, { version, event }, { by: who.userName, nowMs, entry }));
    },

    'units.act': ({ params, body, who, nowMs, entry }) =>
      told(
        changeUnit(
          sql,
          params.id,
          { version: body.version, event: { type: body.action } },
          { by: who.userName, nowMs, entry },
        ),
      ),

    async 'units.position'({ params, body, nowMs }) {
      const position = { ...body, atMs: nowMs, source: 'api' as const };
      if (!(await writePosition(sql, params.id, position))) return notFound('This unit');
      live.publish({ type: 'unit-position', unitId: params.id, position: { ...body, atMs: nowMs } });
      return {};
    },

    'units.notes': ({ params }) => listNotes(sql, params.id),

    async 'units.note'({ params, body, who, nowMs, entry }) {
      const what = { text: body.text, isFromUnit: false };
      const unit = await told(noteOf(sql, params.id, what, { by: who.userName, nowMs, entry }));
      return unit instanceof Refusal ? unit : unit.lastNote!;
    },

    async 'units.dispatch'({ params, nowMs }) {
      const incident = await findIncident(sql, params.id);
      if (incident === null) return notFound('This incident');
      const card = runCardFor(await listRunCards(sql), incident);
      const units = await listUnits(sql);
      return {
        card: card as Awaited<ReturnType<typeof listRunCards>>[number] | null,
        suggestions: suggestUnits(units, incident, { card, roads, nowMs }),
      };
    },

    'run-cards.list': () => listRunCards(sql),
    'run-cards.create': ({ body, entry }) =>
      change(sql, async (tx) => {
        const card = { id: randomUUID(), ...body, version: 1 };
        await writeRunCard(tx, card);
        await record(tx, { audit: entry(card.id, { name: card.name }) });
        return card;
      }),
    'run-cards.update': ({ params, body, entry }) =>
      change(sql, async (tx) => {
        const before = await holdRunCard(tx, params.id);
        if (before === null) return notFound('This run card');
        if (before.version !== body.version) return cardChanged(before.name);
        const card = { id: before.id, ...body, version: before.version + 1 };
        await writeRunCard(tx, card);
        await record(tx, { audit: entry(card.id, { name: card.name }) });
        return card;
      }),
    'run-cards.delete': ({ params, entry }) =>
      change(sql, async (tx) => {
        const card = await deleteRunCard(tx, params.id);
        if (card === null) return notFound('This run card');
        await record(tx, { audit: entry(card.id, { name: card.name }) });
        return {};
      }),
  };

  /** As the run card of the incident says. */
  async function checkInOf(incidentId: string): Promise<number | null> {
    const incident = await findIncident(sql, incidentId);
    return incident === null ? null : (runCardFor(await listRunCards(sql), incident)?.checkInMinutes ?? null);
  }
}
