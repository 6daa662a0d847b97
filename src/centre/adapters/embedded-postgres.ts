/**
 * PostgreSQL as a child that lives as long as it can: it is not killed with us, and whoever starts next in the same
 * directory takes it over. Layout of the directory: `cluster` (PostgreSQL's own), `password` (0600), `postgres.log`, `owner`.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { DatabaseServer } from '../ports.ts';
import { identifier, openDatabase, ping } from '../store/database.ts';
import { holdDirectory } from './directory-owner.ts';
import { giveTo, type PostgresAccount, postgresAccount } from './postgres-account.ts';
import { explainPostgresLog } from './postgres-log.ts';
import { type PostgresPrograms, postgresPrograms } from './postgres-programs.ts';
import { isAlive, processesIn, readPostmasterPid } from './postmaster-pid.ts';

export type EmbeddedOptions = {
  /** Folder of its own below the data directory; made if missing. */
  readonly directory: string;
  readonly log: Log;
};

type Cluster = {
  readonly directory: string;
  readonly cluster: string;
  readonly logFile: string;
  readonly password: string;
  readonly account: PostgresAccount;
  readonly programs: PostgresPrograms;
  readonly log: Log;
};

const userName = 'lamplighter';
const databaseName = 'lamplighter';
/** Crash recovery after a kill takes well under a second; a full write-ahead log on a slow disk may take minutes. */
const startWithinMs = 120_000;
const stopWithinMs = 20_000;
const maxLogBytes = 10_000_000;

/**
 * Makes the cluster at the first start, adopts a server that outlived its parent, or starts one.
 * fsync stays on: what is acknowledged survives a power cut.
 * @throws Error that says what to do: disk full, no permission, another Lamplighter in the same directory.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<DatabaseServer> {
  const directory = resolve(options.directory);
  mkdirSync(directory, { recursive: true });
  const release = holdDirectory(directory);
  try {
    const programs = await postgresPrograms();
    const account = postgresAccount({ directory, program: programs.postgres });
    const cluster: Cluster = {
      directory,
      cluster: join(directory, 'cluster'),
      logFile: join(directory, 'postgres.log'),
      password: ownPassword(join(directory, 'password')),
      account,
      programs,
      log: options.log,
    };
    if (!existsSync(cluster.cluster)) await makeCluster(cluster);
    const port = (await adopt(cluster)) ?? (await startOnFreePort(cluster));
    await ensureDatabase(cluster, port);
    return server(cluster, port, release);
  } catch (cause) {
    release();
    throw cause;
  }
}

/** Address of the server that runs here, for tools beside a running centre; null: none does. */
export function runningEmbedded(directory: string): string | null {
  const found = readPostmasterPid(join(directory, 'cluster'));
  const passwordFile = join(directory, 'password');
  if (found === null || !isAlive(found.pid) || !existsSync(passwordFile)) return null;
  return urlOf({ password: readFileSync(passwordFile, 'utf8').trim() }, found.port, databaseName);
}

function server(cluster: Cluster, port: number, release: () => void): DatabaseServer {
  let reviving: Promise<void> | null = null;
  let isStopped = false;
  return {
    url: urlOf(cluster, port, databaseName),
    revive() {
      if (isStopped) return Promise.reject(new Error('database: it has been stopped'));
      reviving ??= reviveOn(cluster, port).finally(() => {
        reviving = null;
      });
      return reviving;
    },
    async stop() {
      isStopped = true;
      await reviving?.catch(() => {});
      await stopServer(cluster);
      release();
    },
  };
}

async function reviveOn(cluster: Cluster, port: number): Promise<void> {
  if (await isAccepting(cluster, port)) return;
  cluster.log('info', 'the database does not answer: starting it again');
  await stopServer(cluster);
  // The old port may linger for a moment; the address must stay the same for everybody who holds it.
  const untilMs = performance.now() + startWithinMs;
  for (;;) {
    try {
      await startServer(cluster, port);
      return;
    } catch (cause) {
      if (!isPortTaken(cause) || performance.now() > untilMs) throw cause;
      await wait(250);
    }
  }
}

/** @returns the port of a server that already runs here and lets us in; null when there is none (any more). */
async function adopt(cluster: Cluster): Promise<number | null> {
  const found = readPostmasterPid(cluster.cluster);
  if (found !== null && isAlive(found.pid) && worksHere(cluster, found.pid)) {
    for (let tries = 0; tries < 100; tries++) {
      if (await isAccepting(cluster, found.port)) {
        cluster.log('info', `took over the database that was left running (process ${found.pid})`);
        return found.port;
      }
      if (!isAlive(found.pid)) break;
      await wait(100);
    }
  }
  await stopServer(cluster);
  return null;
}

async function startOnFreePort(cluster: Cluster): Promise<number> {
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    try {
      await startServer(cluster, port);
      return port;
    } catch (cause) {
      // Somebody took the port between asking for it and using it.
      if (!isPortTaken(cause) || tries === 5) throw cause;
    }
  }
}

