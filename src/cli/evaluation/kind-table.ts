import { type BarVerdict, nationalHighwaysBar } from '../../core/score/detection-bar.ts';
import type { Interval } from '../../core/score/kind-score.ts';
import type { KindEvaluation } from './evaluation.ts';

const mark: { readonly [V in BarVerdict]: string } = { met: '+', 'not-met': '-', open: '~' };

const figures = [
  'detected',
  'rate (95 %)',
  'false',
  'of alerts (95 %)',
  'a camera-day (95 %)',
  'to detect: mean / p95',
  'past its hold',
  'again',
  'joined',
  'unverified',
  'F1',
] as const;

/**
 * The figures of each kind as a table for a person, beside the public bar.
 * @param label says what the figures are of, e.g. "simulated": it stands in every heading.
 * @param more.of what the rows are, where they are not kinds.
 * @param more.hasLegend false where another table with it stands above.
 */
export function kindTable(
  byKind: Readonly<Record<string, KindEvaluation>>,
  label: string | null,
  { of = 'kind', hasLegend = true }: { readonly of?: string; readonly hasLegend?: boolean } = {},
): string {
  const headings = [of, ...figures];
  const rows = Object.entries(byKind)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([kind, score]) => rowOf(kind, score));
  // A heading that says what the figures are would widen every column: it has a line of its own.
  const above = headings.map(() => label ?? '');
  const lines = label === null ? [headings, ...rows] : [above, headings, ...rows];
  const widths = headings.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  const text = lines.map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  return `${text.join('\n')}\n${hasLegend ? `\n${legend}\n` : ''}`;
}

const legend = [
  `Beside the bar of National Highways for stopped vehicles (at least ${percent(nationalHighwaysBar.leastDetectionRate, 0)} detected, under ${percent(nationalHighwaysBar.falseAlarmShareBelow, 0)} of alerts`,
  `false, within ${nationalHighwaysBar.mostTimeToDetectMs / 1_000} s): + meets it, - does not, ~ too few events to tell. Intervals are exact.`,
  'Time to detect runs from the beginning of an event, so it holds what a rule waits for; "past its hold" leaves that out.',
  'again: alarms for what was detected already. joined: told within an open alarm. unverified: share that nobody could judge.',
].join('\n');

function rowOf(kind: string, s: KindEvaluation): string[] {
  const time = s.timeToDetectMs;
  const after = s.timeAfterHoldMs;
  return [
    kind,
    `${s.detected} of ${s.truths}`,
    s.detectionRate === null
      ? '-'
      : `${percent(s.detectionRate)} (${range(s.detectionRateInterval!)})${marked(s.bar.detectionRate)}`,
    `${s.falseAlarms} of ${s.announced}`,
    s.falseAlarmShare === null
      ? '-'
      : `${percent(s.falseAlarmShare)} (${range(s.falseAlarmShareInterval!)})${marked(s.bar.falseAlarmShare)}`,
    `${rate(s.falseAlarmsPerCameraDay)} (${rate(s.falseAlarmsPerCameraDayInterval.low)} to ${rate(s.falseAlarmsPerCameraDayInterval.high)})`,
    time === null ? '-' : `${seconds(time.mean)} / ${seconds(time.p95)}${marked(s.bar.timeToDetect)}`,
    after === null ? '-' : `${seconds(after.mean)} / ${seconds(after.p95)}`,
    `${s.duplicates}`,
    `${s.joined}`,
    s.unverifiedShare === null ? '-' : percent(s.unverifiedShare),
    s.ilidsF1 === null ? '-' : s.ilidsF1.toFixed(3),
  ];
}

function marked(verdict: BarVerdict | null): string {
  return verdict === null ? '' : ` ${mark[verdict]}`;
}

function range({ low, high }: Interval): string {
  return `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}`;
}

function percent(value: number, digits = 1): string {
  return `${(100 * value).toFixed(digits)} %`;
}

function rate(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
