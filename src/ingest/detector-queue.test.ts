import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Detection } from '../core/detection.ts';
import { DetectorQueue } from './detector-queue.ts';
import type { Picture } from './picture.ts';

type Named = Picture & { readonly name: string };

function picture(name: string): Named {
  return {
    name,
    atMs: 0,
    runId: 'run',
    index: 0,
    widthPx: 1,
    heightPx: 1,
    toRgb: () => ({ r: new Uint8Array(0), g: new Uint8Array(0), b: new Uint8Array(0) }),
    toYuv420: () => assert.fail('not needed'),
    free: () => {},
  };
}

/** A detector whose inferences end when the test says so. */
class Bench {
  readonly started: string[] = [];
  readonly #finish: (() => void)[] = [];
  readonly queue = new DetectorQueue({
    detect: (given) =>
      new Promise<Detection[]>((resolve) => {
        this.started.push((given as Named).name);
        this.#finish.push(() => resolve([]));
      }),
  });

  async finishOne(): Promise<void> {
    this.#finish.shift()?.();
    await new Promise(setImmediate);
  }
}

test('one inference runs at a time, and cameras are served in turn', async () => {
  const bench = new Bench();
  const [a, b, c] = [bench.queue.join(), bench.queue.join(), bench.queue.join()];
  for (const [camera, name] of [
    [a, 'a1'],
    [b, 'b1'],
    [c, 'c1'],
  ] as const)
    void camera.detect(picture(name));
  void a.detect(picture('a2'));
  assert.deepEqual(bench.started, ['a1']);
  for (let i = 0; i < 3; i++) await bench.finishOne();
  assert.deepEqual(bench.started, ['a1', 'b1', 'c1', 'a2']);
});

test('a newer picture takes the place of the waiting one and keeps its turn', async () => {
  const bench = new Bench();
  const [a, b, c] = [bench.queue.join(), bench.queue.join(), bench.queue.join()];
  void a.detect(picture('a1'));
  const old = b.detect(picture('b1'));
  void c.detect(picture('c1'));
  void b.detect(picture('b2'));
  assert.equal(await old, null);
  assert.equal(b.droppedCount, 1);
  for (let i = 0; i < 2; i++) await bench.finishOne();
  assert.deepEqual(bench.started, ['a1', 'b2', 'c1']);
});

test('a camera that leaves gets its waiting picture back', async () => {
  const bench = new Bench();
  const [a, b] = [bench.queue.join(), bench.queue.join()];
  void a.detect(picture('a1'));
  const waiting = b.detect(picture('b1'));
  b.close();
  assert.equal(await waiting, null);
  assert.equal(bench.queue.waitingCount, 0);
});

test('an inference that fails fails alone', async () => {
  let calls = 0;
  const queue = new DetectorQueue({
    detect: async () => {
      if (++calls === 1) throw new Error('broken');
      return [];
    },
  });
  const [a, b] = [queue.join(), queue.join()];
  const first = a.detect(picture('a1'));
  const second = b.detect(picture('b1'));
  await assert.rejects(first, /broken/);
  assert.deepEqual(await second, []);
});

test('no camera starves, however many pictures the others bring, and the queue stays bounded', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 60, maxLength: 120 }),
      async (offers) => {
        const bench = new Bench();
        const cameras = Array.from({ length: 5 }, () => bench.queue.join());
        const waitingSince = new Map<number, number>();
        let served = 0;
        for (const [i, number] of offers.entries()) {
          void cameras[number]!.detect(picture(String(number)));
          if (!waitingSince.has(number)) waitingSince.set(number, served);
          assert.ok(bench.queue.waitingCount <= 5);
          if (i % 2 === 0) await bench.finishOne();
          for (; served < bench.started.length; served++) {
            const turn = Number(bench.started[served]);
            const waited = served - (waitingSince.get(turn) ?? served);
            assert.ok(waited <= 5, `camera ${turn} waited ${waited} turns`);
            waitingSince.delete(turn);
          }
        }
      },
    ),
    { numRuns: 30 },
  );
});
