import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AddressRefused, callOut } from '../../src/centre/notify/call-out.ts';
import { isPrivateAddress } from '../../src/centre/notify/private-address.ts';
import { isPushService } from '../../src/centre/notify/push-service.ts';
import { type HttpReceiver, startReceiver } from '../support/http-receiver.ts';
import { startMailServer } from '../support/mail-server.ts';
import { notificationWorld } from '../support/notification-world.ts';

let receiver: HttpReceiver;
before(async () => {
  receiver = await startReceiver();
});
after(() => receiver.stop());

test('private, local and reserved addresses are known, also inside of others', () => {
  const isPrivate = [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
  ];
  const isPrivate6 = [
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::a00:1',
    'no address',
  ];
  for (const address of [...isPrivate, ...isPrivate6]) assert.ok(isPrivateAddress(address), address);
  for (const address of ['8.8.8.8', '172.32.0.1', '193.99.144.80', '2a00:1450:4001::1'])
    assert.ok(!isPrivateAddress(address), address);
});

test('where private addresses are refused, neither an address nor a name that leads there is called', async () => {
  const { port } = new URL(receiver.origin);
  const request = { method: 'POST', headers: {}, body: 'x', mayBePrivate: false };
  for (const host of ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]'])
    await assert.rejects(
      callOut({ ...request, url: `http://${host}:${port}/` }),
      (cause) => cause instanceof AddressRefused || (cause as Error).message.includes('private'),
      host,
    );
  assert.deepEqual(receiver.received, []);
  assert.equal((await callOut({ ...request, url: receiver.origin, mayBePrivate: true })).status, 200);
});

test('the site that refuses them sends nothing there, says so, and does not try again', async () => {
  const mail = await startMailServer();
  const world = await notificationWorld({ notifications: { refusePrivateAddresses: true } });
  try {
    const { administrator } = world.started;
    const webhook = await world.channel({ kind: 'webhook', url: receiver.origin, secret: 'abc' });
    const email = await world.channel({
      kind: 'email',
      host: 'localhost',
      port: mail.port,
      security: 'none',
      user: '',
      password: '',
      from: 'a@b.example',
    });
    for (const id of [
      await world.recipient(webhook),
      await world.recipient(email, { address: 'c@d.example' }),
    ])
      await administrator.call('notification-recipients.test', { params: { id } });
    await world.work();
    const { notifications } = await administrator.call('notifications.list', { query: {} });
    assert.deepEqual(
      notifications.map(({ state }) => state),
      ['failed', 'failed'],
    );
    for (const { said } of notifications) assert.match(said!, /private/);
    assert.deepEqual([...receiver.received, ...mail.received].length, 1, 'the one of the test before');
  } finally {
    await world.stop();
    await mail.stop();
  }
});

test('a push service is a known host and what is below it, by https, or a whole origin', () => {
  const services = ['push.apple.com', 'http://127.0.0.1:9000'];
  for (const endpoint of [
    'https://web.push.apple.com/x',
    'https://push.apple.com/',
    'http://127.0.0.1:9000/y',
  ])
    assert.ok(isPushService(endpoint, services), endpoint);
  for (const endpoint of [
    'http://web.push.apple.com/x',
    'https://evilpush.apple.com.example/',
    'https://evil-push.apple.com:22/',
    'https://notpush.apple.com@127.0.0.1/',
    'http://127.0.0.1:9001/',
    'nonsense',
  ])
    assert.ok(!isPushService(endpoint, services), endpoint);
});
