import { sightTable } from './film-sight.ts';
import type { FilmsEvaluation } from './films.ts';
import { kindTable } from './kind-table.ts';
import { quietReport, storyFailures } from './scenario-report.ts';

/** The scored films as text for a person. */
export function filmReport(e: FilmsEvaluation, seed: number): string {
  const head =
    `Simulated films, seed ${seed}: ${e.scenarios} films, ${e.events} events, ${e.cameraHours.toFixed(1)} camera-hours, ` +
    `the default rules, ${e.model}.\n` +
    'Drawn figures in drawn places through the real decoder, detector, tracker, masks and rules. They are no promise for a\n' +
    'street, and a camera-day of them is a day of nothing but events and what looks like them.\n';
  return [
    head,
    kindTable(e.byKind, 'simulated films'),
    kindTable(e.byCondition, 'simulated films', { of: 'condition', hasLegend: false }),
    `What was seen of what was drawn, simulated films (IoU 0.5, half or more of it in view):\n${sightTable(e.sight)}`,
    storyFailures(e.outcomes),
  ].join('\n');
}

/** Films in which nothing happens. */
export function quietFilmReport(e: FilmsEvaluation): string {
  const seen = `What was seen of what was drawn, quiet simulated films:\n${sightTable(e.sight)}`;
  return `${quietReport(e, 'Quiet simulated films')}\n${seen}`;
}
