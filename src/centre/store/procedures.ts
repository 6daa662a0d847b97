import { ProcedureView as ProcedureShape, type ProcedureView } from '../../contract/incidents.ts';
import type { IncidentKind } from '../../core/incident/incident.ts';
import type { Procedure } from '../../core/incident/procedure.ts';
import { shippedProcedure } from '../../core/incident/shipped/index.ts';
import { json, type Query, type Tx } from './database.ts';

type Row = { kind: string; version: number; steps: unknown; madeBy: string; madeAt: Date };

/** The procedure in force: the site's newest, else the shipped one. */
export async function procedureInForce(query: Query, kind: IncidentKind): Promise<ProcedureView> {
  const [row] = await query<Row[]>`
    select * from procedures where kind = ${kind} order by version desc limit 1`;
  return row === undefined ? asShipped(kind) : fromRow(row);
}

/** The newest of each kind that the site has written itself. */
export async function ownProcedures(query: Query): Promise<ProcedureView[]> {
  const rows = await query<Row[]>`
    select distinct on (kind) * from procedures order by kind, version desc`;
  return rows.map(fromRow);
}

/** Newest first; the shipped one last. */
export async function procedureVersions(query: Query, kind: IncidentKind): Promise<ProcedureView[]> {
  const rows = await query<Row[]>`select * from procedures where kind = ${kind} order by version desc`;
  return [...rows.map(fromRow), asShipped(kind)];
}

/** Nobody writes this kind until the end of the transaction. @returns what is in force. */
export async function holdProcedure(tx: Tx, kind: IncidentKind): Promise<ProcedureView> {
  await tx`select pg_advisory_xact_lock(7216003, hashtext(${kind}))`;
  return procedureInForce(tx, kind);
}

export async function insertProcedure(
  tx: Tx,
  procedure: Procedure,
  { by, nowMs }: { readonly by: string; readonly nowMs: number },
): Promise<void> {
  await tx`
    insert into procedures (kind, version, steps, made_by, made_at)
    values (${procedure.kind}, ${procedure.version}, ${json(procedure.steps)}, ${by}, ${new Date(nowMs)})`;
}

export function asShipped(kind: IncidentKind): ProcedureView {
  return ProcedureShape.parse({ ...shippedProcedure(kind), madeBy: null, madeAtMs: null });
}

function fromRow({ madeAt, ...row }: Row): ProcedureView {
  return ProcedureShape.parse({ ...row, madeAtMs: madeAt.getTime() });
}
