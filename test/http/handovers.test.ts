import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { verifyAudit } from '../../src/centre/store/audit.ts';
import { ProblemError } from '../../src/contract/client.ts';
import { somebody } from '../support/custody-world.ts';
import { situation, squareCamera } from '../support/situations.ts';
import { type StartedCentre, startCentre } from '../support/start-centre.ts';

let started: StartedCentre;
let nowMs = 1_700_000_100_000;
before(async () => {
  started = await startCentre({
    clock: { nowMs: () => nowMs++ },
    config: () => ({ cameras: [squareCamera()] }),
  });
});
after(() => started.stop());

async function refusalOf(doing: Promise<unknown>): Promise<ProblemError> {
  const cause: unknown = await doing.then(() => null).catch((why: unknown) => why);
  assert.ok(cause instanceof ProblemError);
  return cause;
}

test('a handover says what is open now, in the system’s words and in those of who goes', async () => {
  const operator = await started.as('operator');
  started.fleet.say({ type: 'situation', phase: 'began', situation: situation('h-1'), jpeg: null });
  await started.centre.engine.settled();
  const incident = await operator.call('incidents.create', { body: { kind: 'fire', place: 'Hall B' } });
  const written = await operator.call('handovers.create', { body: { text: 'Gate 3 sticks.' } });
  assert.deepEqual([written.state, written.madeBy, written.text], ['waiting', 'operator', 'Gate 3 sticks.']);
  assert.deepEqual(
    written.facts.incidents.map(({ id, place }) => [id, place]),
    [[incident.id, 'Hall B']],
  );
  assert.equal(written.facts.unacknowledgedCount, 1);
  assert.deepEqual(written.facts.notMeasuring, [{ id: 'square', name: 'Square', state: 'connecting' }]);
});

test('the next shift takes it over, not the writer; of two who do one is told who was quicker', async () => {
  const operator = await started.as('operator');
  const { client: night } = await somebody(started, 'night', 'operator');
  const [waiting] = await operator.call('handovers.list', { query: { limit: 1 } });
  const take = { params: { id: waiting!.id }, body: {} };
  assert.equal((await refusalOf(operator.call('handovers.take', take))).kind, 'own-handover');
  const results = await Promise.allSettled([
    night.call('handovers.take', take),
    started.administrator.call('handovers.take', take),
  ]);
  const lost = results.filter((one) => one.status === 'rejected');
  assert.equal(lost.length, 1);
  const winner = results[0]!.status === 'fulfilled' ? 'night' : 'admin';
  assert.match((lost[0]!.reason as ProblemError).message, new RegExp(`^${winner} took over at `));
  const [taken] = await operator.call('handovers.list', { query: { limit: 1 } });
  assert.deepEqual([taken!.state, taken!.takenBy], ['taken', winner]);
  const audit = await started.administrator.call('audit.list', { query: { limit: 1 } });
  assert.deepEqual(
    [audit[0]!.action, audit[0]!.who, audit[0]!.target],
    ['handover.taken', winner, taken!.id],
  );
});

test('a newer handover replaces one that waits, and two written at once leave one that waits', async () => {
  const operator = await started.as('operator');
  const first = await operator.call('handovers.create', { body: { text: 'one' } });
  await Promise.all([
    operator.call('handovers.create', { body: { text: 'two' } }),
    started.administrator.call('handovers.create', { body: { text: 'three' } }),
  ]);
  const all = await operator.call('handovers.list', { query: {} });
  assert.equal(all.filter(({ state }) => state === 'waiting').length, 1);
  assert.equal(all.find(({ id }) => id === first.id)!.state, 'replaced');
  const late = started.administrator.call('handovers.take', { params: { id: first.id }, body: {} });
  assert.match((await refusalOf(late)).message, /newer handover/);
});

test('a viewer neither reads nor writes what one shift tells the next', async () => {
  const viewer = await started.as('viewer');
  assert.equal((await refusalOf(viewer.call('handovers.list', { query: {} }))).status, 403);
  assert.equal((await refusalOf(viewer.call('handovers.create', { body: {} }))).status, 403);
});

test('all of it has left one unbroken chain of entries', async () => {
  assert.equal((await verifyAudit(started.centre.sql)).isWhole, true);
});
