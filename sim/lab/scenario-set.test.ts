import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneSituationKinds } from '../../src/core/zone.ts';
import { runScenario } from './run-scenario.ts';
import { conditions } from './scenario.ts';
import { negatives, scenarioSet, stories } from './scenario-set.ts';

test('the set holds at least 200 labelled events, ten or more of every kind, in every condition', () => {
  const set = scenarioSet(1);
  const events = set.flatMap(({ kind, condition, truth }) =>
    truth.map((event) => ({ kind, condition, event })),
  );
  assert.ok(events.length >= 200, `${events.length} events`);
  for (const kind of zoneSituationKinds) {
    const own = events.filter((e) => e.kind === kind);
    assert.ok(own.length >= 10, `${kind}: ${own.length} events`);
    for (const condition of conditions)
      assert.ok(
        own.some((e) => e.condition === condition),
        `${kind}: none by ${condition}`,
      );
    // A scenario's only rule is its kind's: nothing else is true in it.
    assert.ok(own.every(({ event }) => event.kind === kind));
  }
  assert.equal(new Set(set.map(({ id }) => id)).size, set.length, 'two scenarios share a name');
});

test('what is told as an event is one, what only looks alike is none, under whatever seed', () => {
  for (const seed of [2, 3]) {
    for (const scenario of scenarioSet(seed)) {
      const isEvent = stories.some(({ id }) => scenario.id.startsWith(`${id}/`));
      assert.equal(scenario.truth.length > 0, isEvent, `${scenario.id}: ${scenario.truth.length} events`);
      for (const { startMs, endMs } of scenario.truth) assert.ok(startMs <= endMs);
    }
  }
});

test('every kind has something that looks alike', () => {
  for (const kind of zoneSituationKinds)
    assert.ok(negatives.filter((story) => story.kind === kind).length >= 2, kind);
});

test('a scenario plays the same frames every time, and the core says the same of them', () => {
  const [scenario] = scenarioSet(5, ['left-object']);
  assert.deepEqual([...scenario!.frames()].slice(0, 200), [...scenario!.frames()].slice(0, 200));
  assert.deepEqual(runScenario(scenario!), runScenario(scenario!));
  const [other] = scenarioSet(6, ['left-object']);
  assert.notDeepEqual([...scenario!.frames()][60]!.detections, [...other!.frames()][60]!.detections);
});

test('what the ingest would report is well-formed', () => {
  for (const kind of zoneSituationKinds) {
    const scenario = scenarioSet(1, [kind])[0]!;
    let lastMs = 0;
    for (const { frame, detections, signal, still, foreground } of scenario.frames()) {
      assert.ok(frame.atMs > lastMs && signal.atMs === frame.atMs);
      lastMs = frame.atMs;
      for (const { box, score } of detections) {
        assert.ok(score > 0 && score < 1);
        assert.ok(box.x >= 0 && box.y >= 0 && box.w > 0 && box.h > 0);
        assert.ok(box.x + box.w <= frame.widthPx + 0.1 && box.y + box.h <= frame.heightPx + 0.1, kind);
      }
      for (const { box, sinceMs } of still ?? []) assert.ok(sinceMs <= frame.atMs && box.w > 0 && box.h > 0);
      if (foreground) assert.equal(foreground.cells.length, foreground.columns * foreground.rows);
    }
  }
});

test('an intruder in full view is told within a second and a half of stepping in', () => {
  const scenario = scenarioSet(1, ['intrusion']).find(({ condition }) => condition === 'day')!;
  const told = runScenario(scenario).situations.filter(
    ({ phase, situation }) => phase === 'began' && situation.kind === 'intrusion',
  );
  for (const { startMs, endMs } of scenario.truth) {
    const found = told.find(({ atMs }) => atMs >= startMs && atMs <= endMs);
    assert.ok(found && found.atMs - startMs <= 1_500, `${found?.atMs} for ${startMs}`);
  }
});
