import { WallLayout, WallPush, WallTour } from '../../contract/wall.ts';
import { json, type Query, type Tx } from './database.ts';

type Changed = { readonly changedAt: Date };
type PushRow = {
  readonly id: string;
  readonly cameraId: string;
  readonly alarmId: string | null;
  readonly pushedBy: string;
  readonly pushedAt: Date;
  readonly endsAt: Date;
};

/** Nobody else changes the wall until the end of the transaction: a tour may not take up a layout that goes. */
export async function holdWall(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(7216005)`;
}

/** By name. */
export async function listLayouts(query: Query): Promise<WallLayout[]> {
  const rows = await query<Changed[]>`select * from wall_layouts order by lower(name)`;
  return rows.map((row) => WallLayout.parse(dated(row)));
}

/** @throws isTaken when a layout of that name exists. */
export async function insertLayout(tx: Tx, layout: WallLayout): Promise<void> {
  const { id, name, shape, tiles, changedBy, changedAtMs, version } = layout;
  await tx`
    insert into wall_layouts (id, name, shape, tiles, changed_by, changed_at, version)
    values (${id}, ${name}, ${shape}, ${json(tiles)}, ${changedBy}, ${new Date(changedAtMs)}, ${version})`;
}

/** @throws isTaken when another layout has that name. */
export async function updateLayout(tx: Tx, layout: WallLayout): Promise<void> {
  const { id, name, shape, tiles, changedBy, changedAtMs, version } = layout;
  await tx`
    update wall_layouts set name = ${name}, shape = ${shape}, tiles = ${json(tiles)}, changed_by = ${changedBy},
      changed_at = ${new Date(changedAtMs)}, version = ${version}
    where id = ${id}`;
}

export async function deleteLayout(tx: Tx, id: string): Promise<void> {
  await tx`delete from wall_layouts where id = ${id}`;
}

/** By name. */
export async function listTours(query: Query): Promise<WallTour[]> {
  const rows = await query<Changed[]>`select * from wall_tours order by lower(name)`;
  return rows.map((row) => WallTour.parse(dated(row)));
}

/** @throws isTaken when a tour of that name exists. */
export async function insertTour(tx: Tx, tour: WallTour): Promise<void> {
  const { id, name, steps, changedBy, changedAtMs, version } = tour;
  await tx`
    insert into wall_tours (id, name, steps, changed_by, changed_at, version)
    values (${id}, ${name}, ${json(steps)}, ${changedBy}, ${new Date(changedAtMs)}, ${version})`;
}

/** @throws isTaken when another tour has that name. */
export async function updateTour(tx: Tx, tour: WallTour): Promise<void> {
  const { id, name, steps, changedBy, changedAtMs, version } = tour;
  await tx`
    update wall_tours set name = ${name}, steps = ${json(steps)}, changed_by = ${changedBy},
      changed_at = ${new Date(changedAtMs)}, version = ${version}
    where id = ${id}`;
}

export async function deleteTour(tx: Tx, id: string): Promise<void> {
  await tx`delete from wall_tours where id = ${id}`;
}

/** All that are stored, also those whose time is up. */
export async function listPushes(query: Query): Promise<WallPush[]> {
  const rows = await query<PushRow[]>`select * from wall_pushes order by pushed_at desc, id`;
  return rows.map(({ pushedAt, endsAt, ...row }) =>
    WallPush.parse({ ...row, pushedAtMs: pushedAt.getTime(), endsAtMs: endsAt.getTime() }),
  );
}

/** Instead of what stood there. */
export async function replacePushes(tx: Tx, pushes: readonly WallPush[]): Promise<void> {
  await tx`delete from wall_pushes`;
  for (const { id, cameraId, alarmId, pushedBy, pushedAtMs, endsAtMs } of pushes) {
    await tx`
      insert into wall_pushes (id, camera_id, alarm_id, pushed_by, pushed_at, ends_at)
      values (${id}, ${cameraId}, ${alarmId}, ${pushedBy}, ${new Date(pushedAtMs)}, ${new Date(endsAtMs)})`;
  }
}

function dated<Row extends Changed>({ changedAt, ...row }: Row) {
  return { ...row, changedAtMs: changedAt.getTime() };
}
