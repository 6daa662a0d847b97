/** Incidents over HTTP, with real people, a real database and the events that consoles hear. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { verifyAudit } from '../../src/centre/store/audit.ts';
import { ProblemError } from '../../src/contract/client.ts';
import type { LiveEvent } from '../../src/contract/events.ts';
import type { Incident } from '../../src/contract/incidents.ts';
import { until } from '../support/app.ts';
import { EventStream } from '../support/event-stream.ts';
import { situation, squareCamera } from '../support/situations.ts';
import { type SignedInClient, type StartedCentre, startCentre } from '../support/start-centre.ts';

const jpeg = new Uint8Array([0xff, 0xd8, 0x01, 0xff, 0xd9]);
let started: StartedCentre;
let operator: SignedInClient;
let nowMs = 1_700_000_100_000;
let count = 0;
before(async () => {
  const gate = { ...squareCamera({ id: 'gate', name: 'Gate' }), position: { latitude: 55, longitude: 37 } };
  started = await startCentre({
    clock: { nowMs: () => nowMs },
    config: () => ({ cameras: [squareCamera(), gate] }),
  });
  operator = await started.as('operator');
});
after(() => started.stop());

/** An alarm that stands, with its masked picture. */
async function alarm(cameraId = 'square'): Promise<string> {
  const one = situation(`incident-test-${++count}`, { cameraId });
  started.fleet.say({ type: 'situation', phase: 'began', situation: one, jpeg });
  await started.centre.engine.settled();
  const alarms = await operator.call('alarms.list', { query: {} });
  return alarms.find(({ situationId }) => situationId === one.id)!.id;
}

async function fromAlarm(): Promise<Incident> {
  const alarmId = await alarm();
  return operator.call('incidents.create', { body: { origin: 'alarm', alarmIds: [alarmId] } });
}

async function refusalOf(doing: Promise<unknown>): Promise<ProblemError> {
  try {
    await doing;
  } catch (cause) {
    assert.ok(cause instanceof ProblemError);
    return cause;
  }
  throw new Error('it was not refused');
}

/** Does every step that must be done. */
async function doRequired(incident: Incident): Promise<Incident> {
  let last = incident;
  for (const task of incident.tasks) {
    if (!task.isRequired || task.state === 'done') continue;
    last = await operator.call('incidents.tasks', {
      params: { id: incident.id, taskId: task.id },
      body: { state: 'done' },
    });
  }
  return last;
}

const ending = { cause: 'misconduct', outcome: 'resolved', lessons: 'The fence has a hole' } as const;

test('an incident made from an alarm says what, where and how urgent, and keeps its masked picture', async () => {
  const alarmId = await alarm();
  const incident = await operator.call('incidents.create', {
    body: { origin: 'alarm', alarmIds: [alarmId] },
  });
  assert.deepEqual(
    [incident.kind, incident.place, incident.priority, incident.state, incident.openedBy],
    ['intrusion', 'Track 2', 'high', 'open', 'operator'],
  );
  assert.deepEqual(incident.cameraIds, ['square']);
  assert.deepEqual(incident.procedure, { kind: 'intrusion', version: 0 });
  assert.ok(incident.tasks.length > 3);
  assert.ok(incident.number > 0);
  const { log } = await operator.call('incidents.get', { params: { id: incident.id } });
  assert.deepEqual(
    log.map(({ kind, who, hasPicture }) => [kind, who, hasPicture]),
    [['opened', 'operator', true]],
  );
  const picture = await operator.call('incidents.picture', {
    params: { id: incident.id, entryId: String(log[0]!.id) as unknown as number },
  });
  assert.deepEqual(new Uint8Array(await picture.arrayBuffer()), jpeg);
});

