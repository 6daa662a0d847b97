/** The situation report: what an incident is now, for people who are not in front of a console. Facts of the record, no other. */
import { type Incident, incidentRoles } from './incident.ts';
import type { LogLineKind } from './log-line.ts';
import { type ProcedureLanguage, wordingIn } from './procedure.ts';
import { isOverdue, type Task } from './task.ts';
import { type IncidentTerms, sayLine, termsIn, titleOf } from './words/index.ts';

export type ReportLine = {
  /** Of the log; names its picture. */
  readonly entryId: number;
  readonly at: string;
  readonly who: string;
  readonly text: string;
  readonly hasPicture: boolean;
};

export type ReportSection =
  | { readonly heading: string; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly heading: string; readonly lines: readonly ReportLine[] };

export type Report = {
  readonly title: string;
  readonly subtitle: string;
  /** Null: it really happened. */
  readonly warning: string | null;
  readonly sections: readonly ReportSection[];
  readonly language: ProcedureLanguage;
};

export type ReportAbout = {
  readonly incident: Incident;
  readonly log: readonly {
    readonly id: number;
    readonly atMs: number;
    readonly who: string;
    readonly kind: LogLineKind;
    readonly text: string | null;
    readonly detail: { readonly [key: string]: unknown };
    readonly hasPicture: boolean;
  }[];
  readonly siteName: string;
  readonly isSimulated: boolean;
  readonly cameraName: (cameraId: string) => string;
  readonly madeBy: string;
  readonly nowMs: number;
  /** An instant as people there read it. */
  readonly time: (atMs: number) => string;
};

export function reportOf(about: ReportAbout, language: ProcedureLanguage): Report {
  const { incident, siteName, isSimulated } = about;
  const terms = termsIn(language);
  const words = terms.report;
  return {
    title: words.title(incident.number),
    subtitle: `${titleOf(incident, terms)} · ${siteName}`,
    warning: isSimulated ? words.simulated : null,
    sections: [
      situation(about, terms),
      ...closing(about, terms),
      {
        heading: words.roles,
        rows: incidentRoles.map((role) => [terms.roles[role], incident.roles[role] ?? terms.nobody] as const),
      },
      {
        heading: words.alarms,
        rows: incident.alarms.map(
          ({ kind, zoneName, cameraName, raisedAtMs }) =>
            [
              about.time(raisedAtMs),
              `${terms.kinds[kind]}, ${zoneName === null ? cameraName : `${zoneName}, ${cameraName}`}`,
            ] as const,
        ),
      },
      {
        heading: `${words.steps}: ${words.procedure(terms.kinds[incident.procedure.kind], incident.procedure.version)}`,
        rows: incident.tasks.map((task) => step(task, about, { terms, language })),
      },
      {
        heading: words.log,
        lines: about.log.map((entry) => ({
          entryId: entry.id,
          at: about.time(entry.atMs),
          who: entry.who === 'system' ? terms.system : entry.who,
          text: [sayLine(entry, language), entry.text]
            .filter((part) => part !== null && part !== '')
            .join('\n'),
          hasPicture: entry.hasPicture,
        })),
      },
    ],
    language,
  };
}

function situation(about: ReportAbout, terms: IncidentTerms): ReportSection {
  const { incident, nowMs, time } = about;
  const words = terms.report;
  const endMs = incident.closing?.atMs ?? nowMs;
  const { position } = incident;
  const rows: (readonly [string, string])[] = [
    [words.made, time(nowMs)],
    [words.by, about.madeBy],
    [words.kind, terms.kinds[incident.kind]],
    [words.place, incident.place === '' ? words.notKnown : incident.place],
    ...(position === null
      ? []
      : [[words.position, `${position.latitude.toFixed(6)}, ${position.longitude.toFixed(6)}`] as const]),
    [words.priority, terms.priorities[incident.priority]],
    [words.state, terms.states[incident.state]],
    ...(incident.heldFor === null ? [] : [[words.waitsFor, incident.heldFor] as const]),
    [words.origin, terms.origins[incident.origin]],
    [words.began, time(incident.beganAtMs)],
    [words.opened, `${time(incident.openedAtMs)}, ${incident.openedBy}`],
    [words.lasted, duration(endMs - incident.beganAtMs)],
    ...(incident.reopenings === 0 ? [] : [[words.reopened, words.times(incident.reopenings)] as const]),
    [words.cameras, incident.cameraIds.map(about.cameraName).join(', ') || words.none],
  ];
  return { heading: words.what, rows };
}

function closing({ incident, time }: ReportAbout, terms: IncidentTerms): ReportSection[] {
  if (incident.closing === null) return [];
  const { cause, outcome, lessons, atMs, by } = incident.closing;
  const words = terms.report;
  const rows = [
    [words.outcome, terms.outcomes[outcome]],
    [words.cause, terms.causes[cause]],
    [words.lessons, lessons === '' ? words.none : lessons],
    [words.closed, `${time(atMs)}, ${by}`],
  ] as const;
  return [{ heading: words.closing, rows }];
}

function step(
  task: Task,
  { nowMs, time, incident }: ReportAbout,
  { terms, language }: { readonly terms: IncidentTerms; readonly language: ProcedureLanguage },
): readonly [string, string] {
  const words = terms.report;
  const by = task.by === 'system' ? terms.system : task.by;
  const facts = [
    task.isRequired && task.state === 'open' ? words.required : null,
    task.state === 'open' && task.dueAtMs !== null && incident.state !== 'closed'
      ? isOverdue(task, nowMs)
        ? words.overdue(time(task.dueAtMs))
        : words.due(time(task.dueAtMs))
      : null,
    by === null || task.atMs === null ? null : `${by}, ${time(task.atMs)}`,
    task.note === '' ? null : task.note,
  ].filter((fact) => fact !== null);
  const about = facts.length === 0 ? '' : `\n${facts.join(' · ')}`;
  return [terms.tasks[task.state], `${wordingIn(task.text, language)}${about}`];
}

/** 1:02:03 */
function duration(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1_000));
  const two = (n: number) => String(n).padStart(2, '0');
  return `${Math.floor(s / 3_600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

/** As plain text: to be read aloud, pasted into a message, sent by radio data. */
export function reportText(report: Report): string {
  const none = termsIn(report.language).report.none;
  const blocks = report.sections.map((section) => {
    const body =
      'rows' in section
        ? section.rows.map(([label, value]) => `${label}: ${value.replaceAll('\n', '\n    ')}`)
        : section.lines.map(({ at, who, text }) => `${at}  ${who}: ${text.replaceAll('\n', '\n    ')}`);
    return `${section.heading.toUpperCase()}\n${body.length === 0 ? none : body.join('\n')}`;
  });
  const head = [report.title, report.subtitle, ...(report.warning === null ? [] : [report.warning])];
  return `${[head.join('\n'), ...blocks].join('\n\n')}\n`;
}
