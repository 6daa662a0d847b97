import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { situation, squareCamera } from '../../test/support/situations.ts';
import { type StartedCentre, startCentre } from '../../test/support/start-centre.ts';
import type { ProblemError } from '../contract/client.ts';
import type { AlarmView } from '../contract/shapes.ts';
import type { Situation } from '../core/situation/situation.ts';
import { verifyAudit } from './store/audit.ts';

let started: StartedCentre;
const nowMs = 1_700_000_001_000;
let count = 0;
before(async () => {
  started = await startCentre({
    clock: { nowMs: () => nowMs },
    config: () => ({ cameras: [squareCamera()] }),
  });
});
after(() => started.stop());
beforeEach(async () => {
  started.centre.engine.endOpen(() => true, 'reported');
  for (const alarm of await open()) {
    const { id, version } = (await list()).find((one) => one.id === alarm.id)!;
    await started.administrator
      .call('alarms.acknowledge', { params: { id }, body: { version } })
      .catch(() => {});
  }
});

const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);

async function say(phase: 'began' | 'changed' | 'ended', what: Situation, picture: Uint8Array | null = jpeg) {
  started.fleet.say({ type: 'situation', phase, situation: what, jpeg: picture });
  await started.centre.engine.settled();
}

async function open(): Promise<AlarmView[]> {
  await started.centre.engine.settled();
  return started.administrator.call('alarms.list', { query: {} });
}

function list(): Promise<AlarmView[]> {
  return started.administrator.call('alarms.list', { query: { all: 'true' } });
}

function newId(): string {
  return `situation-${++count}`;
}

async function acknowledge(alarm: { id: string; version: number }, by = started.administrator) {
  return by.call('alarms.acknowledge', { params: { id: alarm.id }, body: { version: alarm.version } });
}

test('a situation that begins raises one alarm with its masked picture, however often it is reported', async () => {
  const one = situation(newId());
  await say('began', one);
  await say('began', one);
  const [alarm, ...more] = await open();
  assert.deepEqual(more, []);
  assert.equal(alarm!.state, 'unacknowledged');
  assert.equal(alarm!.priority, 'high');
  assert.equal(alarm!.zoneName, 'Track 2');
  assert.equal(alarm!.cameraName, 'Square');
  assert.deepEqual(alarm!.situation, one);
  const picture = await started.administrator.call('alarms.picture', { params: { id: alarm!.id } });
  assert.deepEqual(new Uint8Array(await picture.arrayBuffer()), jpeg);
});

test('an alarm becomes normal when it was noticed and its situation has ended, in either order', async () => {
  const one = situation(newId());
  await say('began', one);
  await acknowledge((await open())[0]!);
  assert.equal((await open())[0]!.state, 'acknowledged');
  await say('ended', { ...one, endedMs: one.sinceMs + 9_000 }, null);
  assert.deepEqual(await open(), []);

  const two = situation(newId());
  await say('began', two);
  await say('ended', { ...two, endedMs: two.sinceMs + 9_000 }, null);
  const [returned] = await open();
  assert.equal(returned!.state, 'returned-unacknowledged');
  assert.equal(returned!.situation.endedMs, two.sinceMs + 9_000);
  assert.equal((await acknowledge(returned!)).state, 'normal');
});

test('of two operators who press at once one acknowledges, and the other is told who did', async () => {
  await say('began', situation(newId()));
  const [alarm] = await open();
  const operators = [await started.as('operator'), started.administrator];
  const results = await Promise.allSettled(operators.map((operator) => acknowledge(alarm!, operator)));
  const lost = results.filter((result) => result.status === 'rejected');
  assert.equal(lost.length, 1);
  const problem = lost[0]!.reason as ProblemError;
  assert.equal(problem.status, 409);
  assert.equal(problem.kind, 'version-conflict');
  const winner = results[0]!.status === 'fulfilled' ? 'operator' : 'admin';
  assert.match(problem.message, new RegExp(`^${winner} acknowledged this alarm`));
  assert.equal((await list()).find(({ id }) => id === alarm!.id)!.acknowledgedBy, winner);
});

test('an acknowledgement of what has changed since it was seen is refused', async () => {
  const one = situation(newId());
  await say('began', one);
  const [seen] = await open();
  await say('ended', { ...one, endedMs: one.sinceMs + 1 }, null);
  await assert.rejects(acknowledge(seen!), (error: ProblemError) => error.status === 409);
  assert.equal((await open())[0]!.acknowledgedBy, null);
});

test('a flickering cause is one alarm that stands again, not one each time', async () => {
  for (let i = 0; i < 5; i++) {
    const one = situation(newId());
    await say('began', one);
    if (i < 4) await say('ended', { ...one, endedMs: one.sinceMs + 500 }, null);
  }
  const alarms = await open();
  assert.equal(alarms.length, 1);
  assert.equal(alarms[0]!.state, 'unacknowledged');
  assert.equal(alarms[0]!.situationId, `situation-${count}`);
});

test('an end whose beginning was lost is stored whole', async () => {
  const one = situation(newId(), { endedMs: 1_700_000_009_000 });
  await say('ended', one);
  assert.deepEqual((await open())[0]!.situation, one);
});

test('what a restarted ingest process had open is closed, and nothing of other processes', async () => {
  const { administrator, fleet, centre } = started;
  const source = { analysisUrl: 'rtsp://camera.example/2' };
  await administrator.call('cameras.create', { body: { id: 'gate', name: 'Gate', source } });
  await say('began', situation(newId(), { cameraId: 'square' }));
  await say('began', situation(newId(), { cameraId: 'gate' }));
  fleet.setProcesses([
    {
      name: 'ingest-1',
      pid: 4_711,
      cameraIds: ['gate'],
      restarts: 1,
      lastExit: 'SIGSEGV',
      rssBytes: null,
      cpuShare: null,
      startedAtMs: nowMs,
    },
  ]);
  fleet.say({ type: 'ready', pid: 4_711, model: 'm' });
  await centre.engine.settled();
  const states = new Map((await open()).map((alarm) => [alarm.cameraId, alarm.state]));
  assert.equal(states.get('gate'), 'returned-unacknowledged');
  assert.equal(states.get('square'), 'unacknowledged');
  const [entry] = await administrator.call('audit.list', { query: { limit: 1 } });
  assert.equal(entry!.detail.cause, 'not-reported-any-more');
});

test('a camera that is switched off, and a zone that is gone, have nothing going on', async () => {
  const { administrator } = started;
  await say('began', situation(newId()));
  const camera = await administrator.call('cameras.get', { params: { id: 'square' } });
  const changed = await administrator.call('zones.replace', {
    params: { id: 'square' },
    body: { version: camera.version, zones: [] },
  });
  assert.equal((await open())[0]!.state, 'returned-unacknowledged');
  assert.equal((await open())[0]!.zoneName, 'Track 2');
  await say('began', situation(newId(), { zoneId: null, kind: 'camera-dark' }));
  await administrator.call('cameras.update', {
    params: { id: 'square' },
    body: { name: 'Square', version: changed.version, source: { ...changed.source, isEnabled: false } },
  });
  assert.deepEqual(new Set((await open()).map(({ state }) => state)), new Set(['returned-unacknowledged']));
  assert.equal(started.fleet.cameras.has('square'), false);
});

test('all of it has left one unbroken chain of entries', async () => {
  assert.equal((await verifyAudit(started.centre.sql)).isWhole, true);
});
