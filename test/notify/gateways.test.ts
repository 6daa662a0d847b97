/** Each way to send, against a real server of its kind. */
import assert from 'node:assert/strict';
import { createECDH, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import ece from 'http_ece';
import type { NotificationView } from '../../src/contract/notifications.ts';
import { type HttpReceiver, startReceiver } from '../support/http-receiver.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { type NotificationWorld, notificationWorld } from '../support/notification-world.ts';

let world: NotificationWorld;
let mail: MailServer;
let receiver: HttpReceiver;
before(async () => {
  mail = await startMailServer();
  receiver = await startReceiver();
  world = await notificationWorld({
    site: { name: 'Harbour', address: 'https://watch.example' },
    notifications: { pushServices: [receiver.origin] },
  });
});
after(async () => {
  await world?.stop();
  await mail?.stop();
  await receiver?.stop();
});
beforeEach(() => {
  mail.refuse(null);
  receiver.answer(200, 'ok');
  mail.received.length = 0;
  receiver.received.length = 0;
});

/** Sends a test to this recipient and says what became of it. */
async function tested(recipientId: string): Promise<NotificationView> {
  const { id } = await world.started.administrator.call('notification-recipients.test', {
    params: { id: recipientId },
  });
  await world.work();
  return find(id);
}

async function find(id: string): Promise<NotificationView> {
  const { notifications } = await world.started.administrator.call('notifications.list', { query: {} });
  return notifications.find((one) => one.id === id)!;
}

const emailSettings = (more: object = {}) => ({
  kind: 'email' as const,
  host: '127.0.0.1',
  port: mail.port,
  security: 'none' as const,
  user: 'lamp',
  password: 'a secret',
  from: 'watch@harbour.example',
  ...more,
});

test('e-mail: the server takes it, with an id that stays the same, in the language of the recipient', async () => {
  const channel = await world.channel(emailSettings());
  const to = await world.recipient(channel, { address: 'night@harbour.example', language: 'ru' });
  const sent = await tested(to);
  assert.equal(sent.state, 'sent');
  assert.match(sent.said!, /^250 .*queued as 1/);
  const [one] = mail.received;
  assert.deepEqual(one!.to, ['night@harbour.example']);
  assert.match(one!.text, new RegExp(`^Message-ID: <${sent.id}@lamplighter>`, 'im'));
  assert.match(one!.text, /^Auto-Submitted: auto-generated/im);
  assert.equal(sent.subject, 'Проверка: Harbour');
});

test('e-mail: what the server refuses for now is tried again later, with its words; what it refuses for good is not', async () => {
  const channel = await world.channel(emailSettings());
  const to = await world.recipient(channel, { address: 'later@harbour.example' });
  mail.refuse({ code: 451, text: 'come back later' });
  const first = await tested(to);
  assert.equal(first.state, 'waiting');
  assert.match(first.said!, /451 .*come back later/);
  assert.ok(first.nextAtMs > world.clock.now);
  mail.refuse(null);
  await world.pass(5_000);
  const second = await find(first.id);
  assert.equal(second.state, 'sent');
  assert.equal(second.attempts, 2);

  mail.refuse({ code: 554, text: 'no such person here' });
  const refused = await tested(to);
  assert.equal(refused.state, 'failed');
  assert.match(refused.said!, /554 .*no such person here/);
  mail.refuse(null);
  await world.started.administrator.call('notifications.retry', { params: { id: refused.id } });
  await world.work();
  assert.equal((await find(refused.id)).state, 'sent');
});

test('e-mail: with a wrong password, and with no server at all, it waits and says why', async () => {
  const wrong = await world.channel(emailSettings({ password: 'guessed' }));
  const first = await tested(await world.recipient(wrong, { address: 'a@harbour.example' }));
  assert.equal(first.state, 'waiting');
  assert.match(first.said!, /535|wrong password/);
  const none = await world.channel(emailSettings({ port: 1, user: '' }));
  const second = await tested(await world.recipient(none, { address: 'a@harbour.example' }));
  assert.equal(second.state, 'waiting');
  assert.match(second.said!, /ECONNREFUSED/);
});

test('e-mail: a server that does not offer the encryption that was asked for gets nothing', async () => {
  const channel = await world.channel(emailSettings({ security: 'starttls' }));
  const sent = await tested(await world.recipient(channel, { address: 'a@harbour.example' }));
  assert.equal(sent.state, 'waiting');
  assert.deepEqual(mail.received, []);
});

test('e-mail: the masked picture of the alarm goes along only where the rule says so', async () => {
  const channel = await world.channel(emailSettings());
  const withPicture = await world.recipient(channel, { address: 'with@harbour.example' });
  const without = await world.recipient(channel, { address: 'without@harbour.example' });
  const rules = [
    await world.rule([withPicture], { name: 'With', hasPicture: true, kinds: ['queue'] }),
    await world.rule([without], { name: 'Without', kinds: ['queue'] }),
  ];
  const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9]);
  await world.raise('with-picture', { kind: 'queue' }, jpeg);
  const textTo = (address: string) => mail.received.find(({ to }) => to.includes(address))!.text;
  assert.match(textTo('with@harbour.example'), /Content-Type: image\/jpeg[\s\S]*\/9j\/4AECA\//);
  assert.doesNotMatch(textTo('without@harbour.example'), /image\/jpeg/);
  assert.match(textTo('without@harbour.example'), /^Subject: The queue in Track 2 is too long/m);
  assert.match(textTo('without@harbour.example'), /https:\/\/watch\.example\/alarms\/[0-9a-f-]{36}/);
  for (const id of rules)
    await world.started.administrator.call('notification-rules.delete', { params: { id } });
});

