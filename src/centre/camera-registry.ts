/** The cameras as they are now: what is stored, with what the ingest processes say about them. Answers without the database. */
import type { FromIngest, IngestCamera } from '../contract/ingest.ts';
import type { CameraHealth, CameraState, CameraView, Source } from '../contract/shapes.ts';
import type { StateCause } from '../contract/state-cause.ts';
import { type Credentials, starOutAll, starOutSource } from './credentials.ts';
import type { StoredCamera } from './store/cameras.ts';

export type RegisteredCamera = {
  readonly stored: StoredCamera;
  /** Null: its addresses do not open with this key. */
  readonly source: Source | null;
  readonly state: CameraState;
  readonly stateMessage: string | null;
  readonly stateCause: StateCause | null;
  readonly health: CameraHealth | null;
};

type CameraStateTold = Omit<Extract<FromIngest, { type: 'camera.state' }>, 'type'>;

export type CameraRegistry = {
  list(): RegisteredCamera[];
  get(id: string): RegisteredCamera | null;
  /** What `put` would make of it: to announce a change before it is committed. */
  preview(stored: StoredCamera): RegisteredCamera;
  /** Takes a committed change over. An older version than the known one is left alone: two commits may come home crossed. */
  put(stored: StoredCamera): RegisteredCamera;
  remove(id: string): void;
  /** @returns the health to tell, or null for a camera that is gone. */
  setState(told: CameraStateTold, nowMs: number): CameraHealth | null;
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
    setState({ cameraId, state, message, cause }, nowMs) {
      const camera = cameras.get(cameraId);
      // A late word of a process about a camera that was switched off meanwhile.
      if (camera === undefined || camera.source?.isEnabled !== true) return null;
      const told = { state, ...withoutSecrets(message, cause) };
      const health = { ...(camera.health ?? unknownHealth(cameraId)), ...told, atMs: nowMs };
      cameras.set(cameraId, { ...camera, ...told, health });
      return health;
    },
    setHealth(reported) {
      const camera = cameras.get(reported.cameraId);
      if (camera === undefined || camera.source?.isEnabled !== true) return null;
      const told = { state: reported.state, ...withoutSecrets(reported.stateMessage, reported.stateCause) };
      const health = { ...reported, ...told };
      cameras.set(reported.cameraId, { ...camera, ...told, health });
      return health;
    },
  };
}

/** As the API answers it: no credentials. */
export function cameraView(registered: RegisteredCamera): CameraView {
  const { stored, source, state, stateMessage, stateCause } = registered;
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
    tags: [...camera.tags],
    zones: structuredClone(camera.zones) as CameraView['zones'],
    source: source === null ? unreadableSource : starOutSource(source),
    state,
    stateMessage,
    stateCause,
  };
}

/** As ingest needs it, or null when it cannot or must not run. */
export function ingestCamera({ stored, source }: RegisteredCamera): IngestCamera | null {
  if (source === null || !source.isEnabled) return null;
  const { sourceSealed: _, version: __, group: ___, tags: ____, ...camera } = stored;
  return { ...camera, source };
}

export function unknownHealth(cameraId: string): CameraHealth {
  return {
    cameraId,
    state: 'connecting',
    stateMessage: null,
    stateCause: null,
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
  if (source === null) {
    return { state: 'failed', stateMessage: keyIsLost, stateCause: { key: 'key-lost', values: {} } } as const;
  }
  if (!source.isEnabled) return { state: 'disabled', stateMessage: null, stateCause: null } as const;
  const isNew = before === undefined || before.source?.isEnabled !== true;
  if (isNew) return { state: 'connecting', stateMessage: null, stateCause: null } as const;
  const { state, stateMessage, stateCause } = before;
  return { state, stateMessage, stateCause };
}

/** Ingest sends no credentials; should it ever, they end here. */
function withoutSecrets(message: string | null, cause: StateCause | null) {
  const values = Object.entries(cause?.values ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? starOutAll(value) : value,
  ]);
  return {
    stateMessage: message === null ? null : starOutAll(message),
    stateCause: cause === null ? null : { key: cause.key, values: Object.fromEntries(values) },
  };
}
