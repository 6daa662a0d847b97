import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CountedIncident, incidentFigures } from '../core/incident/figures/incident-figures.ts';
import { readCsv } from './csv.ts';
import { IncidentFigures } from './incident-figures.ts';
import { incidentFiguresCsv } from './incident-figures-csv.ts';

const dayMs = 86_400_000;
const fromMs = Date.UTC(2026, 10, 3);
const days = [0, 1].map((n) => ({ fromMs: fromMs + n * dayMs, toMs: fromMs + (n + 1) * dayMs }));
const incident: CountedIncident = {
  id: '5b0cbb86-1d0f-4f3c-9d6e-0c4c6a5ba001',
  number: 7,
  kind: 'fire',
  title: null,
  place: 'Hall B',
  priority: 'high',
  openedAtMs: fromMs + 10,
  ending: { cause: 'technical', outcome: 'resolved', lessons: '', atMs: fromMs + 90_510 },
  enRouteAtMs: fromMs + 30_010,
  onSceneAtMs: null,
};

test('the table says of the whole, each day, kind, cause and outcome what was counted and timed', () => {
  const figures = IncidentFigures.parse({
    fromMs,
    toMs: fromMs + 2 * dayMs,
    ...incidentFigures(days, [incident]),
    exercises: 3,
  });
  const [head, ...rows] = readCsv(incidentFiguresCsv(figures));
  const cell = (row: readonly string[], name: string) => row[head!.indexOf(name)];
  assert.deepEqual(
    rows.map((row) => [cell(row, 'part'), cell(row, 'name'), cell(row, 'incidents')]),
    [
      ['whole', '', '1'],
      ['day', '', '1'],
      ['day', '', '0'],
      ['kind', 'fire', '1'],
      ['cause', 'technical', '1'],
      ['outcome', 'resolved', '1'],
      ['exercises', '', '3'],
      ['day_kind', 'fire', '1'],
      ['day_cause', 'technical', '1'],
    ],
  );
  const whole = rows[0]!;
  assert.deepEqual(
    ['en_route_median_s', 'on_scene_incidents', 'on_scene_median_s', 'closing_p95_s'].map((name) =>
      cell(whole, name),
    ),
    ['30', '0', '', '90.5'],
  );
  assert.equal(cell(rows[2]!, 'from'), '2026-11-04T00:00:00.000Z');
  assert.ok(
    rows.every((row) => row.length === head!.length),
    'every line has every cell',
  );
});
