import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alarmFigures } from '../core/alarm/figures/alarm-figures.ts';
import { figuresCsv } from './alarm-figures-csv.ts';
import { readCsv } from './csv.ts';

const hourMs = 3_600_000;
const fromMs = Date.UTC(2026, 10, 3);
const span = { fromMs, toMs: fromMs + 10 * hourMs };

test('the table says of the whole, each rule, shift and operator what was measured, and names places', () => {
  const alarm = { alarmId: 'a', cameraId: 'square', zoneId: 'gate', kind: 'queue' } as const;
  const answer = { acknowledgedAtMs: fromMs + 90_500, acknowledgedBy: 'ada', overAtMs: null };
  const asked = { ...alarm, ...answer, priority: 'medium', atMs: fromMs, isNuisance: true } as const;
  const chatter = { times: 3, withinMs: 600_000 };
  const yardstick = { nowMs: span.toMs, chatter, respondWithinMs: () => 60_000 };
  const figures = alarmFigures({ span, shifts: [{ ...span, start: '00:00' }] }, [asked], yardstick);
  const csv = figuresCsv(
    {
      ...span,
      ...figures,
      judgements: [...figures.judgements],
      periods: { ...figures.periods, high: [], medium: [], low: [] },
      floods: [],
      rules: [...figures.rules],
      shifts: [...figures.shifts],
      operators: [...figures.operators],
    },
    () => ({ camera: '=Square, north', zone: 'Gate "A"' }),
  );
  const [head, ...rows] = readCsv(csv);
  const cell = (row: readonly string[], name: string) => row[head!.indexOf(name)];
  assert.deepEqual(
    rows.map((row) => cell(row, 'part')),
    ['whole', 'rule', 'shift', 'operator', 'operator_own'],
  );
  const rule = rows[1]!;
  assert.deepEqual([cell(rule, 'camera'), cell(rule, 'zone')], ['=Square, north', 'Gate "A"']);
  assert.equal(cell(rule, 'acknowledge_median_s'), '90.5');
  assert.equal(cell(rule, 'nuisance_share'), '1');
  assert.equal(cell(rows[0]!, 'from'), '2026-11-03T00:00:00.000Z');
  assert.equal(cell(rows[0]!, 'alarms_per_10_min'), '0.0167');
  assert.equal(cell(rows[3]!, 'operator'), 'ada');
  assert.ok(csv.includes("'=Square"), 'a spreadsheet does not run it');
});
