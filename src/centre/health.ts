/** What the health page says: the sentence first, the numbers below. */
import type { CameraHealth, Health, ProcessHealth, StageHealth } from '../contract/shapes.ts';
import type { StorageHealth } from '../contract/storage-health.ts';
import { warnWithinMs } from '../core/recording/storage-forecast.ts';
import { cameraFindings } from './camera-findings.ts';
import { type RegisteredCamera, unknownHealth } from './camera-registry.ts';

export type HealthInputs = {
  readonly nowMs: number;
  readonly cameras: readonly RegisteredCamera[];
  readonly processes: readonly ProcessHealth[];
  readonly database: {
    readonly isUp: boolean;
    readonly downSinceMs: number | null;
    readonly latencyMs: number | null;
    readonly sizeBytes: number | null;
  };
  readonly viewers: number;
  readonly store: StageHealth;
  readonly waitingSituations: number;
  readonly droppedSituations: number;
  readonly droppedMeasures: number;
  /** Emergency openings that nobody reviewed in time. */
  readonly overdueReviews: number;
  /** Why ingest cannot run at all; null: it can. */
  readonly ingestRefusal: string | null;
  /** Null: nothing is recorded. */
  readonly storage: StorageHealth | null;
};

type Finding = Health['findings'][number];

/** A process that ended this recently is still worth a word. */
const recentMs = 60_000;

export function healthOf(inputs: HealthInputs): Health {
  const findings = [
    ...siteFindings(inputs),
    ...inputs.processes.flatMap((p) => processFindings(p, inputs.nowMs)),
    ...cameraFindings(inputs.cameras, inputs.nowMs),
  ];
  findings.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const cameras = inputs.cameras.map(healthOfCamera);
  return {
    atMs: inputs.nowMs,
    isHealthy: findings.every((finding) => finding.severity === 'low'),
    findings,
    cameras,
    processes: [...inputs.processes],
    database: {
      isUp: inputs.database.isUp,
      latencyMs: inputs.database.latencyMs,
      sizeBytes: inputs.database.sizeBytes,
    },
    viewers: inputs.viewers,
    stages: [...mergeStages(cameras), inputs.store],
    storage: inputs.storage,
  };
}

const severities = ['high', 'medium', 'low'] as const;

function healthOfCamera(camera: RegisteredCamera): CameraHealth {
  const { stored, state, stateMessage, stateCause, health } = camera;
  return { ...(health ?? unknownHealth(stored.id)), state, stateMessage, stateCause };
}

function siteFindings(inputs: HealthInputs): Finding[] {
  const findings: Finding[] = [];
  const add = (key: string, severity: Finding['severity'], values: Finding['values'] = {}) =>
    findings.push({ key, severity, cameraId: null, values });
  if (!inputs.database.isUp) {
    const sinceMs = inputs.database.downSinceMs ?? inputs.nowMs;
    add('database-down', 'high', {
      seconds: Math.round((inputs.nowMs - sinceMs) / 1_000),
      waiting: inputs.waitingSituations,
    });
  }
  if (inputs.ingestRefusal !== null) add('ingest-refused', 'high', { message: inputs.ingestRefusal });
  if (inputs.droppedSituations > 0) add('situations-dropped', 'high', { count: inputs.droppedSituations });
  if (inputs.overdueReviews > 0) add('review-overdue', 'medium', { count: inputs.overdueReviews });
  if (inputs.droppedMeasures > 0) add('measures-dropped', 'medium', { count: inputs.droppedMeasures });
  return inputs.storage === null ? findings : [...findings, ...storageFindings(inputs.storage, inputs.nowMs)];
}

/** What recording lacks, and what it has cost. The live picture needs none of it. */
function storageFindings(storage: StorageHealth, nowMs: number): Finding[] {
  const findings: Finding[] = [];
  const add = (key: string, severity: Finding['severity'], values: Finding['values']) =>
    findings.push({ key, severity, cameraId: null, values });
  for (const { name, trouble } of storage.volumes) {
    if (trouble !== null) add('storage-trouble', 'high', { volume: name, message: trouble });
  }
  if (storage.givenUp.segments > 0) {
    const megabytes = Math.round(storage.givenUp.bytes / 1e6);
    add('footage-given-up', 'high', { count: storage.givenUp.segments, megabytes });
  }
  if (storage.fullAtMs !== null && storage.fullAtMs - nowMs < warnWithinMs) {
    const hours = Math.max(0, Math.floor((storage.fullAtMs - nowMs) / 3_600_000));
    add('storage-filling', 'medium', { hours });
  }
  if (storage.gaps > 0) add('footage-gaps', 'low', { count: storage.gaps });
  return findings;
}

function processFindings(process: ProcessHealth, nowMs: number): Finding[] {
  const values = {
    process: process.name,
    cameras: process.cameraIds.length,
    restarts: process.restarts,
    lastExit: process.lastExit ?? '',
  };
  const finding = (key: string, severity: Finding['severity']) => [{ key, severity, cameraId: null, values }];
  if (process.pid === null) return finding('process-restarting', 'high');
  const isYoung = process.startedAtMs !== null && nowMs - process.startedAtMs < recentMs;
  return process.restarts > 0 && isYoung ? finding('process-restarted', 'low') : [];
}

/** One row a stage over all cameras: the middle camera's p50, the slowest camera's p95. */
function mergeStages(cameras: readonly CameraHealth[]): StageHealth[] {
  const byStage = Map.groupBy(
    cameras.flatMap((camera) => camera.stages),
    ({ stage }) => stage,
  );
  return [...byStage].map(([stage, rows]) => {
    const p50s = rows.flatMap((row) => row.p50Ms ?? []).sort((a, b) => a - b);
    const p95s = rows.flatMap((row) => row.p95Ms ?? []);
    return {
      stage,
      p50Ms: p50s[Math.floor(p50s.length / 2)] ?? null,
      p95Ms: p95s.length === 0 ? null : Math.max(...p95s),
      count: rows.reduce((sum, row) => sum + row.count, 0),
      dropped: rows.reduce((sum, row) => sum + row.dropped, 0),
    };
  });
}
