/** How an incident begins. */
import type { Position } from '../position.ts';
import type { Priority } from '../priority.ts';
import type { AttachedAlarm, Incident, IncidentKind, IncidentOrigin } from './incident.ts';
import { nobody } from './incident.ts';
import { type LogLine, line } from './log-line.ts';
import type { Procedure, Wording } from './procedure.ts';
import { tasksOf } from './task.ts';

export type IncidentDraft = {
  readonly origin: IncidentOrigin;
  readonly kind: IncidentKind;
  readonly title: string | null;
  readonly place: string;
  readonly position: Position | null;
  readonly priority: Priority;
  readonly beganAtMs: number;
  readonly alarms: readonly AttachedAlarm[];
  readonly cameraIds: readonly string[];
  /** What the caller said, or the operator saw; empty: nothing beside the rest. */
  readonly words: string;
};

/** Somebody outside is to be told; carrying it there is not the incident's work. */
export type Notice = { readonly stepId: string; readonly to: readonly string[]; readonly text: Wording };

export type Opened = {
  readonly incident: Incident;
  readonly lines: readonly LogLine[];
  readonly notices: readonly Notice[];
};

/** @param at.id made by the caller, unique. */
export function openIncident(
  draft: IncidentDraft,
  procedure: Procedure,
  at: { readonly id: string; readonly by: string; readonly nowMs: number },
): Opened {
  const { id, by, nowMs } = at;
  const shown = procedure.steps.flatMap(({ automatic }) =>
    automatic?.do === 'show-cameras' ? automatic.cameraIds : [],
  );
  const incident: Incident = {
    id,
    number: 0,
    kind: draft.kind,
    title: draft.title,
    place: draft.place,
    position: draft.position,
    priority: draft.priority,
    state: 'open',
    origin: draft.origin,
    // A clock may be ahead: nothing begins after it is known.
    beganAtMs: Math.min(draft.beganAtMs, nowMs),
    openedAtMs: nowMs,
    openedBy: by,
    roles: nobody,
    alarms: draft.alarms,
    cameraIds: unique([...draft.cameraIds, ...draft.alarms.map(({ cameraId }) => cameraId), ...shown]),
    procedure: { kind: procedure.kind, version: procedure.version },
    tasks: tasksOf(procedure.steps, nowMs),
    heldFor: null,
    closing: null,
    reopenings: 0,
    changedBy: by,
    changedAtMs: nowMs,
    version: 1,
  };
  return { incident, lines: firstLines(draft, procedure), notices: noticesOf(procedure) };
}

/** The log begins with what was said, the alarms with their pictures, and what the system did by itself. */
function firstLines(draft: IncidentDraft, procedure: Procedure): LogLine[] {
  const [first, ...others] = draft.alarms;
  return [
    line('opened', {
      text: draft.words === '' ? null : draft.words,
      detail: { origin: draft.origin, kind: draft.kind, place: draft.place, ...about(first) },
      pictureOf: first?.id ?? null,
    }),
    ...others.map((alarm) => attachedLine(alarm)),
    ...procedure.steps.flatMap(({ id, text, automatic }): LogLine[] => {
      switch (automatic?.do) {
        case 'note':
          return [line('step-noted', { detail: { stepId: id, step: text } })];
        case 'notify':
          return [line('notice-asked', { detail: { stepId: id, step: text, to: automatic.to } })];
        case 'show-cameras':
          return [line('cameras-chosen', { detail: { stepId: id, cameraIds: automatic.cameraIds } })];
        default:
          return [];
      }
    }),
  ];
}

function noticesOf(procedure: Procedure): Notice[] {
  return procedure.steps.flatMap(({ id, text, automatic }) =>
    automatic?.do === 'notify' ? [{ stepId: id, to: automatic.to, text }] : [],
  );
}

export function attachedLine(alarm: AttachedAlarm): LogLine {
  return line('alarm-attached', { detail: about(alarm), pictureOf: alarm.id });
}

export function about(alarm: AttachedAlarm | undefined): { readonly [key: string]: unknown } {
  if (alarm === undefined) return {};
  const { id: alarmId, kind: alarmKind, cameraName, zoneName } = alarm;
  return { alarmId, alarmKind, cameraName, zoneName };
}

export function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
