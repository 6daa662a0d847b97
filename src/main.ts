/** Composition root: configuration -> adapters -> a running centre. The only file that names adapters. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDemoCity } from '../sim/city.ts';
import { cityMap } from '../sim/map.ts';
import { startEmbeddedPostgres } from './centre/adapters/embedded-postgres.ts';
import { connectExternalPostgres } from './centre/adapters/external-postgres.ts';
import { createForkedFleet } from './centre/adapters/forked-fleet.ts';
import { createForkedVault } from './centre/adapters/forked-vault.ts';
import { type Centre, createCentre } from './centre/centre.ts';
import { lockDataDirectory } from './centre/data-lock.ts';
import { type PlanFile, readFloorPlans } from './centre/floor-plan-files.ts';
import { createServer } from './centre/http/server.ts';
import { createLog, type Log } from './centre/log.ts';
import { type MapGroundReading, readMapGround } from './centre/map-ground-file.ts';
import { createMediaGateway } from './centre/media-gateway.ts';
import { readRoads } from './centre/roads-file.ts';
import { certificateFor, isLoopback } from './centre/tls.ts';
import type { Config } from './contract/config.ts';
import { type MapGround, noGround } from './contract/map-ground.ts';
import type { StorageSettings } from './contract/storage.ts';
import type { RoadGraph } from './core/unit/road-graph.ts';
import { footageSalvage } from './ingest/record/footage-salvage.ts';
import { openStorage } from './storage/open-storage.ts';
import { defaultVolume, reserveBytesOf, storageSettingsOf } from './storage/storage-settings.ts';

/** Ends with this where starting again cannot help: the keeper then gives up. */
const hopelessExitCode = 78;
const consoleDirectory = fileURLToPath(new URL('../dist/console', import.meta.url));

