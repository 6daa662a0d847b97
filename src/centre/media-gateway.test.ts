import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { decodeLiveFrame } from '../contract/live.ts';
import { createMediaGateway } from './media-gateway.ts';
import type { ViewerSocket } from './ports.ts';

class Socket extends EventEmitter implements ViewerSocket {
  bufferedAmount = 0;
  readonly sent: (string | Uint8Array)[] = [];
  closed: number | undefined;
  send(data: string | Uint8Array): void {
    this.sent.push(data);
  }
  close(code?: number): void {
    this.closed = code;
    this.emit('close');
  }
  frames() {
    return this.sent
      .filter((data) => typeof data !== 'string')
      .map((data) => decodeLiveFrame((data as Uint8Array).buffer as ArrayBuffer));
  }
}

const clock = { now: 1_000, nowMs: () => clock.now };
const header = {
  type: 'media.header',
  cameraId: 'gate',
  codec: 'avc1.42c01e',
  widthPx: 64,
  heightPx: 48,
} as const;
const frame = (isKey: boolean, capturedAtMs: number) =>
  ({
    type: 'media.frame',
    cameraId: 'gate',
    isKey,
    capturedAtMs,
    accessUnit: new Uint8Array([capturedAtMs]),
  }) as const;

test('a new viewer gets the header and the current group of pictures at once', () => {
  const gateway = createMediaGateway(clock);
  gateway.accept(header);
  for (const [isKey, at] of [
    [true, 1],
    [false, 2],
    [true, 3],
    [false, 4],
  ] as const)
    gateway.accept(frame(isKey, at));
  const viewer = new Socket();
  gateway.attach('gate', viewer);
  assert.equal(JSON.parse(viewer.sent[0] as string).codec, 'avc1.42c01e');
  assert.deepEqual(
    viewer.frames().map((f) => [f.isKey, f.capturedAtMs, f.accessUnit[0]]),
    [
      [true, 3, 3],
      [false, 4, 4],
    ],
  );
});

test('a slow viewer loses whole groups and disturbs no other', () => {
  const gateway = createMediaGateway(clock);
  gateway.accept(header);
  const slow = new Socket();
  const quick = new Socket();
  gateway.attach('gate', slow);
  gateway.attach('gate', quick);
  gateway.accept(frame(true, 1));
  slow.bufferedAmount = 10_000_000;
  gateway.accept(frame(false, 2));
  slow.bufferedAmount = 0;
  gateway.accept(frame(false, 3));
  gateway.accept(frame(true, 4));
  assert.deepEqual(
    slow.frames().map((f) => f.capturedAtMs),
    [1, 4],
  );
  assert.deepEqual(
    quick.frames().map((f) => f.capturedAtMs),
    [1, 2, 3, 4],
  );
});

test('a viewer that drains nothing is cut', () => {
  const gateway = createMediaGateway(clock);
  gateway.accept(header);
  const dead = new Socket();
  gateway.attach('gate', dead);
  dead.bufferedAmount = 10_000_000;
  gateway.accept(frame(true, 1));
  clock.now += 30_000;
  gateway.accept(frame(true, 2));
  assert.equal(dead.closed, 1013);
  assert.equal(gateway.viewers(), 0);
});

test('a viewer of a lost camera is told why instead of shown an old picture', () => {
  const gateway = createMediaGateway(clock);
  gateway.accept(header);
  gateway.accept(frame(true, 1));
  gateway.accept({
    type: 'camera.state',
    cameraId: 'gate',
    state: 'lost',
    cause: null,
    message: 'The camera does not answer.',
  });
  const viewer = new Socket();
  gateway.attach('gate', viewer);
  assert.equal(viewer.frames().length, 0);
  assert.equal(JSON.parse(viewer.sent[0] as string).message, 'The camera does not answer.');
});

test('the stream is asked for with the first viewer and rests after the last one left', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const gateway = createMediaGateway(clock);
  const told: boolean[] = [];
  gateway.onDemand((_, { stream }) => told.push(stream));
  const first = new Socket();
  const second = new Socket();
  gateway.attach('gate', first);
  gateway.attach('gate', second);
  gateway.accept(header);
  gateway.accept(frame(true, 1));
  first.close();
  second.close();
  const third = new Socket();
  gateway.attach('gate', third);
  t.mock.timers.tick(60_000);
  assert.deepEqual(told, [true]);
  third.close();
  t.mock.timers.tick(60_000);
  assert.deepEqual(told, [true, false]);
  const late = new Socket();
  gateway.attach('gate', late);
  assert.equal(late.frames().length, 0, 'what a rested stream showed last is not now');
});

test('viewers of a removed camera do not stop the stream of one that is added under its name', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const gateway = createMediaGateway(clock);
  const told: boolean[] = [];
  gateway.onDemand((_, { stream }) => told.push(stream));
  const before = new Socket();
  gateway.attach('gate', before);
  gateway.forget('gate');
  gateway.attach('gate', new Socket());
  before.close();
  t.mock.timers.tick(60_000);
  assert.deepEqual(told, [true, false, true]);
});

test('stills come faster while somebody asks for them', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const gateway = createMediaGateway(clock);
  const told: boolean[] = [];
  gateway.onDemand((_, { stills }) => told.push(stills));
  assert.equal(gateway.snapshot('gate'), null);
  for (let i = 0; i < 5; i++) {
    t.mock.timers.tick(5_000);
    gateway.snapshot('gate');
  }
  assert.deepEqual(told, [true]);
  t.mock.timers.tick(60_000);
  assert.deepEqual(told, [true, false]);
  gateway.snapshot('gate');
  gateway.forget('gate');
  t.mock.timers.tick(60_000);
  assert.deepEqual(told, [true, false, true, false]);
});
