/** The figures that the default rules reach in the laboratory must not fall. Simulated, every one of them. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Scenario } from '../../../sim/lab/scenario.ts';
import { scenarioSet } from '../../../sim/lab/scenario-set.ts';
import { type ZoneSituationKind, zoneSituationKinds } from '../../core/zone.ts';
import { scenarioReport } from './scenario-report.ts';
import { evaluateScenarios } from './scenarios.ts';

const seed = 1;

function play(
  t: TestContext,
  kinds: readonly ZoneSituationKind[],
  isTaken: (scenario: Scenario) => boolean = () => true,
) {
  const evaluation = evaluateScenarios(scenarioSet(seed, kinds).filter(isTaken));
  for (const line of scenarioReport(evaluation, seed).trimEnd().split('\n')) t.diagnostic(line);
  return evaluation;
}

const traffic = ['wrong-way', 'stopped-vehicle', 'slow-traffic', 'traffic-queue'] as const;
const intrusions = ['intrusion', 'person-on-track', 'pedestrian-on-carriageway', 'line-crossing'] as const;

test('simulated traffic and intrusions: 95 % detected, under 10 % of alerts false, in time', (t) => {
  const { byKind } = play(t, [...traffic, ...intrusions]);
  for (const kind of [...traffic, ...intrusions]) {
    const s = byKind[kind]!;
    assert.ok(s.truths >= 20, `${kind}: only ${s.truths} events`);
    assert.ok(s.detectionRate! >= 0.95, `${kind}: ${s.detected} of ${s.truths} detected`);
    assert.ok(s.falseAlarmShare! < 0.1, `${kind}: ${s.falseAlarms} of ${s.announced} false`);
    assert.ok(s.duplicates <= 0.1 * s.truths, `${kind}: ${s.duplicates} told again`);
  }
  for (const kind of traffic) {
    const meanMs = byKind[kind]!.timeAfterHoldMs!.mean;
    assert.ok(meanMs <= 10_000, `${kind}: ${meanMs} ms after its hold time`);
  }
  for (const kind of ['intrusion', 'person-on-track'] as const) {
    const meanMs = byKind[kind]!.timeToDetectMs!.mean;
    assert.ok(meanMs <= 1_000, `${kind}: ${meanMs} ms`);
  }
  assert.deepEqual(
    Object.keys(byKind).filter((kind) => ![...traffic, ...intrusions].some((own) => own === kind)),
    [],
    'nothing else is told',
  );
});

test('simulated people and objects: what is reached is kept', (t) => {
  const kinds = zoneSituationKinds.filter((kind) => ![...traffic, ...intrusions].some((own) => own === kind));
  // Crowds take long to play: each story once in each condition.
  const told = new Set<string>();
  const { byKind } = play(t, kinds, ({ story, condition }) => {
    const telling = `${story} ${condition}`;
    const isFirst = !told.has(telling);
    told.add(telling);
    return isFirst;
  });
  for (const kind of kinds) {
    const s = byKind[kind]!;
    assert.ok(s.detectionRate! >= 0.9, `${kind}: ${s.detected} of ${s.truths} detected`);
    assert.ok(s.falseAlarmShare! < 0.1, `${kind}: ${s.falseAlarms} of ${s.announced} false`);
  }
});

test('the same seed gives the same figures to the last digit, and another seed others', () => {
  const figures = (of: number) =>
    JSON.stringify(evaluateScenarios(scenarioSet(of, ['stopped-vehicle', 'intrusion'])));
  assert.equal(figures(3), figures(3));
  assert.notEqual(figures(3), figures(4));
});

test('what did not happen is a false alarm, and a fault of the camera that nobody played is unverified', () => {
  const [scenario] = scenarioSet(seed, ['stopped-vehicle']);
  const lies = { ...scenario!, truth: [] };
  const { byKind } = evaluateScenarios([lies]);
  assert.ok(byKind['stopped-vehicle']!.falseAlarms >= 1);
  assert.equal(byKind['stopped-vehicle']!.detectionRate, null);
  // The camera goes dark in the middle.
  const dark = {
    ...scenario!,
    *frames() {
      for (const frame of scenario!.frames()) {
        const isDark = frame.frame.index > 100;
        yield { ...frame, signal: isDark ? { ...frame.signal, meanLuma: 2, contrast: 1 } : frame.signal };
      }
    },
  };
  const blind = evaluateScenarios([dark]).byKind['camera-dark']!;
  assert.deepEqual([blind.unverified, blind.falseAlarms, blind.unverifiedShare], [1, 0, 1]);
});
