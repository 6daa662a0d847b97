import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { advanceIncident, type IncidentEvent, incidentEventTypes } from './advance-incident.ts';
import {
  type AttachedAlarm,
  type Incident,
  type IncidentState,
  incidentKinds,
  incidentStates,
} from './incident.ts';
import { openIncident } from './open-incident.ts';
import type { Procedure } from './procedure.ts';
import { proposeIncidents } from './propose.ts';
import { isOverdue, missingTasks } from './task.ts';

const minuteMs = 60_000;
const procedure: Procedure = {
  kind: 'crowding',
  version: 3,
  steps: [
    { id: 'look', text: { en: 'Look' }, isRequired: true, dueAfterMs: minuteMs, automatic: null },
    { id: 'extra', text: { en: 'Announce' }, isRequired: false, dueAfterMs: null, automatic: null },
    {
      id: 'show',
      text: { en: 'Neighbours' },
      isRequired: false,
      dueAfterMs: null,
      automatic: { do: 'show-cameras', cameraIds: ['exit', 'gate'] },
    },
    {
      id: 'tell',
      text: { en: 'Tell the manager' },
      isRequired: true,
      dueAfterMs: null,
      automatic: { do: 'notify', to: ['station manager'] },
    },
  ],
};
const alarm = (id: string, more: Partial<AttachedAlarm> = {}): AttachedAlarm => ({
  id,
  kind: 'crowding',
  priority: 'medium',
  cameraId: 'gate',
  cameraName: 'Gate',
  zoneName: 'Platform 2',
  raisedAtMs: 1_000,
  hasPicture: true,
  ...more,
});
const at = { by: 'olga', nowMs: 5_000 };
const opened = (alarms: readonly AttachedAlarm[] = [alarm('a1')]) =>
  openIncident(
    {
      origin: 'alarm',
      kind: 'crowding',
      title: null,
      place: 'Platform 2',
      position: null,
      priority: 'medium',
      beganAtMs: 900,
      alarms,
      cameraIds: [],
      words: '',
    },
    procedure,
    { id: 'i1', by: 'olga', nowMs: 2_000 },
  );

const done: IncidentEvent = { type: 'task-set', taskId: 'look', state: 'done', note: '' };
const events: { readonly [T in (typeof incidentEventTypes)[number]]: IncidentEvent } = {
  taken: { type: 'taken' },
  edited: { type: 'edited', change: { kind: 'pressure', title: 'Rush', place: 'Hall', priority: 'high' } },
  'role-given': { type: 'role-given', role: 'operations', name: 'ivan' },
  held: { type: 'held', reason: 'waits for the doctor' },
  resumed: { type: 'resumed' },
  'alarm-attached': { type: 'alarm-attached', alarm: alarm('a2', { cameraId: 'stairs' }) },
  'alarm-detached': { type: 'alarm-detached', alarmId: 'a1' },
  'cameras-chosen': { type: 'cameras-chosen', cameraIds: ['stairs', 'stairs'] },
  'task-set': { type: 'task-set', taskId: 'extra', state: 'done', note: 'said twice' },
  closed: { type: 'closed', cause: 'too-many-people', outcome: 'resolved', lessons: 'open gate 3 sooner' },
  reopened: { type: 'reopened', reason: 'it is full again' },
};
/** The way to each state; the required step is done on the way, so that only the state decides. */
const ways: { readonly [S in IncidentState]: readonly IncidentEvent[] } = {
  open: [],
  'in-work': [events.taken],
  'on-hold': [events.held],
  closed: [events.closed],
};

function play(incident: Incident, ...steps: readonly IncidentEvent[]): Incident {
  return steps.reduce((now, event) => {
    const result = advanceIncident(now, event, at);
    assert.ok(result.ok, `${event.type} was refused`);
    return result.value;
  }, incident);
}

function incidentIn(state: IncidentState): Incident {
  const fresh = opened().incident;
  const ready: Incident = {
    ...fresh,
    tasks: fresh.tasks.map((task) => (task.id === 'look' ? { ...task, state: 'done' } : task)),
  };
  const incident = play(ready, ...ways[state]);
  assert.equal(incident.state, state);
  return incident;
}

