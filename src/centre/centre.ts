import { readFileSync } from 'node:fs';
import type { Config } from '../contract/config.ts';
import type { FromIngest } from '../contract/ingest.ts';
import { type MapGround, noGround } from '../contract/map-ground.ts';
import type { CameraHealth, Health } from '../contract/shapes.ts';
import type { RoadGraph } from '../core/unit/road-graph.ts';
import { unreachable } from '../core/unreachable.ts';
import type { FootageStorage } from '../storage/salvage.ts';
import { type AlarmEngine, createAlarmEngine } from './alarm-engine.ts';
import { watchAlarms } from './alarms/alarm-clock.ts';
import { type AlarmDesk, createAlarmDesk } from './alarms/alarm-desk.ts';
import { type CalibrationProposals, createCalibrationProposals } from './calibration-proposals.ts';
import { type CameraCommands, createCameraCommands } from './camera-commands.ts';
import { type CameraRegistry, createCameraRegistry, ingestCamera } from './camera-registry.ts';
import { type Connections, createConnections } from './connections.ts';
import { type Credentials, createCredentials, starOutAll } from './credentials.ts';
import { type DatabaseWatch, watchDatabase } from './database-watch.ts';
import { createDeletionJournal } from './deletion-journal.ts';
import { type Custody, createCustody } from './evidence/custody.ts';
import { policyOf } from './evidence/policy-of.ts';
import type { ExhibitDesk } from './exhibits/exhibit-desk.ts';
import { openExhibits } from './exhibits/open-exhibits.ts';
import { newSetupToken } from './first-administrator.ts';
import type { PlanFile } from './floor-plan-files.ts';
import { healthOf } from './health.ts';
import { keepHouse, tidyUp } from './housekeeping.ts';
import { createLatency } from './latency.ts';
import { createLive, type Live } from './live.ts';
import type { Log } from './log.ts';
import { createMeasureWriter } from './measure-writer.ts';
import { createNotifier, type Notifier } from './notify/notifier.ts';
import { warmUpPasswords } from './passwords.ts';
import type { Clock, DatabaseServer, Fleet, MediaGateway, Vault } from './ports.ts';
import { createRecording, type Recording } from './recording/recording.ts';
import { createSampler, type Sampler } from './sampler.ts';
import { createSeeding, type SeedCamera } from './seed-cameras.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createSignInGuard, type SignInGuard } from './sign-in-guard.ts';
import { listCameras } from './store/cameras.ts';
import { openDatabase, type Sql } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import { hasAdministrator } from './store/users.ts';
import { keepCheckIns } from './units/check-ins.ts';

/** What the handlers work with. */
export type Centre = {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: Config;
  readonly version: string;
  readonly isSimulated: boolean;
  /** What the map draws under the cameras; empty: nothing is given. */
  readonly ground: MapGround;
  /** Null: how far units are goes in a straight line. */
  readonly roads: RoadGraph | null;
  readonly plans: readonly PlanFile[];
  readonly credentials: Credentials;
  readonly registry: CameraRegistry;
  readonly cameras: CameraCommands;
  readonly engine: AlarmEngine;
  readonly desk: AlarmDesk;
  readonly sampler: Sampler;
  readonly proposals: CalibrationProposals;
  readonly recording: Recording;
  /** Null: nothing is recorded here, so there is nothing to export. */
  readonly exhibits: ExhibitDesk | null;
  readonly custody: Custody;
  readonly live: Live;
  readonly notifier: Notifier;
  readonly media: MediaGateway;
  readonly sessions: Sessions;
  readonly connections: Connections;
  readonly guard: SignInGuard;
  readonly watch: DatabaseWatch;
  health(): Health;
  needsSetup(): Promise<boolean>;
  /** Of the one-time link; a new one at every call. Null when an administrator exists. Shown to the one who started us. */
  setupToken(): Promise<string | null>;
  /** Makes a camera once: what the console changes or removes later stays so. */
  seedCamera(camera: SeedCamera): Promise<void>;
  /** Stores what is waiting, then lets go. Fleet and database server are the caller's to stop. */
  close(): Promise<void>;
};