test('a call, a look at a camera and another system open one too', async () => {
  const call = await operator.call('incidents.create', {
    body: { origin: 'call', kind: 'medical', place: 'Stairs to hall B', words: 'An old man has fallen' },
  });
  assert.deepEqual(
    [call.kind, call.place, call.priority, call.alarms],
    ['medical', 'Stairs to hall B', 'medium', []],
  );
  const seen = await operator.call('incidents.create', { body: { cameraIds: ['gate'] } });
  assert.deepEqual(
    [seen.kind, seen.place, seen.position],
    ['other', 'Gate', { latitude: 55, longitude: 37 }],
  );
  const api = await started.administrator.call('incidents.create', {
    body: {
      origin: 'api',
      kind: 'fire',
      priority: 'high',
      title: 'Smoke alarm 14',
      beganAtMs: nowMs - 60_000,
    },
  });
  assert.deepEqual([api.origin, api.title, api.beganAtMs], ['api', 'Smoke alarm 14', nowMs - 60_000]);
  const { log } = await operator.call('incidents.get', { params: { id: call.id } });
  assert.equal(log[0]!.text, 'An old man has fallen');
  assert.equal(
    (await refusalOf(operator.call('incidents.create', { body: { cameraIds: ['nowhere'] } }))).status,
    404,
  );
});

test('an alarm belongs to one incident: the second is told which, also when both press at once', async () => {
  const first = await fromAlarm();
  const alarmId = first.alarms[0]!.id;
  const other = await operator.call('incidents.create', { body: { kind: 'other' } });
  const params = { id: other.id, alarmId };
  const refusal = await refusalOf(operator.call('incidents.attach', { params, body: {} }));
  assert.equal(refusal.kind, 'attached-elsewhere');
  assert.match(refusal.message, new RegExp(`incident ${first.number}\\b`));
  const again = { params: { id: first.id, alarmId }, body: {} };
  assert.equal((await refusalOf(operator.call('incidents.attach', again))).kind, 'attached-already');

  const free = await alarm();
  const both = await Promise.allSettled([
    operator.call('incidents.create', { body: { origin: 'alarm', alarmIds: [free] } }),
    started.administrator.call('incidents.create', { body: { origin: 'alarm', alarmIds: [free] } }),
  ]);
  const lost = both.filter((one) => one.status === 'rejected');
  assert.equal(lost.length, 1);
  assert.equal((lost[0]!.reason as ProblemError).kind, 'attached-elsewhere');
});

test('a detached alarm may belong to another incident, and the log still says that it was here', async () => {
  const first = await fromAlarm();
  const alarmId = first.alarms[0]!.id;
  const bare = await operator.call('incidents.detach', { params: { id: first.id, alarmId } });
  assert.deepEqual(bare.alarms, []);
  const other = await operator.call('incidents.create', { body: { origin: 'alarm', alarmIds: [alarmId] } });
  assert.equal(other.alarms[0]!.id, alarmId);
  const { log } = await operator.call('incidents.get', { params: { id: first.id } });
  assert.deepEqual(
    log.map(({ kind }) => kind),
    ['opened', 'alarm-detached'],
  );
  assert.equal(log[0]!.hasPicture, true);
});

test('of two operators who act on what they both saw one is told who was quicker, and nothing is lost', async () => {
  const seen = await fromAlarm();
  const params = { id: seen.id };
  const change = {
    kind: seen.kind,
    title: 'Two on the track',
    priority: 'high',
    version: seen.version,
  } as const;
  const results = await Promise.allSettled([
    operator.call('incidents.update', { params, body: { ...change, place: 'Track 2, kilometre 14' } }),
    started.administrator.call('incidents.hold', {
      params,
      body: { version: seen.version, reason: 'waits for the police' },
    }),
  ]);
  const lost = results.filter((one) => one.status === 'rejected');
  assert.equal(lost.length, 1);
  const refusal = lost[0]!.reason as ProblemError;
  assert.equal(refusal.kind, 'version-conflict');
  const winner = results[0]!.status === 'fulfilled' ? 'operator' : 'admin';
  assert.match(refusal.message, new RegExp(`^${winner} changed this incident`));
  const { incident } = await operator.call('incidents.get', { params });
  assert.equal(incident.version, seen.version + 1);
  assert.equal(incident.place, winner === 'operator' ? 'Track 2, kilometre 14' : 'Track 2');
});

