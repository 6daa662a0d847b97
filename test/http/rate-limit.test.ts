import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Problem } from '../../src/contract/shapes.ts';
import { type StartedCentre, startCentre } from '../support/start-centre.ts';

let started: StartedCentre;
before(async () => {
  started = await startCentre({ perMinute: 20 });
});
after(() => started.stop());

test('beyond the limit of the table the answer is 429, with the time to wait, before anything is looked up', async () => {
  const sign = () =>
    fetch(`${started.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: `nobody`, password: 'x' }),
    });
  const responses = [];
  for (let i = 0; i < 12; i++) responses.push(await sign());
  const last = responses.at(-1)!;
  assert.equal(last.status, 429);
  assert.ok(Number(last.headers.get('retry-after')) > 0);
  assert.match(last.headers.get('content-type')!, /problem\+json/);
  assert.equal(Problem.parse(await last.json()).status, 429);
});

test('each route has its own count: a flood of one leaves the others free', async () => {
  const statuses = [];
  for (let i = 0; i < 30; i++) statuses.push((await fetch(`${started.url}/api/site`)).status);
  assert.deepEqual(new Set(statuses), new Set([200, 429]));
  assert.equal((await fetch(`${started.url}/api/openapi.json`)).status, 200);
});
