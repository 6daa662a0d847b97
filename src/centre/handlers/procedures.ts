import { isDeepStrictEqual } from 'node:util';
import type { Procedure, ProcedureView } from '../../contract/incidents.ts';
import { type IncidentKind, incidentKinds } from '../../core/incident/incident.ts';
import type { Centre } from '../centre.ts';
import type { Handlers } from '../http/call.ts';
import { type Refusal, refuse } from '../http/problem.ts';
import { faultsOfSteps, type SaidFault } from '../incidents/procedure-faults.ts';
import { readProcedureFile, writeProcedureFile } from '../incidents/procedure-file.ts';
import { change } from '../store/database.ts';
import { record } from '../store/ledger.ts';
import {
  asShipped,
  holdProcedure,
  insertProcedure,
  ownProcedures,
  procedureVersions,
} from '../store/procedures.ts';

type Names = Extract<keyof Handlers, `procedures.${string}`>;

/** Ends a transaction without a change. */
class Stop extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

export function procedureHandlers(centre: Centre): Pick<Handlers, Names> {
  const { sql } = centre;

  async function inForce(): Promise<ProcedureView[]> {
    const own = new Map((await ownProcedures(sql)).map((procedure) => [procedure.kind, procedure]));
    return incidentKinds.map((kind) => own.get(kind) ?? asShipped(kind));
  }

  return {
    'procedures.list': inForce,
    'procedures.versions': ({ params }) => procedureVersions(sql, params.kind),
    async 'procedures.replace'({ params, body, entry, nowMs, who }) {
      const { kind } = params;
      const faults = faultsOfSteps(kind, body.steps);
      if (faults.length > 0) return unfit(faults, 'body.steps');
      return change(sql, async (tx) => {
        const before = await holdProcedure(tx, kind);
        if (before.version !== body.version) return changedSince(before);
        const next: Procedure = { kind, version: before.version + 1, steps: body.steps };
        await insertProcedure(tx, next, { by: who.userName, nowMs });
        await record(tx, { audit: entry(kind, { kind, version: next.version, steps: next.steps.length }) });
        return { ...next, madeBy: who.userName, madeAtMs: nowMs };
      });
    },
    async 'procedures.export'({ query }) {
      const chosen = (await inForce()).filter(({ kind }) => query.kind === undefined || kind === query.kind);
      return {
        fileName: `procedures${query.kind === undefined ? '' : `-${query.kind}`}.${query.format}`,
        text: writeProcedureFile(chosen, query.format),
      };
    },
    async 'procedures.import.preview'({ body }) {
      const read = readProcedureFile(body.text);
      if (!read.ok) return unfit(read.faults, 'body.text');
      const now = new Map((await inForce()).map((procedure) => [procedure.kind, procedure]));
      return read.procedures.map((inText) => ({ inText, inForce: now.get(inText.kind)! }));
    },
    async 'procedures.import'({ body, entry, nowMs, who }) {
      const read = readProcedureFile(body.text);
      if (!read.ok) return unfit(read.faults, 'body.text');
      try {
        return await change(sql, async (tx) => {
          const changed: IncidentKind[] = [];
          const unchanged: IncidentKind[] = [];
          // In one order, so that two imports at once do not wait for each other in a ring.
          for (const { kind, version, steps } of read.procedures.toSorted((a, b) =>
            a.kind < b.kind ? -1 : 1,
          )) {
            const before = await holdProcedure(tx, kind);
            if (isDeepStrictEqual(before.steps, steps)) {
              unchanged.push(kind);
              continue;
            }
            const expected = body.replaces[kind] ?? version;
            if (before.version !== expected) throw new Stop(changedSince(before));
            await insertProcedure(
              tx,
              { kind, version: before.version + 1, steps },
              { by: who.userName, nowMs },
            );
            changed.push(kind);
          }
          await record(tx, { audit: entry(null, { changed, unchanged: unchanged.length }) });
          return { changed, unchanged };
        });
      } catch (cause) {
        if (cause instanceof Stop) return cause.refusal;
        throw cause;
      }
    },
  };
}

function changedSince({ kind, version, madeBy, madeAtMs }: ProcedureView): Refusal {
  const whose = madeBy === null ? 'the shipped one' : `${madeBy}'s of ${new Date(madeAtMs!).toISOString()}`;
  return refuse(
    409,
    'version-conflict',
    `The procedure for ${kind} has changed: in force is version ${version}, ${whose}. Look at it, then decide`,
    { errors: [{ path: kind, message: `is version ${version}` }] },
  );
}

function unfit(faults: readonly SaidFault[], path: string): Refusal {
  return refuse(400, 'procedure-unfit', `This cannot be worked: ${faults[0]?.message}`, {
    errors: faults.map(({ message, code, fields }) => ({ path, message, code, fields })),
  });
}
