/** A real centre and server on a free port with a database of its own, and people who can sign in. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/centre/adapters/embedded-postgres.ts';
import { createForkedVault } from '../../src/centre/adapters/forked-vault.ts';
import { type Centre, createCentre } from '../../src/centre/centre.ts';
import { type PlanFile, readFloorPlans } from '../../src/centre/floor-plan-files.ts';
import { createServer } from '../../src/centre/http/server.ts';
import type { Log } from '../../src/centre/log.ts';
import { createMediaGateway } from '../../src/centre/media-gateway.ts';
import type { Blobs, Clock, DatabaseServer, Fleet, MediaGateway, Vault } from '../../src/centre/ports.ts';
import { type Client, createClient } from '../../src/contract/client.ts';
import { Config } from '../../src/contract/config.ts';
import type { FromIngest, IngestCamera } from '../../src/contract/ingest.ts';
import type { MapGround } from '../../src/contract/map-ground.ts';
import type { ProcessHealth } from '../../src/contract/shapes.ts';
import type { Role } from '../../src/core/access.ts';
import { footageSalvage } from '../../src/ingest/record/footage-salvage.ts';
import { openStorage } from '../../src/storage/open-storage.ts';

export const testPassword = 'a-password-for-tests';

export type StartedCentre = {
  readonly url: string;
  readonly centre: Centre;
  readonly database: DatabaseServer;
  readonly dataDirectory: string;
  readonly fleet: IdleFleet;
  readonly media: MediaGateway;
  /** Null without `hasFootage`. */
  readonly blobs: Blobs | null;
  /** Signed in as an administrator called "admin". */
  readonly administrator: SignedInClient;
  /** What the centre said, newest last. */
  readonly said: string[];
  /** Somebody of this role, signed in; made when asked for the first time. */
  as(role: Role): Promise<SignedInClient>;
  stop(): Promise<void>;
};

export type SignedInClient = Client & {
  /** For requests beside the typed ones; sends and keeps cookies. */
  readonly fetch: typeof fetch;
  cookie(): string;
  csrfToken(): string;
};

/** A fleet that ingests nothing; tests say what it would have reported. */
export type IdleFleet = Fleet & {
  readonly cameras: Map<string, IngestCamera>;
  /** Cameras that were asked for a still to label, in order. */
  readonly sampled: string[];
  /** Cameras that were asked what walking people say of their ground, in order. */
  readonly askedProposals: string[];
  say(message: FromIngest): void;
  setProcesses(processes: readonly ProcessHealth[]): void;
};

export type StartOptions = {
  readonly config?: (dataDirectory: string) => Record<string, unknown>;
  readonly clock?: Clock;
  readonly fleet?: Fleet;
  readonly media?: MediaGateway;
  readonly consoleDirectory?: string | null;
  readonly perMinute?: number;
  readonly ground?: MapGround;
  /** Footage lies on a disk of its own, and there is a vault. */
  readonly hasFootage?: boolean;
  /** Nobody has set it up: there is no administrator yet, and nobody is signed in. */
  readonly isNew?: boolean;
};

function plansOf(config: Config): readonly PlanFile[] {
  const reading = readFloorPlans(config.map.plans);
  if (!reading.ok) throw new Error(reading.message);
  return reading.plans;
}

export async function startCentre(options: StartOptions = {}): Promise<StartedCentre> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'lamplighter-test-'));
  // A start that fails half way leaves no server behind: it would keep the test from ending.
  const undo: (() => Promise<unknown>)[] = [() => rm(dataDirectory, { recursive: true, force: true })];
  try {
    return await open(dataDirectory, options, undo);
  } catch (cause) {
    for (const step of undo.reverse()) await step();
    throw cause;
  }
}

