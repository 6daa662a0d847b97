import { kindTable } from './kind-table.ts';
import type { ScenarioEvaluation, ScenarioOutcome } from './scenarios.ts';

/** The scored scenario set as text for a person. */
export function scenarioReport(e: ScenarioEvaluation, seed: number): string {
  const head =
    `Simulated scenarios, seed ${seed}: ${e.scenarios} scenarios, ${e.events} events, ` +
    `${e.cameraHours.toFixed(1)} camera-hours, the default rules.\n` +
    'Simulated figures say what the rules do with what a detector of known errors reports. They are no promise for a street,\n' +
    'and a camera-day of them is a day of nothing but events and what looks like them.\n';
  return `${head}\n${kindTable(e.byKind, 'simulated')}\n${storyFailures(e.outcomes)}`;
}

/** Hours in which nothing happens, as text for a person: of alarms there are only false ones. */
export function quietReport(
  e: Pick<ScenarioEvaluation, 'byKind' | 'cameraHours'>,
  what = 'Quiet hours, simulated',
): string {
  const head = `${what}: ${e.cameraHours.toFixed(1)} camera-hours of ordinary life without any event.`;
  const rows = Object.entries(e.byKind).map(([kind, s]) => {
    const { low, high } = s.falseAlarmsPerCameraDayInterval;
    const perDay = `${s.falseAlarmsPerCameraDay.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)})`;
    const unverified = s.unverified === 0 ? '' : `  ${s.unverified} unverified`;
    return [kind, (s.cameraDays * 24).toFixed(1), `${s.falseAlarms}`, perDay + unverified];
  });
  const lines = [
    ['kind', 'camera-hours (simulated)', 'false (simulated)', 'a camera-day (95 %, simulated)'],
    ...rows,
  ];
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  const table = lines.map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  return `${head}\n\n${table.join('\n')}\n`;
}

/** What went wrong, story by story: where to look. */
export function storyFailures(outcomes: readonly ScenarioOutcome[]): string {
  const isWrong = (o: ScenarioOutcome) => o.detected < o.truths || o.falseAlarms > 0 || o.duplicates > 0;
  const byStory = Map.groupBy(outcomes, (o) => o.story);
  const lines = [...byStory].flatMap(([story, of]) => {
    const wrong = of.filter(isWrong);
    if (wrong.length === 0) return [];
    const sum = (what: 'truths' | 'detected' | 'falseAlarms' | 'duplicates') =>
      of.reduce((total, o) => total + o[what], 0);
    const parts = [
      ...(sum('detected') < sum('truths')
        ? [`${sum('truths') - sum('detected')} of ${sum('truths')} missed`]
        : []),
      ...(sum('falseAlarms') > 0 ? [`${sum('falseAlarms')} false`] : []),
      ...(sum('duplicates') > 0 ? [`${sum('duplicates')} told again`] : []),
    ];
    const conditions = [...new Set(wrong.map(({ condition }) => condition))].join(', ');
    return [`  ${of[0]!.kind}: ${parts.join(', ')} (${conditions}): ${story}`];
  });
  return lines.length === 0
    ? 'In no simulated story anything was missed, false or told again.\n'
    : `Simulated stories in which something was missed, false or told again:\n${lines.join('\n')}\n`;
}