/** Runs the control room until it is asked to stop. @returns the exit code. */
export async function start(options: { readonly config: Config; readonly isDemo: boolean }): Promise<number> {
  const { config, isDemo } = options;
  const clock = { nowMs: () => Date.now() };
  const log = createLog({
    format: process.env.LAMPLIGHTER_LOG === 'json' ? 'json' : 'plain',
    nowMs: clock.nowMs,
  });
  const reading = groundOf(config, isDemo);
  if (!reading.ok) {
    console.error(reading.message);
    return hopelessExitCode;
  }
  const { ground } = reading;
  const roadReading =
    config.map.roads === null ? ({ ok: true, roads: null } as const) : readRoads(config.map.roads);
  if (!roadReading.ok) {
    console.error(roadReading.message);
    return hopelessExitCode;
  }
  const { roads } = roadReading;
  const planReading = readFloorPlans(config.map.plans);
  if (!planReading.ok) {
    console.error(planReading.message);
    return hopelessExitCode;
  }
  const storage = storageSettingsOf(config, process.env);
  if (!storage.ok) {
    console.error(storage.message);
    return hopelessExitCode;
  }
  const lock = lockDataDirectory(config.dataDirectory);
  if (!lock.ok) {
    console.error(lock.message);
    return hopelessExitCode;
  }
  const closing: (() => Promise<void> | void)[] = [lock.release];
  const stop = stopSignal();
  try {
    const centre = await open({
      config,
      isDemo,
      ground,
      roads,
      plans: planReading.plans,
      storage: storage.settings,
      clock,
      log,
      closing,
    });
    if (isDemo) void fillDemoCity({ centre, config, log });
    await stop;
    log('info', 'Stopping.');
    return 0;
  } catch (error) {
    console.error(explain(error, config));
    return isHopeless(error) ? hopelessExitCode : 1;
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

async function open(parts: {
  readonly config: Config;
  readonly isDemo: boolean;
  readonly ground: MapGround;
  readonly roads: RoadGraph | null;
  readonly plans: readonly PlanFile[];
  readonly storage: StorageSettings | null;
  readonly clock: { nowMs(): number };
  readonly log: Log;
  readonly closing: (() => Promise<void> | void)[];
}): Promise<Centre> {
  const { config, isDemo, ground, roads, plans, storage, clock, log, closing } = parts;
  const { host, port } = config.listen;
  const tls = await certificateFor({
    host,
    given: config.listen.tls,
    dataDirectory: config.dataDirectory,
    nowMs: clock.nowMs(),
  });
  log('info', config.database ? 'Connecting to the database.' : 'Starting the embedded database.');
  const database = config.database
    ? await connectExternalPostgres({ url: config.database, log })
    : await startEmbeddedPostgres({ directory: path.join(config.dataDirectory, 'postgres'), log });
  closing.push(() => database.stop());

  const cacheDirectory = path.join(config.dataDirectory, 'models');
  mkdirSync(cacheDirectory, { recursive: true });
  const fleet = createForkedFleet({
    camerasPerProcess: config.ingest.camerasPerProcess,
    modelManifest: config.ingest.model,
    cacheDirectory,
    storage,
    log,
  });
  closing.push(() => fleet.stop());
  const footage = storage === null ? null : openFootage(storage, config);
  if (footage !== null) closing.push(() => footage.blobs.close());
  const modelManifest = config.ingest.model;
  const vault = storage === null ? null : createForkedVault({ storage, modelManifest, cacheDirectory, log });
  if (vault !== null) closing.push(() => vault.stop());
  const media = createMediaGateway(clock);
  const isSimulated = isDemo;
  const centre = await createCentre({
    database,
    fleet,
    media,
    clock,
    config,
    log,
    isSimulated,
    ground,
    roads,
    plans,
    ...(footage === null ? {} : { footage }),
    ...(vault === null ? {} : { vault }),
  });
  closing.push(() => centre.close());
  // Before the centre closes: what ingest has finished by then is told and stored.
  closing.push(() => fleet.stop());
  const server = await createServer({
    centre,
    consoleDirectory,
    tls: tls ? { certificate: tls.certificate, key: tls.key } : null,
    host,
    port,
  });
  closing.push(() => server.close());
  await sayWhereItIs({ centre, url: server.url, host, isSelfSigned: tls?.isSelfSigned ?? false, isDemo });
  return centre;
}

/** Its own directory is made; one that the configuration names must be there, or a disk is not mounted. */
function openFootage(storage: StorageSettings, config: Config) {
  if (storage.kind === 'disk') {
    const own = defaultVolume(config.dataDirectory);
    if (storage.volumes.includes(own)) mkdirSync(own, { recursive: true });
  }
  const blobs = openStorage(storage);
  return { blobs, salvage: footageSalvage(blobs), reserveBytes: reserveBytesOf(config) };
}

/** The file that the configuration names; the simulated city brings its own. */
function groundOf(config: Config, isDemo: boolean): MapGroundReading {
  if (config.map.ground !== null) return readMapGround(config.map.ground);
  return { ok: true, ground: isDemo ? cityMap() : noGround };
}

async function sayWhereItIs(at: {
  readonly centre: Centre;
  readonly url: string;
  readonly host: string;
  readonly isSelfSigned: boolean;
  readonly isDemo: boolean;
}): Promise<void> {
  const token = await at.centre.setupToken();
  console.log('');
  console.log(`  Lamplighter${at.isDemo ? ' · simulated city' : ''}`);
  console.log(`  ${token ? `${at.url}/setup#${token}` : at.url}`);
  if (token) console.log('  This link makes the first administrator. It works once; keep it to yourself.');
  if (at.isSelfSigned) console.log('  The certificate is self-signed: the browser will ask once.');
  if (isLoopback(at.host))
    console.log('  Only this machine can reach it. To open it to others: npm start -- --host 0.0.0.0');
  console.log('');
}

/** Films the simulated city and adds each camera as soon as its film is done. */
async function fillDemoCity(parts: {
  readonly centre: Centre;
  readonly config: Config;
  readonly log: Log;
}): Promise<void> {
  const { centre, config, log } = parts;
  let saidShare = 0;
  try {
    await makeDemoCity({
      directory: config.dataDirectory,
      onProgress: (share) => {
        // Said every tenth part: films take some seconds, once.
        if (share < saidShare + 0.1) return;
        saidShare = share;
        log('info', `Filming the simulated city: ${Math.round(share * 100)} %`);
      },
      onCamera: (camera) => {
        centre
          .seedCamera(camera)
          .catch((error: Error) => log('error', `Camera ${camera.id} was not added: ${error.message}`));
      },
    });
  } catch (error) {
    log(
      'error',
      `The simulated city could not be filmed: ${(error as Error).message}. Real cameras are not affected.`,
    );
  }
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
}

function isHopeless(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return (
    code === 'EADDRINUSE' ||
    code === 'EACCES' ||
    code === 'EADDRNOTAVAIL' ||
    (error as { isHopeless?: boolean }).isHopeless === true
  );
}

function explain(error: unknown, config: Config): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const { host, port } = config.listen;
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken. Stop what uses it, or choose another: npm start -- --port ${port + 1}`;
  if (code === 'EACCES')
    return `Port ${port} may not be used by this account. Choose one above 1023: npm start -- --port 8420`;
  if (code === 'EADDRNOTAVAIL')
    return `This machine has no address ${host}. Choose one it has, or 0.0.0.0 for all.`;
  return `Lamplighter could not start: ${message}`;
}