test('webhook: a CloudEvent that is signed, the same bytes at each attempt', async () => {
  const secret = 'of the receiver';
  const channel = await world.channel({ kind: 'webhook', url: `${receiver.origin}/hook?a=1`, secret });
  const to = await world.recipient(channel);
  const rule = await world.rule([to], { kinds: ['wrong-way'] });
  receiver.answer(503, 'busy', { 'retry-after': '30' });
  await world.raise('a-wrong-way', { kind: 'wrong-way' });
  const { notifications } = await world.started.administrator.call('notifications.list', { query: {} });
  const waiting = notifications.find(({ channelKind }) => channelKind === 'webhook')!;
  assert.equal(waiting.said, '503 busy');
  assert.ok(waiting.nextAtMs >= world.clock.now + 30_000, 'not before the receiver wants it');
  receiver.answer(204);
  await world.pass(31_000);
  const [first, second] = receiver.received;
  assert.equal(second!.path, '/hook?a=1');
  assert.deepEqual(second!.body, first!.body);
  assert.equal(second!.headers['idempotency-key'], waiting.id);
  assert.match(second!.headers['content-type']!, /^application\/cloudevents\+json/);
  const event = JSON.parse(second!.body.toString('utf8'));
  assert.equal(event.specversion, '1.0');
  assert.equal(event.id, waiting.id);
  assert.equal(event.type, 'lamplighter.alarm');
  assert.equal(event.source, 'https://watch.example');
  assert.equal(event.data.alarms[0].kind, 'wrong-way');
  assert.equal(event.data.text, waiting.body);
  const [, seconds, hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(
    second!.headers['lamplighter-signature'] as string,
  )!;
  assert.equal(hex, createHmac('sha256', secret).update(`${seconds}.${second!.body}`).digest('hex'));
  assert.equal(Number(seconds), Math.floor(world.clock.now / 1_000));
  await world.started.administrator.call('notification-rules.delete', { params: { id: rule } });
});

test('webhook: a redirect is not followed, and an answer of 400 is final', async () => {
  const channel = await world.channel({ kind: 'webhook', url: `${receiver.origin}/hook`, secret: 'abc' });
  const to = await world.recipient(channel);
  receiver.answer(302, 'elsewhere', { location: `${receiver.origin}/elsewhere` });
  assert.equal((await tested(to)).state, 'failed');
  assert.deepEqual(
    receiver.received.map(({ path }) => path),
    ['/hook'],
  );
  receiver.answer(400, 'no');
  assert.equal((await tested(to)).said, '400 no');
});

test('SMS: any gateway, with the text written as address, form or JSON need it', async () => {
  const settings = {
    kind: 'sms' as const,
    url: `${receiver.origin}/send?to={to}`,
    method: 'POST' as const,
    contentType: 'application/json' as const,
    body: '{"message":"{text}","ref":"{id}"}',
    headerName: 'Authorization',
    headerValue: 'Bearer of the gateway',
  };
  const channel = await world.channel(settings);
  const to = await world.recipient(channel, { address: '+7 495 000-00-00' });
  const rule = await world.rule([to], {
    kinds: ['dispersal'],
    templates: { en: { subject: '{what}', body: '"{where}"\n\\ & {priority}' }, ru: null },
  });
  await world.raise('run', { kind: 'dispersal' });
  const [call] = receiver.received;
  assert.equal(call!.path, '/send?to=%2B7%20495%20000-00-00');
  assert.equal(call!.headers.authorization, 'Bearer of the gateway');
  assert.equal(JSON.parse(call!.body.toString()).message, '"Track 2"\n\\ & high');

  const form = await world.channel({
    ...settings,
    contentType: 'application/x-www-form-urlencoded',
    body: 'to={to}&text={text}',
  });
  await tested(await world.recipient(form, { address: '+49 30 1', language: 'ru' }));
  const text = new URLSearchParams(receiver.received[1]!.body.toString());
  assert.equal(text.get('to'), '+49 30 1');
  assert.match(text.get('text')!, /^Это проверка связи с объекта Harbour/);
  await world.started.administrator.call('notification-rules.delete', { params: { id: rule } });
});

test('Web Push: the browser can read it, and the push service knows the site by its key', async () => {
  const operator = await world.started.as('operator');
  const { publicKey } = await operator.call('push.key');
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const auth = randomBytes(16);
  const body = {
    endpoint: `${receiver.origin}/push/one`,
    keys: { p256dh: browser.getPublicKey().toString('base64url'), auth: auth.toString('base64url') },
  };
  await operator.call('push.subscribe', { body });
  const setup = await world.started.administrator.call('notifications.setup');
  const [person] = setup.pushPeople;
  assert.deepEqual({ ...person, userId: '' }, { userId: '', name: 'operator', browsers: 1 });
  const channel = await world.channel({ kind: 'push' });
  const to = await world.recipient(channel, { address: person!.userId });
  receiver.answer(201);
  const sent = await tested(to);
  assert.equal(sent.state, 'sent');
  const [call] = receiver.received;
  assert.equal(call!.headers['content-encoding'], 'aes128gcm');
  const opened = ece.decrypt(call!.body, {
    version: 'aes128gcm',
    privateKey: browser,
    authSecret: auth.toString('base64url'),
  });
  const payload = JSON.parse(opened.toString('utf8'));
  assert.equal(payload.title, 'Test from Harbour');
  assert.equal(payload.id, sent.id);

  const [, token, key] = /^vapid t=([^,]+), ?k=(.+)$/.exec(call!.headers.authorization!)!;
  assert.equal(key, publicKey);
  const [head, claims, signature] = token!.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const signed = Buffer.from(`${head}.${claims}`);
  const vapidKey = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
  assert.ok(verify('sha256', signed, vapidKey, Buffer.from(signature!, 'base64url')));
  const { aud, sub } = JSON.parse(Buffer.from(claims!, 'base64url').toString());
  assert.deepEqual([aud, sub], [receiver.origin, 'https://watch.example']);

  receiver.answer(410, 'gone');
  assert.equal((await tested(to)).state, 'failed');
  assert.equal((await operator.call('push.key')).browsers, 0, 'a browser that has gone is forgotten');
});

test('Web Push: a browser may name a known push service only, else anybody could make the centre call any place', async () => {
  const viewer = await world.started.as('viewer');
  const keys = {
    p256dh: createECDH('prime256v1').generateKeys().toString('base64url'),
    auth: randomBytes(16).toString('base64url'),
  };
  for (const endpoint of [
    'http://127.0.0.1:1/x',
    'https://push.example/x',
    'https://fcm.googleapis.com.evil.example/',
  ]) {
    await assert.rejects(viewer.call('push.subscribe', { body: { endpoint, keys } }), /push service/);
  }
});
