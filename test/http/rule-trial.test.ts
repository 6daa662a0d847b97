/** A changed rule over the last days: what was measured and told stands in a real database. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { change } from '../../src/centre/store/database.ts';
import { insertMeasures } from '../../src/centre/store/measures.ts';
import { endSituations, insertSituations } from '../../src/centre/store/situations.ts';
import type { Measure } from '../../src/core/measure/measure.ts';
import { defaultRules, type Rule } from '../../src/core/zone.ts';
import { situation, squareCamera, trackZone } from '../support/situations.ts';
import { type StartedCentre, startCentre } from '../support/start-centre.ts';

const nowMs = Date.UTC(2026, 10, 24, 12);
const hourMs = 3_600_000;
const crowding = defaultRules.crowding as Extract<Rule, { kind: 'crowding' }>;
const intrusion = { ...(defaultRules.intrusion as Extract<Rule, { kind: 'intrusion' }>), holdMs: 500 };
const params = { id: 'square', zoneId: 'track' };
let started: StartedCentre;

before(async () => {
  started = await startCentre({ clock: { nowMs: () => nowMs } });
  const { zones: _, ...camera } = squareCamera();
  const { version } = await started.administrator.call('cameras.create', { body: camera });
  const zones = [{ ...trackZone, rules: [crowding, intrusion] }] as never;
  await started.administrator.call('zones.replace', { params: { id: 'square' }, body: { version, zones } });
  // Three crowds of a minute: 1.5, 2 and 2.5 people per m2. Before and after nobody.
  const measures = [1.5, 2, 2.5].flatMap((perM2, i) =>
    Array.from({ length: 60 }, (_, s) => density(nowMs - (6 - i) * 20 * hourMs + s * 1_000, perM2)),
  );
  const cache = new Map<string, number>();
  await insertMeasures(started.centre.sql, cache, [{ cameraId: 'square', measures }]);
  for (const [i, lastedMs] of [1_000, 6_000, 30_000].entries()) {
    const sinceMs = nowMs - (i + 1) * hourMs;
    await change(started.centre.sql, async (tx) => {
      await insertSituations(tx, [situation(`s-${i}`, { sinceMs, detectedAtMs: sinceMs + 500 })]);
      await endSituations(tx, [{ id: `s-${i}`, endedMs: sinceMs + lastedMs }], 'reported');
    });
  }
});
after(() => started.stop());

function density(atMs: number, value: number): Measure {
  return {
    zoneId: 'track',
    kind: 'density',
    category: 'person',
    direction: null,
    atMs,
    windowMs: 1_000,
    value,
    unit: '1/m2',
    errorBand: 0.2,
    coverage: 1,
    note: null,
  };
}

test('a higher limit would have told of fewer crowds', async () => {
  const counts: number[] = [];
  for (const limitPerM2 of [crowding.limitPerM2, 1.8, 2.2, 3]) {
    const trial = await started.administrator.call('rules.try', {
      params,
      body: { rule: { ...crowding, limitPerM2 } as never, days: 7 },
    });
    assert.deepEqual([trial.basis, trial.limit, trial.asIs?.length], ['measures', null, 3]);
    counts.push(trial.changed!.length);
  }
  assert.deepEqual(counts, [3, 2, 1, 0]);
});

test('only the days that were asked for are looked at', async () => {
  const trial = await started.administrator.call('rules.try', {
    params,
    body: { rule: crowding as never, days: 4 },
  });
  assert.equal(trial.changed!.length, 1);
});

test('a longer hold time leaves out intrusions that were over sooner; a shorter one cannot be known', async () => {
  const ask = (holdMs: number) =>
    started.administrator.call('rules.try', {
      params,
      body: { rule: { ...intrusion, holdMs } as never, days: 7 },
    });
  const longer = await ask(5_000);
  assert.deepEqual([longer.told.length, longer.basis, longer.changed!.length], [3, 'situations', 2]);
  assert.deepEqual((await ask(100)).limit, 'shorter-hold');
});

test('a zone that is not saved yet has no past', async () => {
  await assert.rejects(
    started.administrator.call('rules.try', {
      params: { ...params, zoneId: 'new' },
      body: { rule: crowding as never, days: 7 },
    }),
    /Zone new of camera square does not exist/,
  );
});
