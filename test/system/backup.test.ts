/** `lamplighter backup` and `restore` as they are typed: beside the running product, and killed in the middle. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { runningEmbedded, startEmbeddedPostgres } from '../../src/centre/adapters/embedded-postgres.ts';
import { restoreMark } from '../../src/centre/data-lock.ts';
import { openDatabase, type Sql } from '../../src/centre/store/database.ts';
import { startApp } from '../support/app.ts';
import { emptyFolder } from '../support/backup-world.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** Long enough to be killed in the middle of it. */
const rows = 400_000;

let folder: Awaited<ReturnType<typeof emptyFolder>>;
let data: string;
let file: string;
const spawned: ChildProcess[] = [];

before(async () => {
  folder = await emptyFolder();
  [data, file] = [path.join(folder.path, 'data'), path.join(folder.path, 'site.backup')];
});
after(async () => {
  for (const child of spawned) child.kill('SIGKILL');
  // A killed command leaves its database running, as a killed centre does: the next one takes it over.
  for (const name of ['data', 'restored']) {
    const directory = path.join(folder.path, name, 'postgres');
    if (existsSync(directory)) await (await startEmbeddedPostgres({ directory, log: () => {} })).stop();
  }
  await folder.remove();
});

type Ended = { readonly code: number | null; readonly output: string };

/** @param until kills it as soon as it says so. */
async function lamplighter(args: readonly string[], until?: () => boolean): Promise<Ended> {
  const child = spawn(process.execPath, ['src/cli/lamplighter.ts', ...args], { cwd: root });
  spawned.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      output += data.toString();
    });
  let isOver = false;
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve)).finally(() => {
    isOver = true;
  });
  while (until !== undefined && !isOver) {
    if (until()) child.kill('SIGKILL');
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { code: await ended, output };
}

async function withDatabase<T>(directory: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const server = await startEmbeddedPostgres({ directory: path.join(directory, 'postgres'), log: () => {} });
  const sql = openDatabase(server.url, { maxConnections: 2 });
  try {
    return await work(sql);
  } finally {
    await sql.end();
    await server.stop();
  }
}

const countOf = async (sql: Sql) =>
  (await sql<{ count: number }[]>`select count(*)::int as count from measures`)[0]!.count;

test('a backup is made beside the running product', async () => {
  const app = await startApp(['--no-demo'], { dataDirectory: data });
  try {
    const sql = openDatabase(runningEmbedded(path.join(data, 'postgres'))!, { maxConnections: 1 });
    await sql`
      insert into measures (series_id, at, window_ms, value, coverage)
      select 1, '2026-01-01'::timestamptz + make_interval(secs => n), 1000, random(), 1
      from generate_series(1, ${rows}::int) as n`;
    const { code, output } = await lamplighter(['backup', '--out', file, '--data', data]);
    assert.equal(code, 0, output);
    assert.match(output, /site\.backup: [\d.]+ MB, \d+ tables, 0 exhibits, not sealed/);
    // It never had to wait for the backup, nor the backup for it.
    assert.equal(await countOf(sql), rows);
    await sql.end();
  } finally {
    await app.stop();
  }
});

test('a backup that is killed leaves no file under its name, and can be made again', async () => {
  const other = path.join(folder.path, 'other.backup');
  const killed = await lamplighter(['backup', '--out', other, '--data', data], () =>
    existsSync(`${other}.part`),
  );
  assert.equal(killed.code, null, killed.output);
  assert.ok(!existsSync(other));
  const made = await lamplighter(['backup', '--out', other, '--data', data]);
  assert.equal(made.code, 0, made.output);
  assert.deepEqual((await readdir(folder.path)).sort(), ['data', 'other.backup', 'site.backup']);
});

test('a restore that is killed leaves what no start takes for a site; --again brings it to its end', async () => {
  const target = path.join(folder.path, 'restored');
  const command = ['restore', file, '--data', target];
  const killed = await lamplighter(command, () => existsSync(path.join(target, 'postgres', 'cluster')));
  assert.equal(killed.code, null, killed.output);
  assert.ok(existsSync(path.join(target, restoreMark)));
  const started = await lamplighter(['start', '--data', target, '--no-demo', '--port', '0']);
  assert.equal(started.code, 78, started.output);
  assert.match(started.output, /did not come to its end.*lamplighter restore FILE --data .* --again/);
  const refused = await lamplighter(command);
  assert.equal(refused.code, 2);
  assert.match(refused.output, /add --again/);
  const again = await lamplighter([...command, '--again']);
  assert.equal(again.code, 0, again.output);
  assert.match(again.output, /Restored into .* Start: lamplighter start --data/s);
  assert.equal(await withDatabase(target, countOf), rows);
  const full = await lamplighter(command);
  assert.equal(full.code, 2);
  assert.match(full.output, /is not empty .*nothing is written over/);
});

test('what is asked for wrongly is said in one line', async () => {
  for (const [args, words] of [
    [['backup'], /--out is missing/],
    [['backup', '--out', file, '--data', data], /is there already/],
    [['backup', '--out', `${file}x`, '--data', data, '--to', 'age1nonsense'], /no age recipient/],
    [['backup', '--out', `${file}x`, '--data', path.join(folder.path, 'nowhere')], /no data directory/],
    [['restore', `${file}x`, '--data', data], /there is no such file/],
    [['restore', file], /--data is missing/],
  ] as const) {
    const { code, output } = await lamplighter(args);
    assert.equal(code, 2, output);
    assert.match(output, words);
    assert.equal(output.trim().split('\n').length, 1, output);
  }
});