test('twenty lines and two different steps at once: all of them are there', async () => {
  const incident = await fromAlarm();
  const params = { id: incident.id };
  const people = [operator, started.administrator];
  const [one, two] = incident.tasks;
  await Promise.all([
    ...Array.from({ length: 20 }, (_, i) =>
      people[i % 2]!.call('incidents.log', { params, body: { text: `line ${i}` } }),
    ),
    operator.call('incidents.tasks', { params: { ...params, taskId: one!.id }, body: { state: 'done' } }),
    started.administrator.call('incidents.tasks', {
      params: { ...params, taskId: two!.id },
      body: { state: 'done', note: 'trains stand' },
    }),
  ]);
  const view = await operator.call('incidents.get', { params });
  const said = view.log.filter(({ kind }) => kind === 'noted').map(({ text }) => text);
  assert.deepEqual(said.sort(), Array.from({ length: 20 }, (_, i) => `line ${i}`).sort());
  assert.deepEqual(
    view.incident.tasks.slice(0, 2).map(({ state, by }) => [state, by]),
    [
      ['done', 'operator'],
      ['done', 'admin'],
    ],
  );
});

test('of two operators who do the same step one is told who did it', async () => {
  const incident = await fromAlarm();
  const call = {
    params: { id: incident.id, taskId: incident.tasks[0]!.id },
    body: { state: 'done' as const },
  };
  const results = await Promise.allSettled([
    operator.call('incidents.tasks', call),
    started.administrator.call('incidents.tasks', call),
  ]);
  const lost = results.filter((result) => result.status === 'rejected');
  assert.equal(lost.length, 1);
  assert.match((lost[0]!.reason as ProblemError).message, /^(operator|admin) did this step at /);
});

test('closing names the required steps that are open, then keeps cause, outcome and lessons', async () => {
  const incident = await fromAlarm();
  const params = { id: incident.id };
  const refusal = await refusalOf(
    operator.call('incidents.close', { params, body: { version: incident.version, ...ending } }),
  );
  assert.equal(refusal.kind, 'tasks-missing');
  const missing = incident.tasks.filter(({ isRequired }) => isRequired).map(({ id }) => `tasks.${id}`);
  assert.deepEqual(
    refusal.problem.errors?.map(({ path }) => path),
    missing,
  );
  const ready = await doRequired(incident);
  nowMs += 600_000;
  const closed = await operator.call('incidents.close', {
    params,
    body: { version: ready.version, ...ending },
  });
  assert.deepEqual(closed.closing, { ...ending, atMs: nowMs, by: 'operator' });
  const open = await operator.call('incidents.list', { query: {} });
  assert.equal(
    open.some(({ id }) => id === incident.id),
    false,
  );

  const late = await operator.call('incidents.log', { params, body: { text: 'The fence was mended' } });
  assert.equal(late.log.at(-1)!.text, 'The fence was mended');
  const taken = await refusalOf(
    operator.call('incidents.take', { params, body: { version: closed.version } }),
  );
  assert.equal(taken.kind, 'incident-closed');
  const again = await operator.call('incidents.reopen', {
    params,
    body: { version: closed.version, reason: 'they came back' },
  });
  assert.deepEqual([again.state, again.closing, again.reopenings], ['in-work', null, 1]);
});

test('an incident is found by number, kind in either language, title or place, a closed one only where all are asked for', async () => {
  const incident = await operator.call('incidents.create', {
    body: { origin: 'call', kind: 'medical', place: 'Ёлочная улица 7' },
  });
  const titled = await operator.call('incidents.create', {
    body: { origin: 'call', kind: 'fire', title: '100% smoke_test', place: 'Ёлочная улица 7' },
  });
  const params = { id: incident.id };
  await doRequired(incident);
  const { version } = (await operator.call('incidents.get', { params })).incident;
  await operator.call('incidents.close', { params, body: { version, ...ending } });
  const found = async (text: string, all: 'true' | 'false' = 'true') =>
    (await operator.call('incidents.list', { query: { all, text, limit: 8 } })).map(({ id }) => id);
  assert.deepEqual(await found('ёлочная 7'), [titled.id, incident.id], 'every word, newest first');
  assert.deepEqual(await found('ёлочная 7', 'false'), [titled.id]);
  assert.deepEqual(await found('HURT улица'), [incident.id], 'by what its kind is called');
  assert.deepEqual(await found('плохо улица'), [incident.id]);
  assert.deepEqual(await found('fire ёлочная'), [], 'its own title stands instead of the kind');
  assert.deepEqual(await found('100% _test'), [titled.id], 'signs mean themselves');
  assert.ok((await found(`${incident.number} ёлочная`)).includes(incident.id));
  assert.deepEqual(await found('nothing like it'), []);
});

