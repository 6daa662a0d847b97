/**
 * A real S3: the gateway of Ceph with one monitor and one store in memory, as Debian packages them
 * (`apt install radosgw ceph-mon ceph-osd`; 630 MB, up in about 15 s).
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import type { StorageSettings } from '../../src/contract/storage.ts';

export type S3Settings = Extract<StorageSettings, { kind: 's3' }>;

export type StartedS3 = {
  /** A new empty bucket. */
  makeBucket(name: string, isVersioned?: boolean): Promise<S3Settings>;
  /** SIGSTOP and SIGCONT to the gateway: it hangs, and goes on. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
};

/** Why there is no S3 here; null: there is. */
export const s3Missing: string | null = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph'].every((name) =>
  existsSync(path.join('/usr/bin', name)),
)
  ? null
  : 'no S3 server here: apt install radosgw ceph-mon ceph-osd';

const run = promisify(execFile);
const accessKeyId = 'lamplighter';
const secretAccessKey = 'only-for-tests-0123456789';
const startWithinMs = 90_000;

export async function startS3(): Promise<StartedS3> {
  const directory = await mkdtemp(path.join(tmpdir(), 'lamplighter-test-s3-'));
  const [monitorPort, gatewayPort] = await freePorts(2);
  const conf = path.join(directory, 'ceph.conf');
  const keyring = path.join(directory, 'keyring');
  const cluster = randomUUID();
  const store = randomUUID();
  const monitor = `[v2:127.0.0.1:${monitorPort}/0]`;
  for (const name of ['run', 'mon', 'osd']) await mkdir(path.join(directory, name));
  await writeFile(conf, configuration(directory, cluster, monitor));

  const key = (name: string, ...caps: string[]) =>
    run('ceph-authtool', [
      ...(name === 'mon.' ? ['--create-keyring'] : []),
      keyring,
      '--gen-key',
      '-n',
      name,
      ...caps.flatMap((daemon) => ['--cap', daemon, 'allow *']),
    ]);
  await key('mon.', 'mon');
  await key('client.admin', 'mon', 'osd');
  await key('osd.0', 'mon', 'osd');

  const children: ChildProcess[] = [];
  const daemon = (command: string, ...more: string[]) => {
    // They end with this process, also when it is killed.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', command, '-c', conf, ...more, '-f'], {
      stdio: 'ignore',
    });
    children.push(child);
    return child;
  };

  async function stop(): Promise<void> {
    for (const child of children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    }
    await rm(directory, { recursive: true, force: true });
  }

  try {
    const map = path.join(directory, 'monmap');
    await run('monmaptool', ['--create', '--addv', 'a', monitor, '--fsid', cluster, map]);
    await run('ceph-mon', ['-c', conf, '--mkfs', '-i', 'a', '--monmap', map, '--keyring', keyring]);
    daemon('ceph-mon', '-i', 'a');
    await run('ceph', ['-c', conf, 'osd', 'new', store], { timeout: startWithinMs });
    await run('ceph-osd', ['-c', conf, '-i', '0', '--mkfs', '--osd-uuid', store]);
    daemon('ceph-osd', '-i', '0');
    const keys = ['--access-key', accessKeyId, '--secret', secretAccessKey];
    await run(
      'radosgw-admin',
      ['-c', conf, 'user', 'create', '--uid', 'test', '--display-name', 'test', ...keys],
      {
        timeout: startWithinMs,
      },
    );
    const gateway = daemon(
      'radosgw',
      ...['-n', 'client.admin', '--keyring', keyring],
      ...['--rgw-frontends', `beast endpoint=127.0.0.1:${gatewayPort}`],
    );
    const endpoint = `http://127.0.0.1:${gatewayPort}`;
    await answering(endpoint, gateway);
    return {
      makeBucket: (name, isVersioned = false) => makeBucket(endpoint, name, isVersioned),
      pause: () => void gateway.kill('SIGSTOP'),
      resume: () => void gateway.kill('SIGCONT'),
      stop,
    };
  } catch (cause) {
    await stop();
    throw new Error('the S3 server for tests did not start', { cause });
  }
}

async function makeBucket(endpoint: string, bucket: string, isVersioned: boolean): Promise<S3Settings> {
  const settings: S3Settings = {
    kind: 's3',
    endpoint,
    region: 'us-east-1',
    bucket,
    accessKeyId,
    secretAccessKey,
  };
  const client = new S3Client({
    endpoint,
    region: settings.region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
  });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  if (isVersioned) {
    const VersioningConfiguration = { Status: 'Enabled' as const };
    await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
  }
  client.destroy();
  return settings;
}

async function answering(endpoint: string, gateway: ChildProcess): Promise<void> {
  const untilMs = performance.now() + startWithinMs;
  while (performance.now() < untilMs && gateway.exitCode === null) {
    if (await fetch(endpoint).catch(() => null)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing answers at ${endpoint}`);
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const { port } = server.address() as { port: number };
      await new Promise((resolve) => server.close(resolve));
      return port;
    }),
  );
}

function configuration(directory: string, cluster: string, monitor: string): string {
  return `[global]
fsid = ${cluster}
mon host = ${monitor}
mon initial members = a
mon allow pool size one = true
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd objectstore = memstore
memstore device bytes = 1073741824
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = ${directory}/keyring
mon data = ${directory}/mon
osd data = ${directory}/osd
run dir = ${directory}/run
admin socket = ${directory}/run/$name.asok
pid file = ${directory}/run/$name.pid
log file = ${directory}/$name.log
ms bind ipv4 = true
public addr = 127.0.0.1
cluster addr = 127.0.0.1
`;
}