async function open(
  dataDirectory: string,
  options: StartOptions,
  undo: (() => Promise<unknown>)[],
): Promise<StartedCentre> {
  const clock = options.clock ?? { nowMs: () => Date.now() };
  const said: string[] = [];
  const log = logInto(said);
  const fleet = idleFleet();
  const media = options.media ?? createMediaGateway(clock);
  const database = await startEmbeddedPostgres({ directory: join(dataDirectory, 'database'), log });
  undo.push(() => database.stop());
  const config = Config.parse({ dataDirectory, ...options.config?.(dataDirectory) });
  const footage = options.hasFootage ? await openFootage(dataDirectory, undo) : null;
  const centre = await createCentre({
    database,
    fleet: options.fleet ?? fleet,
    media,
    clock,
    config,
    log,
    ...(options.ground === undefined ? {} : { ground: options.ground }),
    plans: plansOf(config),
    ...(footage === null
      ? {}
      : {
          footage: { blobs: footage.blobs, salvage: footageSalvage(footage.blobs), reserveBytes: 0 },
          vault: footage.vault,
        }),
  });
  undo.push(() => centre.close());
  const server = await createServer({
    centre,
    consoleDirectory: options.consoleDirectory ?? null,
    tls: null,
    host: '127.0.0.1',
    port: 0,
    hasRateLimits: options.perMinute !== undefined,
    ...(options.perMinute === undefined ? {} : { perMinute: options.perMinute }),
  });
  const administrator = clientOf(server.url);
  if (!options.isNew) {
    const token = await centre.setupToken();
    await administrator.call('setup.create', {
      body: { token: token!, name: 'admin', password: testPassword },
    });
  }
  const others = new Map<Role, Promise<SignedInClient>>([['administrator', Promise.resolve(administrator)]]);
  return {
    url: server.url,
    centre,
    database,
    dataDirectory,
    fleet,
    media,
    blobs: footage?.blobs ?? null,
    administrator,
    said,
    as(role) {
      const known = others.get(role) ?? addPerson(server.url, administrator, role);
      others.set(role, known);
      return known;
    },
    async stop() {
      await server.close();
      await (options.fleet ?? fleet).stop();
      for (const step of undo.reverse()) await step();
    },
  };
}

async function openFootage(
  dataDirectory: string,
  undo: (() => Promise<unknown>)[],
): Promise<{ blobs: Blobs; vault: Vault }> {
  const volume = join(dataDirectory, 'footage');
  await mkdir(volume);
  const storage = { kind: 'disk', volumes: [volume], reserveBytes: 0 } as const;
  const blobs = openStorage(storage);
  undo.push(() => blobs.close());
  const cacheDirectory = join(dataDirectory, 'models');
  const vault = createForkedVault({ storage, modelManifest: null, cacheDirectory, log: () => {} });
  undo.push(() => vault.stop());
  return { blobs, vault };
}

/** A client that keeps its cookies, as a browser does. */
export function clientOf(url: string): SignedInClient {
  let cookie = '';
  let csrfToken = '';
  const fetchWithCookie: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    if (cookie !== '') headers.set('cookie', cookie);
    const response = await fetch(input, { ...init, headers });
    for (const line of response.headers.getSetCookie()) cookie = line.split(';')[0]!;
    if (response.headers.get('content-type')?.startsWith('application/json')) {
      const body = (await response.clone().json()) as { csrfToken?: string } | null;
      if (typeof body?.csrfToken === 'string') csrfToken = body.csrfToken;
    }
    return response;
  };
  return {
    ...createClient({ baseUrl: url, fetch: fetchWithCookie }),
    fetch: fetchWithCookie,
    cookie: () => cookie,
    csrfToken: () => csrfToken,
  };
}

async function addPerson(url: string, administrator: Client, role: Role): Promise<SignedInClient> {
  await administrator.call('users.create', { body: { name: role, password: testPassword, role } });
  const client = clientOf(url);
  await client.call('session.create', { body: { name: role, password: testPassword } });
  return client;
}

export function idleFleet(): IdleFleet {
  const cameras = new Map<string, IngestCamera>();
  const listeners: ((message: FromIngest) => void)[] = [];
  const sampled: string[] = [];
  const askedProposals: string[] = [];
  let processes: readonly ProcessHealth[] = [];
  return {
    cameras,
    set: (camera) => void cameras.set(camera.id, camera),
    remove: (cameraId) => void cameras.delete(cameraId),
    sampled,
    askedProposals,
    watch: () => {},
    sample: (cameraId) => void sampled.push(cameraId),
    askProposal: (cameraId) => void askedProposals.push(cameraId),
    onMessage: (listener) => void listeners.push(listener),
    processes: () => processes,
    stop: () => Promise.resolve(),
    say(message) {
      for (const listener of listeners) listener(message);
    },
    setProcesses(next) {
      processes = next;
    },
  };
}

function logInto(said: string[]): Log {
  return (level, message, detail) =>
    void said.push(`${level} ${message}${detail === undefined ? '' : ` ${JSON.stringify(detail)}`}`);
}
