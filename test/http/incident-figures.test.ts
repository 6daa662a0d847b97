/** Figures of incidents that went through the real server and database. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ProblemError } from '../../src/contract/client.ts';
import type { Incident, IncidentDraft } from '../../src/contract/incidents.ts';
import { type SignedInClient, type StartedCentre, startCentre } from '../support/start-centre.ts';

const minuteMs = 60_000;
const startMs = 1_700_000_100_000;
let nowMs = startMs;
let started: StartedCentre;
let operator: SignedInClient;
before(async () => {
  started = await startCentre({ clock: { nowMs: () => nowMs } });
  operator = await started.as('operator');
});
after(() => started.stop());

const open = (body: Partial<IncidentDraft> & { kind: Incident['kind'] }) =>
  operator.call('incidents.create', { body: { origin: 'call', ...body } });

async function close(incident: Incident, lessons = ''): Promise<void> {
  const params = { id: incident.id };
  for (const { id, isRequired, state } of incident.tasks)
    if (isRequired && state !== 'done')
      await operator.call('incidents.tasks', { params: { ...params, taskId: id }, body: { state: 'done' } });
  const { version } = (await operator.call('incidents.get', { params })).incident;
  await operator.call('incidents.close', {
    params,
    body: { version, cause: 'illness', outcome: 'handed-over', lessons },
  });
}
const figures = (fromMs: number, toMs: number) =>
  operator.call('incidentFigures.get', { query: { fromMs, toMs } });

test('what was opened is counted with why it was and how it ended, and timed by what the log says of the first unit', async () => {
  const incident = await open({ kind: 'medical', place: 'Gate 3' });
  await open({ kind: 'fire', priority: 'high' });
  for (const [name, delayMs] of [
    ['Patrol 1', minuteMs],
    ['Patrol 2', 2 * minuteMs],
  ] as const) {
    const made = await started.administrator.call('units.create', { body: { name, kind: 'patrol' } });
    const params = { id: made.id };
    const unit = await operator.call('units.act', {
      params,
      body: { version: made.version, action: 'made-free' },
    });
    const sent = await operator.call('units.assign', {
      params,
      body: { version: unit.version, incidentId: incident.id },
    });
    nowMs += delayMs;
    const going = await operator.call('units.act', {
      params,
      body: { version: sent.version, action: 'departed' },
    });
    nowMs += delayMs;
    await operator.call('units.act', { params, body: { version: going.version, action: 'arrived' } });
  }
  await close(incident, 'Keep the key at hand.');
  const { whole, kinds, causes, outcomes, lessons, exercises, days, ...span } = await figures(
    startMs,
    nowMs + 1,
  );
  assert.deepEqual([span.fromMs, span.toMs], [startMs, nowMs], 'nothing is said of the future');
  assert.deepEqual([whole.incidents, whole.open, exercises], [2, 1, 0]);
  assert.equal(days.length, whole.perDay.length);
  assert.deepEqual(whole.enRoute, { incidents: 1, medianMs: minuteMs, p95Ms: minuteMs });
  assert.deepEqual(whole.onScene, { incidents: 1, medianMs: 2 * minuteMs, p95Ms: 2 * minuteMs });
  assert.deepEqual(whole.closing, { incidents: 1, medianMs: 6 * minuteMs, p95Ms: 6 * minuteMs });
  assert.deepEqual(
    kinds.map(({ kind, incidents, open: still }) => [kind, incidents, still]),
    [
      ['fire', 1, 1],
      ['medical', 1, 0],
    ],
  );
  assert.deepEqual(
    causes.map(({ cause, incidents }) => [cause, incidents]),
    [['illness', 1]],
  );
  assert.deepEqual(outcomes, [{ outcome: 'handed-over', incidents: 1 }]);
  assert.deepEqual(lessons, [
    {
      id: incident.id,
      number: incident.number,
      kind: 'medical',
      title: null,
      place: 'Gate 3',
      atMs: nowMs,
      lessons: 'Keep the key at hand.',
    },
  ]);
});

test('an exercise is counted apart and is no incident', async () => {
  const before = await figures(startMs, nowMs);
  nowMs += 1;
  await started.administrator.call('exercises.record', {
    body: {
      fromMs: startMs - 1,
      toMs: startMs,
      speed: 1,
      report: { shown: 1, acknowledged: 1, late: 0, medianMs: 5, p95Ms: 5, medianThenMs: null },
    },
  });
  nowMs += 1;
  const after = await figures(startMs, nowMs);
  assert.equal(after.exercises, 1);
  assert.deepEqual(after.whole, before.whole);
});

test('a span that is too long, or that has not begun, is refused', async () => {
  for (const [fromMs, toMs] of [
    [nowMs - 32 * 86_400_000, nowMs],
    [nowMs + 1, nowMs + 2],
    [nowMs, nowMs],
  ] as const)
    await assert.rejects(
      figures(fromMs, toMs),
      (cause) => cause instanceof ProblemError && cause.kind === 'invalid',
    );
});
