/** Changes of cameras: stored, audited and announced in one transaction, then handed to ingest. */

import type { CameraView } from '../contract/shapes.ts';
import type { AlarmEngine } from './alarm-engine.ts';
import { type CameraRegistry, cameraView, ingestCamera, type RegisteredCamera } from './camera-registry.ts';
import type { Live } from './live.ts';
import type { MeasureWriter } from './measure-writer.ts';
import type { Fleet, MediaGateway } from './ports.ts';
import type { Recording } from './recording/recording.ts';
import type { AuditDraft } from './store/audit.ts';
import { deleteCamera, holdCamera, insertCamera, type StoredCamera, updateCamera } from './store/cameras.ts';
import { change, type Sql } from './store/database.ts';
import { record } from './store/ledger.ts';
import { markRemoved } from './store/segments.ts';

export type CameraChange<R> =
  | { readonly ok: true; readonly camera: CameraView }
  | { readonly ok: false; readonly reason: 'unknown' | 'taken' }
  | { readonly ok: false; readonly reason: 'version'; readonly version: number }
  | { readonly ok: false; readonly reason: 'refused'; readonly refusal: R };

export type CameraCommands = {
  add(stored: StoredCamera, audit: AuditDraft): Promise<CameraChange<never>>;
  /** @param next makes the changed camera of the current one, or a refusal; the version is counted here. */
  change<R>(
    command: { id: string; version: number; audit: AuditDraft },
    next: (current: StoredCamera) => StoredCamera | { readonly refusal: R },
  ): Promise<CameraChange<R>>;
  remove(id: string, audit: AuditDraft): Promise<boolean>;
  /** To ingest as it stands. */
  start(camera: RegisteredCamera): void;
};

/** Changes that are made looking at the picture. */
const keepsView: ReadonlySet<string> = new Set(['zones.replaced', 'calibration.replaced']);

export function createCameraCommands(world: {
  sql: Sql;
  registry: CameraRegistry;
  fleet: Fleet;
  media: MediaGateway;
  engine: AlarmEngine;
  live: Live;
  writer: MeasureWriter;
  recording: Pick<Recording, 'policies' | 'cameraDisabled'>;
}): CameraCommands {
  const { sql, registry, fleet, media, engine, live, writer, recording } = world;

  /** By camera. In memory only: an ingest process that starts takes a new reference view anyway. */
  const lookedAtMs = new Map<string, number>();

  function start(camera: RegisteredCamera): void {
    const forIngest = ingestCamera(camera);
    if (forIngest === null) return;
    const { id } = forIngest;
    const order = recording.policies.orderOf(id);
    fleet.set({ ...forIngest, lookedAtMs: lookedAtMs.get(id) ?? null, recording: order });
  }

  function takeOver(stored: StoredCamera): CameraView {
    const camera = registry.put(stored);
    if (ingestCamera(camera) === null) {
      fleet.remove(stored.id);
      media.forget(stored.id);
      engine.endOpen((situation) => situation.cameraId === stored.id, 'camera-disabled');
      recording.cameraDisabled(stored.id);
    } else {
      start(camera);
      const zoneIds = new Set(stored.zones.map((zone) => zone.id));
      engine.endOpen(
        ({ cameraId, zoneId }) => cameraId === stored.id && zoneId !== null && !zoneIds.has(zoneId),
        'rules-changed',
      );
    }
    live.poke();
    return cameraView(camera);
  }

  return {
    start,
    async add(stored, audit) {
      const isNew = await change(sql, async (tx) => {
        if (!(await insertCamera(tx, stored, audit.atMs))) return false;
        await record(tx, {
          audit,
          events: [{ type: 'camera', camera: cameraView(registry.preview(stored)) }],
        });
        return true;
      });
      return isNew ? { ok: true, camera: takeOver(stored) } : { ok: false, reason: 'taken' };
    },

    async change<R>(
      { id, version, audit }: { id: string; version: number; audit: AuditDraft },
      next: (current: StoredCamera) => StoredCamera | { readonly refusal: R },
    ): Promise<CameraChange<R>> {
      const result = await change(
        sql,
        async (tx): Promise<Exclude<CameraChange<R>, { ok: true }> | { ok: true; stored: StoredCamera }> => {
          const current = await holdCamera(tx, id);
          if (current === null) return { ok: false, reason: 'unknown' };
          if (current.version !== version) return { ok: false, reason: 'version', version: current.version };
          const made = next(current);
          if ('refusal' in made) return { ok: false, reason: 'refused', refusal: made.refusal };
          const stored = { ...made, id, version: current.version + 1 };
          await updateCamera(tx, stored);
          await record(tx, {
            audit: { ...audit, detail: { ...audit.detail, version: stored.version } },
            events: [{ type: 'camera', camera: cameraView(registry.preview(stored)) }],
          });
          return { ok: true, stored };
        },
      );
      if (!result.ok) return result;
      // Kept as they were, they say as much: the view has been looked at, and they lie where they should.
      if (keepsView.has(audit.action)) lookedAtMs.set(id, audit.atMs);
      return { ok: true, camera: takeOver(result.stored) };
    },

    async remove(id, audit) {
      const wasThere = await change(sql, async (tx) => {
        if ((await holdCamera(tx, id)) === null) return false;
        await markRemoved(tx, id, audit.atMs);
        await deleteCamera(tx, id);
        await record(tx, { audit, events: [{ type: 'camera-removed', cameraId: id }] });
        return true;
      });
      if (!wasThere) return false;
      registry.remove(id);
      lookedAtMs.delete(id);
      recording.policies.forget(id);
      fleet.remove(id);
      media.forget(id);
      live.forget(id);
      writer.forget(id);
      live.poke();
      return true;
    },
  };
}