test('every state answers every event as the table says', () => {
  const stays = (state: string) => ({
    edited: state,
    'role-given': state,
    'alarm-attached': state,
    'alarm-detached': state,
    'cameras-chosen': state,
  });
  const table: {
    readonly [S in IncidentState]: { readonly [T in (typeof incidentEventTypes)[number]]: string };
  } = {
    open: {
      ...stays('open'),
      taken: 'in-work',
      held: 'on-hold',
      resumed: 'refused: not-held',
      'task-set': 'in-work',
      closed: 'closed',
      reopened: 'refused: not-closed',
    },
    'in-work': {
      ...stays('in-work'),
      taken: 'refused: taken-already',
      held: 'on-hold',
      resumed: 'refused: not-held',
      'task-set': 'in-work',
      closed: 'closed',
      reopened: 'refused: not-closed',
    },
    'on-hold': {
      ...stays('on-hold'),
      taken: 'in-work',
      held: 'refused: held-already',
      resumed: 'in-work',
      'task-set': 'on-hold',
      closed: 'closed',
      reopened: 'refused: not-closed',
    },
    closed: {
      ...stays('refused: closed'),
      taken: 'refused: closed',
      held: 'refused: closed',
      resumed: 'refused: closed',
      'task-set': 'refused: closed',
      closed: 'refused: closed',
      reopened: 'in-work',
    },
  };
  for (const state of incidentStates) {
    for (const type of incidentEventTypes) {
      const before = incidentIn(state);
      const result = advanceIncident(before, events[type], at);
      assert.equal(
        result.ok ? result.value.state : `refused: ${result.reason}`,
        table[state][type],
        `${state} x ${type}`,
      );
      if (!result.ok) continue;
      assert.equal(result.value.version, before.version + 1);
      assert.equal(result.lines.length, 1, 'every change leaves one line in the log');
    }
  }
});

test('an incident begins with its alarms, the cameras of the procedure, and what the system did by itself', () => {
  const { incident, lines, notices } = opened([alarm('a1'), alarm('a2', { cameraId: 'stairs' })]);
  assert.deepEqual(incident.cameraIds, ['gate', 'stairs', 'exit']);
  assert.deepEqual(incident.procedure, { kind: 'crowding', version: 3 });
  assert.deepEqual(
    lines.map(({ kind, pictureOf }) => [kind, pictureOf]),
    [
      ['opened', 'a1'],
      ['alarm-attached', 'a2'],
      ['cameras-chosen', null],
      ['notice-asked', null],
    ],
  );
  assert.deepEqual(notices, [{ stepId: 'tell', to: ['station manager'], text: { en: 'Tell the manager' } }]);
  assert.deepEqual(
    incident.tasks.map(({ id, state, by }) => [id, state, by]),
    [
      ['look', 'open', null],
      ['extra', 'open', null],
      ['show', 'done', 'system'],
      ['tell', 'done', 'system'],
    ],
  );
});

test('an incident is not closed while a required step is open, and the refusal names it', () => {
  const { incident } = opened();
  const result = advanceIncident(incident, events.closed, at);
  assert.ok(!result.ok);
  assert.equal(result.reason, 'tasks-missing');
  assert.deepEqual(
    result.tasks.map(({ id }) => id),
    ['look'],
  );
  const closed = play(incident, done, events.closed);
  assert.deepEqual(closed.closing, {
    cause: 'too-many-people',
    outcome: 'resolved',
    lessons: 'open gate 3 sooner',
    atMs: at.nowMs,
    by: 'olga',
  });
});

test('of two people who do the same step the second is told who did it, and may undo it', () => {
  const first = play(opened().incident, done);
  const second = advanceIncident(first, done, { by: 'ivan', nowMs: 6_000 });
  assert.ok(!second.ok);
  assert.equal(second.reason, 'task-set-already');
  assert.equal(second.tasks[0]!.by, 'olga');
  const undone = play(first, { type: 'task-set', taskId: 'look', state: 'open', note: '' });
  assert.deepEqual(
    [undone.tasks[0]!.state, undone.tasks[0]!.by, undone.tasks[0]!.atMs],
    ['open', null, null],
  );
});

test('a step that must be done cannot be skipped, and another only with a reason', () => {
  const { incident } = opened();
  const skip = (taskId: string, note: string) =>
    advanceIncident(incident, { type: 'task-set', taskId, state: 'skipped', note }, at);
  const reasonOf = (result: ReturnType<typeof skip>) => (result.ok ? 'ok' : result.reason);
  assert.equal(reasonOf(skip('look', 'no time')), 'task-is-required');
  assert.equal(reasonOf(skip('extra', '  ')), 'reason-missing');
  assert.equal(reasonOf(skip('extra', 'nobody is there')), 'ok');
  assert.equal(reasonOf(skip('nothing', 'x')), 'unknown-task');
});

