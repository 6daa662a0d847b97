/** The cameras as they are now: what is stored, with what the ingest processes say about them. Answers without the database. */
import type { IngestCamera } from '../contract/ingest.ts';
import type { CameraHealth, CameraState, CameraView, Source } from '../contract/shapes.ts';
import { type Credentials, starOutAll, starOutSource } from './credentials.ts';
import type { StoredCamera } from './store/cameras.ts';

export type RegisteredCamera = {
  readonly stored: StoredCamera;
  /** Null: its addresses do not open with this key. */
  readonly source: Source | null;
  readonly state: CameraState;
  readonly stateMessage: string | null;
  readonly health: CameraHealth | null;
};

export type CameraRegistry = {
  list(): RegisteredCamera[];
  get(id: string): RegisteredCamera | null;
  /** What `put` would make of it: to announce a change before it is committed. */
  preview(stored: StoredCamera): RegisteredCamera;
  /** Takes a committed change over. An older version than the known one is left alone: two commits may come home crossed. */
  put(stored: StoredCamera): RegisteredCamera;
  remove(id: string): void;
  /** @returns the health to tell, or null for a camera that is gone. */
  setState(id: string, state: CameraState, message: string | null, nowMs: number): CameraHealth | null;
  setHealth(health: CameraHealth): CameraHealth | null;
};

const keyIsLost =
  'The address was sealed with another key than the one in the data directory. Enter the address again, or restore secret.key from the backup';

export function createCameraRegistry(credentials: Credentials): CameraRegistry {
  const cameras = new Map<string, RegisteredCamera>();
  function preview(stored: StoredCamera): RegisteredCamera {
    const source = credentials.open(stored.id, stored.sourceSealed);
    const before = cameras.get(stored.id);
    return { stored, source, health: before?.health ?? null, ...stateOf(source, before) };
  }
  return {
    preview,
    list: () => [...cameras.values()],
    get: (id) => cameras.get(id) ?? null,
    put(stored) {
      const before = cameras.get(stored.id);
      if (before !== undefined && before.stored.version > stored.version) return before;
      const camera = preview(stored);
      cameras.set(stored.id, camera);
      return camera;
    },
    remove: (id) => void cameras.delete(id),
    setState(id, state, message, nowMs) {
      const camera = cameras.get(id);
      // A late word of a process about a camera that was switched off meanwhile.
      if (camera === undefined || camera.source?.isEnabled !== true) return null;
      const stateMessage = message === null ? null : starOutAll(message);
      const health = { ...(camera.health ?? unknownHealth(id)), state, stateMessage, atMs: nowMs };
      cameras.set(id, { ...camera, state, stateMessage, health });
      return health;
    },
    setHealth(reported) {
      const camera = cameras.get(reported.cameraId);
      if (camera === undefined || camera.source?.isEnabled !== true) return null;
      const stateMessage = reported.stateMessage === null ? null : starOutAll(reported.stateMessage);
      const health = { ...reported, stateMessage };
      cameras.set(reported.cameraId, { ...camera, state: health.state, stateMessage, health });
      return health;
    },
  };
}

/** As the API answers it: no credentials. */
export function cameraView({ stored, source, state, stateMessage }: RegisteredCamera): CameraView {
  const { sourceSealed: _, ...camera } = stored;
  return {
    ...camera,
    calibration:
      camera.calibration === null
        ? null
        : {
            ...camera.calibration,
            points: [...camera.calibration.points],
            groundFromImage: [...camera.calibration.groundFromImage],
            residualsM: [...camera.calibration.residualsM],
          },
    zones: structuredClone(camera.zones) as CameraView['zones'],
    source: source === null ? unreadableSource : starOutSource(source),
    state,
    stateMessage,
  };
}

/** As ingest needs it, or null when it cannot or must not run. */
export function ingestCamera({ stored, source }: RegisteredCamera): IngestCamera | null {
  if (source === null || !source.isEnabled) return null;
  const { sourceSealed: _, version: __, ...camera } = stored;
  return { ...camera, source };
}

export function unknownHealth(cameraId: string): CameraHealth {
  return {
    cameraId,
    state: 'connecting',
    stateMessage: null,
    codec: null,
    widthPx: null,
    heightPx: null,
    sourceFps: null,
    analysedFps: null,
    detectedFps: null,
    framesAnalysed: 0,
    framesDropped: 0,
    frameAgeMs: null,
    reconnects: 0,
    isQuiet: false,
    isFullyMasked: false,
    stages: [],
    atMs: 0,
  };
}

const unreadableSource: Source = { analysisUrl: '***', mainUrl: null, analysisFps: 5, isEnabled: false };

function stateOf(source: Source | null, before: RegisteredCamera | undefined) {
  if (source === null) return { state: 'failed', stateMessage: keyIsLost } as const;
  if (!source.isEnabled) return { state: 'disabled', stateMessage: null } as const;
  const isNew = before === undefined || before.source?.isEnabled !== true;
  if (isNew) return { state: 'connecting', stateMessage: null } as const;
  return { state: before.state, stateMessage: before.stateMessage };
}
