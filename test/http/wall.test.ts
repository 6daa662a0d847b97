/** The video wall: layouts and tours for everybody, and cameras pushed before everybody, by name. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProblemError } from '../../src/contract/client.ts';
import type { LiveEvent } from '../../src/contract/events.ts';
import type { WallLayout } from '../../src/contract/wall.ts';
import { mostPushes, pushLastsMs } from '../../src/core/wall/wall-push.ts';
import { until } from '../support/app.ts';
import { EventStream } from '../support/event-stream.ts';
import { situation, squareCamera } from '../support/situations.ts';
import { type SignedInClient, type StartedCentre, startCentre } from '../support/start-centre.ts';

let started: StartedCentre;
let operator: SignedInClient;
const clock = { now: 1_700_000_000_000 };
const ids = ['square', 'gate', 'stairs', 'platform', 'yard'];
let count = 0;

before(async () => {
  started = await startCentre({
    clock: { nowMs: () => clock.now },
    config: () => ({ cameras: ids.map((id) => squareCamera({ id, name: id })) }),
  });
  operator = await started.as('operator');
});
after(() => started?.stop());

const newLayout = (name = `Layout ${++count}`, by = operator): Promise<WallLayout> =>
  by.call('wall.layouts.create', { body: { name, shape: '4', tiles: ['square', null, 'gate', null] } });
const kindOf = (kind: string) => (error: ProblemError) => error.kind === kind;
const push = (cameraId: string, alarmId: string | null = null, by = operator) =>
  by.call('wall.push', { body: { cameraId, alarmId } });
const pushed = async () => (await operator.call('wall.get')).pushes.map(({ cameraId }) => cameraId);

test('a layout is saved for everybody; of two who change it the second is told who was first', async () => {
  const layout = await newLayout();
  const viewer = await started.as('viewer');
  const seen = (await viewer.call('wall.get')).layouts.find(({ id }) => id === layout.id);
  assert.deepEqual(seen, layout);
  const change = (version: number, tiles: (string | null)[], by: SignedInClient) =>
    by.call('wall.layouts.update', {
      params: { id: layout.id },
      body: { name: layout.name, shape: '4', tiles, version },
    });
  const changed = await change(1, ['gate', null, null, null], started.administrator);
  assert.deepEqual([changed.version, changed.changedBy, changed.tiles[0]], [2, 'admin', 'gate']);
  await assert.rejects(change(1, ['stairs', null, null, null], operator), (error: ProblemError) => {
    assert.equal(error.kind, 'version-conflict');
    assert.match(error.message, /^admin changed/);
    return true;
  });
  const now = (await operator.call('wall.get')).layouts.find(({ id }) => id === layout.id);
  assert.deepEqual(now, changed);
});

test('two layouts are never called the same, whatever the case of the letters', async () => {
  await newLayout('Night');
  await assert.rejects(newLayout('NIGHT'), kindOf('name-taken'));
});

test('a layout has as many tiles as its shape', async () => {
  for (const tiles of [[], ['square'], Array.from({ length: 5 }, () => null)])
    await assert.rejects(
      operator.call('wall.layouts.create', { body: { name: `L ${++count}`, shape: '4', tiles } }),
      kindOf('invalid'),
    );
  const six = await operator.call('wall.layouts.create', {
    body: { name: `L ${++count}`, shape: '1+5', tiles: ['square', null, null, null, null, null] },
  });
  assert.equal(six.tiles.length, 6);
});

test('a tour shows saved layouts only, and none of them is removed under it', async () => {
  const [a, b] = [await newLayout(), await newLayout()];
  const steps = [a, b].map(({ id }) => ({ layoutId: id, seconds: 20 }));
  const tour = await operator.call('wall.tours.create', { body: { name: 'Round', steps } });
  await assert.rejects(
    operator.call('wall.layouts.delete', { params: { id: a.id } }),
    kindOf('wall-layout-in-tour'),
  );
  const body = { name: 'Round', steps: steps.slice(1), version: tour.version };
  await operator.call('wall.tours.update', { params: { id: tour.id }, body });
  await operator.call('wall.layouts.delete', { params: { id: a.id } });
  await assert.rejects(
    operator.call('wall.tours.create', { body: { name: 'Other', steps } }),
    kindOf('wall-layout-unknown'),
  );
  await operator.call('wall.tours.delete', { params: { id: tour.id } });
  assert.deepEqual((await operator.call('wall.get')).tours, []);
});

test('a tour that takes up a layout while it goes: one of the two is refused', async () => {
  for (let turn = 0; turn < 5; turn++) {
    const { id } = await newLayout();
    const steps = [{ layoutId: id, seconds: 10 }];
    const results = await Promise.allSettled([
      operator.call('wall.tours.create', { body: { name: `Tour ${turn}`, steps } }),
      started.administrator.call('wall.layouts.delete', { params: { id } }),
    ]);
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const { layouts, tours } = await operator.call('wall.get');
    const known = new Set(layouts.map((layout) => layout.id));
    assert.ok(tours.every((tour) => tour.steps.every(({ layoutId }) => known.has(layoutId))));
  }
});

test('a pushed camera reaches everybody who listens, with who pushed it, and leaves after five minutes', async () => {
  const viewer = await started.as('viewer');
  const heard = new EventStream(
    started.url,
    () => ({ cookie: viewer.cookie() }),
    ({ type }) => type.startsWith('wall'),
  );
  await until(async () => heard.connections > 0, 10_000, 'the connection');
  const told = () => heard.heard.map(({ event }) => event as LiveEvent & { type: 'wall-pushes' });
  const made = await push('square');
  await until(async () => told().length === 1, 10_000, 'the push');
  assert.deepEqual(told()[0]!.pushes[0], made);
  assert.deepEqual([made.pushedBy, made.endsAtMs - made.pushedAtMs], ['operator', pushLastsMs]);
  clock.now += 60_000;
  await push('gate');
  assert.deepEqual(await pushed(), ['gate', 'square']);
  clock.now += pushLastsMs - 60_000;
  assert.deepEqual(await pushed(), ['gate']);
  await operator.call('wall.unpush', { params: { id: (await operator.call('wall.get')).pushes[0]!.id } });
  await until(async () => told().at(-1)!.pushes.length === 0, 10_000, 'the end of it');
  assert.deepEqual(await pushed(), []);
  await heard.stop();
});

test('five at once: the last four stand', async () => {
  await Promise.all(ids.map((id) => push(id)));
  assert.equal((await pushed()).length, mostPushes);
  const { pushes } = await operator.call('wall.get');
  assert.equal(new Set(pushes.map(({ cameraId }) => cameraId)).size, mostPushes);
});

test('an alarm is pushed with its own camera only', async () => {
  started.fleet.say({
    type: 'situation',
    phase: 'began',
    situation: situation('intruder', { detectedAtMs: clock.now }),
    jpeg: null,
  });
  const alarm = await until(
    async () => (await operator.call('alarms.list', { query: {} }))[0],
    10_000,
    'an alarm',
  );
  assert.equal((await push('square', alarm.id)).alarmId, alarm.id);
  await assert.rejects(push('gate', alarm.id), kindOf('not-found'));
  await assert.rejects(push('nowhere'), kindOf('not-found'));
});

test('what a camera showed on the wall goes with it', async () => {
  await push('yard');
  await started.administrator.call('cameras.delete', { params: { id: 'yard' } });
  assert.ok(!(await pushed()).includes('yard'));
});