async function startServer(cluster: Cluster, port: number): Promise<void> {
  giveTo(cluster.account, cluster.cluster);
  if (existsSync(cluster.logFile) && statSync(cluster.logFile).size > maxLogBytes)
    truncateSync(cluster.logFile);
  const logFd = openSync(cluster.logFile, 'a', 0o600);
  const logFrom = statSync(cluster.logFile).size;
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '50',
    fsync: 'on',
    // After a crash one call for the whole disk instead of one a file: 0.4 s instead of 3 s on a busy machine.
    ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    // A statement with a value in it never reaches the log.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    log_timezone: 'UTC',
    timezone: 'UTC',
  };
  const child = launch(cluster, cluster.programs.postgres, [
    '-D',
    cluster.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])({ stdio: ['ignore', logFd, logFd], detached: true });
  closeSync(logFd);
  let ended: string | null = null;
  child.on('error', (cause) => {
    ended = cause.message;
  });
  child.on('exit', (code, signal) => {
    ended = signal ?? `code ${code}`;
  });
  child.unref();
  const untilMs = performance.now() + startWithinMs;
  while (performance.now() < untilMs) {
    const state = readPostmasterPid(cluster.cluster);
    if (state?.pid === child.pid && state?.isReady && (await isAccepting(cluster, port))) return;
    if (ended !== null) break;
    await wait(20);
  }
  const said = readFileSync(cluster.logFile).subarray(logFrom).toString('utf8');
  throw new Error(
    `database: PostgreSQL did not start (${ended ?? 'no answer'}). ${explainPostgresLog(said, cluster.directory)}`,
  );
}

/** Ends the server and every backend that outlived it, whoever started them. */
async function stopServer(cluster: Cluster): Promise<void> {
  const found = readPostmasterPid(cluster.cluster);
  const untilMs = performance.now() + stopWithinMs;
  if (found !== null && isAlive(found.pid) && worksHere(cluster, found.pid)) {
    signal(found.pid, 'SIGINT');
    while (isAlive(found.pid) && performance.now() < untilMs) await wait(10);
    if (isAlive(found.pid)) signal(found.pid, 'SIGQUIT');
  }
  // A killed server leaves backends that hold its shared memory: a new one would refuse to start beside them.
  for (const pid of processesIn(cluster.cluster) ?? []) signal(pid, 'SIGKILL');
  while ((processesIn(cluster.cluster) ?? []).length > 0 && performance.now() < untilMs) await wait(10);
  // A stale file whose number now belongs to a stranger would keep the server from starting.
  const stale = readPostmasterPid(cluster.cluster);
  if (stale !== null && !(isAlive(stale.pid) && worksHere(cluster, stale.pid))) {
    rmSync(join(cluster.cluster, 'postmaster.pid'), { force: true });
  }
}

/** Without /proc the process id in the file has to be believed. */
function worksHere(cluster: Cluster, pid: number): boolean {
  return processesIn(cluster.cluster)?.includes(pid) ?? true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

async function makeCluster(cluster: Cluster): Promise<void> {
  cluster.log('info', 'making the database (first start)');
  const fresh = `${cluster.cluster}.new`;
  const passwordFile = join(cluster.directory, 'password.new');
  rmSync(fresh, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(fresh, { mode: 0o700 });
  giveTo(cluster.account, fresh);
  writeFileSync(passwordFile, `${cluster.password}\n`, { mode: 0o600 });
  giveTo(cluster.account, passwordFile);
  let said = '';
  const child = launch(cluster, cluster.programs.initdb, [
    `--pgdata=${fresh}`,
    `--username=${userName}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ])({ stdio: ['ignore', 'pipe', 'pipe'], detached: false });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
  }
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  rmSync(passwordFile, { force: true });
  if (code !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(`database: it could not be made. ${explainPostgresLog(said, cluster.directory)}`);
  }
  // Only a whole cluster ever bears the name: a kill in the middle leaves `cluster.new`, which the next start removes.
  renameSync(fresh, cluster.cluster);
}

function launch(cluster: Cluster, program: string, args: readonly string[]) {
  const [first, ...rest] = [...cluster.account.prefix, program, ...args];
  return (how: { stdio: ('ignore' | 'pipe' | number)[]; detached: boolean }) =>
    spawn(first!, rest, {
      ...how,
      ...cluster.account.spawnAs,
      cwd: '/',
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
    });
}

async function ensureDatabase(cluster: Cluster, port: number): Promise<void> {
  const sql = openDatabase(urlOf(cluster, port, 'postgres'), { maxConnections: 1 });
  try {
    const found = await sql`select 1 from pg_database where datname = ${databaseName}`;
    if (found.length === 0) await sql`create database ${identifier(databaseName)}`;
  } finally {
    await sql.end();
  }
}

async function isAccepting(cluster: Cluster, port: number): Promise<boolean> {
  const sql = openDatabase(urlOf(cluster, port, 'postgres'), { maxConnections: 1 });
  try {
    await ping(sql);
    return true;
  } catch {
    return false;
  } finally {
    await sql.end();
  }
}

function urlOf({ password }: Pick<Cluster, 'password'>, port: number, database: string): string {
  return `postgres://${userName}:${password}@127.0.0.1:${port}/${database}`;
}

/** A random password nobody has to know; there is no default one. */
function ownPassword(file: string): string {
  if (!existsSync(file)) {
    writeFileSync(`${file}.part`, randomBytes(32).toString('base64url'), { mode: 0o600 });
    renameSync(`${file}.part`, file);
  }
  return readFileSync(file, 'utf8').trim();
}

function isPortTaken(cause: unknown): boolean {
  return cause instanceof Error && /address already in use/i.test(cause.message);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}