export type CentreOptions = {
  readonly database: DatabaseServer;
  readonly fleet: Fleet;
  readonly media: MediaGateway;
  readonly clock: Clock;
  readonly config: Config;
  readonly log: Log;
  /** The whole site is the demo city, whatever cameras it has yet. */
  readonly isSimulated?: boolean;
  readonly ground?: MapGround;
  readonly roads?: RoadGraph | null;
  readonly plans?: readonly PlanFile[];
  /** Where footage lies; without: nothing is recorded. */
  readonly footage?: FootageStorage;
  /** Without: no key is dealt, and nothing is opened. */
  readonly vault?: Vault;
};

/** Brings the schema up to date, loads the cameras and hands them to the fleet. */
export async function createCentre(options: CentreOptions): Promise<Centre> {
  const { database, fleet, media, clock, config, log } = options;
  const sql = openDatabase(database.url);
  const applied = await migrate(sql);
  if (applied.length > 0) log('info', `database: applied ${applied.join(', ')}`);

  const deletions = createDeletionJournal({ sql, log, dataDirectory: config.dataDirectory });
  await deletions.start();
  const storeLatency = createLatency('store');
  const credentials = createCredentials(config.dataDirectory);
  const registry = createCameraRegistry(credentials);
  const sessions = createSessions(sql, clock);
  const connections = createConnections(sessions, log);
  const live = createLive({ sql, clock, log });
  const notifier = createNotifier({ sql, clock, log, config, credentials });
  const writer = createMeasureWriter({ sql, clock, log, latency: storeLatency });
  const engine = createAlarmEngine({ sql, clock, log, registry, latency: storeLatency, onStored: live.poke });
  const desk = createAlarmDesk({ sql, clock, onStored: live.poke });
  const recording = createRecording({
    sql,
    clock,
    log,
    storage: options.footage ?? null,
    vaultRecipient: () => custody.vault.recipient(),
  });
  const cameras = createCameraCommands({ sql, registry, fleet, media, engine, live, writer, recording });
  const custody: Custody = createCustody({
    sql,
    clock,
    log,
    vault: options.vault ?? null,
    blobs: options.footage?.blobs ?? null,
    policy: policyOf(config),
    cameraName: (cameraId) => registry.get(cameraId)?.stored.name ?? null,
    onRecipient: () => {
      for (const camera of registry.list()) cameras.start(camera);
    },
  });
  const version = productVersion();
  const exhibits: ExhibitDesk | null =
    options.footage === undefined
      ? null
      : await openExhibits({
          sql,
          clock,
          log,
          config,
          registry,
          version,
          openings: custody.openings,
          blobs: options.footage.blobs,
        });
  const proposals = createCalibrationProposals(fleet);
  const sampler = createSampler({ sql, clock, log, fleet });
  const watch = watchDatabase({
    sql,
    server: database,
    clock,
    log,
    onAnswer: () => {
      engine.resume();
      recording.ledger.resume();
    },
  });
  let ingestRefusal: string | null = null;
  let isSetUp = false;

  function told(health: CameraHealth | null): void {
    if (health !== null) live.publish({ type: 'camera-health', health });
  }

  function accept(message: FromIngest): void {
    switch (message.type) {
      case 'media.header':
      case 'media.frame':
      case 'media.snapshot':
        media.accept(message);
        return;
      case 'camera.state':
        media.accept(message);
        if (message.cause?.key === 'process-restarting') recording.processDied(message.cameraId);
        told(registry.setState(message, clock.nowMs()));
        return;
      case 'measures': {
        if (registry.get(message.cameraId) === null) return;
        const { cameraId } = message;
        writer.add(cameraId, message.measures);
        live.publish({ type: 'measures', cameraId, measures: [...message.measures] });
        return;
      }
      case 'calibration.proposal':
        proposals.accept(message);
        return;
      case 'sample':
        if (registry.get(message.cameraId) !== null) sampler.accept(message);
        return;
      case 'situation':
        if (registry.get(message.situation.cameraId) !== null) engine.accept(message);
        return;
      case 'segment.grew':
      case 'segment.closed':
      case 'recording.gap':
        recording.accept(message);
        return;
      case 'health':
        told(registry.setHealth(message.health));
        return;
      case 'ready': {
        ingestRefusal = null;
        // A new process knows nothing of what the one before it had begun.
        const { pid } = message;
        const cameraIds = new Set(fleet.processes().find((process) => process.pid === pid)?.cameraIds);
        if (cameraIds.size > 0) {
          engine.endOpen(({ cameraId }) => cameraIds.has(cameraId), 'not-reported-any-more');
        }
        return;
      }
      case 'log':
        if (message.level === 'debug') return;
        log(
          message.level,
          starOutAll(message.cameraId ? `${message.cameraId}: ${message.message}` : message.message),
        );
        return;
      case 'fatal':
        ingestRefusal = starOutAll(message.message);
        log('error', ingestRefusal);
        return;
      default:
        unreachable(message);
    }
  }

  await tidyUp({ sql, clock, sessions });
  await live.start();
  for (const stored of await listCameras(sql)) registry.put(stored);
  await recording.start(registry.list().flatMap((camera) => ingestCamera(camera)?.id ?? []));
  await custody.start();
  await exhibits?.start();
  // Before any process can report: what is open now was begun by processes that are gone.
  engine.endOpen(() => true, 'system-start');
  await engine.settled();
  // Only now: what nobody watches any more is handed on to nobody before it is reported anew.
  await notifier.start();
  await desk.lookAtClock();
  media.onDemand((cameraId, demand) => fleet.watch(cameraId, demand));
  fleet.onMessage(accept);
  for (const camera of registry.list()) cameras.start(camera);
  const { policies } = recording;
  const seedCamera = createSeeding({ sql, registry, cameras, credentials, log, clock, policies });
  for (const camera of config.cameras) await seedCamera(camera);
  await warmUpPasswords();
  await sampler.resume();
  const checkIns = keepCheckIns({ sql, clock, log, onRaised: live.poke });
  const house = keepHouse({ sql, clock, log, sessions });
  const alarmClock = watchAlarms(desk, log);

  return {
    sql,
    clock,
    log,
    config,
    version,
    isSimulated: options.isSimulated ?? false,
    ground: options.ground ?? noGround,
    roads: options.roads ?? null,
    plans: options.plans ?? [],
    credentials,
    registry,
    cameras,
    engine,
    desk,
    sampler,
    proposals,
    recording,
    exhibits,
    custody,
    live,
    notifier,
    media,
    sessions,
    connections,
    guard: createSignInGuard(),
    watch,
    seedCamera,
    health: () =>
      healthOf({
        nowMs: clock.nowMs(),
        cameras: registry.list(),
        processes: fleet.processes(),
        database: {
          isUp: watch.isUp(),
          downSinceMs: watch.downSinceMs(),
          latencyMs: watch.latencyMs(),
          sizeBytes: watch.sizeBytes(),
        },
        viewers: media.viewers(),
        store: storeLatency.read(clock.nowMs()),
        waitingSituations: engine.waiting(),
        droppedSituations: engine.dropped(),
        droppedMeasures: writer.dropped(),
        overdueReviews: custody.openings.overdueReviews(),
        ingestRefusal,
        storage: recording.health(),
      }),
    async needsSetup() {
      // There is no way back: the last administrator cannot be taken away.
      isSetUp ||= await hasAdministrator(sql);
      return !isSetUp;
    },
    setupToken: () => newSetupToken(sql, clock.nowMs()),
    async close() {
      house.stop();
      alarmClock.stop();
      await checkIns.stop();
      await watch.stop();
      await live.stop();
      await notifier.stop();
      await sampler.stop();
      await engine.stop();
      await writer.stop();
      await exhibits?.stop();
      await custody.stop();
      await recording.stop();
      await deletions.stop();
      await sql.end();
    },
  };
}

function productVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
