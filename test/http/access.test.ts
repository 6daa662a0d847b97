/** Walks every route x role, and nobody at all, against a real server: what access.ts grants is what is answered. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { addressOf } from '../../src/contract/client.ts';
import type { Route } from '../../src/contract/route.ts';
import { type RouteName, routes } from '../../src/contract/routes.ts';
import { isAllowed, type Permission, type Role, roles } from '../../src/core/access.ts';
import {
  clientOf,
  type SignedInClient,
  type StartedCentre,
  startCentre,
  testPassword,
} from '../support/start-centre.ts';

let started: StartedCentre;
before(async () => {
  started = await startCentre();
  const source = { analysisUrl: 'rtsp://user:secret@camera.example/1' };
  await started.administrator.call('cameras.create', { body: { id: 'square', name: 'Square', source } });
});
after(() => started.stop());

const names = Object.keys(routes) as RouteName[];
const someUuid = '00000000-0000-4000-8000-000000000000';
/** Ends the session it is called with, so it would spoil the rest. */
const endsTheSession: readonly RouteName[] = ['session.delete'];

for (const name of names) {
  const route: Route = routes[name];
  const isPublic = route.permission === 'public';

  test(`${name}: nobody ${isPublic ? 'is let in' : 'gets 401'}`, async () => {
    const status = await statusOf(name, clientOf(started.url));
    if (isPublic) assert.notEqual(status, 401);
    else assert.equal(status, 401);
  });

  for (const role of roles) {
    const isGranted = route.permission === 'public' || isAllowed(role, route.permission);
    test(`${name}: ${article(role)} ${role} is ${isGranted ? 'let in' : 'refused with 403'}`, async () => {
      const client = endsTheSession.includes(name) ? await freshClient(role) : await started.as(role);
      const status = await statusOf(name, client);
      if (isGranted) assert.ok(![401, 403].includes(status) || isOwnRefusal(name), `answered ${status}`);
      else assert.equal(status, 403);
    });
  }

  if (route.method !== 'GET' && !isPublic) {
    test(`${name}: without the session's token it is refused, whoever asks`, async () => {
      const role = roles.find((one) => isAllowed(one, route.permission as Permission))!;
      const response = await send(name, await started.as(role), { 'x-csrf-token': 'x'.repeat(43) });
      assert.equal(response.status, 403);
      assert.match(await response.text(), /problem:csrf/);
    });
  }
  if (route.method !== 'GET') {
    test(`${name}: from a foreign page it is refused, whoever asks`, async () => {
      const administrator = await started.as('administrator');
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
      ]) {
        const response = await send(name, administrator, headers as Record<string, string>);
        assert.equal(response.status, 403);
        assert.match(await response.text(), /problem:foreign-origin/);
      }
    });
  }
}

test('every change in the table has left its audit entry, or was refused', async () => {
  // serve-route.ts answers 500 to a change without an entry; this says so for the ones called above.
  assert.deepEqual(
    started.said.filter((line) => line.includes('no audit entry')),
    [],
  );
});

test('a viewer on a foreign page does not get the live picture', async () => {
  const viewer = await started.as('viewer');
  const status = await upgradeStatus('cameras.live', viewer, { origin: 'https://evil.example' });
  assert.equal(status, 403);
});

async function statusOf(name: RouteName, client: SignedInClient): Promise<number> {
  const route: Route = routes[name];
  if (route.reply === 'websocket') return upgradeStatus(name, client, {});
  const response = await send(name, client, {});
  await response.body?.cancel();
  return response.status;
}

/** Bodies are left out on purpose: who may not come in gets no word about what would fit. */
function send(name: RouteName, client: SignedInClient, headers: Record<string, string>): Promise<Response> {
  const route: Route = routes[name];
  return client.fetch(started.url + address(name), {
    method: route.method,
    headers: { 'x-csrf-token': client.csrfToken(), ...headers },
  });
}

function address(name: RouteName): string {
  const isUuid =
    /alarms|outOfService|incidents|handovers|users|footage\.segment|holds|bookmarks|notification|units|run-cards|ceremony|openings|wall/.test(
      name,
    );
  // The others still need the camera: what is deleted is one that does not exist.
  const cameraId = name === 'cameras.delete' ? 'nowhere' : 'square';
  return addressOf(name, {
    params: {
      ...{ id: isUuid ? someUuid : cameraId, frameId: someUuid, alarmId: someUuid, streamId: someUuid },
      ...{ zoneId: 'gate', role: 'command', taskId: 'confirm', entryId: '1', kind: 'crowding' },
    },
    query: { fromMs: 0, toMs: 1 },
  });
}

function upgradeStatus(
  name: RouteName,
  client: SignedInClient,
  headers: Record<string, string>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(started.url.replace('http', 'ws') + address(name), {
      headers: { cookie: client.cookie(), ...headers },
    });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

async function freshClient(role: Role): Promise<SignedInClient> {
  await started.as(role);
  const client = clientOf(started.url);
  const name = role === 'administrator' ? 'admin' : role;
  await client.call('session.create', { body: { name, password: testPassword } });
  return client;
}

/** Refusals of their own with 403: a wrong link, a wrong password. Without a body they answer 400 anyway. */
function isOwnRefusal(name: RouteName): boolean {
  return name === 'setup.create' || name === 'session.create' || name === 'password.change';
}

function article(role: Role): string {
  return /^[aeio]/.test(role) ? 'an' : 'a';
}
