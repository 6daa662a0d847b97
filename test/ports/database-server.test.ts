/** What the embedded database server promises. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { startEmbeddedPostgres } from '../../src/centre/adapters/embedded-postgres.ts';
import { connectExternalPostgres } from '../../src/centre/adapters/external-postgres.ts';
import { explainPostgresLog } from '../../src/centre/adapters/postgres-log.ts';
import { isAlive, processesIn, readPostmasterPid } from '../../src/centre/adapters/postmaster-pid.ts';
import { openDatabase } from '../../src/centre/store/database.ts';

let root: string;
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'lamplighter-test-'));
});
after(() => rm(root, { recursive: true, force: true }));

const log = () => {};

async function pidOf(directory: string): Promise<number> {
  return readPostmasterPid(join(directory, 'cluster'))!.pid;
}

test('it keeps what it acknowledged through kill -9 and comes back at the same address', async () => {
  const directory = join(root, 'killed');
  const server = await startEmbeddedPostgres({ directory, log });
  const sql = openDatabase(server.url);
  await sql`create table kept (n integer)`;
  for (let n = 1; n <= 3; n++) {
    await sql`insert into kept values (${n})`;
    process.kill(await pidOf(directory), 'SIGKILL');
    const startedMs = performance.now();
    await server.revive();
    assert.ok(performance.now() - startedMs < 10_000);
  }
  const rows = await again(() => sql`select n from kept order by n`);
  assert.deepEqual(
    rows.map((row) => row.n),
    [1, 2, 3],
  );
  assert.equal((await sql`show fsync`)[0]!.fsync, 'on');
  await sql.end();
  await server.stop();
});

test('two who ask for its revival at once get one server', async () => {
  const directory = join(root, 'twice');
  const server = await startEmbeddedPostgres({ directory, log });
  const before = await pidOf(directory);
  process.kill(before, 'SIGKILL');
  await Promise.all([server.revive(), server.revive(), server.revive()]);
  assert.notEqual(await pidOf(directory), before);
  await server.revive();
  await server.stop();
  assert.equal(readPostmasterPid(join(directory, 'cluster')), null);
  assert.deepEqual(processesIn(join(directory, 'cluster')) ?? [], []);
});

test('a server whose parent was killed is taken over by the next start', async () => {
  const directory = join(root, 'orphan');
  const adapter = join(import.meta.dirname, '../../src/centre/adapters/embedded-postgres.ts');
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(adapter)});
    await startEmbeddedPostgres({ directory: ${JSON.stringify(directory)}, log: () => {} });
    console.log('up');
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((up) => parent.stdout!.once('data', up));

  await assert.rejects(
    startEmbeddedPostgres({ directory, log }),
    /in use by another Lamplighter \(process \d+\)/,
  );

  const ended = new Promise((done) => parent.once('exit', done));
  parent.kill('SIGKILL');
  await ended;
  const orphan = await pidOf(directory);
  assert.ok(isAlive(orphan));
  const server = await startEmbeddedPostgres({ directory, log });
  assert.equal(await pidOf(directory), orphan);
  await server.stop();
  assert.ok(!isAlive(orphan));
});

test('a stale process file that names a stranger does not keep it from starting', async () => {
  const directory = join(root, 'stale');
  const first = await startEmbeddedPostgres({ directory, log });
  await first.stop();
  writeFileSync(
    join(directory, 'cluster/postmaster.pid'),
    `${process.pid}\n${directory}\n0\n1\n\n127.0.0.1\n0\nready\n`,
  );
  const second = await startEmbeddedPostgres({ directory, log });
  await second.stop();
});

test('a first start that was killed half way is begun anew', async () => {
  const directory = join(root, 'half');
  mkdirSync(join(directory, 'cluster.new/base'), { recursive: true });
  const server = await startEmbeddedPostgres({ directory, log });
  assert.ok(!existsSync(join(directory, 'cluster.new')));
  await server.stop();
});

test('its password is random and for its owner only, and it listens on this machine only', async () => {
  const one = await startEmbeddedPostgres({ directory: join(root, 'one'), log });
  const two = await startEmbeddedPostgres({ directory: join(root, 'two'), log });
  const [first, second] = ['one', 'two'].map((name) => readFileSync(join(root, name, 'password'), 'utf8'));
  assert.notEqual(first, second);
  assert.equal(statSync(join(root, 'one/password')).mode & 0o777, 0o600);
  assert.equal(new URL(one.url).hostname, '127.0.0.1');
  const wrong = openDatabase(one.url.replace(first!.trim(), second!.trim()));
  await assert.rejects(async () => wrong`select 1`, /password authentication failed/);
  await wrong.end();
  await Promise.all([one.stop(), two.stop()]);
});

test('an external server is refused in words when it is away, wrong or not ours', async () => {
  const server = await startEmbeddedPostgres({ directory: join(root, 'external'), log });
  const url = new URL(server.url);
  const outside = await connectExternalPostgres({ url: server.url, log });
  await outside.revive();
  const wrong = (change: (to: URL) => void) => {
    const to = new URL(url);
    change(to);
    return connectExternalPostgres({ url: to.href, log });
  };
  await assert.rejects(
    wrong((to) => {
      to.password = 'guessed';
    }),
    (error: Error) => {
      assert.match(error.message, /does not accept user "lamplighter" with this password/);
      assert.ok(!error.message.includes('guessed'));
      return true;
    },
  );
  await assert.rejects(
    wrong((to) => {
      to.pathname = '/nowhere';
    }),
    /nowhere does not exist. Create it/,
  );
  await assert.rejects(
    wrong((to) => {
      to.hostname = 'no-such-host.invalid';
    }),
    /host of .* is not known/,
  );
  const closed = createServer();
  const port = await new Promise<number>((done) =>
    closed.listen(0, '127.0.0.1', () => done((closed.address() as { port: number }).port)),
  );
  await new Promise((done) => closed.close(done));
  await assert.rejects(
    wrong((to) => {
      to.port = String(port);
    }),
    /nothing answers at .* Start PostgreSQL there/,
  );
  await server.stop();
});

test('what PostgreSQL said before it died becomes what to do', () => {
  const say = (text: string) => explainPostgresLog(text, '/data/postgres');
  assert.match(
    say('PANIC:  could not write to file: No space left on device'),
    /disk of \/data\/postgres is full/,
  );
  assert.match(say('FATAL:  data directory "x" has wrong ownership'), /must belong to and be writable/);
  assert.match(say('FATAL:  database files are incompatible with server'), /another version of PostgreSQL/);
  assert.match(say('FATAL:  something new'), /something new.*postgres\.log in \/data\/postgres/);
});

test('a folder only root may enter is no obstacle to root', {
  skip: process.getuid?.() !== 0 && 'needs root',
}, async () => {
  const directory = join(root, 'private/database');
  mkdirSync(join(root, 'private'), { mode: 0o700 });
  const server = await startEmbeddedPostgres({ directory, log });
  const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(await pidOf(directory))]);
  assert.match(stdout, /postgres/);
  await server.stop();
});

/** The pool learns of the death at its first question. */
async function again<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch {
    return await work();
  }
}
