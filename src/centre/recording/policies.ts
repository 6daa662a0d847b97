import type { CameraRecording } from '../../contract/recording.ts';
import {
  defaultRecordingPolicy,
  type RecordingOrder,
  type RecordingPolicy,
} from '../../core/recording/recording-policy.ts';
import { termHours } from '../../core/recording/retention.ts';
import type { Query } from '../store/database.ts';
import { listPolicies, type StoredPolicy } from '../store/recording-policies.ts';

/** What is kept of each camera, from memory: ingest is told without asking the database. */
export type Policies = {
  load(query: Query): Promise<void>;
  put(stored: StoredPolicy): void;
  forget(cameraId: string): void;
  of(cameraId: string): RecordingPolicy;
  /** For ingest; null: nothing is recorded here. */
  orderOf(cameraId: string): RecordingOrder | null;
};

export function createPolicies(world: {
  /** False: there is no storage. */
  readonly isRecording: boolean;
  /** The vault's public key; null: there is no vault, and nothing is sealed. */
  readonly vaultRecipient: () => string | null;
}): Policies {
  const known = new Map<string, StoredPolicy>();
  function of(cameraId: string): RecordingPolicy {
    return known.get(cameraId)?.policy ?? defaultRecordingPolicy;
  }
  return {
    async load(query) {
      const stored = await listPolicies(query);
      known.clear();
      for (const policy of stored) known.set(policy.cameraId, policy);
    },
    put(stored) {
      const before = known.get(stored.cameraId);
      if (before === undefined || before.version <= stored.version) known.set(stored.cameraId, stored);
    },
    forget: (cameraId) => void known.delete(cameraId),
    of,
    orderOf(cameraId) {
      if (!world.isRecording) return null;
      const { masked, preRollMs, postRollMs, isSealed } = of(cameraId);
      return { masked, preRollMs, postRollMs, sealTo: isSealed ? (world.vaultRecipient() ?? '') : null };
    },
  };
}

/** As the API shows it. */
export function recordingView(stored: StoredPolicy, nowMs: number): CameraRecording {
  const { cameraId, policy, version, proposal } = stored;
  return {
    cameraId,
    policy,
    maskedHoursNow: termHours(policy, 'masked', nowMs),
    sealedHoursNow: termHours(policy, 'sealed', nowMs),
    version,
    proposal,
  };
}