test('roles are given and taken back, and every line of the log says who did it', async () => {
  const incident = await fromAlarm();
  const params = { id: incident.id };
  const taken = await operator.call('incidents.take', { params, body: { version: incident.version } });
  assert.equal(taken.roles.command, 'operator');
  const given = await started.administrator.call('incidents.role', {
    params: { ...params, role: 'operations' },
    body: { version: taken.version, name: 'ivan' },
  });
  assert.equal(given.roles.operations, 'ivan');
  const { log } = await operator.call('incidents.get', { params });
  assert.deepEqual(
    log.map(({ kind, who }) => [kind, who]),
    [
      ['opened', 'operator'],
      ['taken', 'operator'],
      ['role-given', 'admin'],
    ],
  );
});

test('an alarm at the same camera is proposed to the incident, and to nobody once that is closed', async () => {
  const incident = await fromAlarm();
  const next = await alarm();
  const proposals = await operator.call('incidents.propose', { params: { id: next } });
  const found = proposals.find((one) => one.incident.id === incident.id);
  assert.deepEqual(found?.because, ['same-camera', 'same-cause']);
  const ready = await doRequired(incident);
  const params = { id: incident.id };
  await operator.call('incidents.close', { params, body: { version: ready.version, ...ending } });
  const after = await operator.call('incidents.propose', { params: { id: next } });
  assert.equal(
    after.some((one) => one.incident.id === incident.id),
    false,
  );
});

test('a viewer reads incidents and changes none', async () => {
  const viewer = await started.as('viewer');
  const incident = await fromAlarm();
  const { log } = await viewer.call('incidents.get', { params: { id: incident.id } });
  assert.equal(log.length, 1);
  const refusal = await refusalOf(
    viewer.call('incidents.log', { params: { id: incident.id }, body: { text: 'x' } }),
  );
  assert.equal(refusal.status, 403);
});

test('the log cannot be rewritten, not even in the database', async () => {
  await fromAlarm();
  const { sql } = started.centre;
  await assert.rejects(
    async () => void (await sql`update incident_log set text = 'nothing happened'`),
    /only grows/,
  );
  await assert.rejects(async () => void (await sql`delete from incident_log`), /only grows/);
  await assert.rejects(sql.run('truncate incident_log'), /only grows/);
});

test('a console that was away hears every change of an incident once, in order', async () => {
  const isIncident = (event: LiveEvent) => event.type === 'incident';
  const headers = () => ({ cookie: operator.cookie() });
  const incident = await fromAlarm();
  const stream = new EventStream(started.url, headers, isIncident);
  const heardOf = () =>
    stream.heard.flatMap(({ event }) =>
      event.type === 'incident' && event.incident.id === incident.id ? [event.incident.version] : [],
    );
  await until(() => stream.connections === 1, 20_000);
  await operator.call('incidents.take', { params: { id: incident.id }, body: { version: 1 } });
  await until(() => heardOf().length === 1, 20_000);
  // The line is cut from the server's side; the console comes back and says what it saw last.
  started.centre.connections.closeWhere(() => true);
  for (const task of incident.tasks.slice(0, 3)) {
    await operator.call('incidents.tasks', {
      params: { id: incident.id, taskId: task.id },
      body: { state: 'done' },
    });
  }
  await until(() => heardOf().length === 4, 20_000);
  assert.deepEqual(heardOf(), [2, 3, 4, 5]);
  await stream.stop();
});

test('all of it has left one unbroken chain of entries', async () => {
  assert.equal((await verifyAudit(started.centre.sql)).isWhole, true);
});
