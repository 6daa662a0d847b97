import { FloorPlan } from '../../contract/map-plans.ts';
import type { PictureHead } from '../../core/plan/picture-head.ts';
import { json, type Query, type Tx } from './database.ts';

export type PlanPicture = { readonly bytes: Uint8Array; readonly type: PictureHead['type'] };

/** Nobody else changes plans until the end of the transaction: how many there are is a limit of them all. */
export async function holdFloorPlans(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(7216007)`;
}

/** By building, then from the top down. */
export async function listFloorPlans(query: Query): Promise<FloorPlan[]> {
  const rows = await query<{ changedAt: Date }[]>`
    select id, name, level, level_name, corners, changed_by, changed_at, version
    from floor_plans order by lower(name), level desc, id`;
  return rows.map(({ changedAt, ...row }) =>
    FloorPlan.parse({ ...row, residualM: null, origin: 'console', changedAtMs: changedAt.getTime() }),
  );
}

export async function findPlanPicture(query: Query, id: string): Promise<PlanPicture | null> {
  const [row] = await query<{ picture: Uint8Array; pictureType: PictureHead['type'] }[]>`
    select picture, picture_type from floor_plans where id = ${id}`;
  return row === undefined ? null : { bytes: row.picture, type: row.pictureType };
}

export async function insertFloorPlan(tx: Tx, plan: FloorPlan, picture: PlanPicture): Promise<void> {
  await tx`
    insert into floor_plans
      (id, name, level, level_name, corners, picture, picture_type, changed_by, changed_at, version)
    values (${plan.id}, ${plan.name}, ${plan.level}, ${plan.levelName}, ${json(plan.corners)}, ${picture.bytes},
      ${picture.type}, ${plan.changedBy}, ${new Date(plan.changedAtMs!)}, ${plan.version})`;
}

/** @param picture null: the one that is there stays. */
export async function updateFloorPlan(tx: Tx, plan: FloorPlan, picture: PlanPicture | null): Promise<void> {
  await tx`
    update floor_plans set name = ${plan.name}, level = ${plan.level}, level_name = ${plan.levelName},
      corners = ${json(plan.corners)}, changed_by = ${plan.changedBy}, changed_at = ${new Date(plan.changedAtMs!)},
      version = ${plan.version}
    where id = ${plan.id}`;
  if (picture !== null)
    await tx`
      update floor_plans set picture = ${picture.bytes}, picture_type = ${picture.type} where id = ${plan.id}`;
}

export async function deleteFloorPlan(tx: Tx, id: string): Promise<void> {
  await tx`delete from floor_plans where id = ${id}`;
}
