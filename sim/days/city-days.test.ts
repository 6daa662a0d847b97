import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulateCity } from './city-days.ts';
import seeds from './seeds.json' with { type: 'json' };

/** The four kinds of place, through a morning that has as much trouble as a day. */
const morning = { cameras: 4, hours: 3, fromHour: 6, trouble: 8 } as const;

test('every fixed seed plays a morning in which all invariants hold', async () => {
  let [situations, alarms, measures] = [0, 0, 0];
  const digests = new Set<string>();
  for (const seed of seeds.seeds) {
    const { summary, digest } = await simulateCity({ seed, ...morning });
    digests.add(digest);
    situations += summary.situations;
    alarms += summary.alarms;
    measures += summary.measures;
  }
  assert.ok(seeds.seeds.length >= 20);
  assert.equal(digests.size, seeds.seeds.length, 'two seeds gave one digest');
  // A city in which nothing is ever found proves nothing.
  assert.ok(situations >= 100 && alarms >= 100, `${situations} situations, ${alarms} alarms`);
  assert.ok(measures > 20 * 4 * 3 * 3_600, `${measures} measures`);
});

test('the same seed gives the same digest, however many threads there are', async () => {
  const asked = { seed: 42, ...morning };
  const alone = await simulateCity(asked);
  const again = await simulateCity(asked);
  const threaded = await simulateCity({ ...asked, threads: 2 });
  assert.equal(again.digest, alone.digest);
  assert.equal(threaded.digest, alone.digest);
  assert.deepEqual(threaded.summary, alone.summary);
});

test('passing over what is empty says the same as five frames a second throughout', async () => {
  // Seeds with faults and clock steps among them.
  for (const seed of [3, 7]) {
    const asked = { seed, cameras: 4, hours: 2, fromHour: 4, trouble: 8 };
    const sparse = await simulateCity({ ...asked, pace: 'sparse' });
    const full = await simulateCity({ ...asked, pace: 'full' });
    assert.ok(sparse.summary.passedShare > 0.3, `${sparse.summary.passedShare} passed over`);
    assert.equal(full.summary.passedShare, 0);
    assert.equal(full.summary.framesAnalysed > 3 * sparse.summary.framesAnalysed, true);
    assert.equal(full.summary.situations, sparse.summary.situations);
    assert.equal(full.summary.measures, sparse.summary.measures);
    assert.equal(full.digest, sparse.digest, `seed ${seed}`);
  }
});
