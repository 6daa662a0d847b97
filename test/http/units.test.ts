/** Units are sent, say what they do, and are missed when they say nothing. */
import assert from 'node:assert/strict';
import { createECDH, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { readRoads } from '../../src/centre/roads-file.ts';
import { missCheckIns } from '../../src/centre/units/unit-desk.ts';
import type { ProblemError } from '../../src/contract/client.ts';
import type { UnitView } from '../../src/contract/units.ts';
import { type HttpReceiver, startReceiver } from '../support/http-receiver.ts';
import { clientOf, type SignedInClient, type StartedCentre, startCentre } from '../support/start-centre.ts';

let started: StartedCentre;
let operator: SignedInClient;
let receiver: HttpReceiver;
const clock = { now: 1_700_000_000_000 };
let count = 0;
before(async () => {
  receiver = await startReceiver();
  receiver.answer(201);
  started = await startCentre({
    clock: { nowMs: () => clock.now },
    config: () => ({ notifications: { pushServices: [receiver.origin] } }),
  });
  operator = await started.as('operator');
});
after(async () => {
  await started?.stop();
  await receiver?.stop();
});

async function newUnit(kind: UnitView['kind'] = 'patrol'): Promise<UnitView> {
  const body = { name: `Unit ${++count}`, kind };
  const made = await started.administrator.call('units.create', { body });
  return act(made, 'made-free');
}

function act(unit: UnitView, action: 'made-free' | 'arrived' | 'cleared' | 'checked-in', by = operator) {
  return by.call('units.act', { params: { id: unit.id }, body: { action, version: unit.version } });
}

async function newIncident(position: { latitude: number; longitude: number } | null = null) {
  return operator.call('incidents.create', { body: { kind: 'medical', place: 'Gate 3', position } });
}

function assign(unit: UnitView, incidentId: string, more: { checkInMinutes?: number | null } = {}) {
  const body = { incidentId, version: unit.version, ...more };
  return operator.call('units.assign', { params: { id: unit.id }, body });
}

async function phoneOf(unit: UnitView): Promise<SignedInClient> {
  const { path } = await started.administrator.call('units.link', { params: { id: unit.id } });
  const phone = clientOf(started.url);
  await phone.call('unit.sign-in', { body: { token: path.split('#')[1]! } });
  return phone;
}

test('a unit is sent, acknowledges on its phone, arrives, and is free again; the incident has it all in its log', async () => {
  const unit = await newUnit();
  const incident = await newIncident();
  const phone = await phoneOf(unit);
  const sent = await assign(unit, incident.id, { checkInMinutes: 10 });
  assert.deepEqual([sent.state, sent.incidentNumber], ['assigned', incident.number]);
  const seen = await phone.call('unit.get');
  assert.equal(seen.incident?.place, 'Gate 3');
  let own = await phone.call('unit.act', { body: { action: 'acknowledged', version: seen.unit.version } });
  assert.equal(own.unit.assignment?.acknowledgedAtMs, clock.now);
  own = await phone.call('unit.note', { body: { text: 'Stairs are blocked' } });
  await operator.call('units.note', { params: { id: unit.id }, body: { text: 'Use the lift' } });
  own = await phone.call('unit.act', { body: { action: 'arrived', version: own.unit.version } });
  assert.deepEqual(
    own.notes.map(({ who, text, isFromUnit }) => [who, text, isFromUnit]),
    [
      [unit.name, 'Stairs are blocked', true],
      ['operator', 'Use the lift', false],
    ],
  );
  own = await phone.call('unit.act', { body: { action: 'cleared', version: own.unit.version } });
  assert.deepEqual([own.unit.state, own.incident], ['free', null]);
  const { log } = await operator.call('incidents.get', { params: { id: incident.id } });
  assert.deepEqual(
    log.filter(({ kind }) => kind === 'unit').map(({ who, text, detail }) => [who, detail.did, text]),
    [
      ['operator', 'assigned', null],
      [unit.name, 'acknowledged', null],
      [unit.name, 'said', 'Stairs are blocked'],
      ['operator', 'was-told', 'Use the lift'],
      [unit.name, 'arrived', null],
      [unit.name, 'cleared', null],
    ],
  );
});

test('of two dispatchers who send one unit at once one does, and the other is told who did', async () => {
  const unit = await newUnit();
  const incidents = [await newIncident(), await newIncident()];
  const results = await Promise.allSettled(incidents.map(({ id }) => assign(unit, id)));
  const lost = results.filter((result) => result.status === 'rejected');
  assert.equal(lost.length, 1);
  const problem = lost[0]!.reason as ProblemError;
  assert.equal(problem.kind, 'version-conflict');
  assert.match(problem.message, /^operator changed this unit meanwhile/);
});

test('nobody is sent to what is closed, and a unit that is out is not removed', async () => {
  const unit = await newUnit();
  const incident = await newIncident();
  const sent = await assign(unit, incident.id);
  await assert.rejects(
    started.administrator.call('units.delete', { params: { id: unit.id } }),
    (error: ProblemError) => error.kind === 'unit-is-out',
  );
  await act(sent, 'cleared');
  const other = await newIncident();
  const undone = (await operator.call('incidents.get', { params: { id: other.id } })).incident;
  for (const task of undone.tasks.filter(({ isRequired }) => isRequired))
    await operator.call('incidents.tasks', {
      params: { id: other.id, taskId: task.id },
      body: { state: 'done', note: 'done' },
    });
  const { version } = (await operator.call('incidents.get', { params: { id: other.id } })).incident;
  const body = { version, cause: 'illness', outcome: 'resolved', lessons: '' } as const;
  await operator.call('incidents.close', { params: { id: other.id }, body });
  const free = (await operator.call('units.list')).find(({ id }) => id === unit.id)!;
  await assert.rejects(
    assign(free, other.id),
    (error: ProblemError) => error.kind === 'unit-incident-closed',
  );
});

test('a unit that says nothing in time is raised once, its phone is woken, and a word heals it', async () => {
  const unit = await newUnit();
  const incident = await newIncident();
  const phone = await phoneOf(unit);
  const keys = createECDH('prime256v1').generateKeys();
  await phone.call('push.subscribe', {
    body: {
      endpoint: `${receiver.origin}/phone`,
      keys: { p256dh: keys.toString('base64url'), auth: randomBytes(16).toString('base64url') },
    },
  });
  await assign(unit, incident.id, { checkInMinutes: 5 });
  await started.centre.notifier.work();
  assert.equal(receiver.received.length, 1, 'the phone is woken for the assignment');
  clock.now += 5 * 60_000 - 1;
  assert.equal(await missCheckIns(started.centre.sql, clock.now), 0);
  clock.now += 1;
  assert.equal(await missCheckIns(started.centre.sql, clock.now), 1);
  assert.equal(await missCheckIns(started.centre.sql, clock.now), 0);
  const silent = (await operator.call('units.list')).find(({ id }) => id === unit.id)!;
  assert.equal(silent.checkIn?.missedAtMs, clock.now);
  await started.centre.notifier.work();
  assert.equal(receiver.received.length, 2, 'and once more when it is silent');
  const { log } = await operator.call('incidents.get', { params: { id: incident.id } });
  assert.deepEqual([log.at(-1)!.who, log.at(-1)!.detail.did], ['system', 'check-in-missed']);
  const well = await phone.call('unit.act', { body: { action: 'checked-in', version: silent.version } });
  assert.deepEqual(well.unit.checkIn, { everyMs: 300_000, dueAtMs: clock.now + 300_000, missedAtMs: null });
});

test('the phone of a unit is its unit and nothing else; its link works once, and the newest only', async () => {
  const unit = await newUnit();
  const link = () => started.administrator.call('units.link', { params: { id: unit.id } });
  const old = (await link()).path.split('#')[1]!;
  const token = (await link()).path.split('#')[1]!;
  const phone = clientOf(started.url);
  const wrong = (error: ProblemError) => error.kind === 'unit-link';
  await assert.rejects(phone.call('unit.sign-in', { body: { token: old } }), wrong);
  const session = await phone.call('unit.sign-in', { body: { token } });
  assert.deepEqual([session.user.role, session.permissions], ['unit', ['unit.self', 'self.write']]);
  await assert.rejects(phone.call('unit.sign-in', { body: { token } }), wrong);
  const forbidden = (error: ProblemError) => error.status === 403;
  await assert.rejects(phone.call('cameras.list'), forbidden);
  await assert.rejects(phone.call('units.list'), forbidden);
  await assert.rejects(phone.call('incidents.list', { query: {} }), forbidden);

  // In a pocket for hours it is still signed in.
  clock.now += 5 * 3_600_000;
  assert.equal((await phone.call('unit.get')).unit.id, unit.id);
  await started.as('operator');
  const late = clientOf(started.url);
  await started.administrator
    .call('session.create', { body: { name: 'admin', password: 'a-password-for-tests' } })
    .then(() =>
      operator.call('session.create', { body: { name: 'operator', password: 'a-password-for-tests' } }),
    );
  const next = (await link()).path.split('#')[1]!;
  clock.now += 25 * 3_600_000;
  await assert.rejects(late.call('unit.sign-in', { body: { token: next } }), wrong);
  for (const [client, name] of [
    [started.administrator, 'admin'],
    [operator, 'operator'],
  ] as const)
    await client.call('session.create', { body: { name, password: 'a-password-for-tests' } });
});

test('the nearest free unit is proposed first, with how it was measured, and what the run card asks for', async () => {
  const { administrator } = started;
  for (const unit of await operator.call('units.list'))
    if (unit.state === 'free')
      await operator.call('units.act', {
        params: { id: unit.id },
        body: { action: 'went-off', version: unit.version },
      });
  const [near, far, ambulance] = [await newUnit(), await newUnit(), await newUnit('ambulance')];
  const at = (latitude: number) => ({ latitude, longitude: 37.6 });
  await operator.call('units.position', { params: { id: near.id }, body: at(55.75) });
  await operator.call('units.position', { params: { id: far.id }, body: at(55.76) });
  const body = {
    name: 'Somebody is ill',
    kinds: ['medical' as const],
    area: [at(55.7), { latitude: 55.8, longitude: 37.5 }, { latitude: 55.8, longitude: 37.7 }],
    needs: [{ kind: 'ambulance' as const, count: 1 }],
    checkInMinutes: 15,
  };
  const card = await administrator.call('run-cards.create', { body });
  const incident = await newIncident(at(55.7505));
  const dispatch = await operator.call('units.dispatch', { params: { id: incident.id } });
  assert.equal(dispatch.card?.name, 'Somebody is ill');
  assert.deepEqual(
    dispatch.suggestions.map(({ unitId, by, isAskedFor }) => [unitId, by, isAskedFor]),
    [
      [near.id, 'straight-line', false],
      [far.id, 'straight-line', false],
      [ambulance.id, null, true],
    ],
  );
  // 0.0005 degrees of latitude.
  assert.ok(Math.abs(dispatch.suggestions[0]!.distanceM! - 55.6) < 0.5);
  const sent = await assign(ambulance, incident.id);
  assert.equal(sent.checkIn?.everyMs, 15 * 60_000, 'as the run card says');
  const changed = { ...body, name: 'Ill or hurt', version: card.version };
  const next = await administrator.call('run-cards.update', { params: { id: card.id }, body: changed });
  assert.deepEqual([next.name, next.version], ['Ill or hurt', card.version + 1]);
  // Of two who change it at once the second is told.
  await assert.rejects(administrator.call('run-cards.update', { params: { id: card.id }, body: changed }), {
    message: /meanwhile/,
  });
  assert.deepEqual(await operator.call('run-cards.list'), [next]);
  await administrator.call('run-cards.delete', { params: { id: card.id } });
  // Where staff have been stands in no log.
  const audit = JSON.stringify(await administrator.call('audit.list', { query: { limit: 500 } }));
  assert.ok(!audit.includes('55.75'));
});

test('a file of roads is read, and one that is none is refused in words', async () => {
  const { writeFile } = await import('node:fs/promises');
  const file = `${started.dataDirectory}/roads.json`;
  const line = {
    type: 'LineString',
    coordinates: [
      [37.6, 55.75],
      [37.61, 55.75, 12],
    ],
  };
  const features = [
    { type: 'Feature', properties: {}, geometry: line },
    { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [0, 0] } },
  ];
  await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }));
  const reading = readRoads(file);
  assert.ok(reading.ok);
  assert.equal(reading.roads.points.length, 2);
  await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features: features.slice(1) }));
  assert.match((readRoads(file) as { message: string }).message, /have no line in them/);
  assert.match((readRoads('nowhere.json') as { message: string }).message, /cannot be read/);
});
