import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CountedIncident, incidentFigures } from './incident-figures.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const days = [0, 1, 2].map((n) => ({ fromMs: n * dayMs, toMs: (n + 1) * dayMs }));
let count = 0;

function incident(openedAtMs: number, more: Partial<CountedIncident> = {}): CountedIncident {
  const number = ++count;
  return {
    id: `i-${number}`,
    number,
    kind: 'medical',
    title: null,
    place: 'Gate 3',
    priority: 'medium',
    openedAtMs,
    ending: null,
    enRouteAtMs: null,
    onSceneAtMs: null,
    ...more,
  };
}
const ending = (atMs: number, more: Partial<NonNullable<CountedIncident['ending']>> = {}) => ({
  cause: 'illness' as const,
  outcome: 'resolved' as const,
  lessons: '',
  atMs,
  ...more,
});

test('incidents are counted on the day they were opened, by kind and, once closed, by cause and outcome', () => {
  const figures = incidentFigures(days, [
    incident(0, { ending: ending(minuteMs) }),
    incident(dayMs - 1, { kind: 'queue', priority: 'high' }),
    incident(dayMs, { ending: ending(3 * dayMs, { cause: 'accident', outcome: 'handed-over' }) }),
    incident(dayMs, { ending: ending(2 * dayMs) }),
  ]);
  assert.deepEqual([figures.whole.incidents, figures.whole.open], [4, 1]);
  assert.deepEqual(figures.whole.perDay, [2, 2, 0]);
  assert.deepEqual(figures.byPriority, { high: [1, 0, 0], medium: [1, 2, 0], low: [0, 0, 0] });
  assert.deepEqual(
    figures.kinds.map(({ kind, incidents, perDay }) => [kind, incidents, perDay]),
    [
      ['medical', 3, [1, 2, 0]],
      ['queue', 1, [1, 0, 0]],
    ],
  );
  assert.deepEqual(
    figures.causes.map(({ cause, incidents }) => [cause, incidents]),
    [
      ['illness', 2],
      ['accident', 1],
    ],
  );
  assert.deepEqual(figures.outcomes, [
    { outcome: 'resolved', incidents: 2 },
    { outcome: 'handed-over', incidents: 1 },
  ]);
});

test('times begin with the opening, and only incidents that have one are counted in it', () => {
  const { whole } = incidentFigures(
    days,
    [1, 2, 3, 4, 5].map((n) =>
      incident(n * minuteMs, {
        enRouteAtMs: n < 4 ? n * minuteMs + n * 10_000 : null,
        ending: ending(n * minuteMs + n * minuteMs),
      }),
    ),
  );
  assert.deepEqual(whole.enRoute, { incidents: 3, medianMs: 20_000, p95Ms: 30_000 });
  assert.deepEqual(whole.onScene, { incidents: 0, medianMs: null, p95Ms: null });
  assert.deepEqual(whole.closing, { incidents: 5, medianMs: 3 * minuteMs, p95Ms: 5 * minuteMs });
});

test('lessons are listed, the newest first, and empty ones are not', () => {
  const { lessons } = incidentFigures(days, [
    incident(0, { ending: ending(5, { lessons: 'Keep the gate key at hand.' }) }),
    incident(0, { ending: ending(9, { lessons: ' ' }) }),
    incident(0, { ending: ending(7, { lessons: 'Two stewards were too few.' }) }),
    incident(0),
  ]);
  assert.deepEqual(
    lessons.map((one) => one.lessons),
    ['Two stewards were too few.', 'Keep the gate key at hand.'],
  );
});

test('nothing names a person', () => {
  const one = { ...incident(0, { ending: ending(1) }), openedBy: 'ada', closedBy: 'ada' };
  assert.equal(JSON.stringify(incidentFigures(days, [one])).includes('ada'), false);
});

test('a span without incidents has figures too', () => {
  const { whole, kinds, outcomes } = incidentFigures(days, []);
  assert.deepEqual([whole.incidents, whole.perDay, kinds, outcomes], [0, [0, 0, 0], [], []]);
});
