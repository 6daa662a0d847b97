/** Real camera paths through the whole product: RTSP with credentials, accidents of cameras, changes beside others. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { AlarmView, CameraView } from '../../src/contract/shapes.ts';
import { makeFilm } from '../film/make-film.ts';
import { type RtspServer, startRtspServer } from '../rtsp/rtsp-server.ts';
import { type App, Operator, startApp, until } from '../support/app.ts';

const guardMs = 60_000;
const user = 'viewer';
const password = 'pa/ss@w#rd';

let folder: string;
let app: App;
let operator: Operator;
/** Cameras that nothing happens to. */
let steady: RtspServer;
/** The camera that meets with accidents. */
let shaky: RtspServer;

const at = (name: string) => path.join(folder, name);
const withUser = (server: RtspServer, stream: string) =>
  server.url(stream).replace('rtsp://', `rtsp://${user}:${password}@`);

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-rtsp-'));
  const size = { widthPx: 320, heightPx: 180, frames: 30 };
  await makeFilm(at('h264.mp4'), size);
  await makeFilm(at('h265.mp4'), { ...size, codec: 'h265' });
  await makeFilm(at('wide.mp4'), { ...size, widthPx: 480, heightPx: 270 });
  steady = await startRtspServer({
    streams: {
      one: at('h264.mp4'),
      two: at('h265.mp4'),
      three: at('h264.mp4'),
      four: at('h264.mp4'),
      five: at('h264.mp4'),
    },
    credentials: { user, password, scheme: 'digest' },
  });
  shaky = await startRtspServer({
    streams: { street: at('h264.mp4') },
    credentials: { user, password, scheme: 'basic' },
  });
  app = await startApp(['--no-demo']);
  operator = await Operator.first(app);
});

