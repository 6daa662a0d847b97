import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { createServer } from '../../src/centre/http/server.ts';
import { identifier } from '../../src/centre/store/database.ts';
import { ProblemError } from '../../src/contract/client.ts';
import {
  clientOf,
  type SignedInClient,
  type StartedCentre,
  startCentre,
  testPassword,
} from '../support/start-centre.ts';

let started: StartedCentre;
let nowMs = Date.UTC(2026, 10, 23, 8);
before(async () => {
  started = await startCentre({ clock: { nowMs: () => nowMs } });
});
after(() => started.stop());

const minuteMs = 60_000;

function refusedWith(status: number, kind?: string) {
  return (error: unknown) => {
    assert.ok(error instanceof ProblemError, String(error));
    assert.equal(error.status, status);
    if (kind !== undefined) assert.equal(error.kind, kind);
    return true;
  };
}

async function person(name: string, role: 'administrator' | 'operator' | 'viewer' = 'viewer') {
  return started.administrator.call('users.create', { body: { name, password: testPassword, role } });
}

async function signIn(name: string, password = testPassword): Promise<SignedInClient> {
  const client = clientOf(started.url);
  await client.call('session.create', { body: { name, password } });
  return client;
}

test('the one-time link works once, and not at all when an administrator exists', async () => {
  assert.equal(await started.centre.setupToken(), null);
  const body = { token: 'x'.repeat(43), name: 'second', password: testPassword };
  await assert.rejects(
    clientOf(started.url).call('setup.create', { body }),
    refusedWith(409, 'already-set-up'),
  );
  assert.equal((await clientOf(started.url).call('site.get')).needsSetup, false);
});

test('the cookie is for the server only, and holds nothing the database could be searched for', async () => {
  await person('ann');
  const response = await fetch(`${started.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'ann', password: testPassword }),
  });
  const [cookie] = response.headers.getSetCookie();
  assert.match(cookie!, /; HttpOnly/);
  assert.match(cookie!, /; SameSite=Strict/);
  assert.match(cookie!, /; Path=\//);
  const token = cookie!.split(';')[0]!.split('=')[1]!;
  const { sql } = started.centre;
  for (const table of ['sessions', 'users', 'audit', 'outbox']) {
    const rows =
      await sql`select 1 from ${identifier(table)} as t where t::text like ${`%${token}%`} or t::text like ${`%${testPassword}%`}`;
    assert.equal(rows.length, 0, table);
  }
});

test('a wrong password and an unknown name get the same answer', async () => {
  await person('bob');
  const answers = [];
  for (const body of [
    { name: 'bob', password: 'wrong-password' },
    { name: 'nobody-here', password: 'wrong-password' },
  ]) {
    const response = await fetch(`${started.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    answers.push({ status: response.status, body: await response.text() });
  }
  assert.deepEqual(answers[0], answers[1]);
  assert.equal(answers[0]!.status, 403);
});

test('a name is found in any case, and two people cannot look alike', async () => {
  await person('Ольга');
  await signIn('ольга');
  await assert.rejects(person('ОЛЬГА'), refusedWith(409, 'name-taken'));
});

test('who guesses is told to wait, even with the right password, and may come back', async () => {
  await person('carl');
  const tries = () => signIn('carl', 'wrong-password');
  for (let i = 0; i < 5; i++) await assert.rejects(tries(), refusedWith(403, 'wrong-password'));
  await assert.rejects(signIn('carl'), (error: ProblemError) => {
    assert.equal(error.kind, 'too-many-attempts');
    assert.ok(error.retryAfterS! >= 1);
    return true;
  });
  nowMs += 16 * minuteMs;
  await signIn('carl');
});

test('a session ends after an idle hour, and after a day however busy', async () => {
  await person('dora');
  const idle = await signIn('dora');
  nowMs += 61 * minuteMs;
  await assert.rejects(idle.call('session.get'), refusedWith(401));
  const busy = await signIn('dora');
  for (let minutes = 0; minutes < 23 * 60; minutes += 50) {
    nowMs += 50 * minuteMs;
    await busy.call('session.get');
  }
  nowMs += 50 * minuteMs;
  await assert.rejects(busy.call('session.get'), refusedWith(401));
  await started.administrator.call('session.create', { body: { name: 'admin', password: testPassword } });
});

test('signing out ends that session and no other', async () => {
  await person('ed');
  const [desk, phone] = [await signIn('ed'), await signIn('ed')];
  await desk.call('session.delete');
  await assert.rejects(desk.call('session.get'), refusedWith(401));
  assert.equal((await phone.call('session.get')).user.name, 'ed');
});

test('a new password ends the other sessions, keeps this one, and needs the current one', async () => {
  await person('fay');
  const [desk, phone] = [await signIn('fay'), await signIn('fay')];
  const change = (current: string) =>
    desk.call('password.change', { body: { current, next: 'another-password' } });
  await assert.rejects(change('wrong-password'), refusedWith(403, 'wrong-password'));
  await change(testPassword);
  await desk.call('session.get');
  await assert.rejects(phone.call('session.get'), refusedWith(401));
  await assert.rejects(signIn('fay'), refusedWith(403));
  await signIn('fay', 'another-password');
});

test('who is disabled or gets another role is signed out at once', async () => {
  const { administrator } = started;
  const gus = await person('gus', 'operator');
  const desk = await signIn('gus');
  await administrator.call('users.update', { params: { id: gus.id }, body: { role: 'viewer' } });
  await assert.rejects(desk.call('session.get'), refusedWith(401));
  const again = await signIn('gus');
  await administrator.call('users.update', { params: { id: gus.id }, body: { isEnabled: false } });
  await assert.rejects(again.call('session.get'), refusedWith(401));
  await assert.rejects(signIn('gus'), refusedWith(403));
});

test('two administrators cannot remove each other: one enabled administrator always stays', async () => {
  const { administrator } = started;
  const other = await person('hal', 'administrator');
  const hal = await signIn('hal');
  const me = (await administrator.call('session.get')).user;
  const demote = (client: SignedInClient, id: string) =>
    client.call('users.update', { params: { id }, body: { role: 'viewer' } });
  const results = await Promise.allSettled([demote(administrator, other.id), demote(hal, me.id)]);
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  const isHalLeft = results[1]!.status === 'fulfilled';
  const last = isHalLeft ? hal : administrator;
  const lastId = isHalLeft ? other.id : me.id;
  await assert.rejects(demote(last, lastId), refusedWith(409, 'last-administrator'));
  const off = last.call('users.update', { params: { id: lastId }, body: { isEnabled: false } });
  await assert.rejects(off, refusedWith(409, 'last-administrator'));
});

test('bound to localhost, it answers to no other name', async () => {
  const { port } = new URL(started.url);
  const status = await new Promise((resolve, reject) => {
    request(
      { port, host: '127.0.0.1', path: '/api/site', headers: { host: `evil.example:${port}` } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    )
      .on('error', reject)
      .end();
  });
  assert.equal(status, 421);
});

test('plain HTTP is not served beyond localhost, and a taken port is said in words', async () => {
  const options = { centre: started.centre, consoleDirectory: null, tls: null };
  await assert.rejects(
    createServer({ ...options, host: '0.0.0.0', port: 0 }),
    /plain HTTP is for localhost only/,
  );
  const port = Number(new URL(started.url).port);
  await assert.rejects(
    createServer({ ...options, host: '127.0.0.1', port }),
    (error: NodeJS.ErrnoException) => {
      assert.match(error.message, new RegExp(`port ${port} on 127.0.0.1 is taken`));
      assert.equal(error.code, 'EADDRINUSE');
      return true;
    },
  );
});
