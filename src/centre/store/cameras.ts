import { z } from 'zod';
import { Calibration, MaskPolicy, type Source, Zone } from '../../contract/shapes.ts';
import type { Camera, Calibration as CoreCalibration } from '../../core/camera.ts';
import type { CameraLabels } from '../../core/camera-labels.ts';
import type { Position } from '../../core/position.ts';
import type { Zone as CoreZone } from '../../core/zone.ts';
import { json, type Query, type Sql, type Tx } from './database.ts';

/** A camera as it is kept. `sourceSealed` opens only with the key of the data directory (centre/credentials.ts). */
export type StoredCamera = Camera &
  CameraLabels & { readonly sourceSealed: Uint8Array; readonly version: number };

type Row = {
  id: string;
  name: string;
  purpose: string;
  latitude: number | null;
  longitude: number | null;
  level: number | null;
  sourceSealed: Uint8Array;
  calibration: unknown;
  zones: unknown;
  maskPolicy: unknown;
  isSimulated: boolean;
  labelGroup: string;
  tags: string[];
  version: number;
};

export type { Source };

export async function listCameras(query: Query): Promise<StoredCamera[]> {
  const rows = await query<Row[]>`select * from cameras order by name, id`;
  return rows.map(fromRow);
}

export async function findCamera(query: Query, id: string): Promise<StoredCamera | null> {
  const [row] = await query<Row[]>`select * from cameras where id = ${id}`;
  return row === undefined ? null : fromRow(row);
}

/** Locks the row until the end of the transaction. */
export async function holdCamera(tx: Tx, id: string): Promise<StoredCamera | null> {
  const [row] = await tx<Row[]>`select * from cameras where id = ${id} for update`;
  return row === undefined ? null : fromRow(row);
}

/** @returns false when the id is taken. */
export async function insertCamera(tx: Tx, camera: StoredCamera, nowMs: number): Promise<boolean> {
  const result = await tx`
    insert into cameras (id, name, purpose, latitude, longitude, source_sealed, calibration, zones, mask_policy,
      is_simulated, level, label_group, tags, version, created_at)
    values (${camera.id}, ${camera.name}, ${camera.purpose}, ${camera.position?.latitude ?? null},
      ${camera.position?.longitude ?? null}, ${camera.sourceSealed},
      ${camera.calibration === null ? null : json(camera.calibration)}, ${json(camera.zones)},
      ${json(camera.maskPolicy)}, ${camera.isSimulated}, ${camera.level}, ${camera.group}, ${camera.tags}::text[],
      ${camera.version}, ${new Date(nowMs)})
    on conflict (id) do nothing`;
  return result.count === 1;
}

/** Writes everything but id, simulation mark and birth. The caller holds the row and has counted the version up. */
export async function updateCamera(tx: Tx, camera: StoredCamera): Promise<void> {
  await tx`
    update cameras set
      name = ${camera.name},
      purpose = ${camera.purpose},
      latitude = ${camera.position?.latitude ?? null},
      longitude = ${camera.position?.longitude ?? null},
      level = ${camera.level},
      source_sealed = ${camera.sourceSealed},
      calibration = ${camera.calibration === null ? null : json(camera.calibration)},
      zones = ${json(camera.zones)},
      mask_policy = ${json(camera.maskPolicy)},
      label_group = ${camera.group},
      tags = ${camera.tags}::text[],
      version = ${camera.version}
    where id = ${camera.id}`;
}

/** Situations, alarms and pictures go with it; its measures become unreachable and are erased by eraseRemovedSeries. */
export async function deleteCamera(tx: Tx, id: string): Promise<void> {
  await tx`delete from cameras where id = ${id}`;
}

/** Where these cameras are; what has no place, or is gone, is left out. */
export async function placesOf(query: Query, ids: readonly string[]): Promise<Map<string, Position>> {
  const rows = await query<{ id: string; latitude: number; longitude: number }[]>`
    select id, latitude, longitude from cameras where id = any(${[...ids]}::text[]) and latitude is not null`;
  return new Map(rows.map(({ id, latitude, longitude }) => [id, { latitude, longitude }]));
}

export async function countCameras(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from cameras`;
  return row!.count;
}

function fromRow(row: Row): StoredCamera {
  try {
    return {
      id: row.id,
      name: row.name,
      purpose: row.purpose,
      position:
        row.latitude === null || row.longitude === null
          ? null
          : { latitude: row.latitude, longitude: row.longitude },
      level: row.level,
      // A homography is nine numbers by its shape: the tuple type says no more.
      calibration: Calibration.nullable().parse(row.calibration) as CoreCalibration | null,
      zones: z.array(Zone).parse(row.zones) as readonly CoreZone[],
      maskPolicy: MaskPolicy.parse(row.maskPolicy),
      isSimulated: row.isSimulated,
      group: row.labelGroup,
      tags: row.tags,
      sourceSealed: row.sourceSealed,
      version: row.version,
    };
  } catch (cause) {
    throw new Error(`camera ${row.id}: its row in the database does not have the expected shape`, { cause });
  }
}