after(async () => {
  await app?.stop();
  await steady?.stop();
  await shaky?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('H.264 and H.265 cameras with a password are live', async () => {
  await operator.addCamera(withUser(steady, 'one'), { id: 'one' });
  await operator.addCamera(withUser(steady, 'two'), { id: 'two' });
  await operator.addCamera(withUser(shaky, 'street'), { id: 'street', name: 'Street' });
  for (const id of ['one', 'two', 'street']) await untilState(id, 'live');
  await operator.untilFramesGrow('two', 5, guardMs);
  assert.match((await operator.healthOf('one')).codec ?? '', /264/);
  assert.match((await operator.healthOf('two')).codec ?? '', /265|hevc/i);
  assert.ok(!JSON.stringify(await operator.cameras()).includes(password));
});

test('a camera that restarts is lost, raises an alarm, and is live again by itself', async () => {
  await shaky.shutDown();
  const lost = await untilState('street', 'lost');
  assert.match(lost.stateMessage ?? '', /tried again by itself|Nothing listens/);
  const alarm = await untilAlarm('unacknowledged');
  const sinceMs = Date.now();
  await shaky.bootUp();
  await untilState('street', 'live');
  await operator.untilFramesGrow('street', 5, guardMs);
  say('a restarted camera', sinceMs);
  const returned = await untilAlarm('returned-unacknowledged');
  assert.equal(returned.id, alarm.id);
  assert.ok(returned.returnedAtMs !== null);
});

test('a camera that hangs is lost, its alarm stands again, and both end when it sends again', async () => {
  shaky.stall();
  const lost = await untilState('street', 'lost');
  assert.match(lost.stateMessage ?? '', /stopped sending.*tried again by itself|did not answer/);
  const again = await untilAlarm('unacknowledged');
  shaky.resume();
  await untilState('street', 'live');
  const returned = await untilAlarm('returned-unacknowledged');
  assert.equal(returned.id, again.id);
  await operator.json('POST', `/api/alarms/${returned.id}/acknowledge`, { version: returned.version });
  assert.deepEqual(await lostAlarms(), []);
});

test('a camera that changes size, then codec, goes on', async () => {
  await shaky.swap('street', at('wide.mp4'), { inPlace: true });
  await until(async () => (await operator.healthOf('street')).widthPx === 480, guardMs, 'the new size');
  await operator.untilFramesGrow('street', 5, guardMs);
  await shaky.swap('street', at('h265.mp4'));
  await until(
    async () => /265|hevc/i.test((await operator.healthOf('street')).codec ?? ''),
    guardMs,
    'the new codec',
  );
  await operator.untilFramesGrow('street', 5, guardMs);
});

test('adding, changing and removing a camera disturbs no other', async () => {
  const before = await othersAre();
  await operator.addCamera(withUser(steady, 'three'), { id: 'guest' });
  await untilState('guest', 'live');
  await operator.changeCamera('guest', () => ({ name: 'Guest' }));
  await operator.replaceZones('guest', []);
  assert.equal(plays('three'), 1, 'a new name or zone does not open the stream anew');
  await operator.changeCamera('guest', ({ source }) => ({
    source: { ...source, analysisUrl: withUser(steady, 'four') },
  }));
  await until(() => plays('four') === 1, guardMs, 'the new address is opened');
  await untilState('guest', 'live');
  await operator.changeCamera('guest', ({ source }) => ({ source: { ...source, isEnabled: false } }));
  await untilState('guest', 'disabled');
  await operator.removeCamera('guest');
  for (const id of ['one', 'two']) await operator.untilFramesGrow(id, 5, guardMs);
  assert.deepEqual(await othersAre(), before);
});

test('a killed ingest process costs its own cameras and no others, and they come back', async () => {
  for (const id of ['three', 'four', 'five']) await operator.addCamera(withUser(steady, id), { id });
  for (const id of ['three', 'four', 'five']) await untilState(id, 'live');
  const { processes } = await operator.health();
  assert.equal(processes.length, 2, 'six cameras are two processes');
  const [kept, killed] = processes as [(typeof processes)[number], (typeof processes)[number]];
  const played = kept.cameraIds.map(plays);
  process.kill(killed.pid!, 'SIGKILL');
  const sinceMs = Date.now();
  await until(
    async () => (await operator.health()).processes.find(({ name }) => name === killed.name)?.restarts === 1,
    guardMs,
    'the end is noticed',
  );
  for (const id of killed.cameraIds) {
    await until(async () => (await operator.healthOf(id)).state === 'live', guardMs, `${id} is live again`);
    await until(async () => (await operator.healthOf(id)).framesAnalysed > 0, guardMs, `frames of ${id}`);
  }
  say(`${killed.cameraIds.length} cameras of a killed process`, sinceMs);
  for (const id of kept.cameraIds) await operator.untilFramesGrow(id, 5, guardMs);
  const now = (await operator.health()).processes.find(({ name }) => name === kept.name)!;
  assert.deepEqual([now.pid, now.restarts], [kept.pid, 0]);
  assert.deepEqual(kept.cameraIds.map(plays), played, 'no stream of the other process was opened anew');
});

function say(what: string, sinceMs: number): void {
  console.log(`${what}: back after ${((Date.now() - sinceMs) / 1000).toFixed(1)} s`);
}

function untilState(id: string, state: CameraView['state']): Promise<CameraView> {
  let last: CameraView | undefined;
  return until(
    async () => {
      last = await operator.camera(id);
      return last.state === state ? last : null;
    },
    guardMs,
    () => `${id} is ${state}, not ${last?.state}: ${last?.stateMessage}`,
  );
}

/** The one alarm of the shaky camera. */
function untilAlarm(state: AlarmView['state']): Promise<AlarmView> {
  let open: AlarmView[] = [];
  return until(
    async () => {
      open = await lostAlarms();
      return open.length === 1 && open[0]!.cameraId === 'street' && open[0]!.state === state ? open[0] : null;
    },
    guardMs,
    () => `one alarm, ${state}, not ${JSON.stringify(open.map((alarm) => [alarm.cameraId, alarm.state]))}`,
  );
}

async function lostAlarms(): Promise<AlarmView[]> {
  return (await operator.alarms()).filter(({ kind }) => kind === 'camera-lost');
}

/** How often a steady stream was opened. */
function plays(stream: string): number {
  return steady.requests.filter((line) => line.startsWith('PLAY') && line.includes(`/${stream}`)).length;
}

/** What a disturbed camera would change. */
async function othersAre() {
  const { cameras, processes } = await operator.health();
  return {
    reconnects: cameras.filter(({ cameraId }) => cameraId !== 'guest').map(({ reconnects }) => reconnects),
    processes: processes.map(({ pid, restarts }) => ({ pid, restarts })),
    plays: ['one', 'two'].map(plays),
  };
}
