import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { createWatchedCameras } from './watched-cameras.ts';

type Told = [streamId: string, cameraIds: readonly string[]];

beforeEach(() => mock.timers.reset());

/** Lets what waits for an answer go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

function stream() {
  mock.timers.enable({ apis: ['setTimeout'] });
  const told: Told[] = [];
  const answers: (() => void)[] = [];
  let isRefused = false;
  const watched = createWatchedCameras(async (streamId, cameraIds) => {
    told.push([streamId, cameraIds]);
    if (isRefused) throw new Error('no line');
    await new Promise<void>((resolve) => answers.push(resolve));
  });
  return {
    told,
    watched,
    refuse: (is: boolean) => {
      isRefused = is;
    },
    async answer() {
      for (const resolve of answers.splice(0)) resolve();
      await settle();
    },
    async pass(ms: number) {
      mock.timers.tick(ms);
      await settle();
    },
  };
}

test('what comes and goes within a moment is told once, and a camera that two parts show stays while one does', async () => {
  const { told, watched, answer, pass } = stream();
  watched.begin('s1');
  const first = watched.add(['b', 'a']);
  const second = watched.add(['a']);
  await pass(100);
  assert.deepEqual(told, [['s1', ['a', 'b']]]);
  await answer();
  first();
  await pass(100);
  await answer();
  assert.deepEqual(told.at(-1), ['s1', ['a']]);
  second();
  watched.add(['a']);
  await pass(1_000);
  assert.equal(told.length, 2);
});

test('a stream that begins is told all that is shown; nothing is told twice at once', async () => {
  const { told, watched, answer, pass } = stream();
  watched.add(['a']);
  await pass(1_000);
  assert.deepEqual(told, []);
  watched.begin('s1');
  watched.add(['b']);
  await pass(1_000);
  assert.deepEqual(told, [['s1', ['a']]]);
  await answer();
  await pass(100);
  assert.deepEqual(told.at(-1), ['s1', ['a', 'b']]);
  watched.begin('s2');
  await answer();
  assert.deepEqual(told.at(-1), ['s2', ['a', 'b']]);
});

test('what could not be told is told again while the stream lasts', async () => {
  const { told, watched, refuse, answer, pass } = stream();
  refuse(true);
  watched.begin('s1');
  watched.add(['a']);
  await pass(100);
  await pass(2_000);
  assert.equal(told.length, 2);
  refuse(false);
  await pass(2_000);
  await answer();
  assert.equal(told.length, 3);
  await pass(10_000);
  assert.equal(told.length, 3);
  watched.begin(null);
  watched.add(['b']);
  await pass(10_000);
  assert.equal(told.length, 3);
});
