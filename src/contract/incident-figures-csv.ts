/** Figures of incidents as one table: a line for the whole, and one for each day, kind, cause and outcome. */
import { writeCsv } from './csv.ts';
import type { IncidentFigures, IncidentGroupFigures } from './incident-figures.ts';

type Part = { readonly part: string; readonly from: string; readonly to: string; readonly name?: string };

const times = ['enRoute', 'onScene', 'closing'] as const;
const columns = {
  enRoute: 'en_route',
  onScene: 'on_scene',
  closing: 'closing',
} as const satisfies { readonly [T in (typeof times)[number]]: string };
const head = [
  'part',
  'from',
  'to',
  'name',
  'incidents',
  'open',
  ...times.flatMap((time) => [
    `${columns[time]}_incidents`,
    `${columns[time]}_median_s`,
    `${columns[time]}_p95_s`,
  ]),
];

/** Durations in seconds; empty: nobody measured it. Exercises stand in a line of their own: they are no incidents. */
export function incidentFiguresCsv(figures: IncidentFigures): string {
  const whole = { from: timeOf(figures.fromMs), to: timeOf(figures.toMs) };
  return writeCsv([
    head,
    line({ part: 'whole', ...whole }, figures.whole),
    ...figures.days.map(({ fromMs, toMs }, i) =>
      counted({ part: 'day', from: timeOf(fromMs), to: timeOf(toMs) }, figures.whole.perDay[i]!),
    ),
    ...figures.kinds.map((one) => line({ part: 'kind', ...whole, name: one.kind }, one)),
    ...figures.causes.map((one) => line({ part: 'cause', ...whole, name: one.cause }, one)),
    ...figures.outcomes.map(({ outcome, incidents }) =>
      counted({ part: 'outcome', ...whole, name: outcome }, incidents),
    ),
    counted({ part: 'exercises', ...whole }, figures.exercises),
    ...daysBy('kind', figures, (i) => figures.kinds.map(({ kind, perDay }) => [kind, perDay[i]!])),
    ...daysBy('cause', figures, (i) => figures.causes.map(({ cause, perDay }) => [cause, perDay[i]!])),
  ]);
}

/** A line for each day and name that has any. */
function daysBy(
  what: 'kind' | 'cause',
  { days }: IncidentFigures,
  countsOf: (day: number) => (readonly [name: string, incidents: number])[],
): string[][] {
  return days.flatMap(({ fromMs, toMs }, i) =>
    countsOf(i)
      .filter(([, incidents]) => incidents > 0)
      .map(([name, incidents]) =>
        counted({ part: `day_${what}`, from: timeOf(fromMs), to: timeOf(toMs), name }, incidents),
      ),
  );
}

function line(part: Part, figures: IncidentGroupFigures): string[] {
  return [
    ...cellsOf(part),
    String(figures.incidents),
    String(figures.open),
    ...times.flatMap((time) => [
      String(figures[time].incidents),
      secondsOf(figures[time].medianMs),
      secondsOf(figures[time].p95Ms),
    ]),
  ];
}

function counted(part: Part, incidents: number): string[] {
  const cells = [...cellsOf(part), String(incidents)];
  return [...cells, ...head.slice(cells.length).map(() => '')];
}

function cellsOf({ part, from, to, name = '' }: Part): string[] {
  return [part, from, to, name];
}

function secondsOf(ms: number | null): string {
  return ms === null ? '' : String(Math.round(ms) / 1_000);
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