test('a step is overdue after its time, and never once it is done', () => {
  const [look, extra] = opened().incident.tasks;
  assert.equal(isOverdue(look!, 2_000 + minuteMs), false);
  assert.equal(isOverdue(look!, 2_001 + minuteMs), true);
  assert.equal(isOverdue({ ...look!, state: 'done' }, 9 * minuteMs), false);
  assert.equal(isOverdue(extra!, Number.MAX_SAFE_INTEGER), false);
});

test('who takes an incident commands it, unless somebody does already', () => {
  const { incident } = opened();
  assert.equal(play(incident, events.taken).roles.command, 'olga');
  const commanded = play(incident, { type: 'role-given', role: 'command', name: 'ivan' }, events.taken);
  assert.equal(commanded.roles.command, 'ivan');
});

test('whatever is done in whatever order, the record holds together', () => {
  const any = fc.array(fc.constantFrom(...Object.values(events), done), { maxLength: 30 });
  fc.assert(
    fc.property(any, (steps) => {
      let incident = opened().incident;
      let changes = 0;
      for (const event of steps) {
        const result = advanceIncident(incident, event, at);
        if (!result.ok) continue;
        incident = result.value;
        changes++;
      }
      assert.equal(incident.version, 1 + changes);
      assert.equal(incident.closing !== null, incident.state === 'closed');
      assert.equal(incident.heldFor !== null, incident.state === 'on-hold');
      if (incident.state === 'closed') assert.deepEqual(missingTasks(incident.tasks), []);
      assert.equal(new Set(incident.cameraIds).size, incident.cameraIds.length);
      assert.equal(new Set(incident.alarms.map(({ id }) => id)).size, incident.alarms.length);
    }),
  );
});

test('every situation, camera fault and report has its kind, named once', () => {
  assert.equal(new Set(incidentKinds).size, incidentKinds.length);
});

const places: { readonly [id: string]: { latitude: number; longitude: number } } = {
  gate: { latitude: 55, longitude: 37 },
  stairs: { latitude: 55.001, longitude: 37 },
  street: { latitude: 55.005, longitude: 37 },
  suburb: { latitude: 55.2, longitude: 37 },
};
const propose = (kind: AttachedAlarm['kind'], cameraId: string, raisedAtMs = 3_000) =>
  proposeIncidents(
    { kind, cameraId, raisedAtMs },
    [opened([alarm('a1', { raisedAtMs: 1_500 })]).incident],
    (id) => places[id] ?? null,
  ).map(({ because }) => because);

test('an alarm is proposed to what happens at its camera, near it, or from the same cause not far away', () => {
  assert.deepEqual(propose('left-object', 'gate'), [['same-camera']]);
  assert.deepEqual(propose('crowding', 'gate'), [['same-camera', 'same-cause']]);
  assert.deepEqual(propose('left-object', 'stairs'), [['near']]);
  assert.deepEqual(propose('pressure', 'stairs'), [['near', 'same-cause']]);
  assert.deepEqual(propose('dispersal', 'street'), [['same-cause']]);
});

test('an alarm is proposed to nothing far away, long after, of another cause, or over', () => {
  assert.deepEqual(propose('left-object', 'street'), []);
  assert.deepEqual(propose('crowding', 'suburb'), []);
  assert.deepEqual(propose('crowding', 'unplaced'), []);
  assert.deepEqual(propose('crowding', 'gate', 2_000 + 15 * minuteMs), [['same-camera', 'same-cause']]);
  assert.deepEqual(propose('crowding', 'gate', 2_001 + 15 * minuteMs), []);
  const over = incidentIn('closed');
  assert.deepEqual(
    proposeIncidents(alarm('a9'), [over], () => null),
    [],
  );
});

test('the likeliest incident comes first', () => {
  const near = {
    ...opened([alarm('a1', { cameraId: 'stairs' })]).incident,
    id: 'near',
    cameraIds: ['stairs'],
  };
  const same = { ...opened().incident, id: 'same', cameraIds: ['gate'] };
  const found = proposeIncidents(alarm('a9'), [near, same], (id) => places[id] ?? null);
  assert.deepEqual(
    found.map(({ incident }) => incident.id),
    ['same', 'near'],
  );
});
