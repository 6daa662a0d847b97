/** What the phone of a unit may do: be its unit, and nothing else. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { User } from '../../contract/shapes.ts';
import type { OwnUnit } from '../../contract/units.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { notFound, Refusal, refuse } from '../http/problem.ts';
import { hashPassword } from '../passwords.ts';
import { hashToken } from '../sessions.ts';
import { change } from '../store/database.ts';
import { findIncident } from '../store/incidents.ts';
import { record } from '../store/ledger.ts';
import { deleteSessionsOf } from '../store/sessions.ts';
import { bindUser, findUnit, listNotes, takeLink, unitOfUser, writePosition } from '../store/units.ts';
import { holdUsers, insertUser } from '../store/users.ts';
import { refusalOf } from '../units/refusal-words.ts';
import { changeUnit, noteOf, type UnitDone } from '../units/unit-desk.ts';

type Names = Extract<keyof Handlers, `unit.${string}`>;

const wrongLink = refuse(
  403,
  'unit-link',
  'This link is not valid (any more): it was used, is a day old, or a newer one was made. Ask the control room for another',
);
const noUnit = notFound('A unit of this phone');

export function unitPhoneHandlers(centre: Centre): Pick<Handlers, Names> {
  const { sql, sessions, guard, live, notifier, connections } = centre;

  async function own(unitId: string): Promise<OwnUnit | Refusal> {
    const unit = await findUnit(sql, unitId);
    if (unit === null) return noUnit;
    const incident = unit.assignment === null ? null : await findIncident(sql, unit.assignment.incidentId);
    return { unit, incident, notes: await listNotes(sql, unitId, 50) };
  }

  async function told(unitId: string, result: Promise<UnitDone>): Promise<OwnUnit | Refusal> {
    const done = await result;
    live.poke();
    notifier.poke();
    return done.ok ? own(unitId) : refusalOf(done);
  }

  return {
    async 'unit.sign-in'({ body, address, nowMs, entry, cookie }) {
      const waitMs = guard.attempt('', address, nowMs);
      if (waitMs > 0) {
        const seconds = Math.ceil(waitMs / 1_000);
        return refuse(429, 'too-many-attempts', `Too many attempts. Wait ${seconds} s, then try again`, {
          retryAfterS: seconds,
        });
      }
      // Nobody knows it: the phone signs in by a link and in no other way.
      const passwordHash = await hashPassword(randomBytes(32).toString('base64url'));
      const result = await change(sql, async (tx) => {
        const unit = await takeLink(tx, hashToken(body.token), nowMs);
        if (unit === null) return wrongLink;
        const users = await holdUsers(tx);
        let user: User | undefined = users.find(({ id }) => id === unit.userId);
        if (user === undefined) {
          user = {
            id: randomUUID(),
            name: `unit-${unit.id.slice(0, 8)}`,
            role: 'unit',
            isEnabled: true,
            createdAtMs: nowMs,
          };
          await insertUser(tx, { ...user, passwordHash });
          await bindUser(tx, unit.id, user.id);
        }
        if (!user.isEnabled || user.role !== 'unit') return wrongLink;
        // One phone a unit: the one before is signed out.
        await deleteSessionsOf(tx, user.id);
        const { id, name, role, isEnabled, createdAtMs } = user;
        const signedIn = await sessions.create(tx, { id, name, role, isEnabled, createdAtMs });
        await record(tx, { audit: entry(unit.id, { unit: unit.name, address }, unit.name) });
        return { ...signedIn, userId: id };
      });
      if (result instanceof Refusal) return result;
      guard.succeeded('', address);
      sessions.forget((session) => session.userId === result.userId);
      connections.closeWhere((session) => session.userId === result.userId);
      cookie.set(result.token, result.session.expiresAtMs);
      return result.session;
    },

    async 'unit.get'({ who }) {
      const unitId = await unitOfUser(sql, who.userId);
      return unitId === null ? noUnit : own(unitId);
    },

    async 'unit.act'({ body, who, nowMs, entry }) {
      const unitId = await unitOfUser(sql, who.userId);
      const unit = unitId === null ? null : await findUnit(sql, unitId);
      if (unit === null) return noUnit;
      const doer = { by: unit.name, nowMs, entry: entryOf(entry, unit.name) };
      const what = { version: body.version, event: { type: body.action } };
      return told(unit.id, changeUnit(sql, unit.id, what, doer));
    },

    async 'unit.position'({ body, who, nowMs }) {
      const unitId = await unitOfUser(sql, who.userId);
      if (unitId === null) return noUnit;
      await writePosition(sql, unitId, { ...body, atMs: nowMs, source: 'phone' });
      live.publish({ type: 'unit-position', unitId, position: { ...body, atMs: nowMs } });
      return {};
    },

    async 'unit.note'({ body, who, nowMs, entry }) {
      const unitId = await unitOfUser(sql, who.userId);
      const unit = unitId === null ? null : await findUnit(sql, unitId);
      if (unit === null) return noUnit;
      const doer = { by: unit.name, nowMs, entry: entryOf(entry, unit.name) };
      return told(unit.id, noteOf(sql, unit.id, { text: body.text, isFromUnit: true }, doer));
    },
  };
}

type Entry = Parameters<Handlers['unit.act']>[0]['entry'];

/** The unit stands in the log by its own name. */
function entryOf(
  entry: Entry,
  name: string,
): (target: string, detail: Parameters<Entry>[1]) => ReturnType<Entry> {
  return (target, detail) => entry(target, detail, name);
}
