/** Exercises over the API: what was is played, what is kept is the report, and the real alarms stay as they are. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { situation, squareCamera } from '../support/situations.ts';
import { type StartedCentre, startCentre } from '../support/start-centre.ts';

const hourMs = 3_600_000;
let nowMs = Date.UTC(2026, 10, 24, 12);
let started: StartedCentre;
const span = { fromMs: nowMs - hourMs, toMs: nowMs + hourMs };

before(async () => {
  started = await startCentre({ clock: { nowMs: () => nowMs } });
  const { zones: _, ...camera } = squareCamera();
  await started.administrator.call('cameras.create', { body: camera });
  for (const [i, phase] of [
    [1, 'began'],
    [2, 'began'],
    [2, 'ended'],
  ] as const) {
    nowMs += 60_000;
    const atMs = nowMs - 1_000;
    const told = situation(`s-${i}`, {
      zoneId: `zone-${i}`,
      sinceMs: atMs,
      detectedAtMs: atMs,
      endedMs: phase === 'ended' ? atMs : null,
    });
    started.centre.engine.accept({ type: 'situation', phase, situation: told, jpeg: null });
    await started.centre.engine.settled();
  }
});
after(() => started.stop());

test('the alarms of a span come oldest first, with when each was over and how soon it was noticed', async () => {
  const operator = await started.as('operator');
  const [alarm] = await operator.call('alarms.list', { query: {} });
  nowMs += 30_000;
  await operator.call('alarms.acknowledge', { params: { id: alarm!.id }, body: { version: alarm!.version } });
  const material = await operator.call('exercises.material', { query: span });
  assert.deepEqual(
    material.map(({ endedMs }) => endedMs === null),
    [true, false],
  );
  assert.ok(material[0]!.raisedAtMs < material[1]!.raisedAtMs);
  const answered = material.find(({ id }) => id === alarm!.id)!;
  assert.equal(answered.answeredThenMs, nowMs - answered.raisedAtMs);
  assert.equal(material.filter(({ answeredThenMs }) => answeredThenMs === null).length, 1);
});

test('more than two hours at once are refused, and so is a report that cannot be', async () => {
  const operator = await started.as('operator');
  await assert.rejects(
    operator.call('exercises.material', { query: { fromMs: span.fromMs, toMs: span.fromMs + 3 * hourMs } }),
    /at most 2 hours/,
  );
  const report = { shown: 1, acknowledged: 2, late: 0, medianMs: 1, p95Ms: 1, medianThenMs: null };
  await assert.rejects(operator.call('exercises.record', { body: { ...span, speed: 5, report } }), /report/);
});

test('a report is kept with an audit entry; others’ are seen by administrators only', async () => {
  const operator = await started.as('operator');
  const report = { shown: 2, acknowledged: 1, late: 1, medianMs: 4_000, p95Ms: 4_000, medianThenMs: null };
  const alarmsBefore = await operator.call('alarms.list', { query: { all: 'true' } });
  const kept = await operator.call('exercises.record', { body: { ...span, speed: 5, report } });
  const list = async (who: Pick<typeof operator, 'call'>) =>
    (await who.call('exercises.list')).map(({ id }) => id);
  assert.deepEqual(await list(operator), [kept.id]);
  assert.deepEqual(await list(started.administrator), [kept.id]);
  await started.administrator.call('exercises.record', { body: { ...span, speed: 1, report } });
  assert.deepEqual(await list(operator), [kept.id]);
  const [entry] = (await started.administrator.call('audit.list', { query: {} })).filter(
    ({ target }) => target === kept.id,
  );
  assert.deepEqual([entry?.who, entry?.action], [kept.who, 'exercise.finished']);
  assert.deepEqual(await operator.call('alarms.list', { query: { all: 'true' } }), alarmsBefore);
});
