import type { Config } from '../contract/config.ts';
import { defaultMaskPolicy } from '../core/camera.ts';
import { calibrate } from '../core/ground.ts';
import type { CameraCommands } from './camera-commands.ts';
import type { CameraRegistry } from './camera-registry.ts';
import type { Credentials } from './credentials.ts';
import type { Log } from './log.ts';
import type { Clock } from './ports.ts';
import type { StoredCamera } from './store/cameras.ts';
import type { Sql } from './store/database.ts';
import { readSettings, writeSetting } from './store/settings.ts';

export type SeedCamera = Config['cameras'][number];

/**
 * Makes cameras of the configuration or the demo city, each once: what the console changes or removes later stays so.
 * Only the films of simulated cameras follow what is given, because nobody chose their place by hand.
 */
export function createSeeding(world: {
  sql: Sql;
  registry: CameraRegistry;
  cameras: CameraCommands;
  credentials: Credentials;
  log: Log;
  clock: Clock;
}): (camera: SeedCamera) => Promise<void> {
  const { sql, registry, cameras, credentials, log, clock } = world;
  let last: Promise<void> = Promise.resolve();

  async function seed(draft: SeedCamera): Promise<void> {
    const audit = {
      atMs: clock.nowMs(),
      who: 'system',
      target: draft.id,
      detail: { name: draft.name, from: 'configuration' },
    };
    const { seededCameraIds } = await readSettings(sql);
    const known = registry.get(draft.id);
    if (known === null) {
      if (seededCameraIds.includes(draft.id)) return;
      const result = await cameras.add(newCamera(draft, credentials, log), {
        ...audit,
        action: 'camera.created',
      });
      if (!result.ok) log('warn', `camera ${draft.id} of the configuration was not made: ${result.reason}`);
    } else if (known.stored.isSimulated && draft.isSimulated) {
      if (known.source?.analysisUrl === draft.source.analysisUrl) return;
      const source = { ...(known.source ?? draft.source), analysisUrl: draft.source.analysisUrl };
      await cameras.change<never>(
        { id: draft.id, version: known.stored.version, audit: { ...audit, action: 'camera.updated' } },
        (current) => ({ ...current, sourceSealed: credentials.seal(draft.id, source) }),
      );
    }
    if (!seededCameraIds.includes(draft.id))
      await writeSetting(sql, 'seededCameraIds', [...seededCameraIds, draft.id]);
  }

  return (camera) => {
    // One after the other: each adds its id to the same list.
    const mine = last.then(() => seed(camera));
    last = mine.catch(() => {});
    return mine;
  };
}

function newCamera(draft: Config['cameras'][number], credentials: Credentials, log: Log): StoredCamera {
  const result = draft.calibration.length === 0 ? null : calibrate(draft.calibration);
  if (result !== null && !result.ok) {
    log('warn', `camera ${draft.id}: its calibration in the configuration is refused. ${result.message}`);
  }
  return {
    id: draft.id,
    name: draft.name,
    purpose: draft.purpose,
    position: draft.position,
    zones: draft.zones,
    calibration: result?.ok ? result.calibration : null,
    maskPolicy: draft.maskPolicy ?? defaultMaskPolicy,
    isSimulated: draft.isSimulated,
    sourceSealed: credentials.seal(draft.id, draft.source),
    version: 1,
  };
}
