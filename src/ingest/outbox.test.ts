import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FromIngest } from '../contract/ingest.ts';
import { type Channel, openOutbox } from './outbox.ts';

/** A parent that takes messages only when told to. */
function slowParent() {
  const waiting: { message: FromIngest; done: (error: Error | null) => void }[] = [];
  const channel: Channel = {
    connected: true,
    send: (message, _handle, _options, done) => {
      waiting.push({ message, done });
      return true;
    },
  };
  return { channel, waiting, takeAll: () => waiting.splice(0).forEach(({ done }) => void done(null)) };
}

const frame = (bytes: number): FromIngest => ({
  type: 'media.frame',
  cameraId: 'a',
  isKey: true,
  capturedAtMs: 0,
  accessUnit: new Uint8Array(bytes),
});

test('there is room until the centre is two megabytes behind, and again when it has caught up', () => {
  const { channel, takeAll } = slowParent();
  const outbox = openOutbox(channel, assert.fail);
  for (let i = 0; i < 20; i++) outbox.send(frame(100_000));
  assert.equal(outbox.hasRoom(), true);
  outbox.send(frame(100_000));
  assert.equal(outbox.hasRoom(), false);
  takeAll();
  assert.equal(outbox.hasRoom(), true);
});

test('many small messages fill it as well', () => {
  const { channel } = slowParent();
  const outbox = openOutbox(channel, assert.fail);
  for (let i = 0; i < 500; i++) outbox.send({ type: 'measures', cameraId: 'a', measures: [] });
  assert.equal(outbox.hasRoom(), false);
});

test('a parent that is gone, or never reads, ends the process', () => {
  const reasons: string[] = [];
  openOutbox({ connected: false }, (why) => reasons.push(why)).send(frame(1));
  const { channel } = slowParent();
  const outbox = openOutbox(channel, (why) => reasons.push(why));
  for (let i = 0; i <= 20_000; i++) outbox.send({ type: 'measures', cameraId: 'a', measures: [] });
  assert.deepEqual(reasons, ['the centre is gone', 'the centre left 20001 messages unread']);
});
