import type { Config } from '../contract/config.ts';
import { defaultMaskPolicy } from '../core/camera.ts';
import { noLabels } from '../core/camera-labels.ts';
import { calibrate } from '../core/ground.ts';
import type { CameraCommands } from './camera-commands.ts';
import type { CameraRegistry } from './camera-registry.ts';
import type { Credentials } from './credentials.ts';
import type { Log } from './log.ts';
import type { Clock } from './ports.ts';
import type { Policies } from './recording/policies.ts';
import type { StoredCamera } from './store/cameras.ts';
import { change, type Sql } from './store/database.ts';
import { record } from './store/ledger.ts';
import { holdPolicy, writePolicy } from './store/recording-policies.ts';
import { readSettings, writeSetting } from './store/settings.ts';

export type SeedCamera = Config['cameras'][number];

/** Nobody needs three days of a film that repeats itself: four such cameras would fill 45 GB. */
const simulatedHours = 6;

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
  policies: Policies;
}): (camera: SeedCamera) => Promise<void> {
  const { sql, registry, cameras, credentials, log, clock, policies } = world;
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
      else if (draft.isSimulated) await keepBriefly(draft.id);
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

  async function keepBriefly(cameraId: string): Promise<void> {
    const stored = await change(sql, async (tx) => {
      const held = await holdPolicy(tx, cameraId);
      if (held === null) return null;
      const policy = { ...held.policy, maskedHours: simulatedHours };
      const next = { ...held, policy, version: held.version + 1 };
      await writePolicy(tx, next);
      const audit = {
        atMs: clock.nowMs(),
        who: 'system',
        action: 'recording.updated',
        target: cameraId,
        detail: { maskedHours: simulatedHours },
      };
      await record(tx, { audit });
      return next;
    });
    if (stored !== null) policies.put(stored);
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
    level: draft.level ?? null,
    zones: draft.zones,
    calibration: result?.ok ? result.calibration : null,
    maskPolicy: draft.maskPolicy ?? defaultMaskPolicy,
    isSimulated: draft.isSimulated,
    group: draft.group ?? noLabels.group,
    tags: draft.tags ?? noLabels.tags,
    sourceSealed: credentials.seal(draft.id, draft.source),
    version: 1,
  };
}
