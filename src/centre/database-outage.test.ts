/** The database dies under a running centre: what was acknowledged stays, what happens meanwhile is stored afterwards. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { situation, squareCamera } from '../../test/support/situations.ts';
import { type StartedCentre, startCentre } from '../../test/support/start-centre.ts';
import { ProblemError } from '../contract/client.ts';
import { readPostmasterPid } from './adapters/postmaster-pid.ts';
import { verifyAudit } from './store/audit.ts';

let started: StartedCentre;
before(async () => {
  started = await startCentre({ config: () => ({ cameras: [squareCamera()] }) });
});
after(() => started.stop());

function kill(): void {
  const { pid } = readPostmasterPid(join(started.dataDirectory, 'database/cluster'))!;
  process.kill(pid, 'SIGKILL');
}

/** Asks until it is true. How long an outage lasts is measured by bench/kills.ts. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(20);
}

function whenDown<T>(other: T) {
  return (error: unknown): T => {
    assert.ok(error instanceof ProblemError, String(error));
    assert.equal(error.kind, 'database-down');
    assert.equal(error.status, 503);
    assert.ok(error.retryAfterS! > 0);
    return other;
  };
}

test('after kill -9 of the database everything is back and no acknowledged change is lost', async () => {
  const { administrator, fleet, centre } = started;
  for (let round = 1; round <= 3; round++) {
    const id = `round-${round}`;
    fleet.say({
      type: 'situation',
      phase: 'began',
      situation: situation(id, { zoneId: `z-${round}` }),
      jpeg: null,
    });
    await centre.engine.settled();
    const alarm = (await administrator.call('alarms.list', { query: {} })).find(
      (one) => one.situationId === id,
    )!;
    const done = await administrator.call('alarms.acknowledge', {
      params: { id: alarm.id },
      body: { version: alarm.version },
    });

    kill();
    const during = situation(`during-${round}`, { zoneId: `d-${round}` });
    fleet.say({ type: 'situation', phase: 'began', situation: during, jpeg: new Uint8Array([1, 2, 3]) });

    // What needs no database is answered, or says 503; never anything else.
    await administrator.call('cameras.list').catch(whenDown([]));
    await administrator.call('alarms.list', { query: {} }).catch(whenDown([]));

    await until(() =>
      administrator
        .call('alarms.list', { query: {} })
        .then((alarms) => alarms.some((one) => one.situationId === during.id), whenDown(false)),
    );
    const kept = await administrator.call('alarms.get', { params: { id: done.id } });
    assert.equal(kept.state, 'acknowledged');
    assert.equal(kept.version, done.version);
  }
  assert.equal((await verifyAudit(centre.sql)).isWhole, true);
  assert.equal(centre.engine.dropped(), 0);
});

test('while it is away the cameras and the health page are answered from memory, and say so', async () => {
  const { administrator, database, centre } = started;
  await administrator.call('session.get');
  const revive = database.revive;
  let letIt: () => void = () => {};
  const allowed = new Promise<void>((resolve) => {
    letIt = resolve;
  });
  database.revive = async () => {
    await allowed;
    await revive();
  };
  kill();
  await until(async () => !centre.watch.isUp());
  const health = await administrator.call('health.get', { query: {} });
  assert.equal(health.isHealthy, false);
  assert.equal(health.findings[0]!.key, 'database-down');
  assert.equal(health.database.isUp, false);
  assert.equal((await administrator.call('cameras.list'))[0]!.id, 'square');
  await assert.rejects(administrator.call('audit.list', { query: {} }), (error) => whenDown(true)(error));
  letIt();
  await until(async () => centre.watch.isUp());
  await administrator.call('audit.list', { query: {} });
  assert.deepEqual(
    (await administrator.call('health.get', { query: {} })).findings.filter(
      ({ key }) => key === 'database-down',
    ),
    [],
  );
});

test('live events go on after the outage: a console that stays hears the next alarm', async () => {
  const { administrator, fleet, url } = started;
  const response = await administrator.fetch(`${url}/api/events`);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  kill();
  fleet.say({
    type: 'situation',
    phase: 'began',
    situation: situation('after-outage', { zoneId: 'last' }),
    jpeg: null,
  });
  let text = '';
  while (!/"type":"alarm".*after-outage/.test(text)) {
    const { done, value } = await reader.read();
    assert.ok(!done, 'the stream ended');
    text += value;
  }
  await reader.cancel();
});
