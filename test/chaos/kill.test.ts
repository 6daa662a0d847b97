import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type App, Operator, startApp, until } from '../support/app.ts';
import { makeStreetFilm } from '../support/street-film.ts';

/** "Everything is back within 10 s": the guard is wider, the figure is what the test prints. */
const guardMs = 30_000;

let app: App;
let operator: Operator;
let film: Awaited<ReturnType<typeof makeStreetFilm>>;

before(async () => {
  film = await makeStreetFilm({ seconds: 12 });
  app = await startApp(['--no-demo', '--camera', film.path]);
  operator = await Operator.first(app);
  await until(async () => (await operator.cameras())[0]?.state === 'live', 60_000, 'the camera is live');
});

after(async () => {
  await app?.stop();
  film?.remove();
});

const liveFrames = async () => (await operator.health()).cameras[0]?.framesAnalysed ?? 0;

async function backWithin(what: string, since: number, check: () => Promise<boolean>): Promise<void> {
  await until(check, guardMs, what);
  console.log(`${what}: back after ${((Date.now() - since) / 1000).toFixed(1)} s`);
}

test('a killed ingest process comes back by itself and analyses again', async () => {
  const before = (await operator.health()).processes.find((process) => process.name.startsWith('ingest'))!;
  process.kill(before.pid!, 'SIGKILL');
  const since = Date.now();
  await backWithin('ingest', since, async () => {
    const health = await operator.health();
    const now = health.processes.find((process) => process.name.startsWith('ingest'));
    return now?.pid !== before.pid && now?.restarts === before.restarts + 1 && health.cameras[0]?.state === 'live';
  });
  const frames = await liveFrames();
  await until(async () => (await liveFrames()) > frames, guardMs, 'new frames');
});

test('a killed database comes back and keeps what was acknowledged', async () => {
  const user = await operator.json<{ id: string }>('POST', '/api/users', { name: 'grace', password: 'another long night', role: 'operator' });
  const postmaster = Number(readFileSync(path.join(findPostgres(app.dataDirectory), 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(postmaster, 'SIGKILL');
  const since = Date.now();
  await backWithin('database', since, async () => {
    const users = await operator.json<{ id: string }[]>('GET', '/api/users');
    return users.some(({ id }) => id === user.id);
  });
  const frames = await liveFrames();
  await until(async () => (await liveFrames()) > frames, guardMs, 'new frames');
});

test('a killed centre comes back, with its sessions, cameras and what was acknowledged', async () => {
  const user = await operator.json<{ id: string }>('POST', '/api/users', { name: 'edsger', password: 'yet another night', role: 'viewer' });
  const centre = Number(readFileSync(path.join(app.dataDirectory, 'centre.lock'), 'utf8'));
  process.kill(centre, 'SIGKILL');
  const since = Date.now();
  await backWithin('centre', since, async () => {
    const users = await operator.json<{ id: string }[]>('GET', '/api/users');
    return users.some(({ id }) => id === user.id) && (await operator.cameras())[0]?.state === 'live';
  });
  assert.match(app.output(), /starting it again/);
});

function findPostgres(dataDirectory: string): string {
  return path.join(dataDirectory, 'postgres');
}
